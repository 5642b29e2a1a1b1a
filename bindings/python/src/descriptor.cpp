// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/descriptor.hpp>

#include "call.hpp"
#include "handles.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace {

using namespace descriptor;

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
}

}  // namespace

void add_descriptor(py::module_& m) {
    describe();
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
        .def("name", [](const Descriptor& self) { return to_python(self.name()); })
        .def("bytes", [](const Descriptor& self) { return py::bytes(self.bytes().data(), self.bytes().size()); })
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
