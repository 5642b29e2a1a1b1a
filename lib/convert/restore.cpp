// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "convert/job.hpp"
#include "convert/removed.hpp"
#include "convert/settle.hpp"
#include "convert/words.hpp"
#include "descriptor/state.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Extension;

/// Undoes what changed on an element; when somebody has changed it since, what remains is brought into the form.
template <class T>
void undo(const Table& table, T& element, Job& job) {
    const Extension original = take_carried(element.extensions, "Original");
    const bool whole = original.name.empty() || undo_changes(table, element, original);
    if (!whole) settle(element, job);
    unwrap_unknown(element.extensions);
}

template <class T>
void drop_made(const Table& table, std::vector<T>& list) {
    list.erase(std::remove_if(list.begin(), list.end(), [&](T& one) { return take_made(table, one); }), list.end());
}

void drop_made(std::vector<Extension>& list) {
    list.erase(std::remove_if(list.begin(), list.end(), [](Extension& e) { return take_made(e); }), list.end());
}

void drop_made_sections(std::vector<model::Section>& sections) {
    const auto is_made = [](model::Section& section) {
        const Table& table = section_table(section.index()).table;
        return std::visit([&](auto& one) { return take_made(table, one); }, section);
    };
    sections.erase(std::remove_if(sections.begin(), sections.end(), is_made), sections.end());
}

void undo_section(model::Section& section, Job& job) {
    const Table& table = section_table(section.index()).table;
    std::visit([&](auto& s) { undo(table, s, job); }, section);
}

std::string_view take_mark(model::Element& item, std::string_view name, std::string& value) {
    auto& list = item.attributes;
    const auto at = std::find_if(list.begin(), list.end(),
                                 [&](const model::Attribute& a) { return a.ns == carried_ns && a.name == name; });
    if (at == list.end()) return {};
    value = at->value;
    list.erase(at);
    return value;
}

/// Items that were of a kind of their own go back among those.
template <class S>
void part_items(S& hardware) {
    std::vector<model::Item> plain;
    for (model::Item& item : hardware.items) {
        std::string value;
        const std::string_view was = take_mark(item, "was", value);
        auto& list = was == "StorageItem"        ? hardware.storage_items
                     : was == "EthernetPortItem" ? hardware.ethernet_port_items
                                                 : plain;
        list.push_back(std::move(item));
    }
    hardware.items = std::move(plain);
}

void restore_hardware(model::VirtualHardwareSection& hardware, Job& job) {
    const Extension removed = take_carried(hardware.extensions, "Removed");
    drop_made(hardware.extensions);
    if (hardware.system && take_made(tables::hardware_system(), *hardware.system)) hardware.system.reset();
    if (hardware.system) undo(tables::hardware_system(), *hardware.system, job);
    drop_made(tables::item(), hardware.items);
    for (model::Item& item : hardware.items) {
        drop_made(item.extensions);
        undo(tables::item(), item, job);
    }
    part_items(hardware);
    put_back(removed, hardware.items, tables::item(), "Item");
    put_back(removed, hardware.storage_items, tables::item(), "StorageItem");
    put_back(removed, hardware.ethernet_port_items, tables::item(), "EthernetPortItem");
}

/// What only says the default was filled in for readers of the form that the document has, and not the one it had.
void drop_defaults(model::VirtualSystem& system, Grammar form) {
    const descriptor::Targets had = descriptor::targets_of(form);
    if (!system.ovirt) return;
    for (const auto& [row, name] : tables::system().rows()) {
        if (row->kind != descriptor::RowKind::leaf || row->always == 0 || name == "Name") continue;
        if (is_ovirt(form) && (row->targets & had) != 0) continue;
        const void* field = row->peek(&system);
        if (field != nullptr && row->leaf->print(field) == std::optional<std::string>(row->otherwise))
            clear_member(*system.ovirt, field);
    }
    if (*system.ovirt == model::OvirtSystem{}) system.ovirt.reset();
}

/// Disks that were shared ones go back among those.
void part_shared(std::vector<model::Disk>& disks, std::vector<model::Disk>& shared) {
    std::vector<model::Disk> plain;
    for (model::Disk& disk : disks) {
        std::string value;
        auto& list = take_mark(disk, "was", value) == "SharedDisk" ? shared : plain;
        list.push_back(std::move(disk));
    }
    disks = std::move(plain);
}

void restore_inside(std::vector<model::Section>& sections, Job& job) {
    drop_made_sections(sections);
    for (model::Section& section : sections) {
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) restore_hardware(*hardware, job);
        if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section)) {
            for (model::Item& item : limits->items) undo(tables::item(), item, job);
            part_items(*limits);
        }
        undo_section(section, job);
    }
}

void restore_collections(std::vector<model::Content>& contents, Job& job) {
    for (model::Content& content : contents) {
        if (content.collection() == nullptr) continue;
        restore_inside(content.collection()->sections, job);
        restore_collections(content.collection()->contents, job);
    }
}

void restore_system(model::VirtualSystem& system, Job& job) {
    const Grammar form = job.form;
    Extension carried = take_carried(system.extensions, "SystemSection");
    drop_defaults(system, form);
    if (!undo_changes(tables::system(), system, take_carried(carried.children, "Original"))) settle(system, job);
    drop_defaults(system, form);
    if (find_carried(carried.children, "Foreign") != nullptr)
        system.extensions.push_back(take_carried(carried.children, "Foreign"));
    unwrap_unknown(system.extensions);
    restore_inside(system.sections, job);
    drop_made(system.extensions);
    put_sections_back(take_carried(carried.children, "Removed"), system.sections);
}

void restore_disks(model::DiskSection& section, std::vector<model::Disk>& shared, Job& job) {
    const Extension removed = take_carried(section.extensions, "Removed");
    drop_made(tables::disk(), section.disks);
    for (model::Disk& disk : section.disks) undo(tables::disk(), disk, job);
    put_back(removed, section.disks, tables::disk(), "Disk");
    part_shared(section.disks, shared);
}

/// Networks get their port profiles back, and those that stood twice stand twice again.
void restore_networks(model::NetworkSection& section) {
    const Extension removed = take_carried(section.extensions, "Removed");
    drop_made(tables::network(), section.networks);
    for (const Extension& packed : removed.children) {
        if (!is_carried(packed, "Network")) continue;
        model::Network was;
        unpack(tables::network(), &was, packed);
        const auto same = std::find_if(section.networks.begin(), section.networks.end(),
                                       [&](const model::Network& n) { return n.name == was.name; });
        if (same == section.networks.end() || find_attribute(packed.attributes, "", "place") != nullptr) continue;
        same->profiles = std::move(was.profiles);
        same->profile_uris = std::move(was.profile_uris);
    }
    Extension doubles = removed;
    auto& list = doubles.children;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Extension& e) { return find_attribute(e.attributes, "", "place") == nullptr; }),
               list.end());
    put_back(doubles, section.networks, tables::network(), "Network");
}

void restore_sections(std::vector<model::Section>& sections, std::vector<model::Disk>& shared, Job& job) {
    std::vector<model::Section> kept;
    for (model::Section& section : sections) {
        const Table& table = section_table(section.index()).table;
        const bool made = std::visit([&](auto& one) { return take_made(table, one); }, section);
        if (auto* disks = std::get_if<model::DiskSection>(&section)) restore_disks(*disks, shared, job);
        if (auto* networks = std::get_if<model::NetworkSection>(&section)) restore_networks(*networks);
        undo_section(section, job);
        if (!made) kept.push_back(std::move(section));
    }
    sections = std::move(kept);
}

void put_shared_back(model::Envelope& envelope, std::vector<model::Disk> shared) {
    if (shared.empty()) return;
    auto* section = model::find<model::SharedDiskSection>(envelope.sections);
    if (section == nullptr)
        section = &std::get<model::SharedDiskSection>(envelope.sections.emplace_back(model::SharedDiskSection{}));
    section->disks.insert(section->disks.end(), std::make_move_iterator(shared.begin()),
                          std::make_move_iterator(shared.end()));
}

}  // namespace

void restore_carried(model::Envelope& envelope, Job& job) {
    Extension carried = take_carried(envelope.extensions, "EnvelopeSection");
    const std::string* form = carried.attribute("form");
    if (form == nullptr) return;
    job.form = form_of(*form).value_or(job.form);
    (void)undo_changes(tables::envelope(), envelope, take_carried(carried.children, "Original"));
    if (envelope.references) {
        const bool made = take_made(tables::references(), *envelope.references);
        const Extension removed = take_carried(envelope.references->extensions, "Removed");
        unwrap_unknown(envelope.references->extensions);
        drop_made(tables::file(), envelope.references->files);
        for (model::File& file : envelope.references->files) undo(tables::file(), file, job);
        put_back(removed, envelope.references->files, tables::file(), "File");
        put_back(removed, envelope.references->nics, tables::nic_reference(), "Nic");
        if (made) envelope.references.reset();
    }
    std::vector<model::Disk> shared;
    restore_sections(envelope.sections, shared, job);
    put_sections_back(take_carried(carried.children, "Removed"), envelope.sections);
    if (find_carried(carried.children, "Foreign") != nullptr)
        envelope.extensions.push_back(take_carried(carried.children, "Foreign"));
    unwrap_unknown(envelope.extensions);
    put_shared_back(envelope, std::move(shared));
    restore_collections(envelope.contents, job);
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) restore_system(*system, job);
    drop_empty_boxes(envelope);
}

}  // namespace ovfkit::convert
