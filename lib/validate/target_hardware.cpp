// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/ascii.hpp"
#include "validate/target_passes.hpp"
#include "validate/target_rules.hpp"
#include "validate/written.hpp"

// The virtual hardware.

namespace ovfkit::validate {
namespace {

using model::Extension;
using model::Item;
using model::ResourceType;
using model::VirtualHardwareSection;

const Extension* vmware_child(const std::vector<Extension>& extensions, std::string_view name) {
    for (const Extension& one : extensions)
        if (one.kind == Extension::Kind::element && one.name == name && one.ns == descriptor::uri::vmware) return &one;
    return nullptr;
}

// `vmw:Config` with key firmware and value efi.
const Extension* efi_setting(const VirtualHardwareSection& hardware) {
    for (const Extension& one : hardware.extensions) {
        if (one.kind != Extension::Kind::element || one.name != "Config") continue;
        const std::string* key = one.attribute("key");
        const std::string* value = one.attribute("value");
        if (key != nullptr && value != nullptr && *key == "firmware" && same_word(trimmed(*value), "efi")) return &one;
    }
    return nullptr;
}

bool has_nvram_file(const Subject& subject) {
    if (!subject.envelope.references) return false;
    const auto& files = subject.envelope.references->files;
    return std::any_of(files.begin(), files.end(), [](const model::File& file) {
        if (!file.href) return false;
        return lowered(*file.href).find("nvram") != std::string::npos;
    });
}

bool has_machine(const model::VirtualSystem& system) {
    return std::any_of(system.extensions.begin(), system.extensions.end(), [](const Extension& one) {
        return one.ns == descriptor::uri::virtualbox && one.name == "Machine";
    });
}

void check_target_efi(const Subject& subject, const model::VirtualSystem& system,
                      const VirtualHardwareSection& hardware, Findings& findings) {
    const Extension* efi = efi_setting(hardware);
    if (efi == nullptr) return;
    if (!has_machine(system))
        findings.report(rule::target_efi_ignored, "only this setting says that it is EFI", efi->at);
    if (!has_nvram_file(subject))
        findings.report(rule::target_missing_nvram, "no File is the NVRAM of this machine", efi->at);
}

void check_target_raw_settings(const VirtualHardwareSection& hardware, Findings& findings) {
    const Extension* first = nullptr;
    std::size_t count = 0;
    const auto look = [&](const std::vector<Extension>& extensions) {
        for (const Extension& one : extensions) {
            if (one.kind != Extension::Kind::element || one.name != "ExtraConfig") continue;
            if (count++ == 0) first = &one;
        }
    };
    look(hardware.extensions);
    for (const Item& item : hardware.items) look(item.extensions);
    if (first == nullptr) return;
    const std::string* key = first->attribute("key");
    findings.report(rule::target_extra_config,
                    "ExtraConfig sets " + (key != nullptr ? quoted(*key, 80) : std::string("something")) +
                        (count > 1 ? ", and " + std::to_string(count - 1) + " more do likewise" : std::string()),
                    first->at);
}

// The first Item that holds for one configuration only, or is a marker of a range.
void check_target_configurations(const VirtualHardwareSection& hardware, Findings& findings) {
    const Item* first = nullptr;
    std::size_t count = 0;
    for (const auto* items : {&hardware.items, &hardware.ethernet_port_items, &hardware.storage_items})
        for (const Item& item : *items) {
            if (!is_written(item.configuration) && !is_written(item.bound)) continue;
            if (count++ == 0) first = &item;
        }
    if (first == nullptr) return;
    findings.report(rule::target_configuration_items,
                    std::to_string(count) + (count == 1 ? " Item is" : " Items are") +
                        " for one configuration, or mark a range; this is the first",
                    first->at);
}

bool target_has_property(const std::vector<model::Section>& sections) {
    for (const auto* product : Subject::all<model::ProductSection>(sections))
        for (const model::CategoryOrProperty& one : product->properties)
            if (std::holds_alternative<model::Property>(one)) return true;
    return false;
}

// The properties of an entity and of the collections around it.
bool target_sees_property(const Subject& subject, const Scope& scope) {
    if (target_has_property(*scope.sections)) return true;
    return !scope.is_envelope() && target_sees_property(subject, subject.scopes[scope.parent]);
}

// Of several hardware sections, which are alternatives, one of VMware's is enough.
void check_target_family(const model::VirtualSystem& system, Findings& findings) {
    const model::Field<std::string>* other = nullptr;
    for (const auto* hardware : Subject::all<VirtualHardwareSection>(system.sections)) {
        if (!hardware->system || !hardware->system->virtual_system_type) {
            findings.report(rule::target_xen_system_type, "no VirtualSystemType names the hardware family",
                            hardware->system ? hardware->system->at : hardware->at);
            return;
        }
        const auto& type = hardware->system->virtual_system_type;
        const auto families = words(*type, " ,\t\r\n");
        const auto is_vmx = [](std::string_view one) { return one.substr(0, 4) == "vmx-"; };
        if (families.empty() || std::any_of(families.begin(), families.end(), is_vmx)) return;
        if (other == nullptr) other = &type;
    }
    if (other != nullptr)
        findings.report(rule::target_hardware_family, "the hardware family is " + quoted(**other, 80), other->at());
}

bool is_virtualbox_unit(std::string_view unit) {
    std::string dense;
    for (const char c : unit)
        if (blanks.find(c) == std::string_view::npos) dense += c;
    return dense == "MegaBytes" || dense == "MB" || dense == "byte*2^20";
}

void check_target_memory(const Item& item, Findings& findings) {
    if (!item.allocation_units || !item.virtual_quantity.has_value()) return;
    const std::string& unit = *item.allocation_units;
    if (!text::parse_unit(trimmed(unit))) return;  // no unit at all is another rule's business
    if (!is_virtualbox_unit(unit))
        findings.report(rule::target_virtualbox_memory_unit, "the unit is " + quoted(unit, 80),
                        item.allocation_units.at());
    if (is_other_than_mib(unit))
        findings.report(
            rule::target_memory_unit,
            std::to_string(*item.virtual_quantity) + " is taken for MiB, although the unit is " + quoted(unit, 80),
            item.allocation_units.at());
}

void check_target_cpu(const Item& item, Findings& findings) {
    const Extension* cores = vmware_child(item.extensions, "CoresPerSocket");
    if (cores != nullptr && trimmed(cores->text) != "1" && !trimmed(cores->text).empty())
        findings.report(rule::target_cores_per_socket,
                        "the machine has " + quoted(trimmed(cores->text), 20) + " cores per socket", cores->at);
    if (!is_written(item.limit) && !is_written(item.bound))
        findings.report(rule::target_xen_limit, "the Item of the processors has no Limit", item.at);
}

void check_target_nic(const Item& item, Findings& findings) {
    if (!is_written(item.element_name))
        findings.report(rule::target_ovirt_nic_item, "the network adapter has no rasd:ElementName", item.at);
    if (!is_written(item.resource_sub_type))
        findings.report(rule::target_ovirt_nic_item, "the network adapter has no rasd:ResourceSubType", item.at);
}

void check_target_quantities(const VirtualHardwareSection& hardware, Findings& findings) {
    bool memory = false;
    bool processors = false;
    for (const Item& item : hardware.items) {
        if (!item.resource_type.has_value() || !is_written(item.virtual_quantity)) continue;
        memory = memory || *item.resource_type == ResourceType::memory;
        processors = processors || *item.resource_type == ResourceType::processor;
    }
    if (!memory)
        findings.report(rule::target_ovirt_no_quantity, "no Item of type 4 has a rasd:VirtualQuantity", hardware.at);
    if (!processors)
        findings.report(rule::target_ovirt_no_quantity, "no Item of type 3 has a rasd:VirtualQuantity", hardware.at);
}

void check_target_controllers(const VirtualHardwareSection& hardware, Findings& findings) {
    std::unordered_set<std::string_view> ids;
    for (const Item& item : hardware.items)
        if (item.instance_id) ids.insert(*item.instance_id);
    for (const Item& item : hardware.items) {
        if (item.resource_type != ResourceType::disk_drive) continue;
        if (!item.parent || item.parent->empty())
            findings.report(rule::target_proxmox_controller, "the disk has no rasd:Parent", item.at);
        else if (ids.count(*item.parent) == 0)
            findings.report(rule::target_proxmox_controller, "no Item has the id " + quoted(*item.parent, 80),
                            item.parent.at());
    }
}

}  // namespace

void check_target_hardware(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        if (scope.system == nullptr) continue;
        check_target_family(*scope.system, findings);
        for (const auto* hardware : Subject::all<VirtualHardwareSection>(*scope.sections)) {
            check_target_efi(subject, *scope.system, *hardware, findings);
            check_target_raw_settings(*hardware, findings);
            check_target_configurations(*hardware, findings);
            check_target_quantities(*hardware, findings);
            check_target_controllers(*hardware, findings);
            if (hardware->transport && !words(*hardware->transport, " ,").empty() &&
                target_sees_property(subject, scope))
                findings.report(rule::target_no_environment,
                                "properties reach the guest by " + quoted(*hardware->transport, 80) + " only",
                                hardware->transport.at());
        }
    }
}

void check_target_items(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        if (scope.system == nullptr) continue;
        for (const auto* hardware : Subject::all<VirtualHardwareSection>(*scope.sections)) {
            for (const Item& item : hardware->items) {
                if (!item.resource_type.has_value()) continue;
                switch (*item.resource_type) {
                    case ResourceType::processor: check_target_cpu(item, findings); break;
                    case ResourceType::memory: check_target_memory(item, findings); break;
                    case ResourceType::ethernet_adapter: check_target_nic(item, findings); break;
                    case ResourceType::ovirt_monitor:
                        findings.report(rule::target_nvram_item, "this Item is of type 32768", item.resource_type.at());
                        break;
                    default: break;
                }
            }
            for (const auto* items : {&hardware->ethernet_port_items, &hardware->storage_items})
                for (const Item& item : *items)
                    findings.report(rule::target_item_kind,
                                    items == &hardware->storage_items ? "StorageItem is of OVF 2.x"
                                                                      : "EthernetPortItem is of OVF 2.x",
                                    item.at);
        }
    }
}

}  // namespace ovfkit::validate
