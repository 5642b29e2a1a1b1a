// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/result.hpp>

#include <algorithm>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace {

/// What is described here, so that a test can compare it with the dataclasses: (module, name, names of fields).
py::list described_structs() {
    py::list all;
    for (const StructTable* table : struct_tables()) {
        py::list names;
        for (const Row& row : table->rows) names.append(py::reinterpret_borrow<py::object>(row.name));
        all.append(py::make_tuple(table->module, table->name, names));
    }
    return all;
}

/// Structs with bytes that no field accounts for, more than alignment explains: somebody added a field and did not
/// describe it here. (module, name, offset of the hole)
py::list undescribed_bytes() {
    constexpr std::size_t alignment = 8;
    py::list all;
    for (const StructTable* table : struct_tables()) {
        std::vector<std::pair<std::size_t, std::size_t>> fields;
        for (const Row& row : table->rows) fields.emplace_back(static_cast<std::size_t>(row.offset), row.size);
        fields.emplace_back(table->size, 0);
        std::sort(fields.begin(), fields.end());
        std::size_t end = 0;
        for (const auto& [offset, size] : fields) {
            if (offset >= end + alignment) all.append(py::make_tuple(table->module, table->name, end));
            end = offset + size;
        }
    }
    return all;
}

py::list described_enums() {
    py::list all;
    for (const EnumTable* table : enum_tables()) {
        py::list words;
        for (const EnumTable::Member& member : table->members) words.append(to_python(member.word));
        all.append(py::make_tuple(table->module, table->name, words));
    }
    return all;
}

StructTable& table_of(py::handle type) {
    for (StructTable* table : struct_tables())
        if (package_attribute(table->module, table->name).is(type)) return *table;
    throw py::type_error("no struct of the library");
}

/// `object` as it is after a way through C++ and back; for tests.
py::object round_trip(py::handle object) { return table_of(py::type::of(object)).round_trip(object); }

/// A value of that dataclass as C++ makes it of nothing; for tests.
py::object default_of(py::handle type) { return table_of(type).defaults(); }

bool is_main_interpreter() { return PyInterpreterState_Get() == PyInterpreterState_Main(); }

/// Everything that is looked up once and kept: classes, members of enumerations. It belongs to one interpreter.
void fill(py::module_& m) {
    m.doc() = "What the package ovfkit calls; not for direct use.";
    py::register_exception_translator([](std::exception_ptr raised) {
        try {
            if (raised) std::rethrow_exception(raised);
        } catch (const Exception& exception) {
            const py::object error = to_python(exception.error());
            PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
        }
    });
    add_base(m);
    add_trust(m);
    add_policy(m);
    add_net(m);
    add_attest(m);
    add_engine(m);
    add_store(m);
    add_model(m);
    add_descriptor(m);
    add_stream(m);
    add_signing(m);
    add_package(m);
    add_validate(m);
    add_editor(m);
    add_crypto(m);
    add_environment(m);
    add_members(m);
    add_embedded(m);
    add_more_views(m);
    add_text(m);
    add_report(m);
    add_results(m);
    add_task(m);
    m.def("described_structs", described_structs);
    m.def("undescribed_bytes", undescribed_bytes);
    m.def("described_enums", described_enums);
    m.def("round_trip", round_trip, py::arg("object"));
    m.def("default_of", default_of, py::arg("type"));
    m.def("is_main_interpreter", is_main_interpreter);
}

py::module_::module_def definition;

}  // namespace
}  // namespace ovfkit::python

// What PYBIND11_MODULE makes, except that another interpreter of the process is refused before pybind11 makes anything
// that would belong to it, and be gone with it. Python asks this only where the module was never loaded before, so the
// package asks `is_main_interpreter` as well.
PYBIND11_PLUGIN_IMPL(_ovfkit) {
    using namespace ovfkit::python;
    if (!is_main_interpreter()) {
        PyErr_SetString(PyExc_ImportError, "ovfkit works in the main interpreter only");
        return nullptr;
    }
    PYBIND11_CHECK_PYTHON_VERSION
    PYBIND11_ENSURE_INTERNALS_READY
    auto module = py::module_::create_extension_module("_ovfkit", nullptr, &definition);
    try {
        fill(module);
        return module.ptr();
    }
    PYBIND11_CATCH_INIT_EXCEPTIONS
}
