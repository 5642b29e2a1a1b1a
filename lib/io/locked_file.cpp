// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/locked_file.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/io/file.hpp>

#include "io/folder_handle.hpp"
#include "io/open_file.hpp"
#include "io/replacement.hpp"
#include "io/system.hpp"
#include "io/target.hpp"
#include "io/temporary.hpp"
#include "io/undo_record.hpp"

namespace ovfkit::io {
namespace {

constexpr std::size_t most_undo_bytes = std::size_t{1} << 30U;

/// What stands from `offset` on, at most `size` bytes; fewer at the end of the file. Empty with errno on failure.
std::optional<std::string> read_at(int file, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const ssize_t more = ::pread(file, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) return std::nullopt;
        if (more == 0) break;
        got += static_cast<std::size_t>(more);
    }
    bytes.resize(got);
    return bytes;
}

/// 0 or the errno. A file system that cannot reserve room finds out while it writes.
int reserve(int file, std::uint64_t from, std::uint64_t to) {
    if (to <= from) return 0;
    if (::fallocate(file, 0, static_cast<off_t>(from), static_cast<off_t>(to - from)) == 0) return 0;
    return errno == EOPNOTSUPP || errno == ENOSYS || errno == EINTR ? 0 : errno;
}

int set_size(int file, std::uint64_t size) {
    int failed = 0;
    do failed = ::ftruncate(file, static_cast<off_t>(size)) == 0 ? 0 : errno;
    while (failed == EINTR);
    return failed;
}

/// 0 or the errno. The end comes first: that a disk is full is found before anything else has changed.
int write_new(int file, const UndoRecord& record) {
    if (const int failed = reserve(file, record.old_size, record.new_size); failed != 0) return failed;
    for (auto patch = record.patches.rbegin(); patch != record.patches.rend(); ++patch)
        if (const int failed = write_all_at(file, patch->offset, patch->after); failed != 0) return failed;
    if (const int failed = set_size(file, record.new_size); failed != 0) return failed;
    return flush(file);
}

int write_old(int file, const UndoRecord& record) {
    for (const Patch& patch : record.patches)
        if (const int failed = write_all_at(file, patch.offset, patch.before); failed != 0) return failed;
    if (const int failed = set_size(file, record.old_size); failed != 0) return failed;
    return flush(file);
}

Error wrong_patches(const std::string& path, const std::string& why) {
    return {ErrorCode::invalid_argument, "cannot change " + quoted(path) + ": " + why, {}, {}};
}

}  // namespace

class LockedFile::State {
public:
    explicit State(std::string path) : path_(std::move(path)) {}

    [[nodiscard]] Result<void> take();
    [[nodiscard]] Result<void> recover();
    [[nodiscard]] Result<void> patch(const std::vector<Patch>& patches);
    [[nodiscard]] bool restored() const { return restored_; }

private:
    [[nodiscard]] Error fail(int number, std::string_view action = "write") const {
        return system_error(number, action, path_);
    }
    [[nodiscard]] std::string record_path() const { return target_.directory + "/" + undo_name(target_.name); }
    [[nodiscard]] Result<UndoRecord> plan(const std::vector<Patch>& patches) const;
    [[nodiscard]] Result<void> check_before(const UndoRecord& record) const;
    [[nodiscard]] Result<bool> fits(const UndoRecord& record) const;
    [[nodiscard]] Result<void> keep(const UndoRecord& record);
    [[nodiscard]] Result<void> drop_record();
    [[nodiscard]] Error not_ours(const std::string& why) const {
        return {ErrorCode::io,
                quoted(record_path()) + ", the record of an interrupted change of " + quoted(path_) + ", " + why +
                    "; look at both files and remove the record",
                {},
                {}};
    }

    std::string path_;
    Target target_;
    Descriptor directory_;
    Descriptor file_;
    bool restored_ = false;
};

Result<void> LockedFile::State::take() {
    if (auto checked = check_path(path_); !checked) return checked;
    auto target = find_target(path_);
    if (!target) return target.error();
    target_ = *std::move(target);
    if (target_.direct) return not_a_file_error(path_);
    directory_ = open_at(AT_FDCWD, target_.directory, O_RDONLY | O_DIRECTORY);
    if (!directory_.is_open()) return fail(errno);
    file_ = open_at(directory_.get(), target_.name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (!file_.is_open()) return fail(errno);
    struct stat status {};
    struct stat named {};
    if (::fstat(file_.get(), &status) != 0) return fail(errno);
    if (!S_ISREG(status.st_mode)) return not_a_file_error(path_);
    const bool taken = ::flock(file_.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    const bool same = ::fstatat(directory_.get(), target_.name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
                      named.st_ino == status.st_ino && named.st_dev == status.st_dev;
    if (taken || !same)
        return Error{ErrorCode::unsupported, quoted(path_) + " is being changed by somebody else", {}, {}};
    // What time it is, is not known here; that a process has gone is enough.
    remove_stale_temporaries(directory_.get(), target_.directory, {}, 0);
    return {};
}

Result<void> LockedFile::State::recover() {
    const Descriptor record_file =
        open_at(directory_.get(), undo_name(target_.name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (!record_file.is_open() && (errno == ENOENT || errno == ENAMETOOLONG)) return {};
    if (!record_file.is_open()) return system_error(errno, "read", record_path());
    struct stat status {};
    struct stat own {};
    if (::fstat(record_file.get(), &status) != 0 || ::fstat(file_.get(), &own) != 0) return fail(errno, "read");
    // In a directory that everybody may write to, anybody could leave a record that destroys the file.
    const bool trusted = status.st_uid == ::geteuid() || status.st_uid == own.st_uid || status.st_uid == 0;
    if (!S_ISREG(status.st_mode) || !trusted) return not_ours("is not that of somebody who may change it");
    Limits limits;
    limits.max_bytes = most_undo_bytes;
    const auto bytes = read_descriptor(record_file.get(), record_path(), limits);
    if (!bytes) return bytes.error();
    const auto record = read_undo_record(*bytes);
    if (!record) return drop_record();
    const auto fitting = fits(*record);
    if (!fitting) return fitting.error();
    if (!*fitting && record->file_number == own.st_ino) return not_ours("does not fit what is in it now");
    if (!*fitting) return drop_record();
    const SignalMask all = SignalMask::of_everything();
    const SignalMask mask = SignalMask::of_writing();
    if (const int failed = write_old(file_.get(), *record); failed != 0) return fail(failed, "restore");
    restored_ = true;
    return drop_record();
}

Result<bool> LockedFile::State::fits(const UndoRecord& record) const {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail(errno, "read");
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size < std::min(record.old_size, record.new_size) || size > std::max(record.old_size, record.new_size))
        return false;
    for (const Patch& patch : record.patches) {
        const auto now = read_at(file_.get(), patch.offset, std::max(patch.before.size(), patch.after.size()));
        if (!now) return fail(errno, "read");
        if (!is_between(patch, *now)) return false;
    }
    return true;
}

Result<UndoRecord> LockedFile::State::plan(const std::vector<Patch>& patches) const {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail(errno, "read");
    UndoRecord record;
    record.file_number = status.st_ino;
    record.old_size = record.new_size = static_cast<std::uint64_t>(status.st_size);
    std::uint64_t free_from = 0;
    std::uint64_t total = 0;
    for (const Patch& patch : patches) {
        if (patch.offset < free_from || patch.offset > record.old_size ||
            patch.before.size() > record.old_size - patch.offset)
            return wrong_patches(path_, "the places to change are out of order or outside of it");
        free_from = patch.offset + patch.before.size();
        total += patch.before.size() + patch.after.size();
        if (patch.before.size() != patch.after.size()) {
            if (free_from != record.old_size || &patch != &patches.back())
                return wrong_patches(path_, "only its end can get another size");
            record.new_size = patch.offset + patch.after.size();
        }
    }
    if (total > most_undo_bytes / 2 || record.new_size > static_cast<std::uint64_t>(INT64_MAX))
        return wrong_patches(path_, "too much of it would change");
    record.patches = patches;
    return record;
}

Result<void> LockedFile::State::check_before(const UndoRecord& record) const {
    for (const Patch& patch : record.patches) {
        const auto now = read_at(file_.get(), patch.offset, patch.before.size());
        if (!now) return fail(errno, "read");
        if (*now != patch.before)
            return Error{ErrorCode::io, quoted(path_) + " was changed by somebody else meanwhile", {}, {}};
    }
    return {};
}

Result<void> LockedFile::State::keep(const UndoRecord& record) {
    const std::string name = undo_name(target_.name);
    // The bytes are those of a file that perhaps not everybody may read.
    const Descriptor made = open_at(directory_.get(), name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY, 0600);
    if (!made.is_open() && errno == ENAMETOOLONG)
        return Error{ErrorCode::unsupported, "the name of " + quoted(path_) + " leaves no room for a record", {}, {}};
    if (!made.is_open()) return system_error(errno, "write", record_path());
    struct stat status {};
    if (::fstat(made.get(), &status) == 0)
        remove_stale_temporaries(directory_.get(), target_.directory, {}, status.st_mtime);
    int failed = write_all(made.get(), write_undo_record(record));
    if (failed == 0) failed = flush(made.get());
    if (failed == 0) failed = flush(directory_.get());
    if (failed == 0) return {};
    (void)::unlinkat(directory_.get(), name.c_str(), 0);
    return system_error(failed, "write", record_path());
}

Result<void> LockedFile::State::drop_record() {
    if (::unlinkat(directory_.get(), undo_name(target_.name).c_str(), 0) != 0)
        return system_error(errno, "remove", record_path());
    if (flush(directory_.get()) != 0)
        return Error{ErrorCode::io, "the directory of " + quoted(path_) + " could not be flushed to disk", {}, {}};
    return {};
}

Result<void> LockedFile::State::patch(const std::vector<Patch>& patches) {
    auto record = plan(patches);
    if (!record) return record.error();
    if (auto checked = check_before(*record); !checked) return checked;
    auto& changes = record->patches;
    changes.erase(std::remove_if(changes.begin(), changes.end(), [](const Patch& p) { return p.before == p.after; }),
                  changes.end());
    if (changes.empty()) return {};
    // A signal that ends the process would be survived as well, but the next run should have nothing to do.
    const SignalMask all = SignalMask::of_everything();
    const SignalMask mask = SignalMask::of_writing();
    if (auto kept = keep(*record); !kept) return kept;
    if (const int failed = write_new(file_.get(), *record); failed != 0) {
        Error error = fail(failed);
        if (write_old(file_.get(), *record) == 0)
            (void)drop_record();
        else
            error.message += "; the old content is kept in " + quoted(record_path()) + " for the next run";
        return error;
    }
    return drop_record();
}

LockedFile::LockedFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
LockedFile::~LockedFile() = default;

Result<std::unique_ptr<LockedFile>> LockedFile::open(const std::string& path) {
    auto state = std::make_unique<State>(path);
    if (auto taken = state->take(); !taken) return taken.error();
    if (auto recovered = state->recover(); !recovered) return recovered.error();
    return std::unique_ptr<LockedFile>(new LockedFile(std::move(state)));
}

bool LockedFile::was_restored() const noexcept { return state_->restored(); }
Result<void> LockedFile::patch(const std::vector<Patch>& patches) { return state_->patch(patches); }

bool has_undo_record(const std::string& path) {
    if (!check_path(path)) return false;
    const auto target = find_target(path);
    struct stat status {};
    return target && !target->direct &&
           ::lstat((target->directory + "/" + undo_name(target->name)).c_str(), &status) == 0;
}

}  // namespace ovfkit::io
