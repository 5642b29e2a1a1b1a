// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <type_traits>

#include "convert/carry.hpp"
#include "convert/to_standard.hpp"

// DMTF reference 6, 9.2 and 9.3: what the schemas insist on.

namespace ovfkit::convert {
namespace {

using model::Item;
using model::Msg;
using model::ResourceType;

std::string device_name(const Item& item) {
    if (item.caption && !item.caption->text.empty()) return item.caption->text;
    if (item.description && !item.description->text.empty()) return item.description->text;
    switch (item.resource_type.value_or(ResourceType::other)) {
        case ResourceType::processor: return "CPU";
        case ResourceType::memory: return "Memory";
        case ResourceType::ethernet_adapter: return "Network adapter";
        case ResourceType::disk_drive: return "Hard disk";
        case ResourceType::cd_drive:
        case ResourceType::dvd_drive: return "CD/DVD drive";
        case ResourceType::usb_controller: return "USB controller";
        case ResourceType::graphics_controller: return "Video card";
        default:
            return item.other_resource_type && !item.other_resource_type->empty() ? *item.other_resource_type
                                                                                  : "Device";
    }
}

void fill_items(model::VirtualHardwareSection& hardware) {
    std::set<std::string> ids;
    for (const Item& item : hardware.items)
        if (item.instance_id) ids.insert(*item.instance_id);
    std::size_t next = 1;
    for (auto* list : {&hardware.items, &hardware.ethernet_port_items, &hardware.storage_items})
        for (Item& item : *list) {
            if (item.element_name.absent()) item.element_name = Msg(device_name(item));
            if (!item.instance_id.absent()) continue;
            while (!ids.insert(std::to_string(next)).second) ++next;
            item.instance_id = std::to_string(next);
        }
}

void fill_system(model::System& system) {
    if (system.element_name.absent()) system.element_name = Msg("Virtual Hardware Family");
    if (system.instance_id.absent()) system.instance_id = "0";
}

std::string info_of(std::string_view section) {
    if (section == "DiskSection") return "List of virtual disks";
    if (section == "NetworkSection") return "List of networks";
    if (section == "OperatingSystemSection") return "Guest operating system";
    if (section == "VirtualHardwareSection") return "Virtual hardware";
    if (section == "ProductSection") return "Product";
    return std::string(section);
}

void fill_sections(std::vector<model::Section>& sections) {
    for (model::Section& section : sections) {
        const std::string info = info_of(section_table(section.index()).name);
        std::visit(
            [&](auto& s) {
                if (s.info.absent()) s.info = Msg(info);
            },
            section);
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) {
            fill_items(*hardware);
            if (hardware->system) fill_system(*hardware->system);
        }
        if (auto* os = std::get_if<model::OperatingSystemSection>(&section))
            if (os->id.absent()) os->id = std::uint16_t{1};
    }
}

void fill_contents(std::vector<model::Content>& contents) {
    for (model::Content& content : contents) {
        const auto fill = [](auto& one, const char* info) {
            if (one.info.absent()) one.info = Msg(info);
            if (one.id.absent()) one.id = one.name ? one.name->text : std::string();
            fill_sections(one.sections);
        };
        if (auto* system = content.system()) fill(*system, "A virtual machine");
        if (auto* collection = content.collection()) {
            fill(*collection, "A collection of virtual machines");
            fill_contents(collection->contents);
        }
    }
}

}  // namespace

void fill_mandatory(model::Envelope& envelope) {
    if (!envelope.references) envelope.references = model::References{};
    fill_sections(envelope.sections);
    fill_contents(envelope.contents);
}

}  // namespace ovfkit::convert
