// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <ovfkit/io/stream.hpp>

#include "call.hpp"

/// Files of Python as streams of the library, and streams of the library for files of Python.
namespace ovfkit::python {

/// Reads from a Python object with `read(size)`, which answers bytes, as a binary file does. What it raises is raised
/// by the call that read.
class FileInput : public io::Input {
public:
    explicit FileInput(py::handle file) : read_(file.attr("read")) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override;

private:
    Callback read_;
};

/// A Python object with `seek(offset)` and `read(size)`, from where it stands on to its end. Threads take turns; a file
/// that reads from the same package while it is read is answered, because it is on the same thread.
class FileBytes : public io::RandomAccess {
public:
    /// Throws what `tell` and `seek` raise.
    explicit FileBytes(py::handle file);
    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const override;

private:
    Callback read_;
    Callback seek_;
    std::uint64_t begin_ = 0;
    std::uint64_t size_ = 0;
    mutable std::recursive_mutex turn_;
};

/// Writes to a Python object with `write(bytes)`.
class FileOutput : public io::Output {
public:
    explicit FileOutput(py::handle file) : write_(file.attr("write")) {}
    [[nodiscard]] Result<void> write(std::string_view bytes) override;

private:
    Callback write_;
};

/// A stream that Python reads, one thread after the other. Closed, it is empty.
class Stream {
public:
    explicit Stream(std::unique_ptr<io::Input> input) : input_(std::move(input)) {}
    /// Reads into a writable buffer of contiguous bytes; answers how many, 0 at the end.
    [[nodiscard]] std::size_t read_into(py::handle buffer);
    void close();

private:
    std::recursive_mutex turn_;
    std::unique_ptr<io::Input> input_;
};

}  // namespace ovfkit::python
