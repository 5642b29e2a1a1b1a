// SPDX-License-Identifier: Apache-2.0
#include "model/hardware_disks.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"

namespace ovfkit::model {
namespace {

/// How many slashes from the end are tried for an id that is only the end of a HostResource. oVirt needs one; the bound
/// keeps a text of a million slashes cheap.
constexpr int max_suffixes = 8;

enum class Named : std::uint8_t { anything, disk, file };

struct Reference {
    Named kind = Named::anything;
    std::string_view id;
};

bool drop_prefix(std::string_view& text, std::string_view prefix) {
    if (lowered(text.substr(0, prefix.size())) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Splits behind `disk/` or `file/` only, because ids may hold any character.
Reference parse_host_resource(std::string_view text) {
    std::string_view rest = text;
    drop_prefix(rest, "ovf:");
    rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    if (drop_prefix(rest, "disk/")) return {Named::disk, rest};
    if (drop_prefix(rest, "file/")) return {Named::file, rest};
    return {Named::anything, text};
}

template <class Map>
auto lookup(const Map& map, std::string_view id) -> typename Map::mapped_type {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
}

/// The longest end of `id` behind a slash that `find` knows.
template <class Find>
auto find_by_suffix(std::string_view id, Find find) -> decltype(find(id)) {
    decltype(find(id)) found = nullptr;
    std::size_t slash = id.size();
    for (int tried = 0; tried < max_suffixes && slash != 0; ++tried) {
        slash = id.rfind('/', slash - 1);
        if (slash == std::string_view::npos) break;
        if (const auto hit = find(id.substr(slash + 1))) found = hit;
    }
    return found;
}

std::string_view value_of(const Field<std::string>& field) { return field ? trimmed(*field) : std::string_view{}; }

std::string_view first_host_resource(const Item& item) {
    for (const auto& resource : item.host_resource)
        if (const std::string_view text = value_of(resource); !text.empty()) return text;
    return {};
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// What one word of a ResourceSubType says, beyond what the type says already.
std::optional<std::string> special_controller(ResourceType type, std::string_view word) {
    if (holds(word, "nvme")) return "nvme";
    if (holds(word, "virtio")) return type == ResourceType::ide_controller ? "virtio" : "virtio-scsi";
    if (holds(word, "ahci") || holds(word, "sata")) return "sata";
    if (holds(word, "spapr")) return "spapr-vscsi";
    return std::nullopt;
}

/// ResourceSubType lists alternatives, the preferred one first (DSP0243 1.1.1, 8.3 table 4).
std::optional<std::string> as_controller(const Item& item) {
    if (!item.resource_type) return std::nullopt;
    const ResourceType type = *item.resource_type;
    const std::string subtype = lowered(value_of(item.resource_sub_type));
    const auto alternatives = words(subtype, ", \t\r\n");
    auto preferred = alternatives.empty() ? std::nullopt : special_controller(type, alternatives.front());
    switch (type) {
        case ResourceType::ide_controller: return preferred ? preferred : "ide";
        case ResourceType::scsi_controller: return preferred ? preferred : "scsi";
        // The type says only "other storage": without a known subtype it could be SATA or NVMe.
        case ResourceType::other_storage_device: return preferred;
        case ResourceType::usb_controller: return "usb";
        default: return std::nullopt;
    }
}

}  // namespace

DiskIndex::DiskIndex(const Envelope& envelope) {
    const auto add = [this](const std::vector<Disk>& disks) {
        for (const Disk& disk : disks) {
            disks_.push_back(&disk);
            if (const auto id = value_of(disk.disk_id); !id.empty()) disks_by_id_.emplace(id, &disk);
            if (const auto file = value_of(disk.file_ref); !file.empty()) disks_by_file_.emplace(file, &disk);
        }
    };
    for (const Section& section : envelope.sections) {
        if (const auto* disks = std::get_if<DiskSection>(&section)) add(disks->disks);
        if (const auto* shared = std::get_if<SharedDiskSection>(&section)) add(shared->disks);
    }
    if (!envelope.references) return;
    for (const File& file : envelope.references->files) {
        if (const auto id = value_of(file.id); !id.empty()) files_by_id_.emplace(id, &file);
        if (const auto href = value_of(file.href); !href.empty()) files_by_href_.emplace(href, &file);
    }
}

const Disk* DiskIndex::find_disk(std::string_view id) const {
    const Disk* exact = lookup(disks_by_id_, id);
    return exact ? exact : find_by_suffix(id, [this](std::string_view end) { return lookup(disks_by_id_, end); });
}

const File* DiskIndex::find_file(std::string_view reference) const {
    if (const File* by_id = lookup(files_by_id_, reference)) return by_id;
    // fileRef of oVirt configurations is the href of the File; its id is the last part of that.
    if (const File* by_href = lookup(files_by_href_, reference)) return by_href;
    return find_by_suffix(reference, [this](std::string_view end) { return lookup(files_by_id_, end); });
}

Backing DiskIndex::backing(const Item& item) const {
    const std::string_view text = first_host_resource(item);
    if (text.empty()) return {};
    const Reference reference = parse_host_resource(text);
    if (reference.kind == Named::file) {
        const File* file = find_file(reference.id);
        return {std::string(reference.id), nullptr, file};
    }
    const Disk* disk = lookup(disks_by_id_, reference.id);
    if (!disk) disk = lookup(disks_by_id_, text);
    if (!disk) disk = find_disk(reference.id);
    // virt-v2v names the volume, which is the File, and not the Disk.
    if (!disk) disk = lookup(disks_by_file_, reference.id);
    if (disk) return {std::string(value_of(disk->disk_id)), disk, nullptr};
    const File* file = reference.kind == Named::anything ? find_file(reference.id) : nullptr;
    return {std::string(reference.id), nullptr, file};
}

std::optional<std::string> DiskIndex::file_of(const Disk& disk) const {
    const std::string_view reference = value_of(disk.file_ref);
    const File* file = reference.empty() ? nullptr : find_file(reference);
    return file ? file->href.optional() : std::nullopt;
}

bool is_disk(const EffectiveItem& device) {
    const Field<ResourceType>& type = device.item().resource_type;
    if (!type) return device.base.kind == ItemKind::storage;
    return *type == ResourceType::disk_drive || *type == ResourceType::logical_disk ||
           *type == ResourceType::storage_extent;
}

std::optional<std::string> controller_of(const Disk& disk) {
    if (!disk.ovirt || !disk.ovirt->disk_interface) return std::nullopt;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> known{{{"ide", "ide"},
                                                                                         {"virtio", "virtio"},
                                                                                         {"virtio_scsi", "virtio-scsi"},
                                                                                         {"spapr_vscsi", "spapr-vscsi"},
                                                                                         {"sata", "sata"}}};
    const std::string wanted = lowered(trimmed(*disk.ovirt->disk_interface));
    for (const auto& [word, controller] : known)
        if (word == wanted) return std::string(controller);
    return std::nullopt;
}

std::optional<std::string> controller_of(const Item& item, const Disk* disk, const DevicesById& devices) {
    if (disk)
        if (auto said = controller_of(*disk)) return said;
    // A chain longer than the devices goes in a circle; real ones have one or two steps.
    constexpr int max_steps = 8;
    const Item* at = &item;
    for (int step = 0; step < max_steps; ++step) {
        const auto parent = devices.find(value_of(at->parent));
        if (parent == devices.end()) return std::nullopt;
        at = parent->second;
        if (auto controller = as_controller(*at)) return controller;
    }
    return std::nullopt;
}

}  // namespace ovfkit::model
