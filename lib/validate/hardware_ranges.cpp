// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <unordered_map>

#include <ovfkit/text/units.hpp>

#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"

// Range markers: Items with ovf:bound min or max (DSP0243 1.1.1, 8.4).

namespace ovfkit::validate {
namespace {

using model::Item;
using Number = model::Field<std::uint64_t>;

void check_bound_word(const Item& item, Findings& findings) {
    const std::string_view bound = word_of(item.bound);
    if (item.bound.absent() || bound == "min" || bound == "max" || bound == "normal") return;
    findings.report(rule::hardware_bad_bound, "ovf:bound is " + quoted(bound, 80), item.bound.at());
}

// The factor between the numbers of two Items, as two units; empty when it cannot be told.
struct UnitPair {
    text::Unit of_marker;
    text::Unit of_device;
};
std::optional<UnitPair> common_units(const Item& marker, const Item& device) {
    const std::string_view a = word_of(marker.allocation_units);
    const std::string_view b = word_of(device.allocation_units);
    if (a == b) return UnitPair{};
    const auto read_a = text::parse_unit(a);
    const auto read_b = text::parse_unit(b);
    if (!read_a || !read_b || read_a->base != read_b->base) return std::nullopt;
    return UnitPair{*read_a, *read_b};
}

// The amount of the device that a number of a marker limits: the one of the same name, else the quantity.
const Number* limited_by(const Item& device, const Number Item::*number) {
    if (!(device.*number).absent()) return &(device.*number);
    return device.virtual_quantity.absent() ? nullptr : &device.virtual_quantity;
}

void check_amounts_in_range(const Item& marker, const Item& device, ConfiguredFindings& findings) {
    const auto units = common_units(marker, device);
    if (!units) return;
    const bool is_min = same_word(word_of(marker.bound), "min");
    for (const auto number : {&Item::virtual_quantity, &Item::reservation, &Item::limit}) {
        const Number& limit = marker.*number;
        const Number* amount = limited_by(device, number);
        if (amount == nullptr || !amount->has_value() || !limit.has_value()) continue;
        const auto bound = text::scale(*limit, units->of_marker);
        const auto value = text::scale(**amount, units->of_device);
        if (!bound || !value || (is_min ? *bound <= *value : *value <= *bound)) continue;
        findings.report(rule::hardware_outside_of_range,
                        std::to_string(**amount) + " of " + item_called(device) +
                            (is_min ? " is less than the minimum " : " is more than the maximum ") +
                            std::to_string(*limit),
                        amount->at(), {{limit.at(), "the limit"}});
        return;
    }
}

// What a marker says in words is repeated from its device, or it is a limit that words cannot be.
void check_texts(const Item& marker, const Item& device, ConfiguredFindings& findings) {
    struct Named {
        std::string_view name;
        const model::Field<std::string> Item::*field;
    };
    const auto report = [&](std::string_view name, Span at) {
        findings.report(rule::hardware_range_of_text,
                        std::string(name) + " of the " + lowered(word_of(marker.bound)) + " marker is not that of " +
                            item_called(device),
                        at);
    };
    for (const Named& one : {Named{"Address", &Item::address}, Named{"AddressOnParent", &Item::address_on_parent},
                             Named{"Parent", &Item::parent}, Named{"ResourceSubType", &Item::resource_sub_type},
                             Named{"PoolID", &Item::pool_id}}) {
        const std::string_view text = word_of(marker.*one.field);
        if (!text.empty() && text != word_of(device.*one.field)) return report(one.name, (marker.*one.field).at());
    }
    for (const auto list : {&Item::connection, &Item::host_resource})
        if (!(marker.*list).empty() && marker.*list != device.*list)
            return report(list == &Item::connection ? "Connection" : "HostResource", (marker.*list).front().at());
    if (marker.automatic_allocation.has_value() && marker.automatic_allocation != device.automatic_allocation)
        report("AutomaticAllocation", marker.automatic_allocation.at());
}

bool marker_holds(const Item& marker, std::string_view configuration) {
    if (!is_variant(marker)) return true;
    for (const std::string_view id : words(Subject::text_of(marker.configuration)))
        if (id == configuration) return true;
    return false;
}

void check_marker(const Fitted& fitted, const Item& marker, const Item* device) {
    if (device == nullptr) {
        fitted.findings.report(rule::hardware_range_without_device,
                               "no device has InstanceID " + quoted(id_of(marker), 80), marker.at);
        return;
    }
    check_amounts_in_range(marker, *device, fitted.findings);
    check_texts(marker, *device, fitted.findings);
}

void check_ranges(const Fitted& fitted) {
    std::unordered_map<std::string_view, const Item*> by_id;
    for (const model::EffectiveItem& device : fitted.devices)
        if (!id_of(device.item()).empty()) by_id.emplace(id_of(device.item()), &device.item());
    for (const model::ItemPlace place : fitted.rack.places) {
        const Item& marker = *place.item;
        if (!is_marker(marker) || id_of(marker).empty() || !marker_holds(marker, fitted.configuration)) continue;
        const auto device = by_id.find(id_of(marker));
        check_marker(fitted, marker, device == by_id.end() ? nullptr : device->second);
    }
}

}  // namespace

void check_hardware_ranges(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places) check_bound_word(*place.item, findings);
    for_each_fitting(subject, findings, check_ranges);
}

}  // namespace ovfkit::validate
