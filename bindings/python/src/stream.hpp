// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

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

/// Writes to a Python object with `write(bytes)`.
class FileOutput : public io::Output {
public:
    explicit FileOutput(py::handle file) : write_(file.attr("write")) {}
    [[nodiscard]] Result<void> write(std::string_view bytes) override;

private:
    Callback write_;
};

/// A stream that Python reads.
struct Stream {
    std::unique_ptr<io::Input> input;
};

}  // namespace ovfkit::python
