// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/attestation.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/report/failure.hpp>
#include <ovfkit/report/history.hpp>
#include <ovfkit/report/policy.hpp>
#include <ovfkit/report/resources.hpp>
#include <ovfkit/report/text.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_report {

report::TextOptions text_options(bool color, std::size_t width) {
    return {color ? report::Color::always : report::Color::never, width};
}

/// The three forms of what a store remembers.
template <class Row>
py::object remembered(const std::vector<Row>& rows, const std::string& format, bool color) {
    if (format == "json") return to_python(report::as_json(rows));
    if (format == "csv") return to_python(report::as_csv(rows));
    return to_python(report::as_text(rows, text_options(color, 100)));
}

py::object history(py::handle rows, bool periods, const std::string& format, bool color) {
    if (periods) return remembered(from_python<std::vector<store::ClusterPeriod>>(rows), format, color);
    return remembered(from_python<std::vector<store::HistoryEntry>>(rows), format, color);
}

py::object policy_test(py::handle policy_file, py::handle case_file, py::handle results, const std::string& format,
                       bool color) {
    const report::PolicyTest test{from_python<std::string>(policy_file), from_python<std::string>(case_file),
                                  from_python<std::vector<trust::CaseResult>>(results)};
    if (format == "json") return to_python(report::as_json(test));
    if (format == "junit") return to_python(report::as_junit(test));
    return to_python(report::as_text(test, text_options(color, 100)));
}

py::object policy_explanation(py::handle rules, py::handle decision, bool json, bool color) {
    const report::PolicyExplanation explanation{from_python<std::vector<trust::RuleTrace>>(rules),
                                                from_python<trust::Decision>(decision)};
    return to_python(json ? report::as_json(explanation) : report::as_text(explanation, text_options(color, 100)));
}

py::object attestation(py::handle answers, bool json, bool color) {
    const auto said = from_python<attest::Answers>(answers);
    return to_python(json ? report::as_json(said) : report::as_text(said, text_options(color, 100)));
}

py::object resources(py::handle document, py::handle reading, bool json, bool color) {
    const auto read = from_python<engine::Document>(document);
    Diagnostics found;
    for (Diagnostic& finding : from_python<std::vector<Diagnostic>>(reading)) found.add(std::move(finding));
    return to_python(json ? report::as_json(read, found) : report::as_text(read, text_options(color, 100)));
}

}  // namespace in_report

void add_report(py::module_& m) {
    using namespace in_report;
    m.def("history", history, py::arg("rows"), py::arg("periods"), py::arg("format"), py::arg("color"));
    m.def("policy_test", policy_test, py::arg("policy_file"), py::arg("case_file"), py::arg("results"),
          py::arg("format"), py::arg("color"));
    m.def("policy_explanation", policy_explanation, py::arg("rules"), py::arg("decision"), py::arg("json"),
          py::arg("color"));
    m.def("attestation", attestation, py::arg("answers"), py::arg("json"), py::arg("color"));
    m.def("resources", resources, py::arg("document"), py::arg("reading"), py::arg("json"), py::arg("color"));
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
        "failure",
        [](py::handle error) {
            Diagnostics found;
            for (Diagnostic& one : from_python<std::vector<Diagnostic>>(error.attr("diagnostics")))
                found.add(std::move(one));
            return to_python(report::as_json(from_python<Error>(error), found));
        },
        py::arg("error"));
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
