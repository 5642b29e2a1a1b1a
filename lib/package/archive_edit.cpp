// SPDX-License-Identifier: Apache-2.0
#include "package/archive_edit.hpp"

#include <algorithm>
#include <utility>

#include <ovfkit/io/new_file.hpp>

#include "package/hashing.hpp"
#include "package/roles.hpp"
#include "package/store.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t block_bytes = 512;
constexpr std::uint64_t record_bytes = 20 * block_bytes;
// What moves in place is kept in memory and written three times.
constexpr std::uint64_t most_moved_bytes = 16U << 20U;
constexpr std::uint64_t copied_at_once = 64U << 20U;
// oVirt's engine aligns disks to pages, with members of this name.
constexpr std::string_view alignment_name = "pad";
constexpr std::uint64_t alignment_bytes = 4096;

std::uint64_t rounded_up(std::uint64_t size, std::uint64_t unit) { return (size + unit - 1) / unit * unit; }

std::string filled(std::string bytes) {
    bytes.resize(static_cast<std::size_t>(rounded_up(bytes.size(), block_bytes)), '\0');
    return bytes;
}

Result<std::string> new_member(const std::string& name, const std::string& bytes) {
    auto header = io::tar_header(name, bytes.size());
    if (!header) return header.error();
    return *header + filled(bytes);
}

Error cannot_edit(std::string why) { return {ErrorCode::unsupported, std::move(why), {}, {}}; }

}  // namespace

Result<ArchiveEdit> ArchiveEdit::read(std::shared_ptr<const io::RandomAccess> old, const std::string& name,
                                      const io::TarLimits& limits) {
    ArchiveEdit edit(std::move(old));
    const auto input = io::stream_range(edit.old_, 0, edit.old_->size());
    Diagnostics known;  // they were reported when the package was opened
    io::TarReader reader(*input, name, known, edit.old_->size(), limits);
    while (true) {
        auto next = reader.next();
        if (!next) return next.error();
        if (!*next) return edit;
        edit.end_ = std::max(edit.end_, edit.end_of(**next));
        edit.members_.push_back(**std::move(next));
    }
}

bool ArchiveEdit::holds(const std::vector<Member>& members) const {
    auto expected = members.begin();
    for (const io::TarMember& member : members_) {
        if (admit(member) != Admission::file) continue;
        if (expected == members.end() || expected->name != member.name || expected->size != member.size ||
            expected->offset != member.data_at)
            return false;
        ++expected;
    }
    return expected == members.end();
}

std::uint64_t ArchiveEdit::end_of(const io::TarMember& member) const {
    return std::min(member.data_at + rounded_up(member.size, block_bytes), old_->size());
}

Result<std::string> ArchiveEdit::old_bytes(std::uint64_t offset, std::uint64_t size) const {
    auto bytes = io::read_all(*io::stream_range(old_, offset, size), size, "the archive");
    if (bytes && bytes->size() != size) return Error{ErrorCode::io, "the archive got shorter meanwhile", {}, {}};
    return bytes;
}

Result<const io::TarMember*> ArchiveEdit::find(const std::string& name) const {
    const io::TarMember* found = nullptr;
    for (const io::TarMember& member : members_) {
        if (member.name != name) continue;
        if (found != nullptr) return cannot_edit("two members of the archive are called " + quoted(name));
        found = &member;
    }
    if (found != nullptr && found->type != io::TarType::file) return cannot_edit(quoted(name) + " is no plain file");
    return found;
}

/// The header stays as it is, but for the size; where it cannot, there is a fresh one instead of all its headers.
Result<Splice> ArchiveEdit::replaced(const io::TarMember& member, const std::string& bytes) const {
    const std::uint64_t header_at = member.data_at - block_bytes;
    const auto old = old_bytes(header_at, block_bytes);
    if (!old) return old.error();
    if (!member.pax_size)
        if (const auto header = io::resized_tar_header(*old, bytes.size()))
            return Splice{header_at, end_of(member) - header_at, *header + filled(bytes)};
    auto fresh = new_member(member.name, bytes);
    if (!fresh) return fresh.error();
    return Splice{member.header_at, end_of(member) - member.header_at, *std::move(fresh)};
}

Result<void> ArchiveEdit::add(const MemberChange& change, bool append) {
    auto fresh = new_member(change.name, *change.bytes);
    if (!fresh) return fresh.error();
    std::uint64_t at = end_;
    if (!append) {
        // Behind one that is new itself: at the same place, later.
        const auto behind = find(change.behind);
        if (!behind) return behind.error();
        if (*behind != nullptr)
            at = end_of(**behind);
        else if (!splices_.empty())
            at = splices_.back().offset;
    }
    splices_.push_back({at, 0, *std::move(fresh)});
    return {};
}

Result<void> ArchiveEdit::plan(const std::vector<MemberChange>& changes, bool append) {
    splices_.clear();
    for (const MemberChange& change : changes) {
        const auto member = find(change.name);
        if (!member) return member.error();
        if (*member == nullptr) {
            if (!change.bytes) continue;
            if (auto added = add(change, append); !added) return added;
        } else if (!change.bytes) {
            splices_.push_back({(*member)->header_at, end_of(**member) - (*member)->header_at, {}});
        } else {
            auto splice = replaced(**member, *change.bytes);
            if (!splice) return splice.error();
            splices_.push_back(*std::move(splice));
        }
    }
    std::stable_sort(splices_.begin(), splices_.end(),
                     [](const Splice& a, const Splice& b) { return a.offset < b.offset; });
    if (std::none_of(splices_.begin(), splices_.end(), [](const Splice& s) { return s.moves(); })) return {};
    keep_alignment();
    return end_archive();
}

Result<void> ArchiveEdit::plan(const std::vector<MemberChange>& changes) {
    if (auto planned = plan(changes, true); !planned) return planned;
    return is_small() ? Result<void>() : plan_anew(changes);
}

void ArchiveEdit::keep_alignment() {
    const auto any = [&](auto holds) { return std::any_of(members_.begin(), members_.end(), holds); };
    // Engines that align write no manifest, which would have to list what is added here.
    if (!any([](const io::TarMember& m) { return m.name == alignment_name; }) ||
        any([](const io::TarMember& m) { return has_extension(m.name, ".mf"); }))
        return;
    std::uint64_t moved = 0;  // modulo 2^64, which is a multiple of the alignment
    std::size_t last = 0;
    for (std::size_t i = 0; i < splices_.size(); ++i) {
        moved += splices_[i].bytes.size() - splices_[i].size;
        if (splices_[i].moves()) last = i;
    }
    const std::uint64_t behind = splices_[last].offset + splices_[last].size;
    const std::uint64_t lacking = (alignment_bytes - moved % alignment_bytes) % alignment_bytes;
    if (behind >= end_ || lacking == 0) return;
    const std::string zeros(static_cast<std::size_t>(lacking - block_bytes), '\0');
    splices_[last].bytes += new_member(std::string(alignment_name), zeros).value();
}

/// What is behind the last member becomes what an archive ends with: two blocks of zeros, in whole records.
Result<void> ArchiveEdit::end_archive() {
    const auto input = io::stream_range(old_, end_, old_->size() - end_);
    std::string piece(static_cast<std::size_t>(copied_at_once / 1024), '\0');
    while (true) {
        const auto got = input->read(piece.data(), piece.size());
        if (!got) return got.error();
        if (*got == 0) break;
        if (std::string_view(piece).substr(0, *got).find_first_not_of('\0') != std::string_view::npos)
            return cannot_edit("there is something behind the end of the archive, which would have to move");
    }
    std::uint64_t end = end_;
    for (const Splice& splice : splices_) end += splice.bytes.size() - splice.size;
    const std::uint64_t whole = rounded_up(end + 2 * block_bytes, record_bytes);
    splices_.push_back({end_, old_->size() - end_, std::string(static_cast<std::size_t>(whole - end), '\0')});
    return {};
}

std::uint64_t ArchiveEdit::first_move() const {
    for (const Splice& splice : splices_)
        if (splice.moves()) return splice.offset;
    return old_->size();
}

bool ArchiveEdit::is_small() const { return old_->size() - first_move() <= most_moved_bytes; }

Result<std::uint64_t> ArchiveEdit::patch(io::LockedFile& file) const {
    const std::uint64_t moved_from = first_move();
    std::vector<io::Patch> patches;
    std::uint64_t at = moved_from;
    io::Patch tail{moved_from, {}, {}};
    for (const Splice& splice : splices_) {
        auto before = old_bytes(splice.offset, splice.size);
        if (!before) return before.error();
        if (splice.offset < moved_from) {
            patches.push_back({splice.offset, *std::move(before), splice.bytes});
            continue;
        }
        const auto between = old_bytes(at, splice.offset - at);
        if (!between) return between.error();
        tail.before += *between + *before;
        tail.after += *between + splice.bytes;
        at = splice.offset + splice.size;
    }
    if (moved_from < old_->size() || !tail.after.empty()) patches.push_back(std::move(tail));
    std::uint64_t written = 0;
    for (const io::Patch& one : patches)
        if (one.before != one.after) written += one.after.size();
    if (auto patched = file.patch(patches); !patched) return patched.error();
    return written;
}

Result<std::uint64_t> ArchiveEdit::write(const std::string& path, const ProgressCallback& progress) const {
    auto file = io::NewFile::create(path);
    if (!file) return file.error();
    Meter meter(progress, old_->size());
    std::uint64_t at = 0;
    std::uint64_t written = 0;
    const auto copy_to = [&](std::uint64_t end) -> Result<void> {
        while (at < end) {
            const std::uint64_t size = std::min(end - at, copied_at_once);
            if (auto copied = (*file)->copy_from(*old_, at, size); !copied) return copied;
            at += size;
            written += size;
            if (!meter.add(path, size)) return cancelled_error();
        }
        return {};
    };
    for (const Splice& splice : splices_) {
        if (auto copied = copy_to(splice.offset); !copied) return copied.error();
        if (auto put = (*file)->write(splice.bytes); !put) return put.error();
        at = splice.offset + splice.size;
        written += splice.bytes.size();
    }
    if (auto copied = copy_to(old_->size()); !copied) return copied.error();
    if (!meter.end(path)) return cancelled_error();  // also of a small archive, before it takes the old one's place
    if (auto committed = (*file)->commit(); !committed) return committed.error();
    return written;
}

}  // namespace ovfkit::package
