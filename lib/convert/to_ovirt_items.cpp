// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "convert/removed.hpp"
#include "convert/to_ovirt.hpp"
#include "convert/words.hpp"
#include "descriptor/names.hpp"
#include "model/hardware_items.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Extension;
using model::Item;
using model::Msg;
using model::ResourceType;

constexpr auto vmware_tpm = static_cast<ResourceType>(34);

constexpr std::uint64_t mebi = std::uint64_t{1} << 20;

std::uint64_t mebibytes(std::uint64_t bytes) { return bytes / mebi + (bytes % mebi != 0 ? 1 : 0); }

void in_mebibytes(model::Field<std::uint64_t>& amount, const Result<std::optional<std::uint64_t>>& bytes) {
    if (bytes && *bytes && amount) amount = mebibytes(**bytes);
}

void ovirt_nic(Item& item, Job& job) {
    item.resource_type = ResourceType::ethernet_adapter;
    model::OvirtDevice& device = item.ovirt.ensure();
    if (const std::string address = word(item.address); is_mac(address)) {
        device.mac_address = item.address;
        item.address.reset();
    }
    const std::string subtype = word(item.resource_sub_type);
    const auto number = nic_number(subtype);
    if (!number && !subtype.empty())
        job.losses.weakened(item.resource_sub_type.at(),
                            "oVirt has no network adapter " + quoted(subtype) + "; it becomes virtio");
    item.resource_sub_type = number.value_or("3");
    if (item.element_name && device.name.absent()) device.name = item.element_name->text;
    if (item.connection.size() > 1)
        job.losses.weakened(item.at, "oVirt connects an adapter to one network; the others are not looked at");
    if (item.connection.empty()) item.connection.emplace_back(std::string());
}

std::string resource_of(const Volume& volume, const Job& job) {
    return job.target() == Grammar::ovirt ? volume.disk + "/" + volume.image : "ovf:/disk/" + volume.disk;
}

void ovirt_disk(Item& item, const model::Disk* disk, const Volumes& volumes, Job& job) {
    item.resource_type = ResourceType::disk_drive;
    const auto volume = volumes.find(disk);
    if (item.host_resource.empty()) item.host_resource.emplace_back(std::string());
    item.parent = std::string(zero_guid);
    if (volume == volumes.end()) {
        job.losses.weakened(item.at, "this drive names no disk of the descriptor, and the oVirt engine skips it");
        return;
    }
    item.host_resource.front() = resource_of(volume->second, job);
    item.instance_id = volume->second.image;
    if (!disk->parent_ref || job.target() != Grammar::ovirt) return;
    for (const auto& [other, its] : volumes)
        if (word(other->disk_id) == word(disk->parent_ref)) item.parent = its.image;
}

/// A device of type 0 with the words that the engine knows it by.
void special(Item& item, std::string type, std::string device) {
    item.resource_type = ResourceType::ovirt_other;
    item.ovirt.ensure().type = std::move(type);
    item.ovirt->device = std::move(device);
}

bool is_controller(ResourceType type) {
    return type == ResourceType::ide_controller || type == ResourceType::scsi_controller ||
           type == ResourceType::other_storage_device || type == ResourceType::usb_controller;
}

void report_ignored(const Item& item, ResourceType type, Job& job) {
    const std::string name = item.element_name ? " " + quoted(item.element_name->text, 60) : std::string();
    if (!is_controller(type)) job.losses.weakened(item.at, "the oVirt engine ignores the device" + name);
}

/// Whether the engine makes a device of it, whose id must be a GUID then.
bool is_device(ResourceType type) {
    return type == ResourceType::ethernet_adapter || type == ResourceType::cd_drive ||
           type == ResourceType::ovirt_other || type == ResourceType::ovirt_monitor ||
           type == ResourceType::other_storage_device || type == ResourceType::graphics_controller ||
           type == ResourceType::partitionable_unit;
}

class ItemTranslation {
public:
    ItemTranslation(const model::DiskIndex& index, const Volumes& volumes, Job& job)
        : index_(index), volumes_(volumes), job_(job) {}

    void translate(Item& item) {
        const ResourceType type = item.resource_type.value_or(ResourceType::other);
        const model::Disk* disk = index_.backing(item).disk;
        const auto volume = volumes_.find(disk);
        // Whatever names a disk names it by its new id.
        if (volume != volumes_.end()) item.host_resource.front() = resource_of(volume->second, job_);
        by_type(item, type, disk);
        ++counted_;
        const bool drive = item.resource_type && *item.resource_type == ResourceType::disk_drive;
        if (drive && volume != volumes_.end() && !attached_.insert(disk).second)
            job_.losses.weakened(item.at,
                                 "another drive is made of the same disk, and the oVirt engine makes one of it");
        if (!drive && item.resource_type && is_device(*item.resource_type)) {
            const std::string old = word(item.instance_id);
            item.instance_id = job_.guids.of("device", old.empty() ? "number " + std::to_string(counted_) : old);
        }
        if (item.instance_id.absent()) item.instance_id = job_.guids.of("device", "number " + std::to_string(counted_));
        if (item.caption.absent() && item.element_name) item.caption = Msg(item.element_name->text);
    }

private:
    void by_type(Item& item, ResourceType type, const model::Disk* disk) {
        const std::string subtype = lowered(word(item.resource_sub_type));
        if (type == vmware_tpm) return special(item, "tpm", "tpm");
        switch (type) {
            case ResourceType::processor: return ovirt_cpu(item);
            case ResourceType::memory: return ovirt_memory(item, job_);
            case ResourceType::ethernet_adapter:
            case ResourceType::other_network_adapter:
            case ResourceType::ethernet_connection: return ovirt_nic(item, job_);
            case ResourceType::disk_drive:
            case ResourceType::storage_extent:
            case ResourceType::logical_disk: return ovirt_disk(item, disk, volumes_, job_);
            case ResourceType::cd_drive:
            case ResourceType::dvd_drive: item.resource_type = ResourceType::cd_drive; return;
            case ResourceType::usb_controller: return;
            case ResourceType::graphics_controller: return video(item);
            case ResourceType::sound_card:
                return special(item, "sound", subtype.find("ensoniq") == 0 ? "ac97" : "ich6");
            case ResourceType::other:
                if (subtype == "vmware.vtpm") return special(item, "tpm", "tpm");
                if (subtype.find("vmware.soundcard") == 0) return special(item, "sound", "ich6");
                return report_ignored(item, type, job_);
            // In oVirt the number is that of a monitor or of the graphics; any that it does not know is ignored.
            case ResourceType::other_storage_device:
            case ResourceType::partitionable_unit:
            case ResourceType::ovirt_monitor:
                if (type != ResourceType::other_storage_device) report_ignored(item, type, job_);
                item.resource_type = ResourceType::other;
                return;
            default: return report_ignored(item, type, job_);
        }
    }

    void video(Item& item) {
        const bool configuration = job_.target() == Grammar::ovirt;
        item.resource_type = configuration ? ResourceType::other_storage_device : ResourceType::ovirt_monitor;
        if (item.virtual_quantity.absent() || *item.virtual_quantity > 4) item.virtual_quantity = std::uint64_t{1};
        item.ovirt.ensure().type = "video";
        item.ovirt->device = "vga";
    }

    const model::DiskIndex& index_;
    const Volumes& volumes_;
    Job& job_;
    std::size_t counted_ = 0;
    std::set<const model::Disk*> attached_;
};

/// Leaves the Items that hold under the default configuration, variants merged; the others are carried along.
void choose_configuration(const model::Envelope& envelope, const model::VirtualSystem& system,
                          model::VirtualHardwareSection& hardware, Job& job) {
    const auto conditional = [](const Item& i) { return !i.configuration.absent() || !i.bound.absent(); };
    if (std::none_of(hardware.items.begin(), hardware.items.end(), conditional)) return;
    const std::string chosen = model::default_configuration(envelope);
    std::vector<Item> merged;
    std::set<const Item*> kept;
    for (model::EffectiveItem& device : model::items_under(system, chosen)) {
        if (device.merged) {
            Item one = std::move(*device.merged);
            one.attributes.erase(std::remove_if(one.attributes.begin(), one.attributes.end(),
                                                [](const model::Attribute& a) { return a.ns == carried_ns; }),
                                 one.attributes.end());
            merged.push_back(std::move(one));
        } else {
            kept.insert(device.base.item);
        }
    }
    const auto unwanted = [&](const Item& item) { return kept.count(&item) == 0; };
    for (const Item& item : hardware.items)
        if (unwanted(item))
            job.losses.weakened(item.at,
                                "oVirt has no deployment configurations or ranges: the device is what the default, " +
                                    quoted(chosen) + ", says");
    remove_into(hardware.extensions, hardware.items, tables::item(), "Item", unwanted);
    hardware.items.insert(hardware.items.end(), std::make_move_iterator(merged.begin()),
                          std::make_move_iterator(merged.end()));
}

}  // namespace

void ovirt_memory(Item& item, Job& job) {
    const auto bytes = model::memory_bytes(item);
    if (!bytes || !*bytes) return;
    const std::uint64_t whole = mebibytes(**bytes);
    if (**bytes % mebi != 0)
        job.losses.weakened(item.virtual_quantity.at(), "oVirt counts memory in MiB; " + std::to_string(**bytes) +
                                                            " bytes are rounded up to " + std::to_string(whole) +
                                                            " MiB");
    job.losses.account(item.allocation_units.at());
    in_mebibytes(item.reservation, model::reservation_base_units(item));
    in_mebibytes(item.limit, model::limit_base_units(item));
    item.virtual_quantity = whole;
    item.allocation_units = std::string("MegaBytes");
}

void ovirt_cpu(Item& item) {
    if (!item.virtual_quantity) return;
    const std::uint64_t total = *item.virtual_quantity;
    std::uint64_t cores = 1;
    for (const Extension& e : item.extensions)
        if (e.name == "CoresPerSocket" && e.ns == descriptor::uri::vmware) cores = number_of(e.text).value_or(1);
    if (cores == 0 || total % cores != 0) cores = 1;
    constexpr std::uint64_t most = 0xFFFFFFFF;
    if (total / cores > most || cores > most) return;
    model::OvirtDevice& device = item.ovirt.ensure();
    device.num_of_sockets = static_cast<std::uint32_t>(total / cores);
    device.cpu_per_socket = static_cast<std::uint32_t>(cores);
    device.threads_per_cpu = std::uint32_t{1};
}

void ovirt_hardware(const model::Envelope& envelope, model::VirtualSystem& system, const Volumes& volumes, Job& job) {
    const model::DiskIndex index(envelope);
    bool first = true;
    for (model::Section& section : system.sections) {
        auto* hardware = std::get_if<model::VirtualHardwareSection>(&section);
        if (hardware == nullptr) continue;
        if (!first) job.losses.weakened(hardware->at, "the oVirt engine reads the first hardware section only");
        if (first) choose_configuration(envelope, system, *hardware, job);
        first = false;
        if (hardware->info.absent()) hardware->info = Msg("Virtual hardware");
        ItemTranslation translation(index, volumes, job);
        for (Item& item : hardware->items) translation.translate(item);
    }
}

}  // namespace ovfkit::convert
