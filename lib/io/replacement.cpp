// SPDX-License-Identifier: Apache-2.0
#include "io/replacement.hpp"

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <utility>
#include <vector>

#include "io/open_file.hpp"
#include "io/undo_record.hpp"

namespace ovfkit::io {
namespace {

constexpr const char* access_list = "system.posix_acl_access";
constexpr std::size_t copy_bytes = 256U << 10U;
constexpr std::size_t most_at_once = std::size_t{1} << 30U;

// Whatever a file system answers that has no nameless files, or cannot give one a name; without /proc nobody can.
bool wants_a_name(int failed) {
    return failed == EOPNOTSUPP || failed == EISDIR || failed == ENOENT || failed == EINVAL || failed == EXDEV ||
           failed == EPERM || failed == EIO;
}

int copy_all(int from, int to) {
    std::vector<char> buffer(copy_bytes);
    if (::lseek(from, 0, SEEK_SET) != 0) return errno;
    while (true) {
        const ssize_t got = read_some(from, buffer.data(), buffer.size());
        if (got <= 0) return got == 0 ? 0 : errno;
        if (const int failed = write_all(to, {buffer.data(), static_cast<std::size_t>(got)}); failed != 0)
            return failed;
    }
}

// The access list of the old file, empty when it has none.
std::string read_access_list(const std::string& path) {
    std::string list(64U << 10U, '\0');
    const ssize_t size = ::lgetxattr(path.c_str(), access_list, list.data(), list.size());
    list.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return list;
}

// Owner, access list and mode of the old file for the new one. Whom we cannot give the file to gains nothing: without
// the group, the group's bits become those of others. Answers 0 or the errno of the mode.
int take_over(int descriptor, const struct stat& old, const std::string& list) {
    mode_t mode = old.st_mode & 07777U;
    if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) {
        mode &= 0777U;
        const bool group_kept = ::fchown(descriptor, static_cast<uid_t>(-1), old.st_gid) == 0;
        if (!group_kept) mode = (mode & ~mode_t{070}) | ((mode & 07U) << 3U);
    }
    if (list.empty()) {
        (void)::fremovexattr(descriptor, access_list);  // one that the directory's default gave
    } else {
        (void)::fsetxattr(descriptor, access_list, list.data(), list.size(), 0);
    }
    // A file system without modes (FAT) refuses them; there it decides itself who may read what.
    return ::fchmod(descriptor, mode) == 0 || errno == EPERM || errno == ENOTSUP ? 0 : errno;
}

}  // namespace

Error Replacement::fail(int number, std::string_view action) const { return system_error(number, action, path_); }

Result<void> Replacement::begin() {
    if (auto checked = check_path(path_); !checked) return checked;
    auto target = find_target(path_);
    if (!target) return target.error();
    target_ = std::move(*target);
    if (target_.direct) {
        // At the end of what is there: output that was redirected with `>>` is not harmed.
        direct_ = open_at(AT_FDCWD, path_, O_WRONLY | O_APPEND | O_NOCTTY);
        if (!direct_.is_open()) return fail(errno, "open");
    } else {
        directory_ = open_at(AT_FDCWD, target_.directory, O_RDONLY | O_DIRECTORY);
        // One may write into a directory that one may not read.
        if (!directory_.is_open() && errno == EACCES)
            directory_ = open_at(AT_FDCWD, target_.directory, O_PATH | O_DIRECTORY);
        if (!directory_.is_open()) return fail(errno);
        if (auto looked = look_at_old(); !looked) return looked;
        int failed = make_temporary(Temporary::Kind::nameless);
        if (wants_a_name(failed)) failed = make_temporary(Temporary::Kind::named);
        if (failed != 0) return fail(failed);
    }
    ended_ = false;
    return {};
}

Result<void> Replacement::look_at_old() {
    struct stat status {};
    if (::fstatat(directory_.get(), target_.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return {};
        return fail(errno);
    }
    if (!options_.replace_existing) return fail(EEXIST);
    // The directory would let us, but somebody has protected this file against being written.
    if (::faccessat(directory_.get(), target_.name.c_str(), W_OK, AT_EACCESS) != 0) return fail(errno);
    old_ = status;
    access_list_ = read_access_list((boost::filesystem::path(target_.directory) / target_.name).string());
    return {};
}

int Replacement::make_temporary(Temporary::Kind kind) {
    auto made = std::make_unique<Temporary>(directory_.get(), kind, old_ || options_.owner_only ? 0600U : 0666U);
    if (!made->is_open()) return errno;
    made->remove_stale(target_.directory);
    temporary_ = std::move(made);
    return 0;
}

Result<void> Replacement::check_writable() const {
    if (!ended_) return {};
    return Error{ErrorCode::invalid_argument, "nothing more can be written to " + quoted(path_), {}, {}};
}

Result<void> Replacement::write(std::string_view bytes) {
    if (auto checked = check_writable(); !checked) return checked;
    const SignalMask mask = SignalMask::of_writing();
    if (const int failed = write_all(temporary_ ? temporary_->get() : direct_.get(), bytes); failed != 0) {
        ended_ = true;
        return fail(failed);
    }
    size_ += bytes.size();
    return {};
}

Result<void> Replacement::write_at(std::uint64_t offset, std::string_view bytes) {
    if (auto checked = check_writable(); !checked) return checked;
    if (!temporary_)
        return Error{ErrorCode::unsupported, "cannot go back in " + quoted(path_) + ": it is no regular file", {}, {}};
    if (offset > size_ || bytes.size() > size_ - offset)
        return Error{ErrorCode::invalid_argument, "cannot write beyond what was written to " + quoted(path_), {}, {}};
    const SignalMask mask = SignalMask::of_writing();
    if (const int failed = write_all_at(temporary_->get(), offset, bytes); failed != 0) {
        ended_ = true;
        return fail(failed);
    }
    return {};
}

Result<void> Replacement::copy_from(const RandomAccess& from, std::uint64_t offset, std::uint64_t size) {
    const int source = descriptor_of(from);
    if (temporary_ && source >= 0) {
        if (auto checked = check_writable(); !checked) return checked;
        const SignalMask mask = SignalMask::of_writing();
        auto at = static_cast<off_t>(offset);
        while (size != 0) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, most_at_once));
            const ssize_t copied = ::copy_file_range(source, &at, temporary_->get(), nullptr, wanted, 0);
            if (copied < 0 && errno == EINTR) continue;
            if (copied <= 0) break;  // not between these files, or no more: reading will tell
            offset += static_cast<std::uint64_t>(copied);
            size -= static_cast<std::uint64_t>(copied);
            size_ += static_cast<std::uint64_t>(copied);
        }
    }
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(size, copy_bytes)));
    while (size != 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer.size()));
        const auto got = from.read_at(offset, buffer.data(), wanted);
        if (!got) return got.error();
        if (*got == 0)
            return Error{ErrorCode::io, "there are fewer bytes than were to be copied to " + quoted(path_), {}, {}};
        if (auto written = write({buffer.data(), *got}); !written) return written;
        offset += *got;
        size -= *got;
    }
    return {};
}

Result<void> Replacement::commit() {
    if (auto checked = check_writable(); !checked) return checked;
    ended_ = true;
    if (!temporary_) {
        if (const int failed = flush(direct_.get()); failed != 0) return fail(failed);
        return {};
    }
    // Somebody may have put a file there, or protected it, since we began.
    if (auto looked = look_at_old(); !looked) return looked;
    int failed = put_into_place();
    if (wants_a_name(failed) && temporary_->is_nameless()) {
        failed = copy_to_named();
        if (failed == 0) failed = put_into_place();
    }
    temporary_.reset();
    if (failed != 0) return fail(failed);
    // Of a file that is there no more.
    (void)::unlinkat(directory_.get(), undo_name(target_.name).c_str(), 0);
    if (flush(directory_.get()) != 0)
        return Error{
            ErrorCode::io, quoted(path_) + " was written, but its directory could not be flushed to disk", {}, {}};
    return {};
}

int Replacement::copy_to_named() {
    const std::unique_ptr<Temporary> nameless = std::move(temporary_);
    if (const int failed = make_temporary(Temporary::Kind::named); failed != 0) return failed;
    const SignalMask mask = SignalMask::of_writing();
    return copy_all(nameless->get(), temporary_->get());
}

int Replacement::put_into_place() {
    if (old_)
        if (const int failed = take_over(temporary_->get(), *old_, access_list_); failed != 0) return failed;
    if (const int failed = flush(temporary_->get()); failed != 0) return failed;
    return temporary_->put_into_place(
        target_.name, options_.replace_existing ? Temporary::Existing::replace : Temporary::Existing::keep);
}

}  // namespace ovfkit::io
