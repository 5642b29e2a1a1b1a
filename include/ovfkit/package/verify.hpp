// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/progress.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// What is known about one file after verification.
enum class FileState : std::uint8_t {
    verified,           ///< it has every digest that the manifest gives it
    weak,               ///< the same, but only by SHA-1, which was not allowed
    mismatch,           ///< it has another digest than the manifest gives it
    missing,            ///< the manifest or the descriptor names it, and it is not there
    unlisted,           ///< it is there, and nothing says what its digest is
    contradictory,      ///< the manifest gives it two different digests of one kind
    unknown_algorithm,  ///< the manifest gives it only digests that nobody here can compute
    unreadable,         ///< it could not be read to its end
    refused,            ///< no plain file of its own: a link or device, or a name that is not safe or not its only one
};

/// The lower-case word of a state, with `-` between words: `unknown-algorithm`.
[[nodiscard]] std::string_view to_string(FileState state) noexcept;

/// What is known about one file of a package.
struct FileVerdict {
    /// As the package, the manifest or the descriptor has it.
    std::string name;
    /// What came of it.
    FileState state = FileState::unlisted;
    /// Bytes of it that were read.
    std::uint64_t size = 0;
    std::vector<crypto::DigestAlgorithm> algorithms;  ///< of the digests that were compared
    std::string expected;                             ///< of a mismatch: what the manifest says
    std::string actual;                               ///< of a mismatch: what the file has
};

/// What was found out about the package as a whole. Several hold at once; nothing is ever said by leaving something
/// out.
enum class PackageState : std::uint8_t {
    no_manifest,            ///< nothing says what the files' digests are, so nothing was verified
    manifest_unreadable,    ///< the manifest has lines that are no entry, or could not be read
    files_verified,         ///< every file of the package was verified, the descriptor among them
    files_failed,           ///< a file is not what the manifest says, not there, or refused
    files_unverified,       ///< a file is there of which nothing is known
    descriptor_unverified,  ///< the descriptor itself is such a file
    unsigned_,              ///< there is no certificate
    signature_accepted,     ///< the signature of the manifest is valid, trusted and in force
    signature_rejected,     ///< it is not; `signature` says why
};

/// `no-manifest`, `files-verified`, `unsigned`, ...
[[nodiscard]] std::string_view to_string(PackageState state) noexcept;

/// What was found out about a package: as a whole, and file by file.
struct Verification {
    std::vector<PackageState> states;  ///< each once, in the order of the enumeration; never empty
    std::vector<FileVerdict> files;    ///< every file that is there or is named, in the order of the package
    std::optional<crypto::SignatureVerdict> signature;  ///< empty without a certificate

    /// Whether that state is among them.
    [[nodiscard]] bool has(PackageState state) const noexcept;
};

/// What counts as verified, at which time, and how the work is done.
struct VerifyOptions {
    /// What a reader accepts; for streams.
    OpenOptions open;
    /// Whose signatures are trusted; none: no signature is.
    crypto::TrustAnchors anchors;
    bool require_signature = false;  ///< an absent or rejected signature is an error, not a finding that weighs less
    bool allow_sha1 = false;         ///< SHA-1 counts as verification
    std::int64_t time = 0;           ///< seconds since 1970 at which certificates must be in force
    /// Files hashed at once, where the package can be read at any offset; 0: as many as there are cores.
    std::size_t threads = 0;
    /// Told about the bytes that are done; false cancels.
    ProgressCallback progress;
};

/// Reads every file of `package` once and compares it with the manifest, both ways; verifies the certificate over the
/// raw bytes of the manifest (DSP0243 1.1.1, 5.1).
///
/// Fails closed: whatever is not verified is a finding in `diagnostics` (`manifest/...`, `signature/...`). Fails with
/// `cancelled` when the callback asked for it, and with `io` when the package cannot be read.
[[nodiscard]] Result<Verification> verify(const Package& package, const VerifyOptions& options,
                                          Diagnostics& diagnostics);

/// What `verify_stream` found.
struct StreamVerification {
    Package package;  ///< its files are gone: `Package::read` is `unsupported`
    /// What was found out about it.
    Verification verification;
};

/// The same for an OVA, or an OVA inside gzip, that can be read only once, such as a pipe: in one pass, whatever the
/// order of its members, and without keeping any of them but the descriptor, the manifest and the certificate. `name`
/// is the source in findings.
[[nodiscard]] Result<StreamVerification> verify_stream(io::Input& input, const std::string& name,
                                                       const VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
