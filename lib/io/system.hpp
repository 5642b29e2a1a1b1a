// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <ovfkit/base/result.hpp>

namespace ovfkit::io {

/// The error that the system's `number` stands for: "cannot <action> '<path>': <the system's words>".
[[nodiscard]] Error system_error(int number, std::string_view action, std::string_view path);

/// Refuses what cannot be a path: the empty text, and a NUL byte, where the system would stop reading.
[[nodiscard]] Result<void> check_path(std::string_view path);

/// The answer when a file is wanted and `path` is a directory.
[[nodiscard]] Error directory_error(std::string_view path);

/// An open file descriptor, closed at the end.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_ = -1;
};

/// open(2) relative to a directory (`AT_FDCWD` for none), closed on exec and repeated when a signal interrupts it;
/// errno tells why it is not open.
[[nodiscard]] Descriptor open_at(int directory, const std::string& path, int flags, unsigned mode = 0);

/// read(2), repeated when a signal interrupts it: how many bytes, 0 at the end, or -1 with errno. A descriptor that
/// does not block is waited for.
[[nodiscard]] ssize_t read_some(int descriptor, char* to, std::size_t size);

/// Writes everything, or returns the errno that stopped it. A descriptor that does not block is waited for.
[[nodiscard]] int write_all(int descriptor, std::string_view bytes);

/// The same from `offset` on, in a file.
[[nodiscard]] int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes);

/// fsync(2) or its errno; what cannot be flushed (a pipe, a terminal) is no failure.
[[nodiscard]] int flush(int descriptor);

/// Keeps signals away from the calling thread for its lifetime.
class SignalMask {
public:
    /// SIGPIPE and SIGXFSZ: a write that fails then answers EPIPE or EFBIG instead of ending the process. They are
    /// dropped, as only our own write can have raised them.
    [[nodiscard]] static SignalMask of_writing();
    /// All: for the instant in which a temporary has a name. They arrive at the end of it.
    [[nodiscard]] static SignalMask of_everything();

    SignalMask(const SignalMask&) = delete;
    SignalMask& operator=(const SignalMask&) = delete;
    ~SignalMask();

private:
    SignalMask(const sigset_t& blocked, const sigset_t& dropped);
    sigset_t before_{};
    sigset_t dropped_{};
};

}  // namespace ovfkit::io
