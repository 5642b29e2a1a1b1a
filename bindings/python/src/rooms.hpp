// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

/// What each file of this folder adds to the module: the tables of its structs, and its functions.
namespace ovfkit::python {

namespace py = pybind11;

void add_base(py::module_& module);
void add_trust(py::module_& module);
void add_policy(py::module_& module);
void add_net(py::module_& module);
void add_attest(py::module_& module);
void add_engine(py::module_& module);
void add_store(py::module_& module);
void add_descriptor(py::module_& module);
void add_stream(py::module_& module);
void add_package(py::module_& module);
void add_editor(py::module_& module);
void add_crypto(py::module_& module);
void add_environment(py::module_& module);
void add_more_views(py::module_& module);
void add_embedded(py::module_& module);
void add_text(py::module_& module);
void add_results(py::module_& module);
void add_signing(py::module_& module);
void add_validate(py::module_& module);
void add_report(py::module_& module);
void add_task(py::module_& module);
void add_model(py::module_& module);
void add_model_hardware();
void add_model_ovirt();
void add_model_sections();
void add_model_envelope();

}  // namespace ovfkit::python
