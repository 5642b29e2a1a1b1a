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

/// Reads into a writable buffer of Python; answers how many bytes, 0 at the end.
std::size_t read_into(Stream& stream, const py::buffer& buffer) {
    const py::buffer_info into = buffer.request(true);
    const auto size = static_cast<std::size_t>(into.size * into.itemsize);
    if (size == 0) return 0;
    return value_of(unlocked([&] { return stream.input->read(static_cast<char*>(into.ptr), size); }));
}

}  // namespace

Result<std::size_t> FileInput::read(char* to, std::size_t size) {
    std::size_t count = 0;
    const bool ran = read_.run([&] {
        const py::object said = read_.callable()(size);
        if (said.is_none()) throw py::value_error("the file has no bytes now, and does not wait for them");
        if (PyUnicode_Check(said.ptr())) throw py::type_error("the file gives text: open it in binary mode");
        const std::string bytes = bytes_from_python(said);
        if (bytes.size() > size) throw py::value_error("the file gives more bytes than were asked for");
        std::copy(bytes.begin(), bytes.end(), to);
        count = bytes.size();
    });
    if (!ran) return broken_file("the file could not be read");
    return count;
}

Result<void> FileOutput::write(std::string_view bytes) {
    const bool ran = write_.run([&] {
        while (!bytes.empty()) {
            // A file that is not buffered may take less than everything; one that says nothing took it all.
            const py::object said = write_.callable()(py::bytes(bytes.data(), bytes.size()));
            const std::size_t taken = said.is_none() ? bytes.size() : said.cast<std::size_t>();
            if (taken == 0 || taken > bytes.size()) throw py::value_error("the file does not take what is written");
            bytes.remove_prefix(taken);
        }
    });
    if (!ran) return broken_file("the file could not be written");
    return {};
}

void add_stream(py::module_& m) { py::class_<Stream>(m, "Stream").def("readinto", read_into, py::arg("buffer")); }

}  // namespace ovfkit::python
