// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>
#include <unordered_set>

#include "validate/deployment_rules.hpp"
#include "validate/hardware_racks.hpp"

// Deployment configurations, and the lists that say under which of them something holds (DSP0243 1.1.1, 9.8).

namespace ovfkit::validate {
namespace {

using model::Configuration;
using model::DeploymentOptionSection;

void check_deployment_places(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        const auto sections = Subject::all<DeploymentOptionSection>(*scope.sections);
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (!scope.is_envelope())
                findings.report(rule::deployment_misplaced_section,
                                "the DeploymentOptionSection belongs below Envelope", sections[i]->at);
            else if (i != 0)
                findings.report(rule::deployment_second_section, "a further DeploymentOptionSection", sections[i]->at,
                                {{sections.front()->at, "the first one"}});
        }
    }
}

void check_configurations(const Subject& subject, Findings& findings) {
    std::unordered_map<std::string_view, const Configuration*> first;
    const Configuration* chosen = nullptr;
    for (const auto* section : Subject::all<DeploymentOptionSection>(subject.envelope.sections)) {
        for (const Configuration& one : section->configurations) {
            const std::string_view id = Subject::text_of(one.id);
            if (!one.id.absent() && (id.empty() || id.find_first_of(blanks) != std::string_view::npos))
                findings.report(rule::deployment_unusable_id, "no list can hold the id " + quoted(id, 80), one.id.at());
            const auto [found, is_new] = first.emplace(id, &one);
            if (!is_new && !id.empty())
                findings.report(rule::deployment_duplicate_id,
                                "configuration " + quoted(id, 80) + " is defined already", one.id.at(),
                                {{found->second->id.at(), "first defined here"}});
            if (!one.is_default.value_or(false)) continue;
            if (chosen != nullptr)
                findings.report(rule::deployment_several_defaults,
                                "configuration " + quoted(id, 80) + " is a default, too", one.is_default.at(),
                                {{chosen->is_default.at(), "the first default"}});
            else
                chosen = &one;
        }
    }
}

/// The ids that are defined, and how to find one that is misspelled.
struct DefinedConfigurations {
    std::unordered_set<std::string_view> ids;
    std::unordered_map<std::string, std::string_view> by_small_letters;
};

DefinedConfigurations defined_configurations(const Subject& subject) {
    DefinedConfigurations defined;
    for (const auto* section : Subject::all<DeploymentOptionSection>(subject.envelope.sections))
        for (const Configuration& one : section->configurations) {
            const std::string_view id = word_of(one.id);
            if (id.empty()) continue;
            defined.ids.insert(id);
            defined.by_small_letters.emplace(lowered(id), id);
        }
    return defined;
}

void check_id(const DefinedConfigurations& defined, const model::Field<std::string>& list, std::string_view id,
              Findings& findings) {
    if (defined.ids.count(id) != 0 || is_template_text(id)) return;
    const auto like = defined.by_small_letters.find(lowered(id));
    std::string hint;
    if (like != defined.by_small_letters.end()) hint = "write " + quoted(like->second, 80);
    findings.report(rule::deployment_unknown_configuration,
                    defined.ids.empty() ? "no configurations are defined, and so not " + quoted(id, 80)
                                        : "configuration " + quoted(id, 80) + " is not defined",
                    part_of(list, id), {}, std::move(hint));
}

void check_list(const DefinedConfigurations& defined, const model::Field<std::string>& list, Findings& findings) {
    const std::string_view text = Subject::text_of(list);
    bool separated = true;
    for (const std::string_view word : words(text)) {
        if (defined.ids.count(word) != 0) continue;  // an id may well hold a comma
        const auto parts = words(word, ",;");
        separated = separated && parts.size() == 1 && parts.front().size() == word.size();
        for (const std::string_view part : parts) check_id(defined, list, part, findings);
    }
    const std::string_view wrong = wrong_separator(text);
    if (!separated || (wrong != "a comma" && wrong != "a semicolon" && !wrong.empty()))
        findings.report(rule::deployment_configuration_separator,
                        "the ids " + quoted(trimmed(text), 120) + " are separated by " +
                            (wrong.empty() ? std::string("a comma or semicolon") : std::string(wrong)),
                        list.at());
}

void check_lists(const Subject& subject, Findings& findings) {
    const DefinedConfigurations defined = defined_configurations(subject);
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places) check_list(defined, place.item->configuration, findings);
    for (const Scope& scope : subject.scopes)
        for (const auto* product : Subject::all<model::ProductSection>(*scope.sections))
            for (const model::CategoryOrProperty& one : product->properties)
                if (const auto* property = std::get_if<model::Property>(&one))
                    check_list(defined, property->configuration, findings);
}

}  // namespace

Group deployment_group() {
    return {{{check_deployment_places, applies::standard | applies::draft},
             {check_configurations, applies::standard | applies::draft},
             {check_lists, applies::standard | applies::draft}},
            {&rule::deployment_misplaced_section, &rule::deployment_second_section, &rule::deployment_duplicate_id,
             &rule::deployment_unusable_id, &rule::deployment_several_defaults, &rule::deployment_unknown_configuration,
             &rule::deployment_configuration_separator}};
}

}  // namespace ovfkit::validate
