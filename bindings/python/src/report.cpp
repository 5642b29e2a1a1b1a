// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/decision.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/report/text.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace {

report::TextOptions text_options(bool color, std::size_t width) {
    return {color ? report::Color::always : report::Color::never, width};
}

py::object inspection(const descriptor::Descriptor& source, py::handle reading, bool json, bool color) {
    Diagnostics found;
    for (Diagnostic& finding : from_python<std::vector<Diagnostic>>(reading)) found.add(std::move(finding));
    const report::Inspection seen = report::inspect(source, found);
    return to_python(json ? report::as_json(seen, found) : report::as_text(seen, text_options(color, 100)));
}

}  // namespace

void add_report(py::module_& m) {
    m.def("inspection", inspection, py::arg("source"), py::arg("reading"), py::arg("json"), py::arg("color"));
    m.def(
        "decision_json",
        [](py::handle decision) { return to_python(report::as_json(from_python<trust::Decision>(decision))); },
        py::arg("decision"));
    m.def(
        "decision_text",
        [](py::handle decision, bool color) {
            return to_python(report::as_text(from_python<trust::Decision>(decision), text_options(color, 100)));
        },
        py::arg("decision"), py::arg("color"));
    m.def(
        "record_json",
        [](py::handle record) { return to_python(report::as_json_line(from_python<trust::AuditRecord>(record))); },
        py::arg("record"));
    m.def(
        "finding_text",
        [](py::handle finding, py::handle source, bool color, std::size_t width) {
            const std::string bytes = bytes_from_python(source);
            return to_python(report::as_text(from_python<Diagnostic>(finding), report::SourceText(bytes),
                                             text_options(color, width)));
        },
        py::arg("finding"), py::arg("source"), py::arg("color"), py::arg("width"));
}

}  // namespace ovfkit::python
