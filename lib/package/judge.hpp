// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/package/verify.hpp>

// Judges what was read of a package, once in whatever order it came.

namespace ovfkit::package {

/// One file with what was computed of it.
struct HashedFile {
    std::string name;  ///< in the package
    std::uint64_t size = 0;
    std::optional<std::uint64_t> offset;
    std::vector<std::pair<crypto::DigestAlgorithm, std::string>> digests;
    bool readable = true;
};

/// Every digest that a manifest can want.
[[nodiscard]] inline std::vector<crypto::DigestAlgorithm> all_algorithms() {
    return {crypto::DigestAlgorithm::sha1, crypto::DigestAlgorithm::sha256, crypto::DigestAlgorithm::sha512};
}

/// A file whose bytes are at hand.
[[nodiscard]] HashedFile hashed_bytes(std::string name, std::string_view bytes,
                                      const std::vector<crypto::DigestAlgorithm>& algorithms);

/// The manifest of a package, and what it says of each file.
class Listing {
public:
    Listing() = default;
    /// `folder` is that of the descriptor, which the names in the manifest are relative to.
    Listing(manifest::Manifest manifest, std::string folder);
    Listing(Listing&&) = default;  // a copy would point into the original
    Listing& operator=(Listing&&) = default;

    /// The digests that have to be computed of a file; none when nothing is said of it.
    [[nodiscard]] std::vector<crypto::DigestAlgorithm> algorithms(const std::string& name) const;
    [[nodiscard]] const std::vector<const manifest::Entry*>* entries(const std::string& name) const;
    [[nodiscard]] const manifest::Manifest& manifest() const { return manifest_; }
    [[nodiscard]] std::string full_name(const std::string& name) const { return folder_ + name; }

private:
    manifest::Manifest manifest_;
    std::string folder_;
    std::map<std::string, std::vector<const manifest::Entry*>> by_name_;  // in the package; also percent-decoded
};

/// What there is to judge.
struct Evidence {
    std::string package;  ///< the source of findings
    std::string descriptor_name;
    std::optional<std::string> manifest_name;
    std::string manifest_bytes;
    std::optional<std::string> certificate_name;
    std::string certificate_bytes;
    std::vector<HashedFile> files;     ///< all that are there, without manifest and certificate
    std::vector<HashedFile> wholes{};  ///< of files that are there in chunks: the chunks put together
    std::vector<std::string> refused;  ///< see `Package::refused`
    std::vector<std::string> missing;  ///< that the descriptor references and that are not there
};

/// Reads the manifest of `evidence`; empty, after a finding, when it cannot be read.
[[nodiscard]] std::optional<Listing> read_listing(const Evidence& evidence, Diagnostics& diagnostics);

/// What a manifest says of the descriptor.
struct DescriptorVerdict {
    bool disowned = false;                          ///< that it was another one
    std::optional<crypto::DigestAlgorithm> digest;  ///< the strongest with which it says that it is this one
};

/// Compares the descriptor, which is among `evidence.files`, with what the manifest says of it, if it says anything,
/// and reports when it is another one.
[[nodiscard]] DescriptorVerdict check_descriptor(const Evidence& evidence, Diagnostics& diagnostics);

/// What the manifest says of one file, without any finding.
[[nodiscard]] FileVerdict judge_one(const HashedFile& file, const std::optional<Listing>& listing);

/// The verdict; `listing` is empty when there is no manifest or it could not be read.
[[nodiscard]] Verification judge(const Evidence& evidence, const std::optional<Listing>& listing,
                                 const VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
