// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/validate/validate.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/findings.hpp"

namespace {

namespace validate = ovfkit::validate;
using ovfkit::Diagnostics;
using ovfkit::descriptor::Descriptor;

ovfkit::descriptor::ReadOptions small_limits() {
    ovfkit::descriptor::ReadOptions options;
    options.limits.max_bytes = 1U << 16;
    options.limits.max_depth = 60;
    options.limits.max_nodes = 4000;
    options.limits.max_attribute_bytes = 1U << 14;
    return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Diagnostics reading;
    const auto descriptor =
        Descriptor::parse(std::string(reinterpret_cast<const char*>(data), size), reading, small_limits());
    if (!descriptor) return 0;
    Diagnostics found(100);
    validate::check(*descriptor, {}, found);
    require_sound(found, size);
    Diagnostics again(100);
    validate::check(*descriptor, {}, again);
    require_same(found, again);

    validate::Options options;
    options.profile.set("*", std::nullopt);
    Diagnostics none;
    validate::check(*descriptor, options, none);
    require(none.empty() && none.dropped() == 0, "a profile leaves out what it turns off");
    options.profile.set("*", ovfkit::Severity::note);
    Diagnostics notes(100);
    validate::check(*descriptor, options, notes);
    require(notes.worst().value_or(ovfkit::Severity::note) == ovfkit::Severity::note, "a profile weighs all findings");
    require(notes.empty() == found.empty(), "the weight hides no finding");
    for (const ovfkit::Diagnostic& one : found)
        require(ovfkit::report::find_rule(one.rule) != nullptr, "a finding is of a rule that the catalog has");
    return 0;
}
