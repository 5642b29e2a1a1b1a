// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.hpp"
#include "validate/product_passes.hpp"
#include "validate/property_rules.hpp"

namespace ovfkit::validate {
namespace {

// The configurations that are defined anywhere: that their section stands in the wrong place is another finding.
std::unordered_set<std::string_view> configurations_anywhere(const Subject& subject) {
    std::unordered_set<std::string_view> ids;
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::DeploymentOptionSection>(*scope.sections))
            for (const model::Configuration& configuration : section->configurations)
                if (configuration.id) ids.insert(*configuration.id);
    return ids;
}

void check_configuration_values(const model::Property& property, const std::unordered_set<std::string_view>& known,
                                Findings& findings) {
    std::unordered_map<std::string_view, const model::PropertyValue*> seen;
    const std::string key = quoted(Subject::text_of(property.key));
    for (const model::PropertyValue& value : property.values) {
        const std::string_view id = trimmed(Subject::text_of(value.configuration));
        if (id.empty()) {
            findings.report(rule::value_without_configuration, "a Value of " + key + " names no configuration",
                            value.configuration.at().known() ? value.configuration.at() : value.at);
            continue;
        }
        const auto [first, is_new] = seen.emplace(id, &value);
        if (!is_new)
            findings.report(rule::duplicate_value,
                            key + " has a value for the configuration " + quoted(id) + " already",
                            value.configuration.at(), {{first->second->configuration.at(), "the first one"}});
        else if (known.count(id) == 0)
            findings.report(rule::unknown_value_configuration, "there is no configuration " + quoted(id),
                            value.configuration.at());
    }
}

}  // namespace

void check_property_configurations(const Subject& subject, Findings& findings) {
    const auto known = configurations_anywhere(subject);
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::ProductSection>(*scope.sections))
            for (const model::Property* property : properties_of(*section))
                if (!property->values.empty()) check_configuration_values(*property, known, findings);
}

}  // namespace ovfkit::validate
