// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/environment.hpp>
#include <ovfkit/validate/environment.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/findings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace validate = ovfkit::validate;
    using ovfkit::Diagnostics;
    const std::string input(reinterpret_cast<const char*>(data), size);

    Diagnostics reading;
    const auto environment = ovfkit::descriptor::parse_environment(input, reading);
    Diagnostics found;
    const auto checked = validate::check_environment(input, "environment", {}, found);
    require(environment.has_value() == checked.has_value(), "what can be read can be checked");
    if (!checked) {
        require(environment.error().code == checked.error().code, "both fail for one reason");
        require(found.has(checked.error().rule) || found.dropped() != 0, "a refusal is a finding, too");
        require_printable(checked.error().message);
        return 0;
    }
    require_sound(found, size);
    Diagnostics again;
    (void)validate::check_environment(input, "environment", {}, again);
    require_same(found, again);

    const auto written = ovfkit::descriptor::write_environment(*environment);
    if (!written) return 0;
    Diagnostics of_written;
    require(validate::check_environment(*written, "written", {}, of_written).has_value(), "what is written is checked");
    return 0;
}
