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

}  // namespace ovfkit::python
