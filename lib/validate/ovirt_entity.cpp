// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <ovfkit/model/ovirt_os.hpp>

#include "validate/ovirt_passes.hpp"
#include "validate/ovirt_rules.hpp"
#include "validate/words.hpp"

// The entity itself: its sections, ids and general data (oVirt reference 1a.7, 1a.8, 1a.12, 1b).

namespace ovfkit::validate {
namespace {

using model::OvirtSystem;
using model::VirtualSystem;
using OvirtWords = std::vector<std::string>;

std::string ovirt_entity_word(const Subject& subject) {
    return is_configuration(subject) ? "Content" : "VirtualSystem";
}

void check_ovirt_required(const Subject& subject, const VirtualSystem& system, Findings& findings) {
    const auto missing = [&](const std::string& what, Span at) {
        findings.report(rule::ovirt_missing_section, ovirt_entity_word(subject) + " comes without " + what, at);
    };
    if (model::find<model::OperatingSystemSection>(system.sections) == nullptr)
        missing("an operating system section", system.at);
    if (is_configuration(subject)) return;
    if (model::find<model::VirtualHardwareSection>(system.sections) == nullptr)
        missing("a VirtualHardwareSection", system.at);
    if (model::find<model::DiskSection>(subject.envelope.sections) == nullptr)
        missing("a DiskSection in the envelope", subject.envelope.at);
}

void check_ovirt_ids(const Subject& subject, const VirtualSystem& system, Findings& findings) {
    if (!is_configuration(subject)) {
        if (system.id && !is_guid(*system.id))
            findings.report(rule::ovirt_fresh_id, "the id " + quoted(*system.id, 80) + " is no GUID", system.id.at());
        return;
    }
    const auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr) return;
    if (!is_written(os->entity_id))
        findings.report(rule::ovirt_bad_entity_id, "the operating system section has no ovf:id", os->at);
    else if (!is_guid(Subject::text_of(os->entity_id)))
        findings.report(rule::ovirt_bad_entity_id,
                        "the id of the entity is " + quoted(Subject::text_of(os->entity_id), 80) + ", which is no GUID",
                        os->entity_id.at());
}

// Export domains take an entity for a template when TemplateId is its own id, OVF stores when there is a TemplateType.
void check_ovirt_kind(const Subject& subject, const VirtualSystem& system, Findings& findings) {
    if (!is_configuration(subject) || !system.ovirt) return;
    const OvirtSystem& data = *system.ovirt;
    const auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr || !os->entity_id || !data.template_id) return;
    const std::string& id = *os->entity_id;
    const bool same = *data.template_id == id;
    if (same || id.empty()) return;
    if (same_guid(*data.template_id, id))
        findings.report(rule::ovirt_kind_contradicts,
                        "TemplateId differs from the entity's id " + quoted(id, 80) + " in the case of letters only",
                        data.template_id.at());
    else if (is_written(data.template_type))
        findings.report(rule::ovirt_kind_contradicts,
                        "TemplateType makes it a template, but TemplateId " + quoted(*data.template_id, 80) +
                            " is not its own id " + quoted(id, 80),
                        data.template_id.at());
}

// The exact words of xsi:type, and the element that each is for.
bool is_ovirt_section_type(std::string_view type) {
    constexpr std::array types{
        "ovf:OperatingSystemSection_Type", "ovf:VirtualHardwareSection_Type", "ovf:SnapshotsSection_Type",
        "ovf:AffinityGroupsSection_Type",  "ovf:AffinityLabelsSection_Type",  "ovf:UserDomainsSection_Type",
        "ovf:VmExternalDataSection_Type",  "ovf:NumaNodeSection_Type",        "ovf:DiskSection_Type",
        "ovf:NetworkSection_Type"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

void check_ovirt_section_types(const Subject& subject, const xml::Node& parent, bool required, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    for (const xml::Node* node = tree.first_child(parent); node != nullptr; node = tree.next(*node)) {
        if (node->kind != xml::Node::Kind::element || node->name != "Section") continue;
        const xml::Attribute* type = nullptr;
        for (const xml::Attribute* a = tree.attributes_begin(*node); a != tree.attributes_end(*node); ++a)
            if (subject.spaces.of(*a) == descriptor::Space::xsi && a->name == "type") type = a;
        if (type == nullptr && required)
            findings.report(rule::ovirt_section_without_type, "this Section has no xsi:type", *node);
        else if (type != nullptr && !is_ovirt_section_type(type->value))
            findings.report(rule::ovirt_unknown_section_type,
                            "the engine passes over a Section of type " + quoted(type->value, 80), *type);
    }
}

void check_ovirt_sections(const Subject& subject, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    check_ovirt_section_types(subject, tree.root(), false, findings);
    for (const xml::Node* node = tree.first_child(tree.root()); node != nullptr; node = tree.next(*node))
        if (node->kind == xml::Node::Kind::element && node->name == "Content")
            check_ovirt_section_types(subject, *node, true, findings);
}

void check_ovirt_os(const Subject& subject, const VirtualSystem& system, Findings& findings) {
    const auto* os = model::find<model::OperatingSystemSection>(system.sections);
    if (os == nullptr) return;
    if (is_configuration(subject)) {
        if (!os->description || trimmed(os->description->text).empty()) return;
        if (model::ovirt_os_number(trimmed(os->description->text))) return;
        findings.report(rule::ovirt_unknown_os, "the engine does not know " + quoted(os->description->text, 80),
                        os->description.at());
    } else if (!is_written(os->ovirt_id) && os->id && model::ovirt_os_of_cim(*os->id) == 0 && *os->id > 1) {
        findings.report(rule::ovirt_unknown_os,
                        "there is no ovirt:id, and the engine does not know the number " + std::to_string(*os->id),
                        os->id.at());
    } else if (os->ovirt_id && model::ovirt_os_name(*os->ovirt_id).empty() && *os->ovirt_id != 1502) {
        findings.report(rule::ovirt_unknown_os, "the engine does not know the number " + std::to_string(*os->ovirt_id),
                        os->ovirt_id.at());
    }
}

bool is_cluster_version(std::string_view text) {
    bool digit = false;
    std::size_t dots = 0;
    for (const char c : text) {
        if (c == '.' && digit) {
            digit = false;
            ++dots;
        } else if (c >= '0' && c <= '9') {
            digit = true;
        } else {
            return false;
        }
    }
    return digit && dots >= 1;
}

// A number or word of the general data.
class OvirtValueCheck {
public:
    explicit OvirtValueCheck(Findings& findings) : findings_(findings) {}

    template <class T>
    void number(const Rule& rule, std::string_view name, const model::Field<T>& field, std::int64_t last) {
        if (!field.has_value()) return;
        const auto value = static_cast<std::int64_t>(*field);
        if (value >= 0 && value <= last) return;
        findings_.report(
            rule,
            std::string(name) + " is " + std::to_string(value) + ", not a number from 0 to " + std::to_string(last),
            field.at());
    }
    void word(const Rule& rule, std::string_view name, const model::Field<std::string>& field, const OvirtWords& known,
              bool any_case = false) {
        if (!field.has_value() || field->empty()) return;
        const auto same = [&](const std::string& one) { return any_case ? same_word(one, *field) : one == *field; };
        if (std::any_of(known.begin(), known.end(), same)) return;
        findings_.report(rule, std::string(name) + " is " + quoted(*field, 80) + ", not " + one_of(known), field.at());
    }

private:
    Findings& findings_;
};

void check_ovirt_general_values(const OvirtSystem& data, Findings& findings) {
    OvirtValueCheck check(findings);
    const Rule& unknown = rule::ovirt_unknown_value;
    check.number(rule::ovirt_refused_value, "DefaultDisplayType", data.default_display_type, 4);
    check.number(unknown, "default_boot_sequence", data.default_boot_sequence, 14);
    check.number(unknown, "VmType", data.vm_type, 2);
    check.number(unknown, "MigrationSupport", data.migration_support, 2);
    check.number(unknown, "SerialNumberPolicy", data.serial_number_policy, 2);
    check.number(unknown, "BiosType", data.bios_type, 3);
    check.number(unknown, "CpuPinningPolicy", data.cpu_pinning_policy, 4);
    check.number(unknown, "Origin", data.origin, 10);
    check.word(unknown, "SsoMethod", data.sso_method, {"none", "guest_agent"});
    check.word(unknown, "ResumeBehavior", data.resume_behavior, {"AUTO_RESUME", "LEAVE_PAUSED", "KILL"});
    check.word(unknown, "ConsoleDisconnectAction", data.console_disconnect_action,
               {"NONE", "LOCK_SCREEN", "LOGOUT", "SHUTDOWN", "REBOOT"});
    check.word(unknown, "TemplateType", data.template_type, {"TEMPLATE", "INSTANCE_TYPE", "IMAGE_TYPE", "VM"});
    for (const auto* version : {&data.custom_compatibility_version, &data.cluster_compatibility_version})
        if (version->has_value() && !(*version)->empty() && !is_cluster_version(**version))
            findings.report(rule::ovirt_compatibility_version, quoted(**version, 80) + " is no version of a cluster",
                            version->at());
    if (data.origin == model::OvirtOrigin::external)
        findings.report(rule::ovirt_external_origin, "Origin is 4, a VM that the engine did not make",
                        data.origin.at());
}

void check_ovirt_disk_values(const model::Disk& disk, Findings& findings) {
    if (!disk.ovirt) return;
    OvirtValueCheck check(findings);
    const Rule& refused = rule::ovirt_refused_value;
    check.word(refused, "ovf:volume-format", disk.ovirt->volume_format,
               {"RAW", "COW", "Unassigned", "UNUSED0", "UNUSED1", "UNUSED2"});
    check.word(refused, "ovf:volume-type", disk.ovirt->volume_type, {"Preallocated", "Sparse", "Unassigned"});
    check.word(refused, "ovf:disk-interface", disk.ovirt->disk_interface,
               {"IDE", "VirtIO_SCSI", "VirtIO", "SPAPR_VSCSI", "SATA"});
}

void check_ovirt_section_values(const VirtualSystem& system, Findings& findings) {
    OvirtValueCheck check(findings);
    for (const auto* section : Subject::all<model::SnapshotsSection>(system.sections))
        for (const model::Snapshot& snapshot : section->snapshots)
            check.word(rule::ovirt_refused_value, "Type", snapshot.type,
                       {"REGULAR", "ACTIVE", "STATELESS", "PREVIEW", "NEXT_RUN"});
    for (const auto* section : Subject::all<model::VmExternalDataSection>(system.sections))
        for (const model::VmExternalDataItem& item : section->items)
            check.word(rule::ovirt_refused_value, "kind", item.kind, {"tpm", "nvram"});
    for (const auto* section : Subject::all<model::VirtualHardwareSection>(system.sections))
        for (const model::Item& item : section->items)
            if (item.ovirt)
                check.word(rule::ovirt_unknown_value, "UsbPolicy", item.ovirt->usb_policy,
                           {"DISABLED", "ENABLED_NATIVE", "Enabled", "ENABLED_LEGACY"}, true);
    for (const auto* section : Subject::all<model::NumaNodeSection>(system.sections))
        for (const model::NumaNode& node : section->nodes)
            check.word(rule::ovirt_unknown_value, "NumaTuneMode", node.tune_mode, {"strict", "interleave", "preferred"},
                       true);
}

void check_ovirt_users_and_nodes(const VirtualSystem& system, Findings& findings) {
    for (const auto* section : Subject::all<model::UserDomainsSection>(system.sections))
        for (const model::User& user : section->users)
            if (user.user_domain && std::count(user.user_domain->begin(), user.user_domain->end(), '@') > 1)
                findings.report(rule::ovirt_login_cut,
                                "of " + quoted(*user.user_domain, 80) + " what follows the second '@' is lost",
                                user.user_domain.at());
    for (const auto* section : Subject::all<model::NumaNodeSection>(system.sections))
        for (const model::NumaNode& node : section->nodes) {
            if (!is_written(node.index))
                findings.report(rule::ovirt_incomplete_numa_node, "NumaNode has no Index", node.at);
            if (!is_written(node.mem_total))
                findings.report(rule::ovirt_incomplete_numa_node, "NumaNode has no MemTotal", node.at);
        }
}

}  // namespace

void check_ovirt_entity(const Subject& subject, Findings& findings) {
    if (is_configuration(subject)) check_ovirt_sections(subject, findings);
    const VirtualSystem* system = ovirt_system(subject);
    if (system == nullptr) return;
    check_ovirt_required(subject, *system, findings);
    check_ovirt_ids(subject, *system, findings);
    check_ovirt_kind(subject, *system, findings);
    check_ovirt_os(subject, *system, findings);
    if (!is_configuration(subject)) return;
    if (!system->ovirt || !is_written(system->ovirt->template_id))
        findings.report(rule::ovirt_no_template_id, "Content has no TemplateId", system->at);
    if (!system->name || trimmed(system->name->text).empty())
        findings.report(rule::ovirt_no_name, "Content has no Name", system->at);
}

void check_ovirt_values(const Subject& subject, Findings& findings) {
    for (const auto* section : Subject::all<model::DiskSection>(subject.envelope.sections))
        for (const model::Disk& disk : section->disks) check_ovirt_disk_values(disk, findings);
    const VirtualSystem* system = ovirt_system(subject);
    if (system == nullptr) return;
    check_ovirt_section_values(*system, findings);
    check_ovirt_users_and_nodes(*system, findings);
    if (!system->ovirt) return;
    check_ovirt_general_values(*system->ovirt, findings);
    const auto& init = system->ovirt->vm_init;
    if (init && init->root_password && !init->root_password->empty())
        findings.report(rule::ovirt_clear_password, "ovf:rootPassword of VmInit is a password in clear text",
                        init->root_password.at());
}

}  // namespace ovfkit::validate
