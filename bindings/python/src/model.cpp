// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"

#include "rooms.hpp"

namespace ovfkit::python {
namespace in_model {

using namespace model;

py::object with_trusted_host(py::handle flags, py::handle value) {
    auto changed = from_python<TrustFlags>(flags);
    changed.set_trusted_host(from_python<std::optional<bool>>(value));
    return to_python(changed);
}

py::object with_trusted_cluster(py::handle flags, py::handle value) {
    auto changed = from_python<TrustFlags>(flags);
    changed.set_trusted_cluster(from_python<std::optional<bool>>(value));
    return to_python(changed);
}

}  // namespace in_model

py::object extra_of(const std::string& text, const std::vector<model::Attribute>& attributes, const py::object& value) {
    return package_attribute("element", "Extra")(to_python(text), value, to_python(attributes));
}

void add_note(const py::dict& notes, py::handle name, const py::object& what) {
    if (PyDict_SetItem(notes.ptr(), name.ptr(), what.ptr()) != 0) throw py::error_already_set();
}

py::str name_of_item(py::handle list, std::size_t index) {
    return py::str(std::string(PyUnicode_AsUTF8(list.ptr())) + "[" + std::to_string(index) + "]");
}

py::handle note(const py::dict& notes, const std::string& name) {
    return PyDict_GetItemString(notes.ptr(), name.c_str());
}

bool is_as_read(py::handle extra, py::handle value) { return py::object(extra.attr("value")).equal(value); }

std::vector<model::Attribute> attributes_of_extra(py::handle extra, bool unchanged) {
    constexpr std::string_view instance = "http://www.w3.org/2001/XMLSchema-instance";
    auto attributes = from_python<std::vector<model::Attribute>>(extra.attr("attributes"));
    if (!unchanged && extra.attr("value").is_none())
        std::erase_if(attributes, [&](const model::Attribute& one) { return one.name == "nil" && one.ns == instance; });
    return attributes;
}

py::object Convert<model::Msg>::to(const model::Msg& value) {
    py::object text = to_python(value.text);
    if (value.msgid.empty()) return text;
    return package_attribute("element", "Msg")(text, to_python(value.msgid));
}

void Convert<model::Msg>::from(model::Msg& value, py::handle object) {
    Convert<std::string>::from(value.text, object);
    value.msgid.clear();
    if (!PyUnicode_CheckExact(object.ptr()) && py::hasattr(object, "msgid"))
        Convert<std::string>::from(value.msgid, object.attr("msgid"));
}

py::object number_to_python(NumberTable& table, std::int64_t number) {
    if (!table.members)
        table.members =
            py::object(package_attribute(table.module, table.name).attr("_value2member_map_")).release().ptr();
    const py::int_ key(number);
    PyObject* found = PyDict_GetItemWithError(table.members, key.ptr());
    if (!found && PyErr_Occurred()) throw py::error_already_set();
    return found ? py::reinterpret_borrow<py::object>(found) : py::object(key);
}

void add_model(py::module_& m) {
    using namespace in_model;
    describe_enum<Extension::Kind>("element", "ExtensionKind",
                                   {{Extension::Kind::element, "element"},
                                    {Extension::Kind::text, "text"},
                                    {Extension::Kind::comment, "comment"},
                                    {Extension::Kind::processing_instruction, "processing-instruction"}});
    Struct<Attribute>("element", "Attribute") OVFKIT_FIELDS(Attribute, ns, prefix, name, value, at);
    Struct<Extension>("element", "Extension")
        OVFKIT_FIELDS(Extension, kind, undeclared_prefix, ns, prefix, name, text, attributes, children, at);
    noted<TrustFlags>("element", "TrustFlags") OVFKIT_FIELDS(TrustFlags, TrustedHostFlag, trusted_host_flag,
                                                             TrustedService, trusted_cluster_flag, trusted_service);
    add_model_hardware();
    add_model_ovirt();
    add_model_sections();
    add_model_envelope();

    m.def(
        "trusted_host", [](py::handle flags) { return to_python(from_python<TrustFlags>(flags).trusted_host()); },
        py::arg("flags"));
    m.def(
        "trusted_cluster", [](py::handle flags) { return to_python(from_python<TrustFlags>(flags).trusted_cluster()); },
        py::arg("flags"));
    m.def("with_trusted_host", with_trusted_host, py::arg("flags"), py::arg("value"));
    m.def("with_trusted_cluster", with_trusted_cluster, py::arg("flags"), py::arg("value"));
}

}  // namespace ovfkit::python
