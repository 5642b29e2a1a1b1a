// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/model/ovirt_os.hpp>
#include <ovfkit/text/units.hpp>

#include "convert/removed.hpp"
#include "convert/to_ovirt.hpp"
#include "convert/to_standard.hpp"
#include "convert/words.hpp"
#include "model/hardware_disks.hpp"

// Between oVirt's configuration and its OVA form (oVirt reference 1a and 1b).

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Disk;
using model::File;
using model::Item;
using model::ResourceType;

const File* file_behind(const model::Envelope& envelope, const Disk& disk) {
    if (!envelope.references || !disk.file_ref) return nullptr;
    for (const File& file : envelope.references->files)
        if ((file.href && *file.href == *disk.file_ref) || (file.id && *file.id == *disk.file_ref)) return &file;
    return nullptr;
}

Volume volume_in_configuration(const model::Envelope& envelope, const Disk& disk) {
    Volume volume{disk.disk_id.value_or({}), disk.disk_id.value_or({})};
    std::string path = disk.file_ref.value_or({});
    if (const File* file = file_behind(envelope, disk); file != nullptr && file->href) path = *file->href;
    const std::size_t slash = path.find('/');
    if (slash != std::string::npos && slash != 0) volume.disk = path.substr(0, slash);
    return volume;
}

Volume volume_in_ova(const model::Envelope& envelope, const Disk& disk) {
    Volume volume{disk.disk_id.value_or({}), disk.disk_id.value_or({})};
    const File* file = file_behind(envelope, disk);
    if (file != nullptr && file->id && !file->id->empty()) volume.image = *file->id;
    return volume;
}

void move_to(model::Field<std::string>& to, model::Field<std::string>& from) {
    if (to.absent() && !from.absent()) to = from;
    from.reset();
}

void disk_to_ova(model::Envelope& envelope, Disk& disk, const Volume& volume) {
    model::OvirtDisk& ovirt = disk.ovirt.ensure();
    disk.disk_id = volume.disk;
    disk.file_ref = volume.image;
    set_capacity(disk, Grammar::ovirt_ova);
    // Of a configuration the size of the File is that of the volume.
    for (File& file : envelope.references->files) {
        if (!file.id || *file.id != volume.image) continue;
        file.href = volume.image;
        if (!disk.populated_size && file.size) disk.populated_size = *file.size;
        if (!file.ovirt) continue;
        move_to(ovirt.disk_storage_type, file.ovirt->disk_storage_type);
        move_to(ovirt.cinder_volume_type, file.ovirt->cinder_volume_type);
    }
    ovirt.size.reset();
    ovirt.actual_size.reset();
    ovirt.vm_snapshot_id.reset();
    ovirt.read_only.reset();
    ovirt.shareable.reset();
    ovirt.scsi_reservation.reset();
    ovirt.plugged.reset();
    ovirt.lun_id.reset();
}

void disk_to_configuration(model::Envelope& envelope, Disk& disk, const Volume& volume) {
    model::OvirtDisk& ovirt = disk.ovirt.ensure();
    const std::string path = volume.disk + "/" + volume.image;
    for (File& file : envelope.references->files) {
        if (!file.id || *file.id != volume.image) continue;
        file.href = path;
        model::OvirtFile& of_file = file.ovirt.ensure();
        move_to(of_file.disk_storage_type, ovirt.disk_storage_type);
        move_to(of_file.cinder_volume_type, ovirt.cinder_volume_type);
        if (of_file.description.absent()) of_file.description = ovirt.description.value_or({});
    }
    disk.disk_id = volume.image;
    disk.file_ref = path;
    set_capacity(disk, Grammar::ovirt);
    ovirt.description.reset();
    ovirt.disk_storage_type.reset();
    ovirt.cinder_volume_type.reset();
}

void report_disk(const Disk& disk, Job& job) {
    if (!disk.ovirt) return;
    const auto says = [&](const model::Field<bool>& flag, std::string_view what) {
        if (flag.value_or(false))
            job.losses.renamed(flag.at(), "that the disk is " + std::string(what) +
                                              " has no place in an OVA; only ovfkit reads it there");
    };
    says(disk.ovirt->read_only, "read-only");
    says(disk.ovirt->shareable, "shareable");
}

/// Volumes that others build on, and LUNs, are not in an OVA: it holds disks whole.
void remove_partial_disks(model::Envelope& envelope, model::DiskSection& section, const OvirtDisks& volumes, Job& job) {
    std::set<std::string> gone;
    const auto is_lun = [](const Disk& d) {
        return d.ovirt && (!d.ovirt->lun_id.absent() || !d.ovirt->connections.empty());
    };
    const auto unwanted = [&](const Disk& d) {
        return is_lun(d) || (d.disk_id && volumes.bases.count(*d.disk_id) != 0);
    };
    for (const Disk& disk : section.disks) {
        if (!unwanted(disk)) continue;
        if (const File* file = file_behind(envelope, disk); file != nullptr && file->href) gone.insert(*file->href);
        job.losses.renamed(disk.at, is_lun(disk)
                                        ? "a LUN is not part of an OVA; only ovfkit reads it there"
                                        : "an OVA has no volumes that build on each other: its disk must hold what "
                                          "this volume holds; only ovfkit reads it there");
    }
    remove_into(section.extensions, section.disks, tables::disk(), "Disk", unwanted);
    if (envelope.references)
        remove_into(envelope.references->extensions, envelope.references->files, tables::file(), "File",
                    [&](const File& f) { return f.href && gone.count(*f.href) != 0; });
}

void remove_base_items(model::VirtualHardwareSection& hardware, const OvirtDisks& volumes) {
    remove_into(hardware.extensions, hardware.items, tables::item(), "Item", [&](const Item& item) {
        return item.resource_type && *item.resource_type == ResourceType::disk_drive && item.instance_id &&
               volumes.bases.count(*item.instance_id) != 0;
    });
}

void retype(Item& item, Grammar to) {
    if (!item.resource_type) return;
    const bool ova = to == Grammar::ovirt_ova;
    const ResourceType type = *item.resource_type;
    if (ova && type == ResourceType::other_storage_device) item.resource_type = ResourceType::ovirt_monitor;
    if (ova && type == ResourceType::partitionable_unit) item.resource_type = ResourceType::graphics_controller;
    if (!ova && type == ResourceType::ovirt_monitor) item.resource_type = ResourceType::other_storage_device;
    if (!ova && type == ResourceType::graphics_controller) item.resource_type = ResourceType::partitionable_unit;
}

void disk_item(Item& item, const std::map<const Disk*, Volume>& volumes, const model::DiskIndex& index, Grammar to) {
    if (!item.resource_type || *item.resource_type != ResourceType::disk_drive) return;
    const auto volume = volumes.find(index.backing(item).disk);
    if (volume == volumes.end()) return;
    const auto& [disk, image] = volume->second;
    const std::string resource = to == Grammar::ovirt_ova ? "ovf:/disk/" + disk : disk + "/" + image;
    if (item.host_resource.empty()) item.host_resource.emplace_back();
    item.host_resource.front() = resource;
    item.instance_id = image;
    if (to == Grammar::ovirt_ova && item.parent && *item.parent != zero_guid) item.parent = std::string(zero_guid);
}

void operating_system_between(model::VirtualSystem& system, Grammar to) {
    auto* os = model::find<model::OperatingSystemSection>(system.sections);
    const std::string id = model::entity_id(system);
    if (to == Grammar::ovirt) {
        system.id = "out";
        if (os == nullptr)
            os =
                &std::get<model::OperatingSystemSection>(system.sections.emplace_back(model::OperatingSystemSection{}));
        const auto number = os->ovirt_id ? *os->ovirt_id : os->id ? model::ovirt_os_of_cim(*os->id) : 0;
        const std::string_view name = model::ovirt_os_name(number);
        os->entity_id = id;
        if (!name.empty()) os->description = model::Msg(std::string(name));
        os->id.reset();
        os->ovirt_id.reset();
        return;
    }
    system.id = id;
    if (os == nullptr) return;
    const auto number = os->description ? model::ovirt_os_number(os->description->text) : std::nullopt;
    os->entity_id.reset();
    os->id = number ? model::cim_os_of_ovirt(*number) : std::uint16_t{1};
    if (number) os->ovirt_id = *number;
}

void general_to_ova(model::VirtualSystem& system, Job& job) {
    if (!system.ovirt) return;
    for (const model::Section& section : system.sections) {
        const bool unread = std::holds_alternative<model::SnapshotsSection>(section) ||
                            std::holds_alternative<model::AffinityGroupsSection>(section) ||
                            std::holds_alternative<model::AffinityLabelsSection>(section) ||
                            std::holds_alternative<model::UserDomainsSection>(section) ||
                            std::holds_alternative<model::VmExternalDataSection>(section);
        if (unread)
            job.losses.weakened(
                std::visit([](const auto& s) { return s.at; }, section),
                "the oVirt engine does not read " + std::string(section_table(section.index()).name) + " from an OVA");
    }
    for (auto* text : {&system.ovirt->cluster_name, &system.ovirt->template_name, &system.ovirt->engine_xml}) {
        if (*text && !(*text)->empty())
            job.losses.renamed(text->at(), quoted(**text, 60) + " has no place in an OVA; only ovfkit reads it there");
        text->reset();
    }
}

}  // namespace

void set_capacity(Disk& disk, Grammar to) {
    const auto bytes = model::capacity_bytes(disk);
    if (!bytes || !*bytes) return;
    constexpr std::uint64_t gib = std::uint64_t{1} << 30;
    const std::uint64_t size = **bytes;
    const Span at = disk.capacity.absent() && disk.ovirt ? disk.ovirt->size.at() : disk.capacity.at();
    if (to == Grammar::ovirt) {
        // The engine reads whole GiB; the bytes beside them are what virt-v2v writes, and what keeps the size exact.
        const std::uint64_t rounded = size / gib + (size % gib != 0 ? 1 : 0);
        model::OvirtDisk& ovirt = disk.ovirt.ensure();
        if (!ovirt.size || *ovirt.size != rounded) ovirt.size = rounded;
        if (disk.populated_size) {
            const std::uint64_t actual = *disk.populated_size;
            if (ovirt.actual_size.absent()) ovirt.actual_size = actual / gib + (actual % gib != 0 ? 1 : 0);
        }
        disk.capacity = std::to_string(size);
        disk.capacity_allocation_units.reset();
    } else {
        const bool whole = size % gib == 0;
        disk.capacity = std::to_string(whole ? size / gib : size);
        disk.capacity_allocation_units = std::string(whole ? "byte * 2^30" : "byte");
    }
    if (!disk.capacity.at().known()) disk.capacity.set_at(at);
}

void between_ovirt(model::Envelope& envelope, Job& job) {
    const Grammar to = job.target();
    const bool ova = to == Grammar::ovirt_ova;
    if (ova) {
        job.losses.account(envelope.version.at());
        envelope.version.reset();
    } else if (envelope.version.absent()) {
        envelope.version = std::string("4.4.0.0");
    }
    auto* section = model::find<model::DiskSection>(envelope.sections);
    model::References& references = envelope.references.ensure();
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        if (ova) {
            const OvirtDisks volumes = ovirt_disks(*system);
            if (section != nullptr) remove_partial_disks(envelope, *section, volumes, job);
            for (model::Section& s : system->sections)
                if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&s))
                    remove_base_items(*hardware, volumes);
        }
        std::map<const Disk*, Volume> volumes;
        if (section != nullptr)
            for (const Disk& disk : section->disks)
                volumes.emplace(&disk, ova ? volume_in_configuration(envelope, disk) : volume_in_ova(envelope, disk));
        {
            const model::DiskIndex index(envelope);
            for (model::Section& s : system->sections)
                if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&s))
                    for (Item& item : hardware->items) {
                        disk_item(item, volumes, index, to);
                        retype(item, to);
                    }
        }
        if (section != nullptr)
            for (Disk& disk : section->disks) {
                if (ova) report_disk(disk, job);
                ova ? disk_to_ova(envelope, disk, volumes.at(&disk))
                    : disk_to_configuration(envelope, disk, volumes.at(&disk));
            }
        if (!ova) remove_other_files(envelope, job);
        operating_system_between(*system, to);
        if (ova) general_to_ova(*system, job);
    }
    if (!ova) return;
    for (File& file : references.files)
        if (file.ovirt) {
            file.ovirt->disk_storage_type.reset();
            file.ovirt->cinder_volume_type.reset();
        }
    remove_nic_references(references);
}

}  // namespace ovfkit::convert
