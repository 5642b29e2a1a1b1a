// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/product_passes.hpp"
#include "validate/product_rules.hpp"
#include "validate/property_rules.hpp"

namespace ovfkit::validate {

Group product_group() {
    return {{{check_product_sections, applies::standard},
             {check_property_types, applies::standard},
             {check_property_values, applies::standard},
             {check_property_configurations, applies::standard},
             {check_property_macros, applies::standard},
             {check_environment_keys, applies::standard}},
            {&rule::duplicate_product,
             &rule::colon_in_class,
             &rule::unknown_icon_file,
             &rule::duplicate_property,
             &rule::keys_differ_by_case,
             &rule::dotted_key,
             &rule::colon_in_key,
             &rule::key_collision,
             &rule::vendor_type,
             &rule::unknown_type,
             &rule::value_not_of_type,
             &rule::value_not_allowed,
             &rule::no_value,
             &rule::no_default,
             &rule::password_default,
             &rule::unmasked_password,
             &rule::malformed_qualifiers,
             &rule::vendor_qualifier,
             &rule::unknown_qualifier,
             &rule::unsuited_qualifier,
             &rule::impossible_qualifiers,
             &rule::value_without_configuration,
             &rule::unknown_value_configuration,
             &rule::duplicate_value,
             &rule::unknown_macro}};
}

}  // namespace ovfkit::validate
