// SPDX-License-Identifier: Apache-2.0
#include "stream.hpp"

#include <algorithm>

#include "rooms.hpp"

namespace ovfkit::python {
namespace {

Error broken_file(const char* what) {
    Error error;
    error.message = what;
    return error;
}

/// What `read(size)` of a file answered, put to `to`. Throws for what is no such answer.
std::size_t take(const py::object& said, char* to, std::size_t size) {
    if (said.is_none()) throw py::value_error("the file has no bytes now, and does not wait for them");
    if (PyUnicode_Check(said.ptr())) throw py::type_error("the file gives text: open it in binary mode");
    const std::string bytes = bytes_from_python(said);
    if (bytes.size() > size) throw py::value_error("the file gives more bytes than were asked for");
    std::copy(bytes.begin(), bytes.end(), to);
    return bytes.size();
}

/// How many bytes `write` took of `size`, which it does not say when it took all.
std::size_t taken(const py::object& said, std::size_t size) {
    if (said.is_none()) return size;
    const std::uint64_t count = unsigned_from_python(said, size);
    if (count == 0) throw py::value_error("the file does not take what is written");
    return static_cast<std::size_t>(count);
}

/// The buffer that is read into, for as long as it is.
class WritableBuffer {
public:
    explicit WritableBuffer(py::handle object) {
        // Bytes that stand one behind the other: a memoryview with steps is refused.
        if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_WRITABLE) != 0) throw py::error_already_set();
    }
    ~WritableBuffer() { PyBuffer_Release(&view_); }
    WritableBuffer(const WritableBuffer&) = delete;
    WritableBuffer& operator=(const WritableBuffer&) = delete;
    [[nodiscard]] char* begin() const { return static_cast<char*>(view_.buf); }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(view_.len); }

private:
    Py_buffer view_{};
};

}  // namespace

Result<std::size_t> FileInput::read(char* to, std::size_t size) {
    std::size_t count = 0;
    const bool ran = read_.run([&] { count = take(read_.callable()(size), to, size); });
    if (!ran) return broken_file("the file could not be read");
    return count;
}

Result<void> FileOutput::write(std::string_view bytes) {
    const bool ran = write_.run([&] {
        while (!bytes.empty()) {
            // A file that is not buffered may take less than everything.
            bytes.remove_prefix(taken(write_.callable()(py::bytes(bytes.data(), bytes.size())), bytes.size()));
        }
    });
    if (!ran) return broken_file("the file could not be written");
    return {};
}

FileBytes::FileBytes(py::handle file) : read_(file.attr("read")), seek_(file.attr("seek")) {
    constexpr std::uint64_t most = std::uint64_t{1} << 62U;
    const py::object begin = file.attr("tell")();
    begin_ = unsigned_from_python(begin, most);
    const std::uint64_t end = unsigned_from_python(file.attr("seek")(0, 2), most);
    size_ = end > begin_ ? end - begin_ : 0;
    file.attr("seek")(begin);
}

Result<std::size_t> FileBytes::read_at(std::uint64_t offset, char* to, std::size_t size) const {
    if (offset >= size_ || size == 0) return std::size_t{0};
    size = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - offset));
    // Without the interpreter's lock, so that who has it and wants to read does not wait for who reads and wants it.
    const std::lock_guard turn(turn_);
    std::size_t count = 0;
    const bool ran = read_.run([&] {
        seek_.callable()(begin_ + offset);
        count = take(read_.callable()(size), to, size);
    });
    if (!ran) return broken_file("the file could not be read");
    return count;
}

std::size_t Stream::read_into(py::handle buffer) {
    const WritableBuffer into(buffer);
    if (into.size() == 0) return 0;
    return value_of(unlocked([&]() -> Result<std::size_t> {
        const std::lock_guard turn(turn_);
        if (!input_) return closed("the stream");
        return input_->read(into.begin(), into.size());
    }));
}

void Stream::close() {
    unlocked([&] {
        const std::lock_guard turn(turn_);
        input_.reset();
        return true;
    });
}

void add_stream(py::module_& m) {
    py::class_<Stream>(m, "Stream").def("readinto", &Stream::read_into, py::arg("buffer")).def("close", &Stream::close);
}

}  // namespace ovfkit::python
