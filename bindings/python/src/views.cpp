// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/ovirt_os.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/trust/policy.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"

/// More of what a person wants to know of a model.
namespace ovfkit::python {
namespace in_views {

/// Of the virtual system of that number in the order of `virtual_systems`.
py::object effective_items(py::handle envelope, std::size_t number, py::handle configuration) {
    const auto document = from_python<model::Envelope>(envelope);
    const auto systems = model::virtual_systems(document);
    if (number >= systems.size()) throw py::value_error("the document has no such virtual system");
    return to_python(model::effective_items(document, *systems[number], from_python<std::string>(configuration)));
}

}  // namespace in_views

void add_more_views(py::module_& m) {
    using namespace in_views;
    m.def("effective_items", effective_items, py::arg("envelope"), py::arg("number"), py::arg("configuration"));
    m.def(
        "default_configuration",
        [](py::handle envelope) {
            return to_python(model::default_configuration(from_python<model::Envelope>(envelope)));
        },
        py::arg("envelope"));
    m.def(
        "cim_os_of_ovirt", [](py::handle number) { return model::cim_os_of_ovirt(from_python<std::int64_t>(number)); },
        py::arg("number"));
    m.def(
        "ovirt_os_of_cim", [](py::handle cim) { return model::ovirt_os_of_cim(from_python<std::uint16_t>(cim)); },
        py::arg("cim"));
    m.def(
        "is_valid",
        [](py::handle acknowledgement) { return from_python<trust::Acknowledgement>(acknowledgement).valid(); },
        py::arg("acknowledgement"));
}

}  // namespace ovfkit::python
