// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/reference_passes.hpp"
#include "validate/section_passes.hpp"
#include "validate/section_rules.hpp"

// StartupSection: the members of a collection in the order in which they start.

namespace ovfkit::validate {
namespace {

std::string startup_scope(const Scope& scope) {
    const auto& id = scope.collection->id;
    return id.has_value() ? "the collection " + quoted(*id, 80) : std::string("this collection");
}

void check_startup_actions(const model::StartupItem& item, Findings& findings) {
    if (const auto& start = item.start_action; start.has_value() && !is_template_marker(*start))
        if (*start != "powerOn" && *start != "none")
            findings.report(rule::startup_start_action, "the start action is " + quoted(*start), start.at());
    const auto& stop = item.stop_action;
    if (!stop.has_value() || is_template_marker(*stop)) return;
    if (*stop == "suspend")
        findings.report(rule::startup_vendor_stop_action, "the stop action is " + quoted(*stop), stop.at());
    else if (*stop != "powerOff" && *stop != "guestShutdown" && *stop != "none")
        findings.report(rule::startup_stop_action, "the stop action is " + quoted(*stop), stop.at());
}

// The first thing in an entry that only machines have; not known if there is none.
Span machine_setting(const model::StartupItem& item) {
    if (item.start_delay && *item.start_delay != 0) return item.start_delay.at();
    if (item.waiting_for_guest && *item.waiting_for_guest) return item.waiting_for_guest.at();
    if (item.stop_delay && *item.stop_delay != 0) return item.stop_delay.at();
    if (item.start_action && *item.start_action != "powerOn") return item.start_action.at();
    if (item.stop_action && *item.stop_action != "powerOff") return item.stop_action.at();
    return {};
}

using StartupEntries = std::unordered_map<std::string_view, const model::StartupItem*>;

void check_startup_item(const model::StartupItem& item, const Scope& scope, const Members::value_type& members,
                        StartupEntries& entries, Findings& findings) {
    check_startup_actions(item, findings);
    if (!item.id.has_value() || is_template_marker(*item.id)) return;
    const auto [first, is_new] = entries.emplace(*item.id, &item);
    if (!is_new)
        findings.report(rule::startup_repeated_entity, "there is an entry for " + quoted(*item.id) + " already",
                        item.id.at(), {{first->second->id.at(), "the first one"}});
    const auto member = members.find(*item.id);
    if (member == members.end()) {
        findings.report(rule::startup_unknown_entity,
                        startup_scope(scope) + " has no member " + quoted(*item.id) + " that could be started",
                        item.id.at());
        return;
    }
    if (member->second->collection == nullptr) return;
    if (const Span setting = machine_setting(item); setting.known())
        findings.report(rule::startup_collection_settings,
                        quoted(*item.id) + " is a collection: of it only the order counts", setting);
}

}  // namespace

Members members_of(const Subject& subject) {
    Members all(subject.scopes.size());
    for (const Scope& scope : subject.scopes)
        if (!scope.is_envelope() && scope.id()->has_value()) all[scope.parent].emplace(**scope.id(), &scope);
    return all;
}

void check_startup(const Subject& subject, Findings& findings) {
    Members members;
    for (std::size_t i = 0; i < subject.scopes.size(); ++i) {
        const Scope& scope = subject.scopes[i];
        if (scope.collection == nullptr) continue;  // the section stands in the wrong place, and is told so
        StartupEntries entries;
        for (const auto* section : Subject::all<model::StartupSection>(*scope.sections)) {
            if (members.empty()) members = members_of(subject);
            for (const model::StartupItem& item : section->items)
                check_startup_item(item, scope, members[i], entries, findings);
        }
    }
}

}  // namespace ovfkit::validate
