// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

/// What class and instance of a product section stand for: absent is the same as empty.
struct ProductId {
    std::string_view class_;
    std::string_view instance;
};
[[nodiscard]] ProductId id_of(const model::ProductSection& section);

/// The properties of a section, without what heads them.
[[nodiscard]] std::vector<const model::Property*> properties_of(const model::ProductSection& section);

// Class and instance, icons, and the keys of a section.
void check_product_sections(const Subject& subject, Findings& findings);
// Types, qualifiers and values.
void check_property_types(const Subject& subject, Findings& findings);
void check_property_values(const Subject& subject, Findings& findings);
// Values for single configurations.
void check_property_configurations(const Subject& subject, Findings& findings);
// What an entity sees of the collection around it: references to its properties, and keys in the environment.
void check_property_macros(const Subject& subject, Findings& findings);
void check_environment_keys(const Subject& subject, Findings& findings);

}  // namespace ovfkit::validate
