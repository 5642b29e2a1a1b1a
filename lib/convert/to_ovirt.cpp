// SPDX-License-Identifier: Apache-2.0
#include "convert/to_ovirt.hpp"

#include <algorithm>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/ovirt_os.hpp>

#include "convert/removed.hpp"
#include "convert/words.hpp"
#include "descriptor/names.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using descriptor::Vendor;
using model::Msg;

std::int64_t ovirt_number(const model::OperatingSystemSection& os) {
    if (os.ovirt_id) return *os.ovirt_id;
    if (const std::string* type = model::find_attribute(os.attributes, descriptor::uri::vmware, "osType"))
        if (const auto number = model::ovirt_os_number(ovirt_os_of_vmware(*type))) return *number;
    if (os.description)
        if (const auto number = model::ovirt_os_number(os.description->text)) return *number;
    return os.id ? model::ovirt_os_of_cim(*os.id) : 0;
}

void name_operating_system(model::VirtualSystem& system, const std::string& id, Job& job) {
    auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr)
        os = &std::get<model::OperatingSystemSection>(system.sections.emplace_back(model::OperatingSystemSection{}));
    const std::int64_t number = ovirt_number(*os);
    const bool said = os->id && *os->id > 1;
    if (number == 0 && said)
        job.losses.weakened(os->at, "the oVirt engine has no name for this operating system and takes it for 'other'");
    if (os->info.absent()) os->info = Msg("Guest Operating System");
    if (os->required.absent()) os->required = false;
    if (job.target() == Grammar::ovirt_ova) {
        if (os->id.absent()) os->id = model::cim_os_of_ovirt(number);
        os->ovirt_id = number;
        return;
    }
    os->entity_id = id;
    os->description = Msg(std::string(model::ovirt_os_name(number)));
    os->id.reset();
    os->ovirt_id.reset();
}

const std::string* vmware_config(const model::VirtualSystem& system, std::string_view key) {
    const auto* hardware = model::find<model::VirtualHardwareSection>(system.sections);
    if (hardware == nullptr) return nullptr;
    for (const model::Extension& e : hardware->extensions) {
        const std::string* name = e.ns == descriptor::uri::vmware ? e.attribute("key") : nullptr;
        if (name != nullptr && *name == key) return e.attribute("value");
    }
    return nullptr;
}

/// What an oVirt document on the way says, which was made from another one; else the vendor of the source.
model::OvirtOrigin origin_of(const Job& job) {
    for (const auto* system : model::virtual_systems(job.source.envelope()))
        if (is_ovirt(job.source.dialect().grammar) && system->ovirt && system->ovirt->origin)
            return *system->ovirt->origin;
    const Vendor vendor = job.source.dialect().vendor;
    return vendor == Vendor::vmware ? model::OvirtOrigin::vmware
           : vendor == Vendor::xen  ? model::OvirtOrigin::xen
                                    : model::OvirtOrigin::ovirt;
}

void fill_general(model::VirtualSystem& system, const std::optional<std::string>& firmware, Job& job) {
    model::OvirtSystem& general = system.ovirt.ensure();
    if (const auto* note = model::find<model::AnnotationSection>(system.sections))
        if (note->annotation && general.description.absent()) general.description = note->annotation->text;
    if (general.bios_type.absent() && firmware) {
        const std::string* secure = vmware_config(system, "bootOptions.efiSecureBootEnabled");
        const bool safe = secure != nullptr && lowered(*secure) == "true";
        if (*firmware == "efi")
            general.bios_type = safe ? model::OvirtBiosType::q35_secure_boot : model::OvirtBiosType::q35_ovmf;
        else
            general.bios_type = model::OvirtBiosType::i440fx_sea_bios;
    }
    if (general.origin.absent()) general.origin = origin_of(job);
}

void name_system(model::VirtualSystem& system, const std::string& id, Job& job) {
    const std::string old = system.id.value_or({});
    if (!old.empty() && old != id && lowered(old) != id)
        job.losses.renamed(system.id.at(), "oVirt wants a GUID for an id; " + quoted(old) + " is " + id + " there");
    job.losses.account(system.id.at());
    system.id = job.target() == Grammar::ovirt ? std::string("out") : id;
    if (system.name.absent()) system.name = Msg(old);
    system.name->msgid.clear();  // the engine finds the name as the text behind `<Name>`
}

/// Sections that the engine would misread: its reader takes every `File` of the document for a disk.
void remove_misleading(model::Envelope& envelope, model::VirtualSystem& system, Job& job) {
    const auto misleading = [](const model::Section& s) {
        return std::holds_alternative<model::EnvironmentFilesSection>(s);
    };
    for (const model::Section& section : system.sections) {
        const Span at = std::visit([](const auto& s) { return s.at; }, section);
        if (misleading(section))
            job.losses.renamed(at,
                               "the oVirt engine would take the files of an EnvironmentFilesSection for disks; only "
                               "ovfkit reads it there");
        const bool unread = std::holds_alternative<model::BootDeviceSection>(section) ||
                            std::holds_alternative<model::PlacementSection>(section) ||
                            std::holds_alternative<model::InstallSection>(section) ||
                            std::holds_alternative<model::EulaSection>(section);
        if (unread)
            job.losses.weakened(
                at, "the oVirt engine does not look at " + std::string(section_table(section.index()).name));
        if (const auto* product = std::get_if<model::ProductSection>(&section);
            product != nullptr && !product->properties.empty())
            job.losses.weakened(at, "the oVirt engine does not hand the properties of a ProductSection to the guest");
    }
    remove_sections(system.extensions, system.sections, misleading);
    remove_sections(envelope.extensions, envelope.sections, misleading);
}

std::map<const model::Disk*, std::string> controllers_of(const model::HardwareView& view) {
    std::map<const model::Disk*, std::string> controllers;
    for (const model::DiskView& disk : view.disks)
        if (disk.disk != nullptr && disk.controller) controllers.emplace(disk.disk, *disk.controller);
    return controllers;
}

}  // namespace

void to_ovirt(model::Envelope& envelope, model::EntityKind kind, Job& job) {
    between_standards(envelope, Grammar::ovf_1, job);
    model::VirtualSystem& system = *model::virtual_systems(envelope).front();
    const std::string id = job.guids.of("system", model::entity_id(system));
    if (job.target() == Grammar::ovirt_ova) remove_bases(envelope, system, job);
    remove_unused_disks(envelope, system, job);
    const model::HardwareView view = model::hardware(envelope, system);
    const Volumes volumes = ovirt_volumes(envelope, job);
    const auto controllers = controllers_of(view);
    ovirt_hardware(envelope, system, volumes, job);
    name_disks(envelope, volumes, controllers, job);
    name_operating_system(system, id, job);
    name_system(system, id, job);
    fill_general(system, view.firmware, job);
    remove_misleading(envelope, system, job);
    fill_kind(system, kind, job.target());
    job.losses.account(envelope.version.at());
    envelope.version.reset();
}

}  // namespace ovfkit::convert
