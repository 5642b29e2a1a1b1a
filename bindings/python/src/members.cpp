// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/package.hpp>

#include <cstdint>
#include <memory>
#include <mutex>

#include "rooms.hpp"
#include "stream.hpp"

/// The members of an archive that is read once.
namespace ovfkit::python {
namespace in_members {

/// An archive out of a Python file, one member after the other. Threads take turns.
class MemberReader {
public:
    MemberReader(py::handle file, std::string name) : name_(std::move(name)), file_(file), peeked_(file_) {}

    /// (number, member) of the next file; None at the end. Findings go to the list.
    py::object next(py::handle diagnostics) {
        Diagnostics found;
        auto member = unlocked([&]() -> Result<std::optional<io::TarMember>> {
            const std::lock_guard turn(turn_);
            if (at_work_) return at_work();
            const AtWork now(at_work_);
            return next_file(found);
        });
        hand_over(found, diagnostics);
        const std::optional<io::TarMember> one = value_of(std::move(member), &found);
        if (!one) return py::none();
        return py::make_tuple(number_, to_python(package::Member{one->name, one->size, std::nullopt}));
    }

    /// Reads of the member of that number, which is gone once the next one was asked for.
    std::size_t read_into(std::uint64_t number, py::handle buffer) {
        const WritableBuffer into(buffer);
        if (into.size() == 0) return 0;
        return value_of(unlocked([&]() -> Result<std::size_t> {
            const std::lock_guard turn(turn_);
            if (at_work_) return at_work();
            if (number != number_ || !reader_) return closed("the member");
            const AtWork now(at_work_);
            return reader_->data().read(into.begin(), into.size());
        }));
    }

private:
    struct AtWork {
        explicit AtWork(bool& flag) : flag_(flag) { flag_ = true; }
        ~AtWork() { flag_ = false; }
        AtWork(const AtWork&) = delete;
        AtWork& operator=(const AtWork&) = delete;

    private:
        bool& flag_;
    };
    static Error at_work() { return {ErrorCode::invalid_argument, "the archive is being read", {}, {}}; }

    Result<void> begin() {
        const auto first = peeked_.peek(package::sniffed_bytes);
        if (!first) return first.error();
        if (io::looks_like_gzip(*first)) plain_ = io::gunzip(peeked_, name_);
        reader_ = std::make_unique<io::TarReader>(plain_ ? *plain_ : peeked_, name_, found_);
        return {};
    }

    /// Passes over what is no file of its own, as a package does.
    Result<std::optional<io::TarMember>> next_file(Diagnostics& found) {
        if (!reader_)
            if (auto begun = begin(); !begun) return begun.error();
        ++number_;
        found_ = Diagnostics();
        while (true) {
            auto next = reader_->next();
            const bool is_file =
                next && *next && (*next)->type == io::TarType::file && !(*next)->unsafe_name && !(*next)->repeated_name;
            if (next && *next && !is_file) continue;
            found = found_;
            return next;
        }
    }

    std::recursive_mutex turn_;
    bool at_work_ = false;
    std::string name_;
    FileInput file_;
    io::PeekedInput peeked_;
    std::unique_ptr<io::Input> plain_;
    Diagnostics found_;  // of the reader, since the last member
    std::unique_ptr<io::TarReader> reader_;
    std::uint64_t number_ = 0;
};

}  // namespace in_members

void add_members(py::module_& m) {
    using namespace in_members;
    py::class_<MemberReader>(m, "MemberReader")
        .def(py::init([](py::handle file, py::handle name) {
                 return std::make_unique<MemberReader>(file, from_python<std::string>(name));
             }),
             py::arg("file"), py::arg("name"))
        .def("next", &MemberReader::next, py::arg("diagnostics"))
        .def("readinto", &MemberReader::read_into, py::arg("number"), py::arg("buffer"));
}

}  // namespace ovfkit::python
