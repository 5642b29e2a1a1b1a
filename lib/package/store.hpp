// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// Where the files of a package lie, whatever its form.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    /// The regular files, each as often as it is there.
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    /// See `Package::refused`.
    [[nodiscard]] const std::vector<std::string>& refused() const { return refused_; }
    /// The bytes of one of `members()`.
    [[nodiscard]] virtual Result<std::unique_ptr<io::Input>> read(const Member& member) const = 0;
    /// Whether several members can be read at once at no cost.
    [[nodiscard]] virtual bool seekable() const = 0;
    /// The archive from its beginning, for a store that is better read in one go; null for others.
    [[nodiscard]] virtual Result<std::unique_ptr<io::Input>> whole() const { return std::unique_ptr<io::Input>(); }

protected:
    std::vector<Member> members_;
    std::vector<std::string> refused_;
};

/// All regular files of the folder at `path`.
[[nodiscard]] Result<std::unique_ptr<Store>> open_folder(const std::string& path, const OpenOptions& options);
/// The folder around a descriptor, of which only files that are asked for by name count; see `BareStore::add`.
class BareStore : public Store {
public:
    /// The descriptor becomes the first member. It is open already: the path to it may have been a symbolic link,
    /// which a folder would not follow.
    virtual void add_descriptor(const std::string& name, std::shared_ptr<const io::RandomAccess> bytes) = 0;
    /// The file of that name becomes a member, if there is one.
    virtual void add(const std::string& name) = 0;
};
[[nodiscard]] Result<std::unique_ptr<BareStore>> open_bare(const std::string& folder);
/// The members of the archive `bytes`, which `name` stands for in findings.
[[nodiscard]] Result<std::unique_ptr<Store>> open_archive(std::shared_ptr<const io::RandomAccess> bytes,
                                                          const std::string& name, Diagnostics& diagnostics,
                                                          const OpenOptions& options);
/// The same inside gzip.
[[nodiscard]] Result<std::unique_ptr<Store>> open_compressed_archive(std::shared_ptr<const io::RandomAccess> bytes,
                                                                     const std::string& name, Diagnostics& diagnostics,
                                                                     const OpenOptions& options);

/// Reads what `plain`, of a gzip file `name`, holds behind the archive, so that all of it is checked, and reports what
/// is odd about the file.
[[nodiscard]] Result<void> end_of_gzip(io::Input& plain, const io::GzipSeen& seen, const std::string& name,
                                       Diagnostics& diagnostics);

/// What a member of an archive is to a package.
enum class Admission : std::uint8_t {
    file,     ///< one of its files
    refused,  ///< see `Package::refused`
    ignored   ///< a directory, a file that macOS adds beside each real one (`._name`), or a further `pad` of oVirt
};
[[nodiscard]] Admission admit(const io::TarMember& member);

}  // namespace ovfkit::package
