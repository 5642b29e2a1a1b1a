// SPDX-License-Identifier: Apache-2.0
#include "convert/before.hpp"

#include <algorithm>

#include "convert/removed.hpp"
#include "convert/section_lists.hpp"
#include "convert/words.hpp"
#include "descriptor/names.hpp"

namespace ovfkit::convert {
namespace {

using model::Extension;

constexpr std::string_view tag_name = "tag";

bool is_tag(const model::Attribute& a) { return a.ns == carried_ns && a.name == tag_name; }

/// The tag of an element, taken off; empty if it has none.
std::string take_tag(model::Element& element) {
    const auto at = std::find_if(element.attributes.begin(), element.attributes.end(), is_tag);
    if (at == element.attributes.end()) return {};
    std::string tag = std::move(at->value);
    element.attributes.erase(at);
    return tag;
}

void strip(Extension& e) {
    e.attributes.erase(std::remove_if(e.attributes.begin(), e.attributes.end(), is_tag), e.attributes.end());
    for (Extension& c : e.children) strip(c);
}

void strip(std::vector<Extension>& list) {
    for (Extension& e : list)
        if (e.ns == carried_ns) strip(e);
}

template <class S, class Do>
void for_each_item(S& section, Do act) {
    for (auto* list : {&section.items, &section.storage_items, &section.ethernet_port_items})
        for (model::Item& item : *list) act(item);
}

/// Everything that gets a tag, but the sections.
template <class Visitor>
void visit_elements(model::Section& section, Visitor& visitor) {
    if (auto* disks = std::get_if<model::DiskSection>(&section))
        for (model::Disk& d : disks->disks) visitor(d);
    if (auto* shared = std::get_if<model::SharedDiskSection>(&section))
        for (model::Disk& d : shared->disks) visitor(d);
    if (auto* networks = std::get_if<model::NetworkSection>(&section))
        for (model::Network& n : networks->networks) visitor(n);
    if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) {
        if (hardware->system) visitor(*hardware->system);
        for_each_item(*hardware, visitor);
    }
    if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section)) for_each_item(*limits, visitor);
}

/// A section without what has records of its own.
model::Section bare(const model::Section& section) {
    model::Section copy = section;
    if (auto* disks = std::get_if<model::DiskSection>(&copy)) disks->disks.clear();
    if (auto* networks = std::get_if<model::NetworkSection>(&copy)) networks->networks.clear();
    if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&copy)) {
        hardware->items.clear();
        hardware->storage_items.clear();
        hardware->ethernet_port_items.clear();
        hardware->system.reset();
    }
    if (auto* limits = std::get_if<model::ResourceAllocationSection>(&copy)) {
        limits->items.clear();
        limits->storage_items.clear();
        limits->ethernet_port_items.clear();
    }
    return copy;
}

Extension original() { return optional_element("Original"); }

/// A section of our own, which the standard wants to begin with an Info.
Extension own_section(std::string_view name, std::string_view says) {
    Extension section = optional_element(name);
    Extension info;
    info.ns = descriptor::uri::ovf_1;
    info.prefix = "ovf";
    info.name = "Info";
    info.text = says;
    section.children.push_back(std::move(info));
    return section;
}

const std::vector<std::string_view>& flags() {
    static const std::vector<std::string_view> names{"TrustedHostFlag", "trusted_host_flag", "TrustedService",
                                                     "trusted_cluster_flag", "trusted_service"};
    return names;
}

}  // namespace

template <class T>
void Before::tag(T& element, std::map<std::string, T>& kept) {
    while (!take_tag(element).empty()) {  // a tag of the source's own would be mistaken for one of ours
    }
    const std::string tag = std::to_string(next_++);
    kept.emplace(tag, element);
    element.attributes.push_back(
        {std::string(carried_ns), std::string(carried_prefix), std::string(tag_name), tag, {}});
}

Before::Before(model::Envelope& envelope) {
    had_references_ = envelope.references.has_value();
    envelope_.version = envelope.version;
    envelope_.language = envelope.language;
    const auto visitor = [this](auto& element) {
        using T = std::decay_t<decltype(element)>;
        if constexpr (std::is_same_v<T, model::Disk>) tag(element, disks_);
        if constexpr (std::is_same_v<T, model::Network>) tag(element, networks_);
        if constexpr (std::is_same_v<T, model::System>) tag(element, hardware_systems_);
        if constexpr (std::is_same_v<T, model::Item>) tag(element, items_);
    };
    if (envelope.references)
        for (model::File& file : envelope.references->files) tag(file, files_);
    for_each_section_list(envelope, [&](std::vector<model::Section>& sections) {
        for (model::Section& section : sections) {
            visit_elements(section, visitor);
            std::visit(
                [](auto& s) {
                    while (!take_tag(s).empty()) {
                    }
                },
                section);
            const std::string name = std::to_string(next_++);
            sections_.emplace(name, bare(section));
            std::visit(
                [&](auto& s) {
                    s.attributes.push_back(
                        {std::string(carried_ns), std::string(carried_prefix), std::string(tag_name), name, {}});
                },
                section);
        }
    });
    for (const model::VirtualSystem* system : model::virtual_systems(envelope)) {
        model::VirtualSystem own;
        own.id = system->id;
        own.info = system->info;
        own.name = system->name;
        own.ovirt = system->ovirt;
        systems_.push_back(std::move(own));
    }
}

template <class T>
void Before::compare(T& element, const std::map<std::string, T>& kept, const Table& table) {
    const std::string tag = take_tag(element);
    const auto before = kept.find(tag);
    if (before == kept.end()) return mark_made(table, element);
    Extension changes = original();
    record_changes(table, &before->second, &element, changes);
    if (!changes.children.empty()) element.extensions.push_back(std::move(changes));
}

void Before::compare_hardware(model::VirtualHardwareSection& hardware) {
    if (hardware.system) compare(*hardware.system, hardware_systems_, tables::hardware_system());
    for_each_item(hardware, [&](model::Item& item) { compare(item, items_, tables::item()); });
}

void Before::compare_sections(std::vector<model::Section>& sections) {
    for (model::Section& section : sections) {
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) compare_hardware(*hardware);
        if (auto* limits = std::get_if<model::ResourceAllocationSection>(&section))
            for_each_item(*limits, [&](model::Item& item) { compare(item, items_, tables::item()); });
        if (auto* disks = std::get_if<model::DiskSection>(&section))
            for (model::Disk& d : disks->disks) compare(d, disks_, tables::disk());
        if (auto* shared = std::get_if<model::SharedDiskSection>(&section))
            for (model::Disk& d : shared->disks) compare(d, disks_, tables::disk());
        if (auto* networks = std::get_if<model::NetworkSection>(&section))
            for (model::Network& n : networks->networks)
                if (networks_.count(take_tag(n)) == 0) mark_made(tables::network(), n);
        const model::Section after = bare(section);
        std::visit(
            [&](auto& s) {
                using S = std::decay_t<decltype(s)>;
                const auto before = sections_.find(take_tag(s));
                if (before == sections_.end() || !std::holds_alternative<S>(before->second))
                    return mark_made(section_table(section.index()).table, s);
                Extension changes = original();
                record_changes(section_table(section.index()).table, &std::get<S>(before->second), &std::get<S>(after),
                               changes);
                if (!changes.children.empty()) s.extensions.push_back(std::move(changes));
                strip(s.extensions);
            },
            section);
    }
}

void Before::record(model::Envelope& envelope, descriptor::Grammar form, const std::string& salt) {
    if (envelope.references) {
        for (model::File& file : envelope.references->files) compare(file, files_, tables::file());
        strip(envelope.references->extensions);
        if (!had_references_) mark_made(tables::references(), *envelope.references);
    }
    for_each_section_list(envelope, [&](std::vector<model::Section>& sections) { compare_sections(sections); });
    std::size_t i = 0;
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        Extension section =
            own_section("SystemSection", "What this dialect has no place for, kept for converting back");
        Extension changes = original();
        record_changes(tables::system(), &systems_[i++], system, changes, flags());
        if (!changes.children.empty()) section.children.push_back(std::move(changes));
        for (const char* name : {"Removed", "Foreign"}) {
            Extension kept = take_carried(system->extensions, name);
            if (!kept.name.empty()) section.children.push_back(std::move(kept));
        }
        strip(section);
        if (section.children.size() > 1) system->extensions.push_back(std::move(section));
    }
    Extension section = own_section("EnvelopeSection", "The form that this descriptor was made from");
    set_attribute(section, "form", std::string(form_word(form)));
    if (!salt.empty()) set_attribute(section, "guids", salt);
    Extension changes = original();
    record_changes(tables::envelope(), &envelope_, &envelope, changes, {"References", "Strings"});
    if (!changes.children.empty()) section.children.push_back(std::move(changes));
    for (const char* name : {"Removed", "Foreign"}) {
        Extension kept = take_carried(envelope.extensions, name);
        if (!kept.name.empty()) section.children.push_back(std::move(kept));
    }
    strip(section);
    envelope.extensions.push_back(std::move(section));
}

void Before::forget(model::Envelope& envelope) {
    const auto visitor = [](auto& element) { (void)take_tag(element); };
    if (envelope.references)
        for (model::File& file : envelope.references->files) visitor(file);
    for_each_section_list(envelope, [&](std::vector<model::Section>& sections) {
        for (model::Section& section : sections) {
            visit_elements(section, visitor);
            std::visit(visitor, section);
        }
    });
}

}  // namespace ovfkit::convert
