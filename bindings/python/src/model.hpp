// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <ovfkit/model/envelope.hpp>

#include "convert.hpp"

/// How the model crosses: a field is its value or None, and what a file has at it beyond that is an `Extra` beside it.
namespace ovfkit::python {

template <class T>
struct Convert<model::Boxed<T>> {
    static py::object to(const model::Boxed<T>& value) {
        return value ? Convert<T>::to(*value) : py::object(py::none());
    }
    static void from(model::Boxed<T>& value, py::handle object) {
        value.reset();
        if (!object.is_none()) Convert<T>::from(value.ensure(), object);
    }
};

/// The `Extra` of a field; a null object when there is nothing to say.
[[nodiscard]] py::object extra_of(const std::string& text, const std::vector<model::Attribute>& attributes,
                                  const py::object& value);
void add_note(const py::dict& notes, py::handle name, const py::object& what);
/// What an item of a list of fields is called in notes: `host_resource[2]`.
[[nodiscard]] py::str name_of_item(py::handle list, std::size_t index);
/// What is noted under that name; a null handle when nothing is.
[[nodiscard]] py::handle note(const py::dict& notes, const std::string& name);
/// Whether a field has the value still that it had when the `Extra` was made.
[[nodiscard]] bool is_as_read(py::handle extra, py::handle value);
/// The attributes of an `Extra`. A value that was set where `xsi:nil` said that there is none has that no more.
[[nodiscard]] std::vector<model::Attribute> attributes_of_extra(py::handle extra, bool unchanged);

template <class T>
struct Convert<model::Field<T>> {
    using Field = model::Field<T>;
    static py::object to(const Field& field) { return field ? Convert<T>::to(*field) : py::object(py::none()); }
    static void from(Field& field, py::handle object) {
        field = std::nullopt;
        if (object.is_none()) return;
        T value{};
        Convert<T>::from(value, object);
        field = std::move(value);
    }

    static void notes_to(const Field& field, py::handle name, Notes& notes) {
        if (field.at().known()) add_note(notes.places, name, python::to_python(field.at()));
        if (!field.text().empty() || !field.attributes().empty())
            add_note(notes.extra, name, extra_of(field.text(), field.attributes(), to(field)));
    }
    static void notes_from(Field& field, const std::string& name, const Notes& notes, py::handle object) {
        if (const py::handle place = note(notes.places, name)) field.set_at(from_python<Span>(place));
        const py::handle extra = note(notes.extra, name);
        if (!extra) return;
        const bool unchanged = is_as_read(extra, object);
        const std::string text = unchanged ? from_python<std::string>(extra.attr("text")) : std::string();
        if (!text.empty()) field ? field.set_written_as(text) : field.set_unreadable(text);
        if (unchanged || field) field.set_attributes(attributes_of_extra(extra, unchanged));
    }
};

/// A list of fields: each has notes of its own.
template <class T>
struct Convert<std::vector<model::Field<T>>> : List<model::Field<T>> {
    using Fields = std::vector<model::Field<T>>;
    static void notes_to(const Fields& fields, py::handle name, Notes& notes) {
        for (std::size_t i = 0; i < fields.size(); ++i)
            Convert<model::Field<T>>::notes_to(fields[i], name_of_item(name, i), notes);
    }
    static void notes_from(Fields& fields, const std::string& name, const Notes& notes, py::handle object) {
        const py::sequence values = sequence_from_python(object);
        for (std::size_t i = 0; i < fields.size(); ++i)
            Convert<model::Field<T>>::notes_from(fields[i], name + "[" + std::to_string(i) + "]", notes, values[i]);
    }
};

template <>
struct Convert<model::Msg> {
    static py::object to(const model::Msg& value);
    static void from(model::Msg& value, py::handle object);
};
template <>
struct Convert<model::Timestamp> {
    static py::object to(model::Timestamp value) { return MomentSeconds::to(value.unix_seconds); }
    static void from(model::Timestamp& value, py::handle object) { MomentSeconds::from(value.unix_seconds, object); }
};

/// One of several structs, told apart by its dataclass.
template <class... Kinds>
struct Convert<std::variant<Kinds...>> {
    using Variant = std::variant<Kinds...>;
    static py::object to(const Variant& value) {
        return std::visit([](const auto& one) { return python::to_python(one); }, value);
    }
    static void from(Variant& value, py::handle object) {
        if (!(take<Kinds>(value, object) || ...))
            throw py::type_error(std::string("a ") + Py_TYPE(object.ptr())->tp_name + " has no place here");
    }

private:
    template <class Kind>
    static bool take(Variant& value, py::handle object) {
        if (!is_struct(struct_table<Kind>(), object)) return false;
        Convert<Kind>::from(value.template emplace<Kind>(), object);
        return true;
    }
};

template <>
struct Convert<model::Content> {
    static py::object to(const model::Content& value) { return python::to_python(value.node); }
    static void from(model::Content& value, py::handle object) {
        Convert<decltype(value.node)>::from(value.node, object);
    }
};

/// Numbers that have names, and others that files have all the same: `ResourceType.PROCESSOR`, or plain 77.
struct NumberTable {
    const char* module = nullptr;
    const char* name = nullptr;
    PyObject* members = nullptr;  // by their numbers; looked up when they are first needed; never released
};
[[nodiscard]] py::object number_to_python(NumberTable& table, std::int64_t number);

template <class T>
[[nodiscard]] NumberTable& number_table() {
    static NumberTable table;
    return table;
}
template <class T>
void describe_number(const char* module, const char* name) {
    number_table<T>() = {module, name, nullptr};
}
template <class T>
struct Number {
    static py::object to(T value) { return number_to_python(number_table<T>(), static_cast<std::int64_t>(value)); }
    static void from(T& value, py::handle object) {
        std::underlying_type_t<T> number = 0;
        Convert<std::underlying_type_t<T>>::from(number, object);
        value = static_cast<T>(number);
    }
};
template <>
struct Convert<model::ResourceType> : Number<model::ResourceType> {};
template <>
struct Convert<model::OvirtBiosType> : Number<model::OvirtBiosType> {};
template <>
struct Convert<model::OvirtOrigin> : Number<model::OvirtOrigin> {};
template <>
struct Convert<model::OvirtDisplayType> : Number<model::OvirtDisplayType> {};
template <>
struct Convert<model::OvirtVmType> : Number<model::OvirtVmType> {};

// What elements have beside their own fields.

template <class T>
Struct<T> noted(const char* module, const char* name) {
    struct_table<T>().has_notes = true;
    return Struct<T>(module, name);
}
template <class T>
Struct<T> element(const char* module, const char* name) {
    return noted<T>(module, name)
        .field("at", &T::at)
        .field("attributes", &T::attributes)
        .field("extensions", &T::extensions);
}
template <class T>
Struct<T> section(const char* module, const char* name) {
    return element<T>(module, name).field("info", &T::info).field("required", &T::required);
}

}  // namespace ovfkit::python
