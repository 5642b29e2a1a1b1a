// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/rules.hpp>

namespace ovfkit::descriptor {

std::vector<const Rule*> rules() {
    return {&rule::not_an_envelope, &rule::not_an_environment,    &rule::unknown_namespace,
            &rule::no_entity,       &rule::unreadable_value,      &rule::duplicate_element,
            &rule::nested_value,    &rule::capacity_out_of_range, &rule::memory_out_of_range};
}

}  // namespace ovfkit::descriptor
