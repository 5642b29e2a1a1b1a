// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/examples.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/report/losses.hpp>
#include <ovfkit/report/rules.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/report/verification.hpp>
#include <ovfkit/task/convert.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"

/// The reports that know descriptors and packages.
namespace ovfkit::python {
namespace in_results {

using descriptor::Descriptor;
using package::Package;

report::TextOptions text_options(bool color, std::size_t width = 100) {
    return {color ? report::Color::always : report::Color::never, width};
}

Diagnostics findings_of(py::handle list) {
    Diagnostics found;
    for (Diagnostic& finding : from_python<std::vector<Diagnostic>>(list)) found.add(std::move(finding));
    return found;
}

/// A descriptor or a package of the module; empty for None.
template <class T>
std::optional<T> handle_of(py::handle object) {
    return object.is_none() ? std::nullopt : std::optional<T>(object.cast<const T&>());
}

/// Of a file: (name, readable, findings, suppressed, descriptor, package).
report::ValidatedFile file_of(const py::tuple& parts) {
    report::ValidatedFile file;
    Convert<std::string>::from(file.name, parts[0]);
    Convert<bool>::from(file.readable, parts[1]);
    Convert<std::vector<Diagnostic>>::from(file.findings, parts[2]);
    Convert<std::size_t>::from(file.suppressed, parts[3]);
    file.descriptor = handle_of<Descriptor>(parts[4]);
    file.package = handle_of<Package>(parts[5]);
    return file;
}

py::object validation(py::handle profile, const py::list& files, const std::string& format, bool color,
                      std::size_t width) {
    report::Validation all;
    Convert<std::string>::from(all.profile, profile);
    for (const py::handle parts : files) all.files.push_back(file_of(py::reinterpret_borrow<py::tuple>(parts)));
    return to_python(unlocked([&] {
        if (format == "json") return report::as_json(all);
        if (format == "sarif") return report::as_sarif(all);
        if (format == "junit") return report::as_junit(all);
        if (format == "html") return report::as_html(all);
        return report::as_text(all, text_options(color, width));
    }));
}

py::object verification(const Package& package, py::handle found, py::handle trust, py::handle diagnostics, bool json,
                        bool color) {
    const report::Verified verified{package, from_python<package::Verification>(found),
                                    from_python<trust::TrustSignature>(trust)};
    return to_python(json ? report::as_json(verified, findings_of(diagnostics))
                          : report::as_text(verified, text_options(color)));
}

py::object conversion(py::handle from, py::handle to, py::handle outputs, py::handle paths, bool json, bool color) {
    const report::Conversion made = task::conversion_of(from_python<std::string>(from), from_python<std::string>(to),
                                                        from_python<std::vector<convert::Output>>(outputs),
                                                        from_python<std::vector<std::string>>(paths));
    return to_python(json ? report::as_json(made) : report::as_text(made, text_options(color)));
}

py::object rules(py::handle slugs, const std::string& format, bool color) {
    std::vector<const Rule*> all;
    const auto wanted = from_python<std::vector<std::string>>(slugs);
    for (const std::string& slug : wanted) {
        const Rule* rule = report::find_rule(slug);
        if (!rule) raise({ErrorCode::not_found, "there is no rule " + quoted(slug), {}, {}});
        all.push_back(rule);
    }
    if (wanted.empty()) all = report::catalog();
    if (format == "json") return to_python(report::as_json(all));
    if (format == "md") return to_python(report::as_markdown(all));
    return to_python(report::as_text(all, text_options(color)));
}

py::tuple inspect(const Descriptor& source) {
    Diagnostics found;
    const report::Inspection seen = unlocked([&] { return report::inspect(source, found); });
    py::list entities;
    for (const report::InspectedEntity& one : seen.entities)
        entities.append(py::make_tuple(to_python(one.id), to_python(one.name), to_python(one.kind),
                                       to_python(one.os_number), to_python(one.os_description), to_python(one.hardware),
                                       to_python(one.trust), one.trust_misplaced));
    py::list files;
    for (const model::File* file : seen.files) files.append(to_python(*file));
    return py::make_tuple(to_python(seen.dialect), to_python(seen.configuration), to_python(seen.kind), entities, files,
                          to_python(seen.networks));
}

py::object inspection(const Descriptor& source, py::handle package, py::handle reading, bool json, bool color) {
    Diagnostics found = findings_of(reading);
    const auto held = handle_of<Package>(package);
    return to_python(unlocked([&] {
        report::Inspection seen = report::inspect(source, found);
        seen.package = held;
        return json ? report::as_json(seen, found) : report::as_text(seen, text_options(color));
    }));
}

}  // namespace in_results

void add_results(py::module_& m) {
    using namespace in_results;
    describe_enum("report", "PackageKind", report::PackageKind::collection);
    m.def("validation", validation, py::arg("profile"), py::arg("files"), py::arg("format"), py::arg("color"),
          py::arg("width"));
    m.def("verification", verification, py::arg("package"), py::arg("found"), py::arg("trust"), py::arg("diagnostics"),
          py::arg("json"), py::arg("color"));
    m.def("conversion", conversion, py::arg("from_"), py::arg("to"), py::arg("outputs"), py::arg("paths"),
          py::arg("json"), py::arg("color"));
    m.def("rules", rules, py::arg("slugs"), py::arg("format"), py::arg("color"));
    m.def(
        "example_of",
        [](py::handle slug) {
            const report::Example example = report::example_of(from_python<std::string>(slug));
            return py::make_tuple(to_python(example.bad), to_python(example.good));
        },
        py::arg("slug"));
    m.def("inspect", inspect, py::arg("source"));
    m.def("inspection", inspection, py::arg("source"), py::arg("package"), py::arg("reading"), py::arg("json"),
          py::arg("color"));
    m.def(
        "findings_text",
        [](py::handle findings, py::handle source, bool color, std::size_t width) {
            const std::string bytes = bytes_from_python(source);
            return to_python(
                report::as_text(findings_of(findings), report::SourceText(bytes), text_options(color, width)));
        },
        py::arg("findings"), py::arg("source"), py::arg("color"), py::arg("width"));
}

}  // namespace ovfkit::python
