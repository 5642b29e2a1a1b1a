// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.hpp"
#include "validate/reference_passes.hpp"
#include "validate/section_2_rules.hpp"
#include "validate/section_passes.hpp"

// Sections of OVF 2.x: files for the guest, what to boot from, copies of members, and where they are placed.

namespace ovfkit::validate {
namespace {

// Why a path would leave the medium; empty if it does not.
std::string_view path_fault(std::string_view path) {
    if (trimmed(path).empty()) return "is empty";
    if (path.front() == '/' || path.front() == '\\') return "is absolute";
    if (path.size() > 1 && path[1] == ':') return "names a drive";
    if (path.find("://") != std::string_view::npos) return "is no path";
    for (const std::string_view segment : words(path, "/\\"))
        if (segment == "..") return "holds '..'";
    return {};
}

void check_environment_section(const Subject& subject, const model::EnvironmentFilesSection& section,
                               Findings& findings) {
    std::unordered_map<std::string_view, const model::EnvironmentFile*> first;
    for (const model::EnvironmentFile& file : section.files) {
        if (file.file_ref.has_value() && !is_template_marker(*file.file_ref) &&
            subject.files.find(*file.file_ref) == subject.files.end())
            findings.report(rule::environment_unknown_file, "there is no File with the id " + quoted(*file.file_ref),
                            file.file_ref.at());
        if (!file.path.has_value() || is_template_marker(*file.path)) continue;
        if (const std::string_view fault = path_fault(*file.path); !fault.empty())
            findings.report(rule::environment_unsafe_path, "the path " + quoted(*file.path) + " " + std::string(fault),
                            file.path.at());
        const auto [found, is_new] = first.emplace(*file.path, &file);
        if (!is_new)
            findings.report(rule::environment_duplicate_path, "another file has the path " + quoted(*file.path),
                            file.path.at(), {{found->second->path.at(), "first used here"}});
    }
}

using DeviceIds = std::unordered_set<std::string_view>;

void add_device_ids(const std::vector<model::Item>& items, DeviceIds& ids) {
    for (const model::Item& item : items) ids.insert(trimmed(Subject::text_of(item.instance_id)));
}

DeviceIds device_ids(const std::vector<const model::VirtualHardwareSection*>& sections) {
    DeviceIds ids;
    for (const auto* section : sections) {
        add_device_ids(section->items, ids);
        add_device_ids(section->ethernet_port_items, ids);
        add_device_ids(section->storage_items, ids);
    }
    return ids;
}

void check_boot_source(const model::BootSourceSetting& source, const DeviceIds& devices, Findings& findings) {
    // With a boot string the source is named in another way, such as CIM:Network:1.
    if (!source.structured_boot_string.absent() || !source.boot_string.absent()) return;
    if (!source.instance_id.has_value() || is_template_marker(*source.instance_id)) return;
    if (devices.find(trimmed(*source.instance_id)) != devices.end()) return;
    findings.report(rule::boot_unknown_device,
                    "the machine has no device with the InstanceID " + quoted(*source.instance_id),
                    source.instance_id.at());
}

void check_instance_count(const model::InstanceCount& count, Findings& findings) {
    if (!count.default_count.has_value()) return;
    const std::uint32_t number = *count.default_count;
    const bool minimum_known = count.minimum.has_value() || count.minimum.absent();
    const std::uint32_t minimum = count.minimum.value_or(1);
    if (minimum_known && number < minimum)
        findings.report(rule::scale_out_range,
                        "the default " + std::to_string(number) + " is less than the minimum " +
                            std::to_string(minimum) + (count.minimum.has_value() ? "" : ", which is 1 when absent"),
                        count.default_count.at());
    if (count.maximum.has_value() && number > *count.maximum)
        findings.report(
            rule::scale_out_range,
            "the default " + std::to_string(number) + " is more than the maximum " + std::to_string(*count.maximum),
            count.default_count.at());
}

void check_instance_counts(const model::ScaleOutSection& section, Findings& findings) {
    std::unordered_map<std::string_view, const model::InstanceCount*> first;
    for (const model::InstanceCount& count : section.counts) {
        check_instance_count(count, findings);
        const auto names = words(Subject::text_of(count.configuration));
        const auto see = [&](std::string_view name) {
            const auto [found, is_new] = first.emplace(name, &count);
            if (is_new || found->second == &count) return;
            const bool named = !name.empty();
            findings.report(rule::scale_out_repeated_configuration,
                            named ? "there is an InstanceCount for the configuration " + quoted(name) + " already"
                                  : std::string("there is an InstanceCount without a configuration already"),
                            named ? count.configuration.at() : count.at, {{found->second->at, "the first one"}});
        };
        if (names.empty()) see({});
        for (const std::string_view name : names) see(name);
    }
}

bool is_policy(std::string_view word) {
    for (const std::string_view kind : {"affinity", "availability"}) {
        if (word.substr(0, kind.size()) != kind) continue;
        const std::string_view scope = word.substr(kind.size());
        for (const std::string_view known : {"", "-geographic", "-site", "-rack", "-chassis", "-host"})
            if (scope == known) return true;
    }
    return false;
}

using PlacementGroups = std::unordered_map<std::string_view, const model::PlacementGroupSection*>;

void check_placement_group(const model::PlacementGroupSection& group, PlacementGroups& groups, Findings& findings) {
    if (group.id.has_value()) {
        const auto [found, is_new] = groups.emplace(*group.id, &group);
        if (!is_new)
            findings.report(rule::placement_duplicate_group, "another group has the id " + quoted(*group.id),
                            group.id.at(), {{found->second->id.at(), "first used here"}});
    }
    if (!group.policy.has_value() || is_template_marker(*group.policy)) return;
    const auto policies = words(*group.policy);
    const auto unknown =
        std::find_if(policies.begin(), policies.end(), [](std::string_view one) { return !is_policy(one); });
    if (policies.empty())
        findings.report(rule::placement_unknown_policy, "the policy is empty", group.policy.at());
    else if (unknown != policies.end())
        findings.report(rule::placement_unknown_policy, quoted(*unknown, 80) + " is no policy of the standard",
                        group.policy.at());
}

}  // namespace

void check_environment_files(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::EnvironmentFilesSection>(*scope.sections))
            check_environment_section(subject, *section, findings);
}

void check_boot_devices(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        if (scope.system == nullptr) continue;
        const auto sections = Subject::all<model::BootDeviceSection>(*scope.sections);
        if (sections.empty()) continue;
        const auto hardware = Subject::all<model::VirtualHardwareSection>(*scope.sections);
        if (hardware.empty()) continue;
        const DeviceIds devices = device_ids(hardware);
        for (const auto* section : sections)
            for (const model::BootConfigSetting& setting : section->settings)
                for (const model::BootSourceSetting& source : setting.sources)
                    check_boot_source(source, devices, findings);
    }
}

void check_scale_out(const Subject& subject, Findings& findings) {
    Members members;
    for (std::size_t i = 0; i < subject.scopes.size(); ++i) {
        const Scope& scope = subject.scopes[i];
        std::unordered_map<std::string_view, const model::ScaleOutSection*> first;
        for (const auto* section : Subject::all<model::ScaleOutSection>(*scope.sections)) {
            check_instance_counts(*section, findings);
            if (scope.collection == nullptr || !section->id.has_value() || is_template_marker(*section->id)) continue;
            if (members.empty()) members = members_of(subject);
            if (members[i].find(*section->id) == members[i].end())
                findings.report(rule::scale_out_unknown_entity,
                                "the collection has no member " + quoted(*section->id) + " that could be multiplied",
                                section->id.at());
            const auto [found, is_new] = first.emplace(*section->id, section);
            if (!is_new)
                findings.report(rule::scale_out_repeated_entity,
                                "there is a ScaleOutSection for " + quoted(*section->id) + " already", section->id.at(),
                                {{found->second->id.at(), "the first one"}});
        }
    }
}

void check_placement(const Subject& subject, Findings& findings) {
    PlacementGroups groups;
    for (const auto* group : Subject::all<model::PlacementGroupSection>(subject.envelope.sections))
        check_placement_group(*group, groups, findings);
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::PlacementSection>(*scope.sections)) {
            if (!section->group.has_value() || is_template_marker(*section->group)) continue;
            if (groups.find(*section->group) == groups.end())
                findings.report(rule::placement_unknown_group, "there is no placement group " + quoted(*section->group),
                                section->group.at());
        }
}

}  // namespace ovfkit::validate
