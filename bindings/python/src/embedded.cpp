// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/embedded.hpp>

#include "call.hpp"
#include "rooms.hpp"

/// Elements inside a descriptor that are nobody's model.
namespace ovfkit::python {
namespace in_embedded {

using namespace descriptor;

py::object embedded_elements(const Descriptor& source, py::handle ns, py::handle name) {
    const auto space = from_python<std::string>(ns);
    const auto word = from_python<std::string>(name);
    return to_python(unlocked([&] { return descriptor::embedded_elements(source, space, word); }));
}

py::bytes embed(const Descriptor& source, py::handle ns, py::handle name, py::handle element) {
    const auto space = from_python<std::string>(ns);
    const auto word = from_python<std::string>(name);
    const std::string text = bytes_from_python(element);
    return value_of(unlocked([&] { return descriptor::embed(source, space, word, text); }));
}

py::object marks_of(const Descriptor& source, py::handle wanted, py::handle except_ns, py::handle except) {
    const CallScope scope;
    const auto space = from_python<std::string>(except_ns);
    const auto word = from_python<std::string>(except);
    const auto ask = [callback = Callback(wanted)](std::string_view name) {
        std::optional<MarkForm> form;
        callback.run([&] { form = from_python<std::optional<MarkForm>>(callback.callable()(to_python(name))); });
        return form;
    };
    return to_python(unlocked([&] { return descriptor::marks_of(source, ask, space, word); }));
}

}  // namespace in_embedded

void add_embedded(py::module_& m) {
    using namespace in_embedded;
    describe_enum<MarkForm>("descriptor", "MarkForm", {{MarkForm::tag, "tag"}, {MarkForm::whole, "whole"}});
    Struct<EmbeddedElement>("descriptor", "EmbeddedElement") OVFKIT_FIELDS(EmbeddedElement, text, at, in_place);
    Struct<Mark>("descriptor", "Mark") OVFKIT_FIELDS(Mark, depth, parent, ns, name, text);
    m.def("embedded_elements", embedded_elements, py::arg("source"), py::arg("ns"), py::arg("name"));
    m.def("embed", embed, py::arg("source"), py::arg("ns"), py::arg("name"), py::arg("element"));
    m.def("marks_of", marks_of, py::arg("source"), py::arg("wanted"), py::arg("except_ns"), py::arg("except_"));
    m.def(
        "count_ids",
        [](const Descriptor& source, py::handle value) { return count_ids(source, from_python<std::string>(value)); },
        py::arg("source"), py::arg("value"));
}

}  // namespace ovfkit::python
