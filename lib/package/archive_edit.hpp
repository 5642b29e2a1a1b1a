// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/progress.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/io/locked_file.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/edit.hpp>

namespace ovfkit::package {

/// What a member of an archive becomes.
struct MemberChange {
    std::string name;
    std::optional<std::string> bytes;  ///< empty: it goes
    /// Of a new member: behind which one it goes when it does not go to the end; that one may be new as well.
    std::string behind;
};

/// Bytes of an archive that give way to others, of any number.
struct Splice {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::string bytes;

    [[nodiscard]] bool moves() const { return size != bytes.size(); }
};

/// Changes of an archive, which is only written when they are known.
class ArchiveEdit {
public:
    /// Reads the headers of the archive `old`, called `name`.
    [[nodiscard]] static Result<ArchiveEdit> read(std::shared_ptr<const io::RandomAccess> old, const std::string& name,
                                                  const io::TarLimits& limits);

    /// Whether the members that count are those, at those places.
    [[nodiscard]] bool holds(const std::vector<Member>& members) const;

    /// Plans the changes: in place, if what has to move is small enough to be kept in memory, else anew.
    [[nodiscard]] Result<void> plan(const std::vector<MemberChange>& changes);
    [[nodiscard]] bool is_small() const;
    /// Plans the same for a new archive: what is added goes where it belongs.
    [[nodiscard]] Result<void> plan_anew(const std::vector<MemberChange>& changes) { return plan(changes, false); }

    /// Each answers how many bytes were written.
    [[nodiscard]] Result<std::uint64_t> patch(io::LockedFile& file) const;
    [[nodiscard]] Result<std::uint64_t> write(const std::string& path, const ProgressCallback& progress) const;

private:
    explicit ArchiveEdit(std::shared_ptr<const io::RandomAccess> old) : old_(std::move(old)) {}
    [[nodiscard]] Result<void> plan(const std::vector<MemberChange>& changes, bool append);
    [[nodiscard]] Result<const io::TarMember*> find(const std::string& name) const;
    [[nodiscard]] Result<Splice> replaced(const io::TarMember& member, const std::string& bytes) const;
    [[nodiscard]] Result<void> add(const MemberChange& change, bool append);
    void keep_alignment();
    [[nodiscard]] Result<void> end_archive();
    [[nodiscard]] std::uint64_t end_of(const io::TarMember& member) const;
    [[nodiscard]] std::uint64_t first_move() const;
    [[nodiscard]] Result<std::string> old_bytes(std::uint64_t offset, std::uint64_t size) const;

    std::shared_ptr<const io::RandomAccess> old_;
    std::vector<io::TarMember> members_;
    std::uint64_t end_ = 0;        ///< of the last member
    std::vector<Splice> splices_;  ///< in order; those at one offset in theirs
};

}  // namespace ovfkit::package
