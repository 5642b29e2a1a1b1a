// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <ovfkit/io/file.hpp>

#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <optional>
#include <vector>

#include "io/system.hpp"
#include "io/temporary.hpp"

namespace ovfkit::io {
namespace {

constexpr int most_links = 40;  // as many as the kernel follows
constexpr long proc_magic = 0x9fa0;
constexpr const char* access_list = "system.posix_acl_access";

// Where the bytes go.
struct Target {
    std::string directory;
    std::string name;
    bool direct = false;  // a device, a pipe, or a descriptor's place in /proc: nothing that can be replaced
};

std::string directory_of(const std::string& path) {
    const std::string parent = boost::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

bool is_in_proc(const std::string& path) {
    struct statfs status {};
    return ::statfs(directory_of(path).c_str(), &status) == 0 && status.f_type == proc_magic;
}

// What the symbolic link at `path` leads to; empty with errno when it cannot be read.
std::string read_link(const std::string& path) {
    std::vector<char> buffer(4097);  // one more than a path may have
    const ssize_t size = ::readlink(path.c_str(), buffer.data(), buffer.size());
    if (size <= 0) return {};
    std::string to(buffer.data(), static_cast<std::size_t>(size));
    return to.front() == '/' ? to : (boost::filesystem::path(directory_of(path)) / to).string();
}

Result<Target> find_target(const std::string& path) {
    std::string at = path;
    for (int links = 0; links < most_links; ++links) {
        struct stat status {};
        const bool there = ::lstat(at.c_str(), &status) == 0;
        if (!there && errno != ENOENT) return system_error(errno, "write", path);
        if ((there && S_ISDIR(status.st_mode)) || at.back() == '/') return directory_error(path);
        if (!there || !S_ISLNK(status.st_mode)) {
            boost::filesystem::path last(at);
            return Target{directory_of(at), last.filename().string(), there && !S_ISREG(status.st_mode)};
        }
        if (is_in_proc(at)) return Target{{}, {}, true};
        at = read_link(at);
        if (at.empty()) return system_error(errno, "follow the link", path);
    }
    return system_error(ELOOP, "write", path);
}

// At the end of what is there: output that was redirected with `>>` is not harmed.
Result<void> write_directly(const std::string& path, std::string_view bytes) {
    const SignalMask mask = SignalMask::of_writing();
    const Descriptor file = open_at(AT_FDCWD, path, O_WRONLY | O_APPEND | O_NOCTTY);
    if (!file.is_open()) return system_error(errno, "open", path);
    int failed = write_all(file.get(), bytes);
    if (failed == 0) failed = flush(file.get());
    if (failed != 0) return system_error(failed, "write", path);
    return {};
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

// One replacement of a regular file, or the making of a new one.
class Replacement {
public:
    Replacement(const std::string& path, const Target& target, const ReplaceOptions& options)
        : path_(path), target_(target), options_(options) {}

    Result<void> run(std::string_view bytes) {
        directory_ = open_at(AT_FDCWD, target_.directory, O_RDONLY | O_DIRECTORY);
        // One may write into a directory that one may not read.
        if (!directory_.is_open() && errno == EACCES)
            directory_ = open_at(AT_FDCWD, target_.directory, O_PATH | O_DIRECTORY);
        if (!directory_.is_open()) return fail(errno);
        if (auto looked = look_at_old(); !looked) return looked;

        int failed = attempt(Temporary::Kind::nameless, bytes);
        // Whatever a file system answers that has no nameless files; and without /proc one cannot get a name.
        if (failed == EOPNOTSUPP || failed == EISDIR || failed == ENOENT || failed == EINVAL || failed == EXDEV ||
            failed == EPERM || failed == EIO)
            failed = attempt(Temporary::Kind::named, bytes);
        if (failed != 0) return fail(failed);
        if (flush(directory_.get()) != 0)
            return Error{
                ErrorCode::io, quoted(path_) + " was written, but its directory could not be flushed to disk", {}, {}};
        return {};
    }

private:
    [[nodiscard]] Error fail(int number) const { return system_error(number, "write", path_); }

    Result<void> look_at_old() {
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

    // 0 or the errno; nothing of it stays.
    [[nodiscard]] int attempt(Temporary::Kind kind, std::string_view bytes) const {
        Temporary temporary(directory_.get(), kind, old_ ? 0600 : 0666);
        if (!temporary.is_open()) return errno;
        temporary.remove_stale(target_.directory);
        {
            const SignalMask mask = SignalMask::of_writing();
            if (const int failed = write_all(temporary.get(), bytes); failed != 0) return failed;
        }
        if (old_)
            if (const int failed = take_over(temporary.get(), *old_, access_list_); failed != 0) return failed;
        if (const int failed = flush(temporary.get()); failed != 0) return failed;
        return temporary.put_into_place(
            target_.name, options_.replace_existing ? Temporary::Existing::replace : Temporary::Existing::keep);
    }

    const std::string& path_;
    const Target& target_;
    ReplaceOptions options_;
    Descriptor directory_;
    std::optional<struct stat> old_;
    std::string access_list_;
};

}  // namespace

Result<void> replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options) {
    if (auto checked = check_path(path); !checked) return checked;
    const Result<Target> target = find_target(path);
    if (!target) return target.error();
    if (target->direct) return write_directly(path, bytes);
    return Replacement(path, *target, options).run(bytes);
}

}  // namespace ovfkit::io
