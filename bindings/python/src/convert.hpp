// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// How values cross between C++ and Python.
///
/// The Python side of a struct is a dataclass, and that of an enumeration an `Enum`, both written in Python. The C++
/// side is a table of fields with their offsets and a pair of functions for each *type* of field, so that the price of
/// a further field is one line here and a few bytes of code. What has no dataclass has a `Convert` of its own.
namespace ovfkit::python {

namespace py = pybind11;

/// What stands beside the fields of an object of the model: its dictionaries `extra` and `places`, by the fields'
/// names.
struct Notes {
    py::dict extra;
    py::dict places;
};

/// Makes Python objects of values of one type, and the other way. `to_python` answers a new reference. Both throw
/// `py::error_already_set`, or `py::type_error` and `py::value_error`.
struct Converter {
    PyObject* (*to_python)(const void* value);
    void (*from_python)(void* value, py::handle object);
    /// Of fields of the model, else null: what there is beyond the value goes to `Notes`, and comes from there once the
    /// value was taken from `object`.
    void (*notes_to_python)(const void* value, py::handle name, Notes& notes) = nullptr;
    void (*notes_from_python)(void* value, const std::string& name, const Notes& notes, py::handle object) = nullptr;
};

/// Specialised for every type that is no registered struct or enumeration: `to` and `from`.
template <class T, class = void>
struct Convert;

template <class T, class With = Convert<T>>
[[nodiscard]] const Converter* converter() {
    static constexpr Converter both = [] {
        Converter made{[](const void* value) { return With::to(*static_cast<const T*>(value)).release().ptr(); },
                       [](void* value, py::handle object) { With::from(*static_cast<T*>(value), object); }};
        if constexpr (requires { &With::notes_to; }) {
            made.notes_to_python = [](const void* value, py::handle name, Notes& notes) {
                With::notes_to(*static_cast<const T*>(value), name, notes);
            };
            made.notes_from_python = [](void* value, const std::string& name, const Notes& notes, py::handle object) {
                With::notes_from(*static_cast<T*>(value), name, notes, object);
            };
        }
        return made;
    }();
    return &both;
}

/// A value as Python has it.
template <class T>
[[nodiscard]] py::object to_python(const T& value) {
    return Convert<T>::to(value);
}
/// A value as C++ has it.
template <class T>
[[nodiscard]] T from_python(py::handle object) {
    T value{};
    Convert<T>::from(value, object);
    return value;
}

// Structs.

/// One field of a struct.
struct Row {
    PyObject* name;  // interned, never released
    std::ptrdiff_t offset;
    std::size_t size;
    const Converter* convert;
    Py_ssize_t slot = 0;  // of the dataclass: where its object has the field; 0 when it is no slot
};

/// The dataclass of a struct, and its fields.
struct StructTable {
    const char* module = nullptr;  // below `ovfkit`
    const char* name = nullptr;
    std::size_t size = 0;
    PyTypeObject* type = nullptr;  // looked up when it is first needed; never released
    std::vector<Row> rows;
    bool has_notes = false;     // the dictionaries of `Notes` beside the fields
    Py_ssize_t extra_slot = 0;  // as Row::slot
    Py_ssize_t places_slot = 0;
    py::object (*round_trip)(py::handle object) = nullptr;  // to C++ and back
    py::object (*defaults)() = nullptr;                     // what C++ makes of nothing
};

/// Of all structs that were described, in that order.
[[nodiscard]] std::vector<StructTable*>& struct_tables();
void add_struct(StructTable& table, const char* module, const char* name);
void add_row(StructTable& table, const char* name, std::ptrdiff_t offset, std::size_t size, const Converter* convert);
[[nodiscard]] py::object struct_to_python(StructTable& table, const void* value);
void struct_from_python(StructTable& table, void* value, py::handle object);
[[nodiscard]] bool is_struct(StructTable& table, py::handle object);

template <class T>
[[nodiscard]] StructTable& struct_table() {
    static StructTable table;
    return table;
}

/// Describes a struct: `Struct<Cluster>("trust", "Cluster") OVFKIT_FIELDS(Cluster, name, trust);`
template <class T>
class Struct {
public:
    Struct(const char* module, const char* name) {
        add_struct(struct_table<T>(), module, name);
        struct_table<T>().size = sizeof(T);
        struct_table<T>().round_trip = [](py::handle object) { return python::to_python(from_python<T>(object)); };
        struct_table<T>().defaults = [] { return python::to_python(T{}); };
    }

    template <class M, class B>
    Struct& field(const char* name, M B::*member) {
        add_row(struct_table<T>(), name, offset(member), sizeof(M), converter<M>());
        return *this;
    }
    /// A field that Python has in another form than its type has elsewhere.
    template <class With, class M, class B>
    Struct& as(const char* name, M B::*member) {
        add_row(struct_table<T>(), name, offset(member), sizeof(M), converter<M, With>());
        return *this;
    }

private:
    template <class M, class B>
    static std::ptrdiff_t offset(M B::*member) {
        static const T sample{};
        return reinterpret_cast<const char*>(&(sample.*static_cast<M T::*>(member))) -
               reinterpret_cast<const char*>(&sample);
    }
};

#define OVFKIT_PARENTHESES ()
#define OVFKIT_EXPAND(...) OVFKIT_EXPAND4(OVFKIT_EXPAND4(__VA_ARGS__))
#define OVFKIT_EXPAND4(...) OVFKIT_EXPAND3(OVFKIT_EXPAND3(OVFKIT_EXPAND3(OVFKIT_EXPAND3(__VA_ARGS__))))
#define OVFKIT_EXPAND3(...) OVFKIT_EXPAND2(OVFKIT_EXPAND2(OVFKIT_EXPAND2(OVFKIT_EXPAND2(__VA_ARGS__))))
#define OVFKIT_EXPAND2(...) OVFKIT_EXPAND1(OVFKIT_EXPAND1(OVFKIT_EXPAND1(OVFKIT_EXPAND1(__VA_ARGS__))))
#define OVFKIT_EXPAND1(...) __VA_ARGS__
#define OVFKIT_FIELD_AND_MORE(type, name, ...) \
    .field(#name, &type::name) __VA_OPT__(OVFKIT_FIELD_AGAIN OVFKIT_PARENTHESES(type, __VA_ARGS__))
#define OVFKIT_FIELD_AGAIN() OVFKIT_FIELD_AND_MORE
/// `.field("a", &type::a).field("b", &type::b)` for up to 128 names.
#define OVFKIT_FIELDS(type, ...) OVFKIT_EXPAND(OVFKIT_FIELD_AND_MORE(type, __VA_ARGS__))

// Enumerations.

/// The `Enum` of an enumeration: its members have the words of the library as values.
struct EnumTable {
    const char* module = nullptr;
    const char* name = nullptr;
    PyObject* type = nullptr;
    struct Member {
        std::int64_t number;
        std::string word;
        PyObject* object;  // looked up when it is first needed; never released
    };
    std::vector<Member> members;
};

[[nodiscard]] std::vector<EnumTable*>& enum_tables();
void add_enum(EnumTable& table, const char* module, const char* name);
[[nodiscard]] py::object enum_to_python(EnumTable& table, std::int64_t number);
[[nodiscard]] std::int64_t enum_from_python(EnumTable& table, py::handle object);

template <class T>
[[nodiscard]] EnumTable& enum_table() {
    static EnumTable table;
    return table;
}

/// Describes an enumeration by its members and the word of each.
template <class T>
void describe_enum(const char* module, const char* name, std::initializer_list<std::pair<T, std::string_view>> words) {
    EnumTable& table = enum_table<T>();
    add_enum(table, module, name);
    for (const auto& [value, word] : words)
        table.members.push_back({static_cast<std::int64_t>(value), std::string(word), nullptr});
}
/// The same, with the words of `to_string`, for members that are numbered from 0 to `last`.
template <class T>
void describe_enum(const char* module, const char* name, T last) {
    EnumTable& table = enum_table<T>();
    add_enum(table, module, name);
    for (int number = 0; number <= static_cast<int>(last); ++number)
        table.members.push_back({number, std::string(to_string(static_cast<T>(number))), nullptr});
}

// What is neither: texts, numbers, containers.

template <class T, class>
struct Convert {
    static py::object to(const T& value) {
        if constexpr (std::is_enum_v<T>)
            return enum_to_python(enum_table<T>(), static_cast<std::int64_t>(value));
        else
            return struct_to_python(struct_table<T>(), &value);
    }
    static void from(T& value, py::handle object) {
        if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(enum_from_python(enum_table<T>(), object));
        else
            struct_from_python(struct_table<T>(), &value, object);
    }
};

template <>
struct Convert<std::string> {
    static py::object to(std::string_view value);  ///< what is no UTF-8 becomes lone surrogates, and comes back so
    static void from(std::string& value, py::handle object);
};
/// A text that the library does not own: of Python it is one of those that live for ever.
template <>
struct Convert<std::string_view> {
    static py::object to(std::string_view value) { return Convert<std::string>::to(value); }
    static void from(std::string_view& value, py::handle object);
};
template <>
struct Convert<bool> {
    static py::object to(bool value) { return py::bool_(value); }
    static void from(bool& value, py::handle object);
};

[[nodiscard]] std::int64_t signed_from_python(py::handle object, std::int64_t least, std::int64_t most);
[[nodiscard]] std::uint64_t unsigned_from_python(py::handle object, std::uint64_t most);

template <class T>
struct Convert<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>> {
    static py::object to(T value) { return py::int_(value); }
    static void from(T& value, py::handle object) {
        if constexpr (std::is_signed_v<T>)
            value = static_cast<T>(
                signed_from_python(object, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
        else
            value = static_cast<T>(unsigned_from_python(object, std::numeric_limits<T>::max()));
    }
};

template <class T>
struct Convert<std::optional<T>> {
    static py::object to(const std::optional<T>& value) {
        return value ? Convert<T>::to(*value) : py::object(py::none());
    }
    static void from(std::optional<T>& value, py::handle object) {
        value.reset();
        if (!object.is_none()) Convert<T>::from(value.emplace(), object);
    }
};

/// Throws `py::type_error` for a text, which is a sequence as well, and for what is no sequence.
[[nodiscard]] py::sequence sequence_from_python(py::handle object);

template <class T>
struct List {
    static py::object to(const std::vector<T>& value) {
        py::list list(value.size());
        for (std::size_t i = 0; i < value.size(); ++i)
            PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), Convert<T>::to(value[i]).release().ptr());
        return list;
    }
    static void from(std::vector<T>& value, py::handle object) {
        const py::sequence sequence = sequence_from_python(object);
        value.clear();
        value.reserve(sequence.size());
        for (const py::handle item : sequence) Convert<T>::from(value.emplace_back(), item);
    }
};

template <class T>
struct Convert<std::vector<T>> : List<T> {};

template <class A, class B>
struct Convert<std::pair<A, B>> {
    static py::object to(const std::pair<A, B>& value) {
        return py::make_tuple(Convert<A>::to(value.first), Convert<B>::to(value.second));
    }
    static void from(std::pair<A, B>& value, py::handle object) {
        const py::sequence both = sequence_from_python(object);
        if (both.size() != 2) throw py::value_error("expected a pair");
        Convert<A>::from(value.first, both[0]);
        Convert<B>::from(value.second, both[1]);
    }
};

/// Nanoseconds of a `timedelta`, or of a number of seconds. Throws `py::value_error` beyond 292 years.
[[nodiscard]] std::int64_t nanoseconds_from_python(py::handle object);
[[nodiscard]] py::object timedelta_of(std::chrono::microseconds value);

template <class Rep, class Period>
struct Convert<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static py::object to(Duration value) {
        return timedelta_of(std::chrono::duration_cast<std::chrono::microseconds>(value));
    }
    static void from(Duration& value, py::handle object) {
        value = std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(nanoseconds_from_python(object)));
    }
};

// Other forms of the same types, for `Struct::as`.

/// A vector that Python has as a tuple: in what is frozen.
template <class T>
struct Tuple {
    static py::object to(const std::vector<T>& value) { return py::tuple(Convert<std::vector<T>>::to(value)); }
    static void from(std::vector<T>& value, py::handle object) { Convert<std::vector<T>>::from(value, object); }
};

/// Bytes, not text.
struct Bytes {
    static py::object to(const std::string& value) { return py::bytes(value); }
    static void from(std::string& value, py::handle object);
};
/// A text in RFC 3339 that Python has as a `datetime` with a time zone; an empty one, as of a struct that nobody
/// filled, is the beginning of 1970.
struct MomentText {
    static py::object to(const std::string& value);
    static void from(std::string& value, py::handle object);
};
/// The same, where an empty text is None.
struct OptionalMomentText {
    static py::object to(const std::string& value) { return value.empty() ? py::none() : MomentText::to(value); }
    static void from(std::string& value, py::handle object) {
        value.clear();
        if (!object.is_none()) MomentText::from(value, object);
    }
};
/// Seconds since 1970 that Python has as a `datetime` with a time zone.
struct MomentSeconds {
    static py::object to(std::int64_t value);
    static void from(std::int64_t& value, py::handle object);
};
/// A path: what `os.fsencode` makes of it.
[[nodiscard]] std::string path_from_python(py::handle object);
/// `str` in UTF-8, or anything with the buffer protocol.
[[nodiscard]] std::string bytes_from_python(py::handle object);

/// While one stands on the stack, Python does not look for cycles to collect: a tree that is being built has none, and
/// looking at it again and again costs as much as building it.
class NoCollection {
public:
    NoCollection() : was_on_(PyGC_Disable() != 0) {}
    ~NoCollection() {
        if (was_on_) PyGC_Enable();
    }
    NoCollection(const NoCollection&) = delete;
    NoCollection& operator=(const NoCollection&) = delete;

private:
    bool was_on_;
};

/// An attribute of a module of the package, such as `("trust", "Cluster")`; a new reference.
[[nodiscard]] py::object package_attribute(const char* module, const char* name);

}  // namespace ovfkit::python
