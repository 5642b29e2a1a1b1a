// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/rules.hpp>

namespace ovfkit::trust {

std::vector<const Rule*> rules() {
    return {&rule::conflicting_flags,       &rule::unknown_flag_value,  &rule::duplicate_flag,
            &rule::misplaced_flag,          &rule::flag_engine_ignores, &rule::untrusted_target,
            &rule::trusted_target,          &rule::unknown_cluster,     &rule::acknowledged,
            &rule::invalid_acknowledgement, &rule::flags_from_cluster,  &rule::unsigned_statement,
            &rule::altered_statement,       &rule::rejected_signature,  &rule::disowned_descriptor};
}

}  // namespace ovfkit::trust
