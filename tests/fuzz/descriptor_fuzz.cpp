// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "descriptor/span_walk.hpp"

#include "fuzz/law.hpp"

namespace {

namespace descriptor = ovfkit::descriptor;
namespace model = ovfkit::model;
using descriptor::Descriptor;

descriptor::ReadOptions small_limits() {
    descriptor::ReadOptions options;
    options.limits.max_bytes = 1U << 16;
    options.limits.max_depth = 60;
    options.limits.max_attributes = 100;
    options.limits.max_nodes = 4000;
    options.limits.max_namespaces = 100;
    options.limits.max_attribute_bytes = 1U << 14;
    return options;
}

// What is written can be larger than what was read.
descriptor::ReadOptions large_limits() {
    descriptor::ReadOptions options;
    options.limits.max_attributes = 1000;
    return options;
}

void check_message(std::string_view message) {
    for (const char c : message) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "messages are printable");
}

void check_findings(const ovfkit::Diagnostics& diagnostics) {
    for (const ovfkit::Diagnostic& d : diagnostics) {
        check_message(d.message);
        check_message(d.where.path);
        require(!d.rule.empty() && !d.message.empty(), "a finding says what is wrong");
        const bool of_the_whole = d.rule == "text/too-large" || d.rule == "text/unknown-encoding";
        require(of_the_whole || (d.where.line >= 1 && d.where.column >= 1), "a finding has a place");
    }
}

void check_spans(const Descriptor& d) {
    const std::string_view bytes = d.bytes();
    const ovfkit::Span whole{0, static_cast<std::uint32_t>(bytes.size())};
    const descriptor::SpanWalk walk(d);
    for (const descriptor::Place& place : walk.places()) {
        require(place.at.begin <= place.at.end && whole.contains(place.at), "places are inside the source");
        require(!place.around.known() || place.around.contains(place.at), "places are inside what is around them");
    }
    if (!walk.places().empty()) (void)d.locate(walk.places().back().at);
}

void check_keeping(const Descriptor& d) {
    const auto same = descriptor::rewrite(d, d.envelope());
    require(same && *same == d.bytes(), "an untouched rewrite is identical");
}

void check_fresh(const Descriptor& d) {
    const descriptor::Grammar grammar = d.dialect().grammar;
    const model::Envelope completed = descriptor::completed(d.envelope(), grammar);
    require(descriptor::completed(completed, grammar) == completed, "completing twice changes nothing");
    const auto fresh = descriptor::write(d.envelope(), grammar);
    if (!fresh) return check_message(fresh.error().message);
    ovfkit::Diagnostics diagnostics;
    const auto again = Descriptor::parse(*fresh, diagnostics, large_limits());
    require(again.has_value(), "what is written can be read");
    if (again->dialect().grammar != grammar) return;  // vendor content can look like another dialect's
    if (!descriptor::inexpressible(completed, grammar).empty()) return;
    require(again->envelope() == completed, "read of write is what was written");
}

std::optional<bool> pick(std::uint8_t choice) {
    return choice % 3 == 0 ? std::optional<bool>() : std::optional<bool>(choice % 3 == 1);
}

void check_edit(const Descriptor& d, std::string_view input) {
    model::Envelope changed = d.envelope();
    const auto systems = model::virtual_systems(changed);
    if (systems.empty()) return;
    const auto choice = static_cast<std::uint8_t>(input[input.size() / 2]);
    model::VirtualSystem& system = *systems[choice % systems.size()];
    system.trust.set_trusted_host(pick(choice));
    system.trust.set_trusted_cluster(pick(static_cast<std::uint8_t>(choice / 3)));
    system.name = model::Msg(std::string(input.substr(input.size() / 3, choice % 32)));
    const auto edited = descriptor::rewrite(d, changed);
    if (!edited) return check_message(edited.error().message);
    ovfkit::Diagnostics diagnostics;
    const auto again = Descriptor::parse(*edited, diagnostics, large_limits());
    require(again && again->envelope() == changed, "an edit reads as it was made");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    ovfkit::Diagnostics diagnostics(50);
    const auto d = Descriptor::parse(input, diagnostics, small_limits());
    check_findings(diagnostics);
    if (!d) {
        require(diagnostics.has(d.error().rule) || diagnostics.dropped() != 0, "a refusal is a finding, too");
        check_message(d.error().message);
        return 0;
    }
    require(!d->dialect().reasons.empty() && !d->dialect().name.empty(), "a dialect has a reason");
    check_spans(*d);
    check_keeping(*d);
    check_fresh(*d);
    check_edit(*d, input);
    return 0;
}
