// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"

#include "rooms.hpp"

namespace ovfkit::python {
namespace {

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

}  // namespace

py::object extra_of(const std::string& text, const std::vector<Attribute>& attributes, const py::object& value) {
    return package_attribute("element", "Extra")(to_python(text), value, to_python(attributes));
}

py::handle note(const py::dict& notes, const std::string& name) {
    return PyDict_GetItemString(notes.ptr(), name.c_str());
}

bool is_as_read(py::handle extra, py::handle value) { return py::object(extra.attr("value")).equal(value); }

std::vector<Attribute> attributes_of_extra(py::handle extra, bool unchanged) {
    constexpr std::string_view instance = "http://www.w3.org/2001/XMLSchema-instance";
    auto attributes = from_python<std::vector<Attribute>>(extra.attr("attributes"));
    if (!unchanged && extra.attr("value").is_none())
        std::erase_if(attributes, [&](const Attribute& one) { return one.name == "nil" && one.ns == instance; });
    return attributes;
}

py::object Convert<Msg>::to(const Msg& value) {
    py::object text = to_python(value.text);
    if (value.msgid.empty()) return text;
    return package_attribute("element", "Msg")(text, to_python(value.msgid));
}

void Convert<Msg>::from(Msg& value, py::handle object) {
    Convert<std::string>::from(value.text, object);
    value.msgid.clear();
    if (!PyUnicode_CheckExact(object.ptr()) && py::hasattr(object, "msgid"))
        Convert<std::string>::from(value.msgid, object.attr("msgid"));
}

py::object number_to_python(NumberTable& table, std::int64_t number) {
    if (!table.type) table.type = package_attribute(table.module, table.name).release().ptr();
    const py::object members = py::handle(table.type).attr("_value2member_map_");
    const py::int_ key(number);
    const py::object found = members.attr("get")(key);
    return found.is_none() ? py::object(key) : found;
}

void add_model(py::module_& m) {
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
