// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <ovfkit/io/file.hpp>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "io/system.hpp"

namespace ovfkit::io {
namespace {

constexpr std::size_t first_bytes = 64U << 10U;

Error too_large(std::string_view name, std::uint64_t most) {
    return {ErrorCode::limit_exceeded,
            quoted(name) + " has more than the limit of " + std::to_string(most) + " bytes",
            {},
            {}};
}

// The size is only a guess: a file may grow while it is read, and those of /proc say 0.
std::size_t expected_bytes(int descriptor, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) return 0;
    const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
    return at >= 0 && at < status.st_size ? static_cast<std::size_t>(status.st_size - at) : 0;
}

}  // namespace

Result<std::string> read_descriptor(int descriptor, std::string_view name, const Limits& limits) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return system_error(errno, "read", name);
    if (S_ISDIR(status.st_mode)) return directory_error(name);
    const std::size_t expected = expected_bytes(descriptor, status);
    if (expected > limits.max_bytes) return too_large(name, limits.max_bytes);

    // One byte beyond the limit tells a file that is too large from one that just fits.
    const std::uint64_t room =
        std::min<std::uint64_t>(limits.max_bytes, std::numeric_limits<std::ptrdiff_t>::max() - 1) + 1;
    std::string bytes;
    std::size_t size = 0;
    while (true) {
        if (size == bytes.size()) {
            if (size == room) return too_large(name, limits.max_bytes);
            const std::size_t wanted = size == 0 ? std::max(expected + 1, first_bytes) : size * 2;
            bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(wanted, room)));
        }
        const ssize_t got = read_some(descriptor, bytes.data() + size, bytes.size() - size);
        if (got < 0) return system_error(errno, "read", name);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > limits.max_bytes) return too_large(name, limits.max_bytes);
    bytes.resize(size);
    return bytes;
}

Result<std::string> read_file(const std::string& path, const Limits& limits) {
    if (auto checked = check_path(path); !checked) return checked.error();
    const Descriptor file = open_at(AT_FDCWD, path, O_RDONLY | O_NOCTTY);
    if (!file.is_open()) return system_error(errno, "open", path);
    return read_descriptor(file.get(), path, limits);
}

}  // namespace ovfkit::io
