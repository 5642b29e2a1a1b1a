// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "validate/hardware_racks.hpp"
#include "validate/hardware_rules.hpp"

// Which device is attached to which, and where.

namespace ovfkit::validate {
namespace {

using model::Item;
using model::ResourceType;
using DeviceIndex = std::unordered_map<std::string_view, const Item*>;

DeviceIndex devices_of(const Fitted& fitted) {
    DeviceIndex by_id;
    for (const model::EffectiveItem& device : fitted.devices)
        if (!id_of(device.item()).empty()) by_id.emplace(id_of(device.item()), &device.item());
    return by_id;
}

const Item* parent_of(const DeviceIndex& by_id, const Item& item) {
    const auto found = by_id.find(word_of(item.parent));
    return found == by_id.end() ? nullptr : found->second;
}

// What can hold no drive, whatever a newer importer may know.
bool is_no_controller(const Item& item) {
    for (const ResourceType type :
         {ResourceType::processor, ResourceType::memory, ResourceType::ethernet_adapter, ResourceType::floppy_drive,
          ResourceType::cd_drive, ResourceType::dvd_drive, ResourceType::disk_drive, ResourceType::serial_port,
          ResourceType::parallel_port, ResourceType::graphics_controller})
        if (is_a(item, type)) return true;
    return false;
}

void check_parent(const Fitted& fitted, const DeviceIndex& by_id, const Item& item,
                  const std::unordered_set<std::string_view>& known) {
    const std::string_view id = word_of(item.parent);
    if (id.empty()) {
        if (is_a(item, ResourceType::disk_drive) && fitted.rack.hardware != nullptr)
            fitted.findings.report(rule::hardware_drive_without_parent,
                                   "disk drive " + item_called(item) + " has no Parent", item.at);
        return;
    }
    const Item* parent = parent_of(by_id, item);
    if (parent == nullptr && !is_template_text(id))
        fitted.findings.report(rule::hardware_unknown_parent,
                               "Parent " + quoted(id, 80) + " of " + item_called(item) +
                                   (known.count(id) == 0 ? " is no InstanceID of the section" : " is not there"),
                               item.parent.at());
    if (parent != nullptr && is_drive(item) && is_no_controller(*parent))
        fitted.findings.report(rule::hardware_parent_not_a_controller,
                               item_called(item) + " is attached to " + item_called(*parent) + " of type " +
                                   std::to_string(static_cast<unsigned>(*parent->resource_type)),
                               item.parent.at(), {{parent->at, "the parent"}});
}

// Follows Parent from each device until one is met that was seen before; if in the same walk, it is in a cycle.
void check_cycles(const Fitted& fitted, const DeviceIndex& by_id) {
    std::unordered_map<const Item*, std::size_t> walk_of;
    std::size_t walk = 0;
    for (const model::EffectiveItem& device : fitted.devices) {
        ++walk;
        const Item* item = &device.item();
        const Item* last = nullptr;
        for (; item != nullptr && walk_of.emplace(item, walk).second; item = parent_of(by_id, *item)) last = item;
        if (item == nullptr || last == nullptr || walk_of[item] != walk) continue;
        const bool itself = item == last;
        fitted.findings.report(
            rule::hardware_parent_cycle,
            itself ? item_called(*item) + " is its own parent"
                   : item_called(*last) + " has the parent " + item_called(*item) + ", which depends on it",
            last->parent.at(), {{item->at, "the parent"}});
    }
}

/// The places of a controller.
struct Slots {
    unsigned count = 0;
    bool without_7 = false;  ///< where the adapter itself is

    [[nodiscard]] bool has(std::uint64_t address) const { return address < count && !(without_7 && address == 7); }
    [[nodiscard]] unsigned devices() const { return without_7 ? count - 1 : count; }
    [[nodiscard]] std::string text() const {
        return "0 to " + std::to_string(count - 1) + (without_7 ? " without 7" : "");
    }
};

// Of controllers whose places are the same everywhere. Paravirtual and SAS adapters have more in some products.
std::optional<Slots> slots_of(const Item& controller) {
    const std::string sub = lowered(word_of(controller.resource_sub_type));
    if (is_a(controller, ResourceType::ide_controller)) {
        if (sub == "virtio") return std::nullopt;
        return Slots{2, false};
    }
    const bool parallel = sub.empty() || sub == "lsilogic" || sub == "buslogic";
    if (is_a(controller, ResourceType::scsi_controller) && parallel) return Slots{16, true};
    if (is_a(controller, ResourceType::other_storage_device) &&
        (sub == "ahci" || sub.find("sata") != std::string::npos))
        return Slots{30, false};
    return std::nullopt;
}

bool holds_drives(const Item& item) {
    return is_a(item, ResourceType::ide_controller) || is_a(item, ResourceType::scsi_controller) ||
           is_a(item, ResourceType::fc_controller) || is_a(item, ResourceType::iscsi_controller) ||
           is_a(item, ResourceType::other_storage_device);
}

std::optional<std::uint64_t> slot_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// What is attached to one controller so far.
struct Attached {
    std::unordered_map<std::string, const Item*> by_address;
    unsigned count = 0;
    bool placed = true;  ///< each has an address that the controller has, and no other device
};

void attach(const Fitted& fitted, const Item& controller, const Item& item, Attached& attached) {
    const auto slots = slots_of(controller);
    const std::string_view address = word_of(item.address_on_parent);
    const auto number = slot_number(address);
    ++attached.count;
    if (address.empty() || is_template_text(address)) {
        attached.placed = false;
    } else {
        const auto [found, is_new] =
            attached.by_address.emplace(number ? std::to_string(*number) : std::string(address), &item);
        if (!is_new)
            return fitted.findings.report(rule::hardware_address_in_use,
                                          "address " + quoted(address, 80) + " of " + item_called(controller) +
                                              " has " + item_called(*found->second) + " already",
                                          item.address_on_parent.at(),
                                          {{found->second->address_on_parent.at(), "first used here"}});
        if (slots && number && !slots->has(*number))
            return fitted.findings.report(
                rule::hardware_address_out_of_range,
                "address " + quoted(address, 80) + " of " + item_called(controller) + ", which has " + slots->text(),
                item.address_on_parent.at(), {{controller.at, "the controller"}});
    }
    // With an address each, one of them was reported above.
    if (slots && !attached.placed && attached.count == slots->devices() + 1)
        fitted.findings.report(rule::hardware_controller_full,
                               item_called(item) + " is one more than " + item_called(controller) +
                                   " has places for, which are " + slots->text(),
                               item.parent.at(), {{controller.at, "the controller"}});
}

void check_slots(const Fitted& fitted) {
    const DeviceIndex by_id = devices_of(fitted);
    std::unordered_set<std::string_view> known;
    for (const model::ItemPlace place : fitted.rack.places) known.insert(id_of(*place.item));
    std::unordered_map<const Item*, Attached> attached;
    for (const model::EffectiveItem& device : fitted.devices) {
        const Item& item = device.item();
        check_parent(fitted, by_id, item, known);
        const Item* parent = parent_of(by_id, item);
        if (parent != nullptr && parent != &item && holds_drives(*parent))
            attach(fitted, *parent, item, attached[parent]);
    }
    check_cycles(fitted, by_id);
}

}  // namespace

void check_hardware_slots(const Subject& subject, Findings& findings) {
    for_each_fitting(subject, findings, check_slots);
}

}  // namespace ovfkit::validate
