// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include <ovfkit/model/view.hpp>
#include <ovfkit/text/units.hpp>

#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"

// How much of everything: processors, memory, and what is reserved of them.

namespace ovfkit::validate {
namespace {

using model::Item;
using model::ResourceType;

constexpr std::string_view vmware_config = "http://www.vmware.com/schema/ovf";

bool counts_in_hertz(const Item& item) {
    const auto unit = text::parse_unit(word_of(item.allocation_units));
    return unit && unit->base == text::BaseUnit::hertz;
}

void check_processor_count(const Item& item, ConfiguredFindings& findings) {
    const std::uint64_t count = *item.virtual_quantity;
    if (count == 0)
        return findings.report(rule::hardware_no_processors, item_called(item) + " stands for zero processors",
                               item.virtual_quantity.at());
    // More than any platform has; with a unit of frequency, a round number beyond a thousand is one.
    const bool frequency = count >= 1000 && count % 100 == 0 && counts_in_hertz(item);
    if (count > 4096 || frequency)
        findings.report(rule::hardware_implausible_processors,
                        std::to_string(count) + " is the number of processors, not a frequency",
                        item.virtual_quantity.at());
}

void check_cores(const Item& item, ConfiguredFindings& findings) {
    for (const model::Extension& child : item.extensions) {
        if (child.name != "CoresPerSocket" || child.ns != vmware_config || is_template_text(child.text)) continue;
        const std::string_view text = trimmed(child.text);
        std::uint64_t cores = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), cores);
        const bool number = problem == std::errc() && end == text.data() + text.size();
        if (number && cores != 0 && *item.virtual_quantity % cores == 0) continue;
        findings.report(rule::hardware_cores_per_socket,
                        quoted(text, 40) + " cores per socket do not divide " + std::to_string(*item.virtual_quantity) +
                            " processors",
                        child.at, {{item.virtual_quantity.at(), "the number of processors"}});
    }
}

void check_memory_amount(const Item& item, ConfiguredFindings& findings) {
    const std::uint64_t quantity = *item.virtual_quantity;
    const auto bytes = model::memory_bytes(item);
    const bool no_unit = word_of(item.allocation_units).empty();
    if (quantity == 0)
        return findings.report(rule::hardware_no_memory, item_called(item) + " stands for no memory",
                               item.virtual_quantity.at());
    if (no_unit)
        findings.report(rule::hardware_memory_without_unit,
                        std::to_string(quantity) + " of memory has no unit; here it is read as " +
                            (bytes && *bytes ? text::human_bytes(**bytes) : std::string("bytes")),
                        item.virtual_quantity.at());
    if (!bytes || !*bytes || no_unit) return;
    constexpr std::uint64_t least = std::uint64_t{1} << 20;
    constexpr std::uint64_t most = std::uint64_t{1} << 50;
    if (**bytes < least || **bytes > most)
        findings.report(rule::hardware_implausible_memory,
                        std::to_string(quantity) + " in units of " + quoted(word_of(item.allocation_units), 80) +
                            " is " + text::human_bytes(**bytes),
                        item.virtual_quantity.at(), {{item.allocation_units.at(), "the unit"}});
}

// One Item counts all of its amounts in one unit.
void check_reservation(const Item& item, ConfiguredFindings& findings) {
    if (!item.reservation.has_value()) return;
    const std::uint64_t reservation = *item.reservation;
    if (item.limit.has_value() && reservation > *item.limit)
        findings.report(
            rule::hardware_reservation_above_limit,
            "reserved are " + std::to_string(reservation) + ", and the limit is " + std::to_string(*item.limit),
            item.reservation.at(), {{item.limit.at(), "the limit"}});
    if (is_a(item, ResourceType::memory) && item.virtual_quantity.has_value() && *item.virtual_quantity != 0 &&
        reservation > *item.virtual_quantity)
        findings.report(rule::hardware_reservation_above_memory,
                        "reserved are " + std::to_string(reservation) + ", and the memory is " +
                            std::to_string(*item.virtual_quantity),
                        item.reservation.at(), {{item.virtual_quantity.at(), "the memory"}});
}

void check_amounts(const Fitted& fitted) {
    for (const model::EffectiveItem& device : fitted.devices) {
        const Item& item = device.item();
        check_reservation(item, fitted.findings);
        const bool processor = is_a(item, ResourceType::processor);
        if (fitted.rack.hardware == nullptr || (!processor && !is_a(item, ResourceType::memory))) continue;
        if (item.virtual_quantity.absent())
            fitted.findings.report(rule::hardware_no_quantity, item_called(item) + " has no VirtualQuantity", item.at);
        if (!item.virtual_quantity.has_value()) continue;
        if (processor) {
            check_processor_count(item, fitted.findings);
            check_cores(item, fitted.findings);
        } else {
            check_memory_amount(item, fitted.findings);
        }
    }
}

}  // namespace

void check_hardware_amounts(const Subject& subject, Findings& findings) {
    for_each_fitting(subject, findings, check_amounts);
}

}  // namespace ovfkit::validate
