// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "validate/ovirt_passes.hpp"
#include "validate/ovirt_rules.hpp"

// The devices (oVirt reference 1a.12, 1b).

namespace ovfkit::validate {
namespace {

using model::Item;
using model::ResourceType;

// Numbers that the reader of the form has a use for; monitors and graphics have others in an OVA.
bool engine_reads(ResourceType type, bool configuration) {
    switch (type) {
        case ResourceType::ovirt_other:
        case ResourceType::processor:
        case ResourceType::memory:
        case ResourceType::ethernet_adapter:
        case ResourceType::cd_drive:
        case ResourceType::disk_drive:
        case ResourceType::usb_controller:
        case ResourceType::graphics_controller:
        case ResourceType::ovirt_monitor: return true;
        case ResourceType::other_storage_device:
        case ResourceType::partitionable_unit: return configuration;
        default: return false;
    }
}

bool is_ovirt_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_ovirt_cpu(const Item& item, Findings& findings) {
    if (!item.ovirt || !item.ovirt->num_of_sockets.has_value() || !item.virtual_quantity.has_value()) return;
    const auto count = [](const model::Field<std::uint32_t>& field) { return std::uint64_t{field.value_or(1)}; };
    const std::uint64_t sockets = *item.ovirt->num_of_sockets;
    const std::uint64_t cores = count(item.ovirt->cpu_per_socket);
    const std::uint64_t threads = count(item.ovirt->threads_per_cpu);
    constexpr std::uint64_t sane = 1'000'000;  // the product of three of them fits
    if (sockets > sane || cores > sane || threads > sane || sockets * cores * threads == *item.virtual_quantity) return;
    findings.report(rule::ovirt_cpu_contradicts,
                    "VirtualQuantity is " + std::to_string(*item.virtual_quantity) + ", but there are " +
                        std::to_string(sockets) + " sockets with " + std::to_string(cores) + " cores of " +
                        std::to_string(threads) + " threads",
                    item.virtual_quantity.at());
}

void check_ovirt_memory(const Item& item, Findings& findings) {
    if (!item.allocation_units || !item.virtual_quantity.has_value()) return;
    if (!is_other_than_mib(*item.allocation_units)) return;
    findings.report(rule::ovirt_memory_unit,
                    "the engine takes " + std::to_string(*item.virtual_quantity) + " for MiB, although the unit is " +
                        quoted(*item.allocation_units, 80),
                    item.allocation_units.at());
}

void check_ovirt_nic(const Item& item, Findings& findings) {
    if (item.connection.empty())
        findings.report(rule::ovirt_nic_without_connection, "the network adapter has no Connection", item.at);
    if (!item.resource_sub_type || item.resource_sub_type->empty() || is_ovirt_number(*item.resource_sub_type)) return;
    constexpr std::array models{"rtl8139_pv", "rtl8139",         "e1000",           "pv",     "virtio",
                                "spapr-vlan", "pci-passthorugh", "pci-passthrough", "e1000e", "spapr_vlan"};
    const std::string& model = *item.resource_sub_type;
    if (std::any_of(models.begin(), models.end(), [&](std::string_view one) { return same_word(one, model); })) return;
    findings.report(rule::ovirt_nic_model, "the model " + quoted(model, 80) + " becomes VirtIO",
                    item.resource_sub_type.at());
}

void check_ovirt_disk_item(const Subject& subject, const Item& item, Findings& findings) {
    if (!is_configuration(subject)) return;
    if (item.host_resource.empty())
        findings.report(rule::ovirt_incomplete_disk_item, "the disk has no rasd:HostResource", item.at);
    if (!is_written(item.parent))
        findings.report(rule::ovirt_incomplete_disk_item, "the disk has no rasd:Parent", item.at);
    if (item.instance_id && !item.instance_id->empty() && subject.files.count(*item.instance_id) == 0)
        findings.report(rule::ovirt_unknown_image,
                        "no File has the id " + quoted(*item.instance_id, 80) + ", so the engine passes over this disk",
                        item.instance_id.at());
}

void check_ovirt_item(const Subject& subject, const Item& item, Findings& findings) {
    if (!item.resource_type.has_value()) {
        if (!is_written(item.resource_type))
            findings.report(rule::ovirt_missing_resource_type, "this Item has no rasd:ResourceType", item.at);
        return;
    }
    const ResourceType type = *item.resource_type;
    switch (type) {
        case ResourceType::processor: return check_ovirt_cpu(item, findings);
        case ResourceType::memory: return check_ovirt_memory(item, findings);
        case ResourceType::ethernet_adapter: return check_ovirt_nic(item, findings);
        case ResourceType::disk_drive: return check_ovirt_disk_item(subject, item, findings);
        default: break;
    }
    if (!engine_reads(type, is_configuration(subject)))
        return findings.report(
            rule::ovirt_ignored_device,
            "the engine passes over Items of type " + std::to_string(static_cast<std::uint16_t>(type)) + " here",
            item.resource_type.at());
    const bool video = type == ResourceType::ovirt_monitor || type == ResourceType::other_storage_device;
    if (video && !is_written(item.virtual_quantity))
        findings.report(rule::ovirt_video_without_quantity, "the graphics adapter has no rasd:VirtualQuantity",
                        item.at);
    if (type == ResourceType::ovirt_other && !(item.ovirt && is_written(item.ovirt->type)))
        findings.report(rule::ovirt_missing_device_type, "this Item of type 0 has no Type", item.at);
}

}  // namespace

void check_ovirt_items(const Subject& subject, Findings& findings) {
    const model::VirtualSystem* system = ovirt_system(subject);
    if (system == nullptr) return;
    for (const auto* hardware : Subject::all<model::VirtualHardwareSection>(system->sections))
        for (const Item& item : hardware->items) check_ovirt_item(subject, item, findings);
}

}  // namespace ovfkit::validate
