// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/product_passes.hpp"
#include "validate/product_rules.hpp"
#include "validate/property_rules.hpp"

namespace ovfkit::validate {
namespace {

// A key of a map for two texts. No attribute holds the byte between them.
std::string product_key(std::string_view a, std::string_view b) { return std::string(a) + '\0' + std::string(b); }

void check_product_ids(const Scope& scope, Findings& findings) {
    std::unordered_map<std::string, const model::ProductSection*> seen;
    for (const auto* section : Subject::all<model::ProductSection>(*scope.sections)) {
        for (const model::Field<std::string>* part : {&section->class_, &section->instance})
            if (Subject::text_of(*part).find(':') != std::string_view::npos)
                findings.report(rule::colon_in_class,
                                std::string(part == &section->class_ ? "the class " : "the instance ") +
                                    quoted(Subject::text_of(*part)) + " holds a colon",
                                part->at());
        const ProductId id = id_of(*section);
        const auto [first, is_new] = seen.emplace(product_key(id.class_, id.instance), section);
        if (is_new) continue;
        findings.report(rule::duplicate_product,
                        id.class_.empty() && id.instance.empty()
                            ? std::string("a product section without class and instance stands here a second time")
                            : "a product section of class " + quoted(id.class_) + " and instance " +
                                  quoted(id.instance) + " stands here a second time",
                        section->class_.at().known() ? section->class_.at() : section->at,
                        {{first->second->at, "the first one"}});
    }
}

void check_product_icons(const Subject& subject, const model::ProductSection& section, Findings& findings) {
    for (const model::Icon& icon : section.icons)
        if (icon.file_ref && subject.files.count(*icon.file_ref) == 0)
            findings.report(rule::unknown_icon_file,
                            "the icon is the file " + quoted(*icon.file_ref) + ", which is not in References",
                            icon.file_ref.at());
}

void check_property_key_letters(const model::Field<std::string>& key, Findings& findings) {
    if (key->find('.') != std::string::npos)
        findings.report(rule::dotted_key, "the key " + quoted(*key) + " holds a dot", key.at());
    if (key->find(':') != std::string::npos)
        findings.report(rule::colon_in_key, "the key " + quoted(*key) + " holds a colon", key.at());
}

void check_property_keys(const model::ProductSection& section, Findings& findings) {
    std::unordered_map<std::string_view, const model::Property*> seen;
    std::unordered_map<std::string, const model::Property*> seen_lowered;
    for (const model::Property* property : properties_of(section)) {
        if (!property->key) continue;
        const model::Field<std::string>& key = property->key;
        check_property_key_letters(key, findings);
        const auto [first, is_new] = seen.emplace(*key, property);
        if (!is_new) {
            findings.report(rule::duplicate_property, "the key " + quoted(*key) + " is used already", key.at(),
                            {{first->second->key.at(), "first used here"}});
            continue;
        }
        const auto [similar, is_other] = seen_lowered.emplace(lowered(*key), property);
        if (!is_other)
            findings.report(
                rule::keys_differ_by_case,
                "the key " + quoted(*key) + " is " + quoted(*similar->second->key) + " in letters of another case",
                key.at(), {{similar->second->key.at(), "the other key"}});
    }
}

}  // namespace

ProductId id_of(const model::ProductSection& section) {
    return {Subject::text_of(section.class_), Subject::text_of(section.instance)};
}

std::vector<const model::Property*> properties_of(const model::ProductSection& section) {
    std::vector<const model::Property*> found;
    for (const model::CategoryOrProperty& one : section.properties)
        if (const auto* property = std::get_if<model::Property>(&one)) found.push_back(property);
    return found;
}

void check_product_sections(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        check_product_ids(scope, findings);
        for (const auto* section : Subject::all<model::ProductSection>(*scope.sections)) {
            check_product_icons(subject, *section, findings);
            check_property_keys(*section, findings);
        }
    }
}

}  // namespace ovfkit::validate
