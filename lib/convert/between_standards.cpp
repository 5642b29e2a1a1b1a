// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "convert/removed.hpp"
#include "convert/section_lists.hpp"
#include "convert/to_standard.hpp"
#include "convert/words.hpp"

// DMTF reference 14.3 to 14.6.

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Item;
using model::Msg;

// ---- from the draft ----

void item_from_draft(Item& item, Job& job) {
    if (item.element_name.absent() && !item.caption.absent()) item.element_name = item.caption;
    if (item.address.absent() && !item.bus_number.absent()) item.address = item.bus_number;
    if (!item.bus_number.absent() && item.address.has_value() && *item.address == item.bus_number.value_or({}))
        job.losses.account(item.bus_number.at());
    item.bus_number.reset();
    for (auto& resource : item.host_resource)
        if (resource && (resource->rfind("/disk/", 0) == 0 || resource->rfind("/file/", 0) == 0))
            resource = "ovf:" + *resource;
    if (item.allocation_units && *item.allocation_units == "MegaBytes")
        item.allocation_units = std::string("byte * 2^20");
}

void from_draft(model::Envelope& envelope, Job& job) {
    if (!envelope.version.absent()) job.losses.account(envelope.version.at());
    envelope.version.reset();
    for_each_section_list(envelope.contents, [&](std::vector<model::Section>& sections) {
        for (model::Section& section : sections) {
            if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                for (Item& item : hardware->items) item_from_draft(item, job);
            if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section))
                for (Item& item : limits->items) item_from_draft(item, job);
        }
    });
    fill_mandatory(envelope);
}

// ---- up to 2.x ----

void to_2(model::Envelope& envelope) {
    for_each_section_list(envelope.contents, [](std::vector<model::Section>& sections) {
        for (model::Section& section : sections)
            if (auto* install = std::get_if<model::InstallSection>(&section))
                if (install->initial_boot_stop_delay.absent()) install->initial_boot_stop_delay = std::uint16_t{0};
    });
}

// ---- down to 1.x ----

/// Moves Items of a kind of their own among the plain ones. What only their kind has is left to the record of changes.
void to_plain(std::vector<Item>& plain, std::vector<Item>& list, std::string_view kind, Job& job) {
    for (Item& item : list) {
        const bool more = (item.storage && *item.storage != model::StorageSettings{}) ||
                          (item.ethernet_port && *item.ethernet_port != model::EthernetPortSettings{});
        if (more)
            job.losses.renamed(item.at, "what an " + std::string(kind) +
                                            " has beyond an Item has no place before OVF 2.0; only ovfkit "
                                            "reads it there");
        item.attributes.push_back({std::string(carried_ns), std::string(carried_prefix), "was", std::string(kind), {}});
        item.storage.reset();
        item.ethernet_port.reset();
        plain.push_back(std::move(item));
    }
    list.clear();
}

template <class S>
void plain_items(S& section, Job& job) {
    to_plain(section.items, section.ethernet_port_items, "EthernetPortItem", job);
    to_plain(section.items, section.storage_items, "StorageItem", job);
    for (Item& item : section.items)
        if (item.element_name.absent())
            item.element_name =
                !item.caption.absent() ? *item.caption : Msg(item.description ? item.description->text : "Device");
}

void drop_profiles(model::NetworkSection& section, Job& job) {
    std::vector<model::Network> kept;
    for (model::Network& network : section.networks) {
        if (!network.profiles.empty() || !network.profile_uris.empty()) {
            job.losses.renamed(network.at,
                               "port profiles of a network have no place before OVF 2.0; only ovfkit reads them there");
            removed_in(section.extensions).children.push_back(pack(tables::network(), &network, "Network"));
            network.profiles.clear();
            network.profile_uris.clear();
        }
        kept.push_back(std::move(network));
    }
    section.networks = std::move(kept);
}

/// Shared disks become disks (DMTF reference 14.5).
void join_shared_disks(model::Envelope& envelope, Job& job) {
    auto& sections = envelope.sections;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto* shared = std::get_if<model::SharedDiskSection>(&sections[i]);
        if (shared == nullptr) continue;
        std::vector<model::Disk> disks = std::move(shared->disks);
        shared->disks.clear();
        for (model::Disk& disk : disks) {
            job.losses.weakened(disk.at, job.target() == Grammar::ovirt
                                             ? "a shared disk becomes a disk that is marked as shareable"
                                             : "that the disk is shared by several machines has no "
                                               "place in this dialect");
            disk.attributes.push_back({std::string(carried_ns), std::string(carried_prefix), "was", "SharedDisk", {}});
        }
        remove_sections(envelope.extensions, sections,
                        [](const model::Section& s) { return std::holds_alternative<model::SharedDiskSection>(s); });
        auto* plain = model::find<model::DiskSection>(sections);
        if (plain == nullptr) {
            model::DiskSection made;
            made.info = Msg("List of virtual disks");
            sections.insert(sections.begin(), std::move(made));
            plain = &std::get<model::DiskSection>(sections.front());
        }
        plain->disks.insert(plain->disks.end(), std::make_move_iterator(disks.begin()),
                            std::make_move_iterator(disks.end()));
        return join_shared_disks(envelope, job);
    }
}

template <class S>
void weaken(S& section, std::string_view name, Job& job) {
    job.losses.weakened(section.at, std::string(name) + " is of OVF 2.0; a reader of 1.x skips it");
    section.required = false;
}

void sections_to_1(std::vector<model::Section>& sections, Job& job) {
    for (model::Section& section : sections) {
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) plain_items(*hardware, job);
        if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section)) plain_items(*limits, job);
        if (auto* networks = std::get_if<model::NetworkSection>(&section)) drop_profiles(*networks, job);
        if (job.form != Grammar::ovf_2) continue;
        const std::string_view name = section_table(section.index()).name;
        if (auto* s = std::get_if<model::EnvironmentFilesSection>(&section)) weaken(*s, name, job);
        if (auto* s = std::get_if<model::BootDeviceSection>(&section)) weaken(*s, name, job);
        if (auto* s = std::get_if<model::ScaleOutSection>(&section)) weaken(*s, name, job);
        if (auto* s = std::get_if<model::PlacementGroupSection>(&section)) weaken(*s, name, job);
        if (auto* s = std::get_if<model::PlacementSection>(&section)) weaken(*s, name, job);
        if (auto* s = std::get_if<model::EncryptionSection>(&section))
            job.losses.weakened(s->at, "EncryptionSection is of OVF 2.0; what it encrypts cannot be read in 1.x");
    }
}

void to_1(model::Envelope& envelope, Job& job) {
    sections_to_1(envelope.sections, job);
    for_each_section_list(envelope.contents,
                          [&](std::vector<model::Section>& sections) { sections_to_1(sections, job); });
    join_shared_disks(envelope, job);
    const bool read_only_lost = !is_ovirt(job.target());
    if (auto* disks = model::find<model::DiskSection>(envelope.sections))
        for (model::Disk& disk : disks->disks) {
            if (!read_only_lost || disk.read_only.absent()) continue;
            if (disk.read_only.value_or(false))
                job.losses.renamed(
                    disk.read_only.at(),
                    "that the disk is read-only has no place before OVF 2.0; only ovfkit reads it there");
            disk.read_only.reset();
        }
    for (model::Strings& bundle : envelope.strings)
        for (model::StringsMsg& message : bundle.messages) {
            if (message.file_ref.absent()) continue;
            job.losses.dropped(message.file_ref.at(), "a message whose text is in a file has no place before OVF 2.0");
            message.file_ref.reset();
        }
}

}  // namespace

void between_standards(model::Envelope& envelope, Grammar to, Job& job) {
    if (job.form == Grammar::draft_0_9) from_draft(envelope, job);
    if (to == Grammar::ovf_2) return to_2(envelope);
    const bool shared = model::find<model::SharedDiskSection>(envelope.sections) != nullptr;
    if (job.form == Grammar::ovf_2 || (is_ovirt(job.target()) && shared)) to_1(envelope, job);
}

}  // namespace ovfkit::convert
