// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>

#include "convert/removed.hpp"
#include "convert/to_standard.hpp"
#include "convert/words.hpp"
#include "model/hardware_disks.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Extension;
using model::Item;
using model::Msg;
using model::ResourceType;

bool is_video(const Item& item) {
    return item.resource_type && (*item.resource_type == ResourceType::ovirt_monitor ||
                                  *item.resource_type == ResourceType::other_storage_device);
}

/// 26 in configurations, 24 in OVAs; there the video card has a number of its own.
bool is_graphics(const Item& item) {
    return item.resource_type && (*item.resource_type == ResourceType::partitionable_unit ||
                                  *item.resource_type == ResourceType::graphics_controller);
}

void to_other(Item& item, std::string_view what) {
    const std::string type = item.ovirt ? word(item.ovirt->type) : std::string();
    const std::string device = item.ovirt ? word(item.ovirt->device) : std::string();
    std::string name = "oVirt";
    for (const std::string_view part : {type.empty() ? what : std::string_view(type), std::string_view(device)})
        if (!part.empty()) name += " " + std::string(part);
    item.resource_type = ResourceType::other;
    item.other_resource_type = name;
    if (item.caption.absent() || item.caption->text.empty()) item.element_name = Msg(name);
}

/// The engine counts MiB whatever the unit says (oVirt reference 1a.12).
void standard_memory(Item& item) {
    if (!item.virtual_quantity) return;
    item.allocation_units = std::string("byte * 2^20");
}

void standard_nic(Item& item) {
    item.address.reset();
    if (item.ovirt && item.ovirt->mac_address && !item.ovirt->mac_address->empty())
        item.address = item.ovirt->mac_address;
    if (item.resource_sub_type) {
        const std::string_view model = nic_model(*item.resource_sub_type);
        if (!model.empty()) item.resource_sub_type = std::string(model);
    }
    auto& networks = item.connection;
    networks.erase(std::remove_if(networks.begin(), networks.end(), [](const auto& n) { return n && n->empty(); }),
                   networks.end());
    if ((item.element_name.absent() || item.element_name->text.empty()) && item.ovirt && item.ovirt->name)
        item.element_name = Msg(*item.ovirt->name);
}

void report_device(const Item& item, Job& job) {
    const model::OvirtDevice& d = *item.ovirt;
    // Of the device block only what somebody chose; the rest the engine makes anew.
    if (d.linked && !*d.linked)
        job.losses.renamed(
            d.linked.at(),
            "that the adapter is not linked has no place in a standard dialect; only ovfkit reads it there");
    if (d.is_plugged && !*d.is_plugged)
        job.losses.renamed(
            d.is_plugged.at(),
            "that the device is unplugged has no place in a standard dialect; only ovfkit reads it there");
    if (d.custom_properties && !d.custom_properties->empty())
        job.losses.renamed(d.custom_properties.at(),
                           "custom properties of a device have no place in a standard dialect; only "
                           "ovfkit reads them there");
    if (d.spec_params && !d.spec_params->extensions.empty())
        job.losses.renamed(d.spec_params->at,
                           "parameters of a device have no place in a standard dialect; only ovfkit reads them there");
    if (d.threads_per_cpu && *d.threads_per_cpu > 1)
        job.losses.renamed(d.threads_per_cpu.at(),
                           "threads of a core have no place in a standard dialect; only ovfkit reads them there");
}

/// A controller that recreates what `ovf:disk-interface` says.
struct Controller {
    std::string_view word;
    ResourceType type = ResourceType::other;
    std::string_view subtype;
    std::string_view name;
    std::size_t slots = 0;  ///< disks that one has room for
};

/// IDE of one channel with two disks, SATA of 30 ports, as products have them; those of virtio have no bound that
/// matters.
constexpr Controller controllers[] = {
    {"ide", ResourceType::ide_controller, "", "IDE Controller", 2},
    {"virtio", ResourceType::ide_controller, "virtio", "VirtIO Controller", 64},
    {"virtio-scsi", ResourceType::scsi_controller, "virtio", "VirtIO SCSI Controller", 64},
    {"spapr-vscsi", ResourceType::scsi_controller, "spapr-vscsi", "SPAPR VSCSI Controller", 64},
    {"sata", ResourceType::other_storage_device, "AHCI", "SATA Controller", 30},
};

const Controller* controller_named(std::string_view name) {
    for (const Controller& c : controllers)
        if (c.word == name) return &c;
    return nullptr;
}

/// Hangs every disk on a controller of the kind that oVirt's Disk names, made when there is none with room.
class Controllers {
public:
    explicit Controllers(const model::VirtualHardwareSection& hardware) {
        for (const Item& item : hardware.items)
            if (item.instance_id) ids_.insert(*item.instance_id);
    }

    void hang(Item& item, const std::string& kind) {
        const Controller* wanted = controller_named(kind);
        if (wanted == nullptr) return;
        Used& used = used_[wanted->word];
        if (used.id.empty() || used.disks == wanted->slots) make(*wanted, used);
        item.parent = used.id;
        if (item.address_on_parent.absent()) item.address_on_parent = std::to_string(used.disks);
        ++used.disks;
    }

    [[nodiscard]] std::vector<Item> take() { return std::move(made_); }

private:
    struct Used {
        std::string id;
        std::size_t disks = 0;
        std::size_t controllers = 0;
    };

    void make(const Controller& kind, Used& used) {
        Item item;
        std::size_t number = ids_.size() + 1;
        while (!ids_.insert(std::to_string(number)).second) ++number;
        used.id = std::to_string(number);
        item.instance_id = used.id;
        item.resource_type = kind.type;
        if (!kind.subtype.empty()) item.resource_sub_type = std::string(kind.subtype);
        item.address = std::to_string(used.controllers);
        item.element_name = Msg(std::string(kind.name) + " " + std::to_string(used.controllers));
        used.disks = 0;
        ++used.controllers;
        made_.push_back(std::move(item));
    }

    std::set<std::string> ids_;
    std::map<std::string_view, Used> used_;
    std::vector<Item> made_;
};

bool is_disk(const Item& item) { return item.resource_type && *item.resource_type == ResourceType::disk_drive; }

void remove_base_volumes(model::VirtualHardwareSection& hardware, const OvirtDisks& disks, Job& job) {
    const auto is_base = [&](const Item& item) {
        return is_disk(item) && item.instance_id && disks.bases.count(*item.instance_id) != 0;
    };
    for (const Item& item : hardware.items)
        if (is_base(item))
            job.losses.renamed(item.at,
                               "the device of a volume that others build on would be a disk of its own in a standard "
                               "dialect; only ovfkit reads it there");
    remove_into(hardware.extensions, hardware.items, tables::item(), "Item", is_base);
}

void standard_disk_items(const model::Envelope& envelope, model::VirtualHardwareSection& hardware) {
    const model::DiskIndex index(envelope);
    Controllers made(hardware);
    for (Item& item : hardware.items) {
        if (!is_disk(item)) continue;
        const model::Backing backing = index.backing(item);
        item.parent.reset();  // an image, not a controller
        auto& resources = item.host_resource;
        resources.erase(
            std::remove_if(resources.begin(), resources.end(), [](const auto& r) { return r && r->empty(); }),
            resources.end());
        if (backing.disk == nullptr || resources.empty()) continue;
        resources.front() = "ovf:/disk/" + backing.disk->disk_id.value_or({});
        const auto controller = model::controller_of(*backing.disk);
        if (controller) made.hang(item, *controller);
    }
    std::vector<Item> added = made.take();
    const auto first_disk = std::find_if(hardware.items.begin(), hardware.items.end(), is_disk);
    hardware.items.insert(first_disk, std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
}

}  // namespace

void standard_cpu(Item& item) {
    if (!item.ovirt || !item.ovirt->num_of_sockets) return;
    const std::uint64_t cores = item.ovirt->cpu_per_socket.value_or(1);
    const std::uint64_t threads = item.ovirt->threads_per_cpu.value_or(1);
    const std::uint64_t total =
        *item.ovirt->num_of_sockets * cores * threads;  // of 32-bit numbers: two fit, three may not
    const bool fits = threads == 0 || total / threads == *item.ovirt->num_of_sockets * cores;
    if (!fits) return;
    if (!item.virtual_quantity || *item.virtual_quantity != total) item.virtual_quantity = total;
    const bool said = std::any_of(item.extensions.begin(), item.extensions.end(),
                                  [](const Extension& e) { return e.name == "CoresPerSocket"; });
    if (cores < 2 || said) return;
    Extension e;
    e.ns = descriptor::uri::vmware;
    e.prefix = "vmw";
    e.name = "CoresPerSocket";
    e.text = std::to_string(cores);
    e.attributes = {{std::string(descriptor::uri::ovf_1), "ovf", "required", "false", {}}};
    mark_made(e);
    item.extensions.push_back(std::move(e));
}

void standard_item(Item& item, Job& job) {
    const ResourceType type = item.resource_type.value_or(ResourceType::ovirt_other);
    if (item.ovirt) report_device(item, job);
    if (type != ResourceType::ethernet_adapter) item.address.reset();  // of the guest's bus, in libvirt's words
    if (type == ResourceType::processor) standard_cpu(item);
    if (type == ResourceType::memory) standard_memory(item);
    if (type == ResourceType::ethernet_adapter) standard_nic(item);
    if (type == ResourceType::ovirt_other && item.resource_type.text().empty())
        to_other(item, "device");
    else if (is_graphics(item))
        to_other(item, "graphics");
    else if (is_video(item))
        item.resource_type = ResourceType::graphics_controller;
    item.ovirt.reset();
}

void standard_hardware(model::Envelope& envelope, model::VirtualSystem& system, const OvirtDisks& disks, Job& job) {
    for (model::Section& section : system.sections) {
        auto* hardware = std::get_if<model::VirtualHardwareSection>(&section);
        if (hardware == nullptr) continue;
        remove_base_volumes(*hardware, disks, job);
        standard_disk_items(envelope, *hardware);
        for (Item& item : hardware->items) {
            // Controllers that were made are in the standard's form.
            const bool tagged = model::find_attribute(item.attributes, carried_ns, "tag") != nullptr;
            if (tagged) standard_item(item, job);
        }
    }
}

}  // namespace ovfkit::convert
