// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/environment.hpp>
#include <ovfkit/model/environment.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_environment(py::module_& m) {
    using namespace model;
    element<EnvironmentProperty>("environment", "EnvironmentProperty") OVFKIT_FIELDS(EnvironmentProperty, key, value);
    element<EnvironmentPropertySection>("environment", "EnvironmentPropertySection")
        OVFKIT_FIELDS(EnvironmentPropertySection, properties);
    element<PlatformSection>("environment", "PlatformSection")
        OVFKIT_FIELDS(PlatformSection, kind, version, vendor, locale, time_zone);
    element<EnvironmentEntity>("environment", "EnvironmentEntity") OVFKIT_FIELDS(EnvironmentEntity, id, properties);
    element<Environment>("environment", "Environment") OVFKIT_FIELDS(Environment, id, platform, properties, entities);

    m.def(
        "parse_environment",
        [](py::handle bytes, py::handle name, py::handle limits, py::handle diagnostics) {
            std::string text = bytes_from_python(bytes);
            const descriptor::ReadOptions options{from_python<Limits>(limits), from_python<std::string>(name)};
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
                return descriptor::parse_environment(std::move(text), found, options);
            }));
        },
        py::arg("bytes"), py::arg("name"), py::arg("limits"), py::arg("diagnostics"));
    m.def(
        "write_environment",
        [](py::handle environment) {
            const auto document = from_python<Environment>(environment);
            return py::bytes(value_of(unlocked([&] { return descriptor::write_environment(document); })));
        },
        py::arg("environment"));
}

}  // namespace ovfkit::python
