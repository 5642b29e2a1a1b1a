// SPDX-License-Identifier: Apache-2.0
#include "io/system.hpp"

#include <fcntl.h>
#include <sys/poll.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <system_error>

namespace ovfkit::io {
namespace {

ErrorCode code_of(int number) {
    switch (number) {
        case ENOENT: return ErrorCode::not_found;
        case EACCES:
        case EPERM:
        case EROFS: return ErrorCode::permission;
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return ErrorCode::no_space;
        case EEXIST: return ErrorCode::already_exists;
        case EISDIR:
        case ENOTDIR:
        case ELOOP:
        case ENAMETOOLONG: return ErrorCode::invalid_argument;
        default: return ErrorCode::io;
    }
}

void wait_for(int descriptor, short events) {
    pollfd wanted{descriptor, events, 0};
    (void)::poll(&wanted, 1, -1);
}

sigset_t set_of(std::initializer_list<int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals) sigaddset(&set, signal);
    return set;
}

}  // namespace

Error system_error(int number, std::string_view action, std::string_view path) {
    const std::string reason = std::system_category().message(number);
    return {code_of(number), "cannot " + std::string(action) + " " + quoted(path) + ": " + reason, {}, {}};
}

Result<void> check_path(std::string_view path) {
    if (path.empty()) return Error{ErrorCode::invalid_argument, "a path is empty", {}, {}};
    if (path.find('\0') != std::string_view::npos)
        return Error{ErrorCode::invalid_argument, quoted(path) + " is no path: it holds a NUL byte", {}, {}};
    return {};
}

Error directory_error(std::string_view path) {
    return {ErrorCode::invalid_argument, quoted(path) + " is a directory; name a file, such as one inside it", {}, {}};
}

Descriptor::~Descriptor() {
    // Nothing useful can be done about a failure: what has to be on disk was flushed before.
    if (is_open()) ::close(number_);
}

Descriptor open_at(int directory, const std::string& path, int flags, unsigned mode) {
    int number = -1;
    do number = ::openat(directory, path.c_str(), flags | O_CLOEXEC, mode);
    while (number < 0 && errno == EINTR);
    return Descriptor(number);
}

ssize_t read_some(int descriptor, char* to, std::size_t size) {
    while (true) {
        const ssize_t got = ::read(descriptor, to, size);
        if (got >= 0 || (errno != EINTR && errno != EAGAIN)) return got;
        if (errno == EAGAIN) wait_for(descriptor, POLLIN);
    }
}

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            wait_for(descriptor, POLLOUT);
            continue;
        }
        if (written < 0) return errno;
        if (written == 0) return EIO;  // never of a regular file; without this a strange device could keep us here
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        if (written == 0) return EIO;
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return 0;
}

int flush(int descriptor) {
    while (::fsync(descriptor) != 0) {
        if (errno == EINTR) continue;
        return errno == EINVAL || errno == ENOTSUP || errno == EBADF ? 0 : errno;
    }
    return 0;
}

SignalMask::SignalMask(const sigset_t& blocked, const sigset_t& dropped) : dropped_(dropped) {
    sigset_t pending;
    sigpending(&pending);
    // What was pending before is not ours to drop.
    for (const int signal : {SIGPIPE, SIGXFSZ})
        if (sigismember(&pending, signal) == 1) sigdelset(&dropped_, signal);
    pthread_sigmask(SIG_BLOCK, &blocked, &before_);
}

SignalMask SignalMask::of_writing() {
    const sigset_t set = set_of({SIGPIPE, SIGXFSZ});
    return SignalMask(set, set);
}

SignalMask SignalMask::of_everything() {
    sigset_t all;
    sigfillset(&all);
    return SignalMask(all, set_of({}));
}

SignalMask::~SignalMask() {
    const int kept = errno;
    sigset_t pending;
    sigpending(&pending);
    const timespec at_once{};
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
        const sigset_t one = set_of({signal});
        if (sigismember(&dropped_, signal) == 1 && sigismember(&pending, signal) == 1)
            sigtimedwait(&one, nullptr, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = kept;
}

}  // namespace ovfkit::io
