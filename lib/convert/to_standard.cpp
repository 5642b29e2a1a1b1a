// SPDX-License-Identifier: Apache-2.0
#include "convert/to_standard.hpp"

#include <algorithm>

#include <ovfkit/model/ovirt_os.hpp>

#include "convert/removed.hpp"
#include "convert/words.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::Msg;

template <class... S>
bool is_one_of(const model::Section& section) {
    return (std::holds_alternative<S>(section) || ...);
}

bool is_ovirt_section(const model::Section& section) {
    return is_one_of<model::SnapshotsSection, model::AffinityGroupsSection, model::AffinityLabelsSection,
                     model::UserDomainsSection, model::VmExternalDataSection, model::NumaNodeSection>(section);
}

/// Reports every value of the general data that says more than the default, each with what it says.
void report_general_data(const model::VirtualSystem& system, Job& job) {
    for (const auto& [row, name] : tables::system().rows()) {
        const void* member = row->peek(&system);
        const auto* first = reinterpret_cast<const char*>(&*system.ovirt);
        const auto* at = static_cast<const char*>(member);
        if (member == nullptr || at < first || at >= first + sizeof(model::OvirtSystem)) continue;
        if (row->kind == descriptor::RowKind::leaf) {
            const auto text = row->leaf->print(member);
            if (text && !text->empty() && (row->always == 0 || *text != row->otherwise))
                job.losses.renamed(
                    row->leaf->at(member),
                    name + " " + quoted(*text, 60) + " has no place in a standard dialect; only ovfkit reads it there");
        } else if (row->kind == descriptor::RowKind::leaf_list) {
            for (std::size_t i = 0; i < row->list->size(member); ++i)
                job.losses.renamed(row->leaf->at(row->list->at(member, i)),
                                   name + " has no place in a standard dialect; only ovfkit reads it there");
        }
    }
    if (system.ovirt->vm_init) {
        const bool password = !system.ovirt->vm_init->root_password.absent();
        job.losses.renamed(system.ovirt->vm_init->at,
                           std::string("VmInit (cloud-init or sysprep) has no place in a standard dialect; "
                                       "only ovfkit reads it there") +
                               (password ? "; it holds a password in clear text" : ""));
    }
}

void standard_operating_system(model::VirtualSystem& system) {
    auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr) return;
    const auto number = os->ovirt_id      ? os->ovirt_id.optional()
                        : os->description ? model::ovirt_os_number(os->description->text)
                                          : std::nullopt;
    if (!os->id) os->id = number ? model::cim_os_of_ovirt(*number) : std::uint16_t{1};
    os->ovirt_id = std::nullopt;
    os->entity_id = std::nullopt;
}

/// A description that everybody reads, beside the one that only ovfkit does.
void annotate(model::VirtualSystem& system) {
    const auto& description = system.ovirt->description;
    if (!description || description->empty() || model::find<model::AnnotationSection>(system.sections) != nullptr)
        return;
    model::AnnotationSection annotation;
    annotation.info = Msg("A human-readable annotation");
    annotation.annotation = Msg(*description);
    system.sections.emplace_back(std::move(annotation));
}

/// How a standard dialect says what the firmware is; VMware's words are the ones that importers know.
void state_firmware(model::VirtualSystem& system, model::OvirtBiosType bios) {
    auto* hardware = model::find<model::VirtualHardwareSection>(system.sections);
    if (hardware == nullptr || bios < model::OvirtBiosType::q35_ovmf) return;
    const auto config = [&](std::string key, std::string value) {
        const std::string vmw(descriptor::uri::vmware);
        model::Extension e;
        e.ns = vmw;
        e.prefix = "vmw";
        e.name = "Config";
        e.attributes = {{std::string(descriptor::uri::ovf_1), "ovf", "required", "false", {}},
                        {vmw, "vmw", "key", std::move(key), {}},
                        {vmw, "vmw", "value", std::move(value), {}}};
        mark_made(e);
        hardware->extensions.push_back(std::move(e));
    };
    config("firmware", "efi");
    if (bios == model::OvirtBiosType::q35_secure_boot) config("bootOptions.efiSecureBootEnabled", "true");
}

void standard_system(model::VirtualSystem& system, Job& job) {
    const std::string id = model::entity_id(system);
    if (!id.empty()) system.id = id;
    standard_operating_system(system);
    for (const model::Section& section : system.sections)
        if (is_ovirt_section(section))
            job.losses.renamed(std::visit([](const auto& s) { return s.at; }, section),
                               std::string(section_table(section.index()).name) +
                                   " has no place in a standard dialect; only ovfkit reads it there");
    remove_sections(system.extensions, system.sections, is_ovirt_section);
    if (!system.ovirt) return;
    report_general_data(system, job);
    annotate(system);
    if (system.ovirt->bios_type) state_firmware(system, *system.ovirt->bios_type);
    system.ovirt.reset();
}

/// A network for every connection of an adapter, each once.
void standard_networks(model::Envelope& envelope) {
    std::set<std::string> names;
    auto* section = model::find<model::NetworkSection>(envelope.sections);
    if (section != nullptr) {
        remove_into(section->extensions, section->networks, tables::network(), "Network",
                    [&](const model::Network& n) { return n.name && !names.insert(*n.name).second; });
    }
    for (const model::VirtualSystem* system : model::virtual_systems(std::as_const(envelope)))
        for (const model::Section& s : system->sections)
            if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&s))
                for (const model::Item& item : hardware->items)
                    for (const auto& network : item.connection) {
                        if (!network || network->empty() || !names.insert(*network).second) continue;
                        if (section == nullptr)
                            section = &std::get<model::NetworkSection>(
                                envelope.sections.emplace_back(model::NetworkSection{}));
                        model::Network made;
                        made.name = *network;
                        section->networks.push_back(std::move(made));
                    }
}

void wrap_unknown_in(std::vector<model::Section>& sections) {
    for (model::Section& section : sections) {
        std::visit([](auto& s) { wrap_unknown(s.extensions); }, section);
        if (auto* disks = std::get_if<model::DiskSection>(&section))
            for (model::Disk& disk : disks->disks) wrap_unknown(disk.extensions);
        if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section)) {
            for (model::Item& item : hardware->items) wrap_unknown(item.extensions);
            if (hardware->system) wrap_unknown(hardware->system->extensions);
        }
    }
}

void wrap_all_unknown(model::Envelope& envelope) {
    if (envelope.references) {
        wrap_unknown(envelope.references->extensions);
        for (model::File& file : envelope.references->files) wrap_unknown(file.extensions);
    }
    wrap_unknown(envelope.extensions);
    wrap_unknown_in(envelope.sections);
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        wrap_unknown(system->extensions);
        wrap_unknown_in(system->sections);
    }
}

}  // namespace

OvirtDisks ovirt_disks(const model::VirtualSystem& system) {
    OvirtDisks disks;
    for (const model::Section& section : system.sections) {
        const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section);
        if (hardware == nullptr) continue;
        for (const model::Item& item : hardware->items) {
            const bool disk = item.resource_type && *item.resource_type == model::ResourceType::disk_drive;
            if (!disk || !item.parent || !item.instance_id || item.parent->empty() || *item.parent == zero_guid)
                continue;
            disks.parents.emplace(*item.instance_id, *item.parent);
            disks.bases.insert(*item.parent);
        }
    }
    return disks;
}

void to_standard(model::Envelope& envelope, Job& job) {
    job.losses.account(envelope.version.at());
    envelope.version = std::nullopt;
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        const OvirtDisks disks = ovirt_disks(*system);
        standard_hardware(envelope, *system, disks, job);
        standard_disks(envelope, disks, job);
        standard_system(*system, job);
    }
    standard_networks(envelope);
    fill_mandatory(envelope);
    wrap_all_unknown(envelope);
}

}  // namespace ovfkit::convert
