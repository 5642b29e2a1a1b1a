// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/file.hpp>
#include <ovfkit/task/edit.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/task/verify.hpp>

#include "call.hpp"
#include "rooms.hpp"
#include "signing.hpp"
#include "stream.hpp"

namespace ovfkit::python {
namespace in_task {

/// Evidence of a descriptor, and of the package that it came in, which may be null.
py::object collect_evidence(const descriptor::Descriptor& source, const package::Package* package, py::handle anchors,
                            py::handle time, bool signatures, py::handle diagnostics) {
    task::EvidenceOptions options;
    options.anchors = anchors_from_python(anchors);
    MomentSeconds::from(options.time, time);
    options.signatures = signatures;
    task::Source read;
    read.bytes = std::string(source.bytes());
    read.descriptor = source;
    if (package) read.package = *package;
    const trust::Evidence evidence = unlocked([&] { return task::collect_evidence(read, options); });
    hand_over(read.diagnostics, diagnostics);
    return to_python(evidence);
}

/// What a fact becomes: a bool or None; the word `keep` leaves it alone.
std::optional<task::NewFact> new_fact(py::handle value) {
    if (py::isinstance<py::str>(value)) return std::nullopt;
    return from_python<std::optional<bool>>(value);
}

py::tuple edit(const descriptor::Descriptor& source, py::handle entity, py::handle trusted_host,
               py::handle trusted_cluster, py::handle name, py::handle cpus, py::handle memory_bytes) {
    const task::Edits edits{from_python<std::string>(entity),
                            new_fact(trusted_host),
                            new_fact(trusted_cluster),
                            from_python<std::optional<std::string>>(name),
                            from_python<std::optional<std::uint64_t>>(cpus),
                            from_python<std::optional<std::uint64_t>>(memory_bytes)};
    const task::Edited edited = value_of(unlocked([&] { return task::edited(edits, source); }));
    return py::make_tuple(py::bytes(edited.bytes), to_python(edited.remarks), edited.lost_trust_signature);
}

/// How a file is validated, from the keywords that Python has for it.
task::FileCheck file_check(const py::dict& words, validate::Profile profile) {
    task::FileCheck check;
    Convert<Limits>::from(check.limits, words["limits"]);
    check.profile = std::move(profile);
    Convert<std::vector<std::string>>::from(check.suppressed, words["suppressed"]);
    Convert<bool>::from(check.descriptor_only, words["descriptor_only"]);
    Convert<bool>::from(check.digests, words["digests"]);
    Convert<bool>::from(check.allow_sha1, words["allow_sha1"]);
    check.anchors = anchors_from_python(words["anchors"]);
    MomentSeconds::from(check.time, words["time"]);
    Convert<ProgressCallback>::from(check.progress, words["progress"]);
    return check;
}

template <class T>
py::object handle_or_none(const std::optional<T>& value) {
    return value ? py::cast(*value) : py::object(py::none());
}

/// (name, readable, findings, suppressed, descriptor, package, verification)
py::tuple checked(const task::CheckedFile& found) {
    const report::ValidatedFile& file = found.file;
    return py::make_tuple(to_python(file.name), file.readable, to_python(file.findings), file.suppressed,
                          handle_or_none(file.descriptor), handle_or_none(file.package), to_python(found.verification));
}

py::tuple validate_path(py::handle path, const validate::Profile& profile, const py::dict& words) {
    const CallScope scope;
    const std::string place = path_from_python(path);
    const task::FileCheck check = file_check(words, profile);
    return checked(watched(scope, [&] { return task::validate_file(place, check); }));
}

py::tuple validate_input(py::handle file, py::handle name, const validate::Profile& profile, const py::dict& words) {
    const CallScope scope;
    FileInput input(file);
    const auto called = from_python<std::string>(name);
    const task::FileCheck check = file_check(words, profile);
    return checked(unlocked([&] { return task::validate_input(input, called, check); }));
}

/// (package, verification, signature of the trust flags)
py::tuple verified(const report::Verified& found) {
    return py::make_tuple(found.package, to_python(found.verification), to_python(found.trust));
}

/// In a thread beside this one, as `Package.verify` does.
py::tuple verify_package(const package::Package& package, const py::dict& words, py::handle diagnostics) {
    const CallScope scope;
    const package::VerifyOptions options = verify_options_from_python(words);
    Diagnostics found;
    auto result = watched(scope, [&] { return task::verify_package(package, options, found); });
    hand_over(found, diagnostics);
    return verified(value_of(std::move(result), &found));
}

py::tuple verify_input(py::handle file, py::handle name, const py::dict& words, py::handle diagnostics) {
    const CallScope scope;
    FileInput input(file);
    const auto called = from_python<std::string>(name);
    const package::VerifyOptions options = verify_options_from_python(words);
    return verified(with_findings(
        diagnostics, [&](Diagnostics& found) { return task::verify_input(input, called, options, found); }));
}

void append_record(py::handle path, py::handle line) {
    const std::string place = path_from_python(path);
    const auto text = from_python<std::string>(line);
    value_of(unlocked([&] { return io::append_record(place, text); }));
}

}  // namespace in_task

void add_task(py::module_& m) {
    using namespace in_task;
    m.def("collect_evidence", collect_evidence, py::arg("source"), py::arg("package"), py::arg("anchors"),
          py::arg("time"), py::arg("signatures"), py::arg("diagnostics"));
    m.def("validate_path", validate_path, py::arg("path"), py::arg("profile"), py::arg("words"));
    m.def("validate_input", validate_input, py::arg("file"), py::arg("name"), py::arg("profile"), py::arg("words"));
    m.def("verify_package", verify_package, py::arg("package"), py::arg("words"), py::arg("diagnostics"));
    m.def("verify_input", verify_input, py::arg("file"), py::arg("name"), py::arg("words"), py::arg("diagnostics"));
    m.def("append_record", append_record, py::arg("path"), py::arg("line"));
    m.def("edit", edit, py::arg("source"), py::arg("entity"), py::arg("trusted_host"), py::arg("trusted_cluster"),
          py::arg("name"), py::arg("cpus"), py::arg("memory_bytes"));
}

}  // namespace ovfkit::python
