// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/edit.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/record.hpp>
#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/task/verify.hpp>

#include "call.hpp"
#include "rooms.hpp"
#include "signing.hpp"
#include "stream.hpp"

namespace ovfkit::python {
namespace in_task {

/// Evidence of a descriptor alone: what the package says that it came in, the descriptor of Python remembers.
py::object collect_evidence(const descriptor::Descriptor& source, py::handle anchors, py::handle time, bool signatures,
                            py::handle diagnostics) {
    task::EvidenceOptions options;
    options.anchors = anchors_from_python(anchors);
    MomentSeconds::from(options.time, time);
    options.signatures = signatures;
    task::Source read;
    read.bytes = std::string(source.bytes());
    read.descriptor = source;
    const trust::Evidence evidence = unlocked([&] { return task::collect_evidence(read, options); });
    hand_over(read.diagnostics, diagnostics);
    return to_python(evidence);
}

bool is_disowned_beside(py::handle path, py::handle limits, py::handle diagnostics) {
    const std::string place = path_from_python(path);
    Limits within;
    Convert<Limits>::from(within, limits);
    Diagnostics found(within.max_diagnostics);
    const bool disowned = unlocked([&] { return task::is_disowned_beside(place, within, found); });
    hand_over(found, diagnostics);
    return disowned;
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

/// Of each file: (name, readable, findings).
py::object baseline_of(py::handle files) {
    std::vector<report::ValidatedFile> all;
    for (const py::handle item : sequence_from_python(files)) {
        const auto parts = sequence_from_python(item);
        report::ValidatedFile& file = all.emplace_back();
        file.name = from_python<std::string>(parts[0]);
        file.readable = from_python<bool>(parts[1]);
        file.findings = from_python<std::vector<Diagnostic>>(parts[2]);
    }
    return to_python(task::baseline_of(all));
}

/// What a Python keeper raised, as the reason why it keeps nothing.
Error why_not_kept(const py::error_already_set& raised) {
    if (raised.matches(package_attribute("base", "Error"))) return from_python<Error>(raised.value());
    Error error;
    error.message = std::string(raised.type().attr("__name__").cast<py::str>()) + ": " +
                    from_python<std::string>(py::str(raised.value()));
    return error;
}

/// A callable of Python that keeps a record, or raises. `stopped` becomes the first thing raised that is no
/// `Exception`, such as that of Ctrl-C: it waits until every keeper has heard the last word. To be called with
/// the interpreter's lock, which is why this is no `Callback`.
task::Keeper keeper_of(py::handle callable, std::exception_ptr& stopped) {
    return [keeps = py::reinterpret_borrow<py::object>(callable),
            &stopped](const trust::AuditRecord& record) -> Result<void> {
        try {
            keeps(to_python(record));
            return {};
        } catch (const py::error_already_set& raised) {
            if (!raised.matches(PyExc_Exception) && !stopped) stopped = std::current_exception();
            try {
                return why_not_kept(raised);
            } catch (const std::exception&) {  // the exception cannot even be put into words
                return Error{ErrorCode::io, "the function that keeps records raised an exception", {}, {}};
            }
        }
    };
}

/// (decision, everywhere, error). The log is None or a path, the other keepers are callables.
py::tuple record_decision(py::handle decision, py::handle subject, py::handle audit_log, py::handle keepers,
                          py::handle policy) {
    const auto facts = sequence_from_python(subject);  // time, file, sha256, cluster_source, policy_sha256
    trust::AuditSubject about;
    MomentSeconds::from(about.unix_seconds, facts[0]);
    about.file = from_python<std::string>(facts[1]);
    about.sha256 = from_python<std::string>(facts[2]);
    about.cluster_source = from_python<std::string>(facts[3]);
    about.policy_sha256 = from_python<std::string>(facts[4]);
    const task::RecordDemand demand =
        policy.is_none() ? task::RecordDemand{} : task::demand_of(from_python<trust::Policy>(policy));

    std::exception_ptr stopped;
    std::vector<task::Keeper> all;
    if (!audit_log.is_none()) {
        all.emplace_back([log = task::audit_log(path_from_python(audit_log))](const trust::AuditRecord& record) {
            const WithoutLock release;
            return log(record);
        });
    }
    for (const py::handle keeper : sequence_from_python(keepers)) {
        if (!PyCallable_Check(keeper.ptr())) throw py::type_error("a keeper is something to call");
        all.push_back(keeper_of(keeper, stopped));
    }
    const task::Recorded kept = task::record_decision(from_python<trust::Decision>(decision), about, all, demand);
    if (stopped) std::rethrow_exception(stopped);
    return py::make_tuple(to_python(kept.decision), kept.everywhere, to_python(kept.error));
}

}  // namespace in_task

void add_task(py::module_& m) {
    using namespace in_task;
    m.def("is_disowned_beside", is_disowned_beside, py::arg("path"), py::arg("limits"), py::arg("diagnostics"));
    m.def("collect_evidence", collect_evidence, py::arg("source"), py::arg("anchors"), py::arg("time"),
          py::arg("signatures"), py::arg("diagnostics"));
    m.def("validate_path", validate_path, py::arg("path"), py::arg("profile"), py::arg("words"));
    m.def("validate_input", validate_input, py::arg("file"), py::arg("name"), py::arg("profile"), py::arg("words"));
    m.def("verify_package", verify_package, py::arg("package"), py::arg("words"), py::arg("diagnostics"));
    m.def("verify_input", verify_input, py::arg("file"), py::arg("name"), py::arg("words"), py::arg("diagnostics"));
    m.def("baseline_of", baseline_of, py::arg("files"));
    m.def("record_decision", record_decision, py::arg("decision"), py::arg("subject"), py::arg("audit_log"),
          py::arg("keepers"), py::arg("policy"));
    m.def("edit", edit, py::arg("source"), py::arg("entity"), py::arg("trusted_host"), py::arg("trusted_cluster"),
          py::arg("name"), py::arg("cpus"), py::arg("memory_bytes"));
}

}  // namespace ovfkit::python
