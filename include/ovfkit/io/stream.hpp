// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

/// Files and streams of bytes, archives, compression; the only room that touches files.
namespace ovfkit::io {

/// Bytes that come once and in order. To be used by one thread at a time.
class Input {
public:
    Input() = default;
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    virtual ~Input();

    /// Reads at most `size` bytes to `to`, and at least one unless there are no more. Answers how many; 0 is the end.
    [[nodiscard]] virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
    /// Passes over at most `count` bytes without giving them out. Answers how many there were; fewer is the end.
    [[nodiscard]] virtual Result<std::uint64_t> skip(std::uint64_t count);
};

/// Bytes at any offset. May be used by many threads at once.
class RandomAccess {
public:
    RandomAccess() = default;
    RandomAccess(const RandomAccess&) = delete;
    RandomAccess& operator=(const RandomAccess&) = delete;
    virtual ~RandomAccess();

    /// How many bytes there are; those that are added later do not count.
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Reads at most `size` bytes from `offset` on to `to`, and at least one unless there are no more.
    [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const = 0;
};

/// Where bytes go, in order. To be used by one thread at a time.
class Output {
public:
    Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    virtual ~Output();

    /// Writes all of `bytes`. After a failure nothing more may be written.
    [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;
};

/// The regular file at `path`, opened for reading at any offset. Anything else is `unsupported`, or what
/// `io::read_file` answers.
[[nodiscard]] Result<std::shared_ptr<const RandomAccess>> open_file(const std::string& path);

/// Whatever can be read at `path`, pipes and devices too, as a stream; `-` is no special name here. Waits for a pipe to
/// have a writer. A directory is `invalid_argument`.
[[nodiscard]] Result<std::unique_ptr<Input>> open_stream(const std::string& path);

/// The open `descriptor` (0 is standard input) as a stream; it stays open. `name` stands in messages. Passing over
/// bytes seeks where the descriptor can.
[[nodiscard]] std::unique_ptr<Input> stream_descriptor(int descriptor, std::string name);

/// The open `descriptor` as a regular file at any offset, when it is one; empty when it is not (a pipe, a terminal).
[[nodiscard]] std::shared_ptr<const RandomAccess> seekable_descriptor(int descriptor, std::string name);

/// `size` bytes of `whole` from `offset` on, as a stream. A range that reaches beyond the end stops there.
[[nodiscard]] std::unique_ptr<Input> stream_range(std::shared_ptr<const RandomAccess> whole, std::uint64_t offset,
                                                  std::uint64_t size);

/// An input of which the first bytes can be looked at before they are read.
class PeekedInput : public Input {
public:
    /// `input` must stay alive.
    explicit PeekedInput(Input& input) : input_(input) {}
    /// The first `size` bytes, or as many as there are; before the first read only. Valid until then.
    [[nodiscard]] Result<std::string_view> peek(std::size_t size);
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override;
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count) override;

private:
    Input& input_;
    std::string begin_;
    std::size_t at_ = 0;
};

/// Bytes in memory at any offset, and as a stream.
[[nodiscard]] std::shared_ptr<const RandomAccess> in_memory(std::string bytes);
/// Bytes in memory as a stream.
[[nodiscard]] std::unique_ptr<Input> stream_bytes(std::string bytes);

/// All bytes that are left in `input`; more than `most` is `limit_exceeded`. `name` stands in the message.
[[nodiscard]] Result<std::string> read_all(Input& input, std::uint64_t most, std::string_view name);

/// The open `descriptor` (1 is standard output) as an output; it stays open. `name` stands in messages.
[[nodiscard]] std::unique_ptr<Output> write_to_descriptor(int descriptor, std::string name);

}  // namespace ovfkit::io
