// SPDX-License-Identifier: Apache-2.0
#include "io/temporary.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem/operations.hpp>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string_view>

namespace ovfkit::io {
namespace {

constexpr std::string_view prefix = ".ovfkit-";
constexpr std::size_t random_digits = 16;
constexpr std::time_t stale_seconds = 3600;
constexpr int most_attempts = 32;

}  // namespace

std::string temporary_name() {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) return {};
    char digits[random_digits + 1];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(random));
    return std::string(prefix) + std::to_string(::getpid()) + "-" + digits;
}

std::optional<pid_t> process_of_temporary(std::string_view name) {
    if (name.substr(0, prefix.size()) != prefix) return std::nullopt;
    name.remove_prefix(prefix.size());
    pid_t process = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
    const std::string_view rest = name.substr(static_cast<std::size_t>(end - name.data()));
    if (error != std::errc() || process <= 0 || rest.size() != random_digits + 1 || rest.front() != '-' ||
        rest.find_first_not_of("0123456789abcdef", 1) != std::string_view::npos)
        return std::nullopt;
    return process;
}

bool is_stale(pid_t process, const struct stat& made, std::time_t now) {
    const bool gone = ::kill(process, 0) != 0 && errno == ESRCH;
    return gone || now - made.st_mtime > stale_seconds;
}

Temporary::Temporary(int directory, Kind kind, unsigned mode) : directory_(directory) {
    if (kind == Kind::nameless) {
        file_ = open_at(directory, ".", O_TMPFILE | O_RDWR, mode);
        if (file_.is_open()) ::flock(file_.get(), LOCK_EX | LOCK_NB);
        return;
    }
    for (int attempt = 0; attempt < most_attempts && !is_open(); ++attempt)
        if (!open_named(mode) && errno != EEXIST && errno != EWOULDBLOCK) return;
}

// The lock comes a moment after the name, and somebody who cleans up may come between.
bool Temporary::open_named(unsigned mode) {
    std::string name = temporary_name();
    if (name.empty()) return errno = EIO, false;
    Descriptor file = open_at(directory_, name, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode);
    if (!file.is_open()) return false;
    struct stat status {};
    const bool taken = ::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (taken || ::fstat(file.get(), &status) != 0 || status.st_nlink == 0) {
        ::unlinkat(directory_, name.c_str(), 0);
        return errno = EWOULDBLOCK, false;
    }
    file_ = std::move(file);
    name_ = std::move(name);
    return true;
}

Temporary::~Temporary() {
    const int kept = errno;
    if (!name_.empty()) ::unlinkat(directory_, name_.c_str(), 0);
    errno = kept;
}

int Temporary::link_to(const std::string& name) const {
    // By its descriptor's place in /proc: linking the descriptor itself needs a privilege.
    const std::string self = "/proc/self/fd/" + std::to_string(file_.get());
    return ::linkat(AT_FDCWD, self.c_str(), directory_, name.c_str(), AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

int Temporary::give_name() {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        std::string name = temporary_name();
        if (name.empty()) return EIO;
        const int failed = link_to(name);
        if (failed == 0) name_ = std::move(name);
        if (failed != EEXIST) return failed;
    }
    return EEXIST;
}

int Temporary::rename_to(const std::string& name, Existing existing) {
    const char* const from = name_.c_str();
    if (existing == Existing::replace) {
        if (::renameat(directory_, from, directory_, name.c_str()) != 0) return errno;
    } else if (::renameat2(directory_, from, directory_, name.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno != EINVAL && errno != ENOSYS) return errno;
        // The file system does not know that; a link never replaces, and the temporary's own name goes at the end.
        return ::linkat(directory_, from, directory_, name.c_str(), 0) == 0 ? 0 : errno;
    }
    name_.clear();
    return 0;
}

int Temporary::put_into_place(const std::string& name, Existing existing) {
    const SignalMask mask = SignalMask::of_everything();
    if (name_.empty()) {
        const int failed = link_to(name);
        if (failed != EEXIST || existing == Existing::keep) return failed;
        // A link cannot replace, so the file gets a name of its own for an instant.
        if (const int unnamed = give_name(); unnamed != 0) return unnamed;
    }
    return rename_to(name, existing);
}

void Temporary::remove_stale(const std::string& path) const {
    struct stat own {};
    if (::fstat(get(), &own) == 0) remove_stale_temporaries(directory_, path, name_, own.st_mtime);
}

void remove_stale_temporaries(int directory, const std::string& path, const std::string& except, std::time_t now) {
    boost::system::error_code error;
    boost::filesystem::directory_iterator entry(path, error);
    for (; !error && entry != boost::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const std::optional<pid_t> process = process_of_temporary(name);
        if (!process || name == except) continue;
        const Descriptor file = open_at(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
        struct stat status {};
        if (!file.is_open() || ::fstat(file.get(), &status) != 0) continue;
        if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid()) continue;
        // The lock is what counts: a process of another container or machine may be alive and unknown here.
        if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) continue;
        if (is_stale(*process, status, now)) ::unlinkat(directory, name.c_str(), 0);
    }
}

}  // namespace ovfkit::io
