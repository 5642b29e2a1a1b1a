// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"

// Items that share an InstanceID: as variants and range markers of one device they may, as devices they may not.

namespace ovfkit::validate {
namespace {

using model::Item;

// The Items of one id: what a further Item is compared with.
struct SameId {
    const Item* first = nullptr;
    const Item* device = nullptr;  ///< the first that is neither variant nor marker
    std::unordered_map<std::string, const Item*> markers;
};

std::string type_text(const Item& item) { return std::to_string(static_cast<unsigned>(*item.resource_type)); }

// Items that merge, or that limit each other, are of one type. Devices that only happen to have one id are not.
void check_type(const SameId& same, const Item& item, Findings& findings) {
    const Item& first = *same.first;
    const bool devices = !is_variant(first) && !is_marker(first) && !is_variant(item) && !is_marker(item);
    if (devices || !first.resource_type.has_value() || !item.resource_type.has_value()) return;
    if (*first.resource_type == *item.resource_type) return;
    findings.report(rule::hardware_type_conflict,
                    item_called(item) + " has ResourceType " + type_text(item) + ", another Item with its InstanceID " +
                        type_text(first),
                    item.resource_type.at(), {{first.resource_type.at(), "the type of the first"}});
}

// Markers for one configuration, or for all, are alternatives of which one only can hold. Where the lists differ the
// later one replaces the earlier, as it does for devices.
void check_markers(SameId& same, const Item& item, Findings& findings) {
    const std::string bound = lowered(word_of(item.bound));
    std::string key = bound;
    for (const std::string_view id : words(Subject::text_of(item.configuration))) key += " " + std::string(id);
    const auto [found, is_new] = same.markers.emplace(std::move(key), &item);
    if (!is_new)
        findings.report(rule::hardware_duplicate_range_marker,
                        "InstanceID " + quoted(id_of(item), 80) + " has another " + bound + " marker", item.bound.at(),
                        {{found->second->bound.at(), "the first one"}});
}

void check_device(SameId& same, const Item& item, Findings& findings) {
    if (same.device == nullptr) {
        same.device = &item;
        return;
    }
    findings.report(rule::hardware_duplicate_instance_id,
                    "InstanceID " + quoted(id_of(item), 80) + " of " + item_called(item) + " is used already",
                    item.instance_id.at(), {{same.device->instance_id.at(), "first used here"}});
}

}  // namespace

void check_hardware_ids(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject)) {
        std::unordered_map<std::string_view, SameId> by_id;
        for (const model::ItemPlace place : rack.places) {
            const Item& item = *place.item;
            if (id_of(item).empty() || is_template_text(id_of(item))) continue;
            SameId& same = by_id[id_of(item)];
            if (same.first == nullptr) same.first = &item;
            check_type(same, item, findings);
            const std::string_view bound = word_of(item.bound);
            if (is_marker(item))
                check_markers(same, item, findings);
            else if (!is_variant(item) && (bound.empty() || same_word(bound, "normal")))
                check_device(same, item, findings);
        }
    }
}

}  // namespace ovfkit::validate
