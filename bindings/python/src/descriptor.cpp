// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/ovirt_os.hpp>
#include <ovfkit/model/view.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"
#include "stream.hpp"

namespace ovfkit::python {
namespace in_descriptor {

using namespace descriptor;
using model::DiskView;
using model::HardwareView;
using model::NicView;
using model::OperatingSystemView;

void describe() {
    describe_enum<Grammar>("descriptor", "Grammar",
                           {{Grammar::draft_0_9, "vmware-0.9"},
                            {Grammar::ovf_1, "dmtf-1.x"},
                            {Grammar::ovf_2, "dmtf-2.x"},
                            {Grammar::ovirt, "ovirt"},
                            {Grammar::ovirt_ova, "ovirt-ova"}});
    describe_enum<Vendor>("descriptor", "Vendor",
                          {{Vendor::unknown, "unknown"},
                           {Vendor::vmware, "vmware"},
                           {Vendor::virtualbox, "virtualbox"},
                           {Vendor::xen, "xen"},
                           {Vendor::ovirt, "ovirt"},
                           {Vendor::virt_v2v, "virt-v2v"}});
    Struct<Dialect>("descriptor", "Dialect") OVFKIT_FIELDS(Dialect, grammar, vendor, name, ovf_version)
        .as<Tuple<std::string>>("reasons", &Dialect::reasons);
    Struct<Inexpressible>("descriptor", "Inexpressible") OVFKIT_FIELDS(Inexpressible, path, value, at);
    Struct<DiskView>("descriptor", "DiskView") OVFKIT_FIELDS(DiskView, id, capacity_bytes, file, controller);
    Struct<NicView>("descriptor", "NicView") OVFKIT_FIELDS(NicView, name, mac, model, network);
    Struct<HardwareView>("descriptor", "HardwareView")
        OVFKIT_FIELDS(HardwareView, cpus, cores_per_socket, memory_bytes, firmware, disks, nics);
    Struct<OperatingSystemView>("descriptor", "OperatingSystemView")
        OVFKIT_FIELDS(OperatingSystemView, number, description);
}

template <class Answer>
void add_view(py::module_& m, const char* name, Answer (*view)(const model::VirtualSystem&)) {
    m.def(
        name, [view](py::handle system) { return to_python(view(from_python<model::VirtualSystem>(system))); },
        py::arg("system"));
}

/// Sizes that are computed from several fields.
template <class T>
void add_amount(py::module_& m, const char* name, Result<std::optional<std::uint64_t>> (*amount)(const T&)) {
    m.def(
        name, [amount](py::handle device) { return to_python(value_of(amount(from_python<T>(device)))); },
        py::arg("device"));
}

void add_views(py::module_& m) {
    add_view(m, "entity_id", &model::entity_id);
    add_view(m, "entity_name", &model::entity_name);
    add_view(m, "entity_kind", &model::entity_kind);
    m.def(
        "operating_system",
        [](py::handle system) {
            const auto one = from_python<model::VirtualSystem>(system);
            return to_python(model::operating_system(one));
        },
        py::arg("system"));
    add_amount<model::Disk>(m, "capacity_bytes", &model::capacity_bytes);
    add_amount<model::Item>(m, "memory_bytes", &model::memory_bytes);
    add_amount<model::Item>(m, "reservation_base_units", &model::reservation_base_units);
    add_amount<model::Item>(m, "limit_base_units", &model::limit_base_units);
    m.def(
        "hardware",
        [](py::handle envelope, py::handle configuration) {
            const auto document = from_python<model::Envelope>(envelope);
            return to_python(model::hardware(document, {from_python<std::string>(configuration)}));
        },
        py::arg("envelope"), py::arg("configuration"));
    m.def(
        "ovirt_os_number",
        [](py::handle name) { return to_python(model::ovirt_os_number(from_python<std::string>(name))); },
        py::arg("name"));
    m.def(
        "ovirt_os_name",
        [](py::handle number) { return to_python(model::ovirt_os_name(from_python<std::int64_t>(number))); },
        py::arg("number"));
}

/// A file or pipe of Python, which may give little at a time, to its end or the limit.
Descriptor read_input(py::handle file, py::handle name, py::handle limits, py::handle diagnostics) {
    const CallScope scope;
    FileInput input(file);
    const ReadOptions options{from_python<Limits>(limits), from_python<std::string>(name)};
    return with_findings(diagnostics, [&](Diagnostics& found) -> Result<Descriptor> {
        auto bytes = io::read_all(input, options.limits.max_bytes, options.name);
        if (!bytes) return bytes.error();
        return Descriptor::parse(*std::move(bytes), found, options);
    });
}

void add_writing(py::module_& m) {
    m.def(
        "write",
        [](py::handle envelope, py::handle grammar) {
            const auto document = from_python<model::Envelope>(envelope);
            const auto target = from_python<Grammar>(grammar);
            return py::bytes(value_of(unlocked([&] { return write(document, target); })));
        },
        py::arg("envelope"), py::arg("grammar"));
    m.def(
        "completed",
        [](py::handle envelope, py::handle grammar) {
            return to_python(completed(from_python<model::Envelope>(envelope), from_python<Grammar>(grammar)));
        },
        py::arg("envelope"), py::arg("grammar"));
    m.def(
        "inexpressible",
        [](py::handle envelope, py::handle target) {
            return to_python(inexpressible(from_python<model::Envelope>(envelope), from_python<Grammar>(target)));
        },
        py::arg("envelope"), py::arg("target"));
}

}  // namespace in_descriptor

void add_descriptor(py::module_& m) {
    using namespace in_descriptor;
    describe();
    add_views(m);
    add_writing(m);
    py::class_<Descriptor>(m, "Descriptor")
        .def_static(
            "parse",
            [](py::handle bytes, py::handle name, py::handle limits, py::handle diagnostics) {
                std::string text = bytes_from_python(bytes);
                const ReadOptions options{from_python<Limits>(limits), from_python<std::string>(name)};
                return with_findings(diagnostics, [&](Diagnostics& found) {
                    return Descriptor::parse(std::move(text), found, options);
                });
            },
            py::arg("bytes"), py::arg("name"), py::arg("limits"), py::arg("diagnostics"))
        .def_static(
            "read_file",
            [](py::handle path, py::handle limits, py::handle diagnostics) {
                const std::string place = path_from_python(path);
                ReadOptions options;
                Convert<Limits>::from(options.limits, limits);
                return with_findings(diagnostics,
                                     [&](Diagnostics& found) { return Descriptor::read_file(place, found, options); });
            },
            py::arg("path"), py::arg("limits"), py::arg("diagnostics"))
        .def_static("read_input", read_input, py::arg("file"), py::arg("name"), py::arg("limits"),
                    py::arg("diagnostics"))
        .def("name", [](const Descriptor& self) { return to_python(self.name()); })
        .def("bytes", [](const Descriptor& self) { return py::bytes(self.bytes().data(), self.bytes().size()); })
        .def("envelope",
             [](const Descriptor& self) {
                 const NoCollection nothing_is_garbage;
                 return to_python(self.envelope());
             })
        .def(
            "rewrite",
            [](const Descriptor& self, py::handle changed) {
                const auto wanted = from_python<model::Envelope>(changed);
                return py::bytes(value_of(unlocked([&] { return rewrite(self, wanted); })));
            },
            py::arg("changed"))
        .def("dialect", [](const Descriptor& self) { return to_python(self.dialect()); })
        .def(
            "locate",
            [](const Descriptor& self, py::handle span) { return to_python(self.locate(from_python<Span>(span))); },
            py::arg("span"))
        .def(
            "line", [](const Descriptor& self, std::uint32_t number) { return to_python(self.line(number)); },
            py::arg("number"));
}

}  // namespace ovfkit::python
