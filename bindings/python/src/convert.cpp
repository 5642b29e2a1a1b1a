// SPDX-License-Identifier: Apache-2.0
#include "convert.hpp"

#include <datetime.h>
#include <structmember.h>

#include <cstring>
#include <set>

namespace ovfkit::python {
namespace {

/// `error` with what was being converted in front of it, so that somebody who gave a whole tree knows which leaf is
/// meant.
[[noreturn]] void rethrow_in_field(const StructTable& table, PyObject* field, const char* what, bool is_type_error) {
    const std::string place = std::string(table.name) + "." + PyUnicode_AsUTF8(field) + ": " + what;
    if (is_type_error) throw py::type_error(place);
    throw py::value_error(place);
}

std::string type_name(py::handle object) { return Py_TYPE(object.ptr())->tp_name; }

/// Where objects of the type have what `name` is called, if that is one of their `__slots__`; else 0.
Py_ssize_t slot_of(PyTypeObject* type, PyObject* name) {
    const auto found = py::reinterpret_steal<py::object>(PyObject_GetAttr(reinterpret_cast<PyObject*>(type), name));
    if (!found) throw py::error_already_set();
    if (!Py_IS_TYPE(found.ptr(), &PyMemberDescr_Type)) return 0;
    const PyMemberDef* member = reinterpret_cast<PyMemberDescrObject*>(found.ptr())->d_member;
    return member->type == T_OBJECT_EX ? member->offset : 0;
}

PyObject* extra_name() {
    static PyObject* name = PyUnicode_InternFromString("extra");
    return name;
}

PyObject* places_name() {
    static PyObject* name = PyUnicode_InternFromString("places");
    return name;
}

void look_up(StructTable& table) {
    if (!table.name) throw std::logic_error("a struct that is not described");
    auto* type = reinterpret_cast<PyTypeObject*>(package_attribute(table.module, table.name).release().ptr());
    for (Row& row : table.rows) row.slot = slot_of(type, row.name);
    if (table.has_notes) {
        table.extra_slot = slot_of(type, extra_name());
        table.places_slot = slot_of(type, places_name());
    }
    table.type = type;
}

PyTypeObject* type_of(StructTable& table) {
    if (!table.type) look_up(table);
    return table.type;
}

PyObject* type_of(EnumTable& table) {
    if (!table.type) {
        if (!table.name) throw std::logic_error("an enumeration that is not described");
        table.type = package_attribute(table.module, table.name).release().ptr();
    }
    return table.type;
}

py::object get_field(py::handle object, PyObject* name) {
    PyObject* field = PyObject_GetAttr(object.ptr(), name);
    if (!field) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(field);
}

py::dict get_dict(const StructTable& table, py::handle object, PyObject* name) {
    const py::object given = get_field(object, name);
    if (py::isinstance<py::dict>(given)) return given;
    throw py::type_error(std::string(table.name) + "." + PyUnicode_AsUTF8(name) + ": expected dict");
}

/// Sets a field of an object that was just made: past `__setattr__`, which a frozen dataclass has refuse, and where the
/// place is known without looking for it.
void set_new_field(PyObject* object, Py_ssize_t slot, PyObject* name, py::object value) {
    if (slot > 0)
        *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(object) + slot) = value.release().ptr();
    else if (PyObject_GenericSetAttr(object, name, value.ptr()) != 0)
        throw py::error_already_set();
}

/// One level of structs in structs on their way to C++, which needs stack for each, as does whoever walks them there.
/// What was read from a document is never as deep as this; what is, may well contain itself.
class Level {
public:
    Level() {
        if (depth_ == deepest) {
            PyErr_SetString(PyExc_RecursionError, "objects are nested more than 600 levels deep");
            throw py::error_already_set();
        }
        ++depth_;
    }
    ~Level() { --depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

private:
    static constexpr int deepest = 600;
    static thread_local int depth_;
};
thread_local int Level::depth_ = 0;

py::object utc() { return py::module_::import("datetime").attr("timezone").attr("utc"); }

py::object moment_of(std::chrono::sys_seconds time) {
    if (!PyDateTimeAPI) PyDateTime_IMPORT;
    if (!PyDateTimeAPI) throw py::error_already_set();
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    PyObject* made = PyDateTimeAPI->DateTime_FromDateAndTime(
        static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), 0,
        PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType);
    if (!made) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(made);
}

/// The `datetime` in UTC; one without a time zone is refused, because nobody knows what it means elsewhere.
py::object in_utc(py::handle object) {
    const py::object type = py::module_::import("datetime").attr("datetime");
    if (!py::isinstance(object, type)) throw py::type_error("expected a datetime, not " + type_name(object));
    if (object.attr("tzinfo").is_none()) throw py::value_error("a datetime without a time zone");
    return object.attr("astimezone")(utc());
}

}  // namespace

py::object package_attribute(const char* module, const char* name) {
    return py::module_::import((std::string("ovfkit.") + module).c_str()).attr(name);
}

std::vector<StructTable*>& struct_tables() {
    static std::vector<StructTable*> all;
    return all;
}

void add_struct(StructTable& table, const char* module, const char* name) {
    table.module = module;
    table.name = name;
    struct_tables().push_back(&table);
}

void add_row(StructTable& table, const char* name, std::ptrdiff_t offset, std::size_t size, const Converter* convert) {
    PyObject* interned = PyUnicode_InternFromString(name);
    if (!interned) throw py::error_already_set();
    table.rows.push_back({interned, offset, size, convert});
}

// The dataclass is made without its `__init__`, which would look at every keyword: this is what reading a model into
// Python spends its time with.
py::object struct_to_python(StructTable& table, const void* value) {
    PyTypeObject* type = type_of(table);
    auto object = py::reinterpret_steal<py::object>(type->tp_alloc(type, 0));
    if (!object) throw py::error_already_set();
    if (!table.has_notes) {
        for (const Row& row : table.rows) {
            const void* place = static_cast<const char*>(value) + row.offset;
            set_new_field(object.ptr(), row.slot, row.name,
                          py::reinterpret_steal<py::object>(row.convert->to_python(place)));
        }
        return object;
    }
    Notes notes;
    for (const Row& row : table.rows) {
        const void* place = static_cast<const char*>(value) + row.offset;
        set_new_field(object.ptr(), row.slot, row.name,
                      py::reinterpret_steal<py::object>(row.convert->to_python(place)));
        if (row.convert->notes_to_python) row.convert->notes_to_python(place, row.name, notes);
    }
    set_new_field(object.ptr(), table.extra_slot, extra_name(), std::move(notes.extra));
    set_new_field(object.ptr(), table.places_slot, places_name(), std::move(notes.places));
    return object;
}

void struct_from_python(StructTable& table, void* value, py::handle object) {
    const Level level;
    if (!is_struct(table, object))
        throw py::type_error(std::string("expected ") + table.name + ", not " + type_name(object));
    Notes notes;
    if (table.has_notes) {
        notes.extra = get_dict(table, object, extra_name());
        notes.places = get_dict(table, object, places_name());
    }
    const bool noted = !notes.extra.empty() || !notes.places.empty();
    for (const Row& row : table.rows) {
        const py::object field = get_field(object, row.name);
        void* place = static_cast<char*>(value) + row.offset;
        try {
            row.convert->from_python(place, field);
            if (noted && row.convert->notes_from_python)
                row.convert->notes_from_python(place, PyUnicode_AsUTF8(row.name), notes, field);
        } catch (const py::type_error& error) {
            rethrow_in_field(table, row.name, error.what(), true);
        } catch (const py::value_error& error) {
            rethrow_in_field(table, row.name, error.what(), false);
        }
    }
}

bool is_struct(StructTable& table, py::handle object) { return PyObject_TypeCheck(object.ptr(), type_of(table)) != 0; }

std::vector<EnumTable*>& enum_tables() {
    static std::vector<EnumTable*> all;
    return all;
}

void add_enum(EnumTable& table, const char* module, const char* name) {
    table.module = module;
    table.name = name;
    enum_tables().push_back(&table);
}

py::object enum_to_python(EnumTable& table, std::int64_t number) {
    PyObject* type = type_of(table);
    for (EnumTable::Member& member : table.members) {
        if (member.number != number) continue;
        if (!member.object) member.object = py::handle(type)(member.word).release().ptr();
        return py::reinterpret_borrow<py::object>(member.object);
    }
    throw py::value_error(std::string(table.name) + ": no member has the number " + std::to_string(number));
}

std::int64_t enum_from_python(EnumTable& table, py::handle object) {
    PyObject* type = type_of(table);
    if (PyObject_IsInstance(object.ptr(), type) != 1)
        throw py::type_error(std::string("expected ") + table.name + ", not " + type_name(object));
    std::string word;
    Convert<std::string>::from(word, object.attr("value"));
    for (const EnumTable::Member& member : table.members)
        if (member.word == word) return member.number;
    throw py::value_error(std::string(table.name) + ": the library has no '" + word + "'");
}

py::object Convert<std::string>::to(std::string_view value) {
    PyObject* made = PyUnicode_DecodeUTF8(value.data(), static_cast<Py_ssize_t>(value.size()), "surrogateescape");
    if (!made) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(made);
}

void Convert<std::string>::from(std::string& value, py::handle object) {
    if (!PyUnicode_Check(object.ptr())) throw py::type_error("expected str, not " + type_name(object));
    Py_ssize_t size = 0;
    if (const char* text = PyUnicode_AsUTF8AndSize(object.ptr(), &size)) {
        value.assign(text, static_cast<std::size_t>(size));
        return;
    }
    PyErr_Clear();  // there are surrogates in it
    const auto bytes =
        py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(object.ptr(), "utf-8", "surrogateescape"));
    if (!bytes) {
        PyErr_Clear();
        throw py::value_error("the text cannot be written in UTF-8");
    }
    value.assign(PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr())));
}

// Views are slugs and names of the library's constants; a program that makes up its own makes few.
void Convert<std::string_view>::from(std::string_view& value, py::handle object) {
    static std::set<std::string, std::less<>> kept;
    std::string text;
    Convert<std::string>::from(text, object);
    value = *kept.insert(std::move(text)).first;
}

void Convert<bool>::from(bool& value, py::handle object) {
    if (!PyBool_Check(object.ptr())) throw py::type_error("expected bool, not " + type_name(object));
    value = object.ptr() == Py_True;
}

std::int64_t signed_from_python(py::handle object, std::int64_t least, std::int64_t most) {
    if (!PyLong_Check(object.ptr()) || PyBool_Check(object.ptr()))
        throw py::type_error("expected int, not " + type_name(object));
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
    if (overflow != 0 || value < least || value > most)
        throw py::value_error("expected an int from " + std::to_string(least) + " to " + std::to_string(most));
    return value;
}

std::uint64_t unsigned_from_python(py::handle object, std::uint64_t most) {
    if (!PyLong_Check(object.ptr()) || PyBool_Check(object.ptr()))
        throw py::type_error("expected int, not " + type_name(object));
    const unsigned long long value = PyLong_AsUnsignedLongLong(object.ptr());
    const bool overflow = PyErr_Occurred() != nullptr;
    if (overflow) PyErr_Clear();
    if (overflow || value > most) throw py::value_error("expected an int from 0 to " + std::to_string(most));
    return value;
}

py::sequence sequence_from_python(py::handle object) {
    if (PyUnicode_Check(object.ptr()) || PyBytes_Check(object.ptr()) || !PySequence_Check(object.ptr()))
        throw py::type_error("expected a list, not " + type_name(object));
    return py::reinterpret_borrow<py::sequence>(object);
}

std::int64_t nanoseconds_from_python(py::handle object) {
    constexpr std::int64_t longest = 292LL * 365 * 86'400;  // seconds of which the nanoseconds fit
    if (PyFloat_Check(object.ptr()) || (PyLong_Check(object.ptr()) && !PyBool_Check(object.ptr()))) {
        const double seconds = PyFloat_AsDouble(object.ptr());
        if (PyErr_Occurred()) throw py::error_already_set();
        if (!(seconds > -static_cast<double>(longest) && seconds < static_cast<double>(longest)))
            throw py::value_error("a duration beyond 292 years");
        return static_cast<std::int64_t>(seconds * 1e9);
    }
    if (!py::isinstance(object, py::module_::import("datetime").attr("timedelta")))
        throw py::type_error("expected a timedelta or a number of seconds, not " + type_name(object));
    const auto days = object.attr("days").cast<std::int64_t>();
    const std::int64_t seconds = days * 86'400 + object.attr("seconds").cast<std::int64_t>();
    if (seconds <= -longest || seconds >= longest) throw py::value_error("a duration beyond 292 years");
    return seconds * 1'000'000'000 + object.attr("microseconds").cast<std::int64_t>() * 1000;
}

py::object timedelta_of(std::chrono::microseconds value) {
    const std::int64_t count = value.count();
    return py::module_::import("datetime").attr("timedelta")(0, count / 1'000'000, count % 1'000'000);
}

void Bytes::from(std::string& value, py::handle object) {
    if (PyUnicode_Check(object.ptr())) throw py::type_error("expected bytes, not str");
    value = bytes_from_python(object);
}

py::object MomentText::to(const std::string& value) {
    if (value.empty()) return MomentSeconds::to(0);
    return py::module_::import("datetime").attr("datetime").attr("fromisoformat")(value);
}

void MomentText::from(std::string& value, py::handle object) {
    const py::object local = in_utc(object).attr("replace")(py::arg("tzinfo") = py::none());
    Convert<std::string>::from(value, local.attr("isoformat")(py::arg("timespec") = "seconds"));
    value += 'Z';
}

py::object MomentSeconds::to(std::int64_t value) {
    // From 0001-01-01 to 9999-12-31, which is all that a `datetime` can be; of anything else Python says so.
    if (value >= -62'135'596'800 && value < 253'402'300'800)
        return moment_of(std::chrono::sys_seconds(std::chrono::seconds(value)));
    const py::module_ datetime = py::module_::import("datetime");
    return datetime.attr("datetime")(1970, 1, 1, py::arg("tzinfo") = utc()) + datetime.attr("timedelta")(0, value);
}

void MomentSeconds::from(std::int64_t& value, py::handle object) {
    const py::object moment = in_utc(object);
    const py::object since =
        moment - py::module_::import("datetime").attr("datetime")(1970, 1, 1, py::arg("tzinfo") = utc());
    value = since.attr("days").cast<std::int64_t>() * 86'400 + since.attr("seconds").cast<std::int64_t>();
}

std::string path_from_python(py::handle object) {
    const py::object encoded = py::module_::import("os").attr("fsencode")(object);
    return {PyBytes_AS_STRING(encoded.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(encoded.ptr()))};
}

std::string bytes_from_python(py::handle object) {
    std::string value;
    if (PyUnicode_Check(object.ptr())) {
        Convert<std::string>::from(value, object);
        return value;
    }
    Py_buffer view;
    if (PyObject_GetBuffer(object.ptr(), &view, PyBUF_FULL_RO) != 0) {
        PyErr_Clear();
        throw py::type_error("expected str or something with bytes in it, not " + type_name(object));
    }
    value.resize(static_cast<std::size_t>(view.len));
    const int failed = PyBuffer_ToContiguous(value.data(), &view, view.len, 'C');
    PyBuffer_Release(&view);
    if (failed != 0) throw py::error_already_set();
    return value;
}

}  // namespace ovfkit::python
