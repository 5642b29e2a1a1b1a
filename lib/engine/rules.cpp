// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/rules.hpp>

namespace ovfkit::engine {

std::vector<const Rule*> rules() {
    return {&rule::not_a_resource,    &rule::unreadable_flag,   &rule::conflicting_flags,
            &rule::misplaced_flag,    &rule::repeated_value,    &rule::unknown_cluster,
            &rule::ambiguous_cluster, &rule::unreadable_answer, &rule::refused_credentials};
}

}  // namespace ovfkit::engine
