// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/edit.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/validate_file.hpp>

#include "call.hpp"
#include "rooms.hpp"
#include "signing.hpp"

namespace ovfkit::python {
namespace {

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
    task::Edits edits;
    Convert<std::string>::from(edits.entity, entity);
    edits.trusted_host = new_fact(trusted_host);
    edits.trusted_cluster = new_fact(trusted_cluster);
    Convert<std::optional<std::string>>::from(edits.name, name);
    Convert<std::optional<std::uint64_t>>::from(edits.cpus, cpus);
    Convert<std::optional<std::uint64_t>>::from(edits.memory_bytes, memory_bytes);
    const task::Edited edited = value_of(unlocked([&] { return task::edited(edits, source); }));
    return py::make_tuple(py::bytes(edited.bytes), to_python(edited.remarks), edited.lost_trust_signature);
}

}  // namespace

void add_task(py::module_& m) {
    m.def("collect_evidence", collect_evidence, py::arg("source"), py::arg("package"), py::arg("anchors"),
          py::arg("time"), py::arg("signatures"), py::arg("diagnostics"));
    m.def("edit", edit, py::arg("source"), py::arg("entity"), py::arg("trusted_host"), py::arg("trusted_cluster"),
          py::arg("name"), py::arg("cpus"), py::arg("memory_bytes"));
}

}  // namespace ovfkit::python
