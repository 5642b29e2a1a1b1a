// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/text/display_width.hpp>
#include <ovfkit/text/locale.hpp>
#include <ovfkit/text/units.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_text {

using namespace text;

void add_units(py::module_& m) {
    describe_enum<BaseUnit>("text", "BaseUnit",
                            {{BaseUnit::byte, "byte"},
                             {BaseUnit::bit, "bit"},
                             {BaseUnit::hertz, "hertz"},
                             {BaseUnit::count, "count"},
                             {BaseUnit::second, "second"},
                             {BaseUnit::percent, "percent"},
                             {BaseUnit::revolution, "revolution"},
                             {BaseUnit::bit_per_second, "bit / second"},
                             {BaseUnit::other, "other"}});
    Struct<Unit>("text", "Unit") OVFKIT_FIELDS(Unit, base, numerator, denominator, conforming);
    Struct<ByteAmount>("text", "ByteAmount") OVFKIT_FIELDS(ByteAmount, amount, unit);
    m.def(
        "parse_unit", [](py::handle text) { return to_python(parse_unit(from_python<std::string>(text))); },
        py::arg("text"));
    m.def(
        "scale",
        [](py::handle amount, py::handle unit) {
            return value_of(scale(from_python<std::uint64_t>(amount), from_python<Unit>(unit)));
        },
        py::arg("amount"), py::arg("unit"));
    m.def(
        "parse_size", [](py::handle text) { return value_of(parse_size(from_python<std::string>(text))); },
        py::arg("text"));
    m.def(
        "canonical_byte_unit",
        [](py::handle bytes) { return to_python(canonical_byte_unit(from_python<std::uint64_t>(bytes))); },
        py::arg("bytes"));
    m.def(
        "human_bytes", [](py::handle bytes) { return to_python(human_bytes(from_python<std::uint64_t>(bytes))); },
        py::arg("bytes"));
}

/// The index of what serves, or nothing.
std::optional<std::uint64_t> best(py::handle wanted, py::handle available) {
    const std::size_t found =
        best_locale(from_python<std::string>(wanted), from_python<std::vector<std::string>>(available));
    return found == no_locale ? std::nullopt : std::optional<std::uint64_t>(found);
}

}  // namespace in_text

void add_text(py::module_& m) {
    using namespace in_text;
    add_units(m);
    m.def(
        "best_locale", [](py::handle wanted, py::handle available) { return to_python(best(wanted, available)); },
        py::arg("wanted"), py::arg("available"));
    m.def(
        "is_language_tag", [](py::handle tag) { return is_language_tag(from_python<std::string>(tag)); },
        py::arg("tag"));
    m.def(
        "canonical_tag", [](py::handle tag) { return to_python(canonical_tag(from_python<std::string>(tag))); },
        py::arg("tag"));
    m.def(
        "may_be_spoken", [](py::handle tag) { return may_be_spoken(from_python<std::string>(tag)); }, py::arg("tag"));
    m.def(
        "display_width", [](py::handle code) { return display_width(from_python<std::uint32_t>(code)); },
        py::arg("code"));
    m.def(
        "printable",
        [](py::handle text, std::size_t max_bytes) {
            return to_python(printable(from_python<std::string>(text), max_bytes));
        },
        py::arg("text"), py::arg("max_bytes"));
}

}  // namespace ovfkit::python
