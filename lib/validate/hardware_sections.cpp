// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>

#include "validate/hardware_racks.hpp"
#include "validate/hardware_rules.hpp"

// VirtualHardwareSection as a whole: where it stands, for whom it is, and how the guest gets its environment.

namespace ovfkit::validate {
namespace {

using model::VirtualHardwareSection;

std::string scope_called(const Scope& scope) {
    const auto* id = scope.id();
    const std::string kind = scope.is_envelope() ? "the Envelope" : scope.system ? "virtual system" : "collection";
    const std::string_view name = id != nullptr ? word_of(*id) : std::string_view();
    return name.empty() ? kind : kind + " " + quoted(name, 80);
}

void check_presence(const Scope& scope, const std::vector<const VirtualHardwareSection*>& sections,
                    Findings& findings) {
    if (scope.system == nullptr) {
        for (const auto* section : sections)
            findings.report(rule::hardware_misplaced_section,
                            "the VirtualHardwareSection stands in " + scope_called(scope) + ", not in a virtual system",
                            section->at);
        return;
    }
    if (!sections.empty()) return;
    for (const model::Extension& child : scope.system->extensions)
        if (child.name == "VirtualHardwareSection") return;  // in a namespace of its own, which others complain about
    findings.report(rule::hardware_no_section, scope_called(scope) + " has no VirtualHardwareSection",
                    scope.system->at);
}

void check_section_ids(const std::vector<const VirtualHardwareSection*>& sections, Findings& findings) {
    std::unordered_map<std::string_view, const VirtualHardwareSection*> first;
    for (const auto* section : sections) {
        const std::string_view id = word_of(section->id);
        if (id.empty()) continue;
        const auto [found, is_new] = first.emplace(id, section);
        if (!is_new)
            findings.report(rule::hardware_duplicate_section_id,
                            "hardware section " + quoted(id, 80) + " is there already", section->id.at(),
                            {{found->second->id.at(), "first used here"}});
    }
}

std::vector<std::string_view> types_of(const VirtualHardwareSection& section) {
    if (!section.system) return {};
    return words(Subject::text_of(section.system->virtual_system_type), " \t\r\n,");
}

void check_choice(const std::vector<const VirtualHardwareSection*>& sections, Findings& findings) {
    if (sections.size() < 2) return;
    std::unordered_map<std::string_view, const VirtualHardwareSection*> first;
    for (const auto* section : sections) {
        const auto types = types_of(*section);
        if (types.empty()) {
            const auto* other = section == sections.front() ? sections[1] : sections.front();
            return findings.report(rule::hardware_ambiguous_sections,
                                   "one of several hardware sections, and it has no VirtualSystemType", section->at,
                                   {{other->at, "another one"}});
        }
        for (const std::string_view type : types) {
            const auto [found, is_new] = first.emplace(type, section);
            if (is_new || found->second == section) continue;
            return findings.report(rule::hardware_ambiguous_sections,
                                   "virtual system type " + quoted(type, 80) + " has two hardware sections",
                                   part_of(section->system->virtual_system_type, type),
                                   {{found->second->at, "the other one"}});
        }
    }
}

bool is_uri(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == word.size()) return false;
    for (const char c : word.substr(0, colon))
        if (!(lower(c) >= 'a' && lower(c) <= 'z') && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
            return false;
    return lower(word.front()) >= 'a' && lower(word.front()) <= 'z';
}

void check_words_of(const VirtualHardwareSection& section, bool is_standard, Findings& findings) {
    if (const auto wrong = wrong_separator(Subject::text_of(section.transport)); is_standard && !wrong.empty())
        findings.report(rule::hardware_transport_separator,
                        "the transports " + quoted(*section.transport, 120) + " are separated by " + std::string(wrong),
                        section.transport.at());
    for (const std::string_view word : words(Subject::text_of(section.transport), " \t\r\n,;")) {
        if (word == "iso" || same_word(word, "com.vmware.guestInfo") || is_uri(word) || is_template_text(word))
            continue;
        findings.report(rule::hardware_unknown_transport, "transport " + quoted(word, 80) + " is no URI",
                        part_of(section.transport, word));
    }
    if (!section.system || !is_standard) return;
    const auto& types = section.system->virtual_system_type;
    if (const auto wrong = wrong_separator(Subject::text_of(types)); !wrong.empty())
        findings.report(rule::hardware_system_type_separator,
                        "the types " + quoted(word_of(types), 120) + " are separated by " + std::string(wrong),
                        types.at());
}

// A CD drive that is left disconnected receives the medium (DSP0243 1.1.1, 11.2). What cannot be read may be one.
void check_iso(const Fitted& fitted) {
    if (fitted.rack.hardware == nullptr) return;
    const auto& transport = fitted.rack.hardware->transport;
    const auto names = words(Subject::text_of(transport), " \t\r\n,;");
    const auto iso = std::find(names.begin(), names.end(), std::string_view("iso"));
    if (iso == names.end()) return;
    const model::Item* cd = nullptr;
    for (const model::EffectiveItem& device : fitted.devices) {
        const model::Item& item = device.item();
        const bool is_cd = is_a(item, model::ResourceType::cd_drive) || is_a(item, model::ResourceType::dvd_drive);
        if (!item.resource_type.has_value()) return;
        if (!is_cd) continue;
        if (!item.automatic_allocation.text().empty() && !item.automatic_allocation.has_value()) return;
        if (item.automatic_allocation.has_value() && !*item.automatic_allocation) return;
        cd = device.base.item;
    }
    std::vector<Findings::Also> also;
    if (cd != nullptr) also.push_back({cd->at, "this drive is not left disconnected"});
    fitted.findings.report(rule::hardware_iso_transport_without_cd,
                           cd == nullptr ? "transport iso, but the machine has no CD drive"
                                         : "transport iso, but no CD drive has AutomaticAllocation false",
                           part_of(transport, *iso), std::move(also));
}

}  // namespace

void check_hardware_sections(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        const auto sections = Subject::all<VirtualHardwareSection>(*scope.sections);
        check_presence(scope, sections, findings);
        check_section_ids(sections, findings);
        if (scope.system != nullptr) check_choice(sections, findings);
        for (const auto* section : sections) check_words_of(*section, subject.is_standard(), findings);
    }
    for_each_fitting(subject, findings, check_iso);
}

}  // namespace ovfkit::validate
