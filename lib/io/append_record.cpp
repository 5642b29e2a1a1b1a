// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <ovfkit/io/file.hpp>

#include <cerrno>

#include "io/system.hpp"
#include "io/target.hpp"

namespace ovfkit::io {
namespace {

constexpr unsigned new_file_mode = 0640;
constexpr int most_openings = 16;

// What is no regular file is only written: a FIFO opened for reading as well would swallow the record.
Descriptor open_for_append(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
        return open_at(AT_FDCWD, path, O_WRONLY | O_APPEND | O_NOCTTY);
    Descriptor file = open_at(AT_FDCWD, path, O_RDWR | O_APPEND | O_CREAT | O_NOCTTY, new_file_mode);
    // A log may be written by those who may not read it.
    if (!file.is_open() && errno == EACCES) file = open_at(AT_FDCWD, path, O_WRONLY | O_APPEND | O_NOCTTY);
    return file;
}

// Who takes a record there for one that is kept would let pass what nobody can look up.
bool keeps_nothing(const struct stat& opened) {
    struct stat null {};
    return S_ISCHR(opened.st_mode) && ::stat("/dev/null", &null) == 0 && S_ISCHR(null.st_mode) &&
           opened.st_rdev == null.st_rdev;
}

// 0 or the errno. A file system without locks leaves what O_APPEND gives.
int lock(int descriptor) {
    while (::flock(descriptor, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        return errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL ? 0 : errno;
    }
    return 0;
}

// False when the file was renamed or removed while we waited for the lock, as log rotation does.
bool still_at(const std::string& path, const struct stat& opened) {
    struct stat now {};
    return ::stat(path.c_str(), &now) == 0 && now.st_ino == opened.st_ino && now.st_dev == opened.st_dev;
}

// A file that we may not read is taken to end in a line end.
bool ends_in_line_end(int descriptor, off_t size) {
    char last = '\n';
    return size == 0 || ::pread(descriptor, &last, 1, size - 1) != 1 || last == '\n';
}

// Whether the file may hold records like `line`. Two bytes tell a line of JSON from JSON for people, which breaks the
// line behind the first. Of one that was torn there may be less; a file that we may not read is taken for a log.
bool holds_such_records(int descriptor, std::string_view line) {
    char first[2] = {};
    const ssize_t count = ::pread(descriptor, first, sizeof first, 0);
    if (count <= 0) return true;
    const std::string_view begin(first, static_cast<std::size_t>(count));
    return begin.substr(0, line.size()) == line.substr(0, begin.size());
}

int flush_data(int descriptor) {
    while (::fdatasync(descriptor) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

// The name of a file that was just made is in its directory, which has to be flushed as well.
void flush_directory_of(const std::string& path) {
    const Descriptor directory = open_at(AT_FDCWD, directory_of(path), O_RDONLY | O_DIRECTORY);
    if (directory.is_open()) (void)flush(directory.get());
}

Result<void> append_locked(int descriptor, off_t size, const std::string& path, std::string_view line) {
    std::string record(line);
    if (!ends_in_line_end(descriptor, size)) record.insert(record.begin(), '\n');
    record += '\n';
    const SignalMask mask = SignalMask::of_writing();
    int failed = write_all(descriptor, record);
    if (failed == 0) failed = flush_data(descriptor);
    if (failed == 0) return {};
    Error error = system_error(failed, "add a record to", path);
    if (::ftruncate(descriptor, size) != 0) error.message += "; a part of the record may stay in it";
    return error;
}

}  // namespace

Result<void> append_record(const std::string& path, std::string_view line) {
    if (auto checked = check_path(path); !checked) return checked;
    if (line.find('\n') != std::string_view::npos)
        return Error{ErrorCode::invalid_argument, "a record for " + quoted(path) + " holds a line end", {}, {}};
    if (line.empty()) return Error{ErrorCode::invalid_argument, "a record for " + quoted(path) + " is empty", {}, {}};
    for (int attempt = 0; attempt < most_openings; ++attempt) {
        const Descriptor file = open_for_append(path);
        if (!file.is_open() && errno == EISDIR) return directory_error(path);
        if (!file.is_open()) return system_error(errno, "open", path);
        struct stat status {};
        if (::fstat(file.get(), &status) != 0) return system_error(errno, "open", path);
        if (keeps_nothing(status)) return Error{ErrorCode::invalid_argument, quoted(path) + " keeps nothing", {}, {}};
        if (!S_ISREG(status.st_mode)) {
            const SignalMask mask = SignalMask::of_writing();
            const int failed = write_all(file.get(), std::string(line) + '\n');
            if (failed != 0) return system_error(failed, "write", path);
            return {};
        }
        if (const int failed = lock(file.get()); failed != 0) return system_error(failed, "lock", path);
        // The size counts only now that nobody else writes.
        if (::fstat(file.get(), &status) != 0) return system_error(errno, "open", path);
        if (!still_at(path, status)) continue;
        if (!holds_such_records(file.get(), line))
            return Error{ErrorCode::invalid_argument,
                         quoted(path) + " is no file of records: it does not begin with " + quoted(line.substr(0, 2)),
                         {},
                         {}};
        Result<void> appended = append_locked(file.get(), status.st_size, path, line);
        if (appended && status.st_size == 0) flush_directory_of(path);
        return appended;
    }
    return Error{ErrorCode::io, "cannot open " + quoted(path) + ": it keeps being replaced", {}, {}};
}

}  // namespace ovfkit::io
