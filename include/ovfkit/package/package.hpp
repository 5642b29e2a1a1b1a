// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/model/envelope.hpp>

/// Packages: a descriptor with the files that belong to it, as a directory or in an archive (DSP0243 1.1.1, 5).
namespace ovfkit::package {

/// How the files of a package lie together.
enum class Form : std::uint8_t {
    directory,          ///< a folder with a descriptor in it
    bare,               ///< a descriptor, and what it references beside it
    archive,            ///< an OVA
    compressed_archive  ///< an OVA inside gzip
};

/// `directory`, `bare`, `archive` or `compressed-archive`.
[[nodiscard]] std::string_view to_string(Form form) noexcept;

/// How many bytes `looks_like_archive` wants to see.
inline constexpr std::size_t sniffed_bytes = 512;

/// Whether `begin`, the first bytes of a file or stream, are those of an archive, or of something inside gzip.
[[nodiscard]] bool looks_like_archive(std::string_view begin) noexcept;

/// One file of a package.
struct Member {
    std::string name;  ///< relative to the descriptor's folder, parts joined by `/`
    /// Bytes of the file as it is stored.
    std::uint64_t size = 0;
    /// Of its first byte in the archive, where it can be read in place; empty in other forms.
    std::optional<std::uint64_t> offset;
};

/// What a reader of packages accepts.
struct OpenOptions {
    Limits limits;  ///< of the descriptor
    /// Of an archive.
    io::TarLimits tar;
    /// Of a directory, and files that a descriptor references.
    std::size_t max_files = 100'000;
    /// Reports when the descriptor is not the one that the manifest names: what is read out of another one is not what
    /// the package was made with. `verify` does it anyway, and `descriptor_is_disowned` always knows.
    bool check_descriptor = true;
};

/// A package that was opened: its descriptor is read, its files are known, and nothing of them is verified.
///
/// An immutable handle: copies share the same package and may be used from many threads. What the accessors return
/// lives as long as any copy of the handle.
class Package {
public:
    /// Opens the package at `path`: a directory, a descriptor, an OVA, or an OVA inside gzip. What it is, is told by
    /// its bytes and never by its name.
    ///
    /// Findings go into `diagnostics`: those of the descriptor, those of the archive's headers, and those about the
    /// form of the package and its references (`package/...`). Fails as `Descriptor::parse` does, with `malformed` for
    /// a broken archive, with `not_a_descriptor` when there is no descriptor, and with `unsupported` for something that
    /// can be read only once (see `verify_stream`).
    [[nodiscard]] static Result<Package> open(const std::string& path, Diagnostics& diagnostics,
                                              const OpenOptions& options = {});

    /// The same for an OVA, or an OVA inside gzip, in `bytes`, which is kept as long as the package is; `name` is the
    /// source in findings. A descriptor by itself is `malformed` here: nobody knows what lies beside it.
    [[nodiscard]] static Result<Package> open(std::shared_ptr<const io::RandomAccess> bytes, const std::string& name,
                                              Diagnostics& diagnostics, const OpenOptions& options = {});

    /// The same for an OVA, or an OVA inside gzip, that can be read only once, such as a pipe; `name` is the source in
    /// findings. It is read to its end, because the descriptor may stand anywhere, and only the descriptor is kept:
    /// `read` is `unsupported` afterwards. To verify as well in that one pass, see `verify_stream`.
    [[nodiscard]] static Result<Package> open_stream(io::Input& input, const std::string& name,
                                                     Diagnostics& diagnostics, const OpenOptions& options = {});

    /// The name that findings use: the path it was opened at.
    [[nodiscard]] const std::string& name() const noexcept;
    /// What holds the files.
    [[nodiscard]] Form form() const noexcept;
    /// The descriptor. Valid as long as any copy of it, also when the package is gone.
    [[nodiscard]] const descriptor::Descriptor& descriptor() const noexcept;
    /// Whether the package does not stand for this descriptor: another reader may take another one (see `refused`), or
    /// the manifest says that it was another one.
    [[nodiscard]] bool descriptor_is_disowned() const noexcept;
    /// The strongest digest with which the manifest says that this is the descriptor; empty when it does not say so.
    [[nodiscard]] std::optional<crypto::DigestAlgorithm> manifest_digest() const noexcept;
    /// The file that the descriptor stands in.
    [[nodiscard]] const Member& descriptor_member() const noexcept;
    /// The manifest and the certificate that go with the descriptor; null when there is none.
    [[nodiscard]] const Member* manifest_member() const noexcept;
    /// The certificate that goes with the descriptor; null when there is none.
    [[nodiscard]] const Member* certificate_member() const noexcept;
    /// All files: in the order of the archive, else sorted by name.
    [[nodiscard]] const std::vector<Member>& members() const noexcept;
    /// The names of what there is beside the files: links, devices, members whose name is not safe, and a second member
    /// of a name that another one has; also further descriptors, manifests and certificates that another reader may
    /// take for the ones that are taken here. `verify` counts all of it against the package.
    [[nodiscard]] const std::vector<std::string>& refused() const noexcept;
    /// The file of exactly that name; null when there is none.
    [[nodiscard]] const Member* find(std::string_view name) const noexcept;

    /// The files that hold what `file` references, in order: one, or its chunks (`ovf:chunkSize`). The name is that of
    /// `ovf:href`, percent-decoded or as it stands. Fails with `not_found`, and with `unsupported` for a reference that
    /// leaves the package.
    [[nodiscard]] Result<std::vector<const Member*>> resolve(const model::File& file) const;

    /// The bytes of a member.
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const;
    /// What `file` means: its chunks joined, and decompressed as `ovf:compression` says.
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const model::File& file) const;

private:
    friend struct PackageAccess;
    struct State;
    explicit Package(std::shared_ptr<const State> state);
    std::shared_ptr<const State> state_;
};

}  // namespace ovfkit::package
