// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_rules.hpp>
#include <ovfkit/trust/rules.hpp>

namespace ovfkit::trust {

std::vector<const Rule*> rules() {
    return {&rule::conflicting_flags,
            &rule::unknown_flag_value,
            &rule::duplicate_flag,
            &rule::misplaced_flag,
            &rule::flag_engine_ignores,
            &rule::untrusted_target,
            &rule::trusted_target,
            &rule::unknown_cluster,
            &rule::acknowledged,
            &rule::invalid_acknowledgement,
            &rule::flags_from_cluster,
            &rule::unsigned_statement,
            &rule::altered_statement,
            &rule::rejected_signature,
            &rule::disowned_descriptor,
            &rule::policy_syntax,
            &rule::policy_too_large,
            &rule::policy_unknown_key,
            &rule::policy_missing_key,
            &rule::policy_wrong_type,
            &rule::policy_wrong_value,
            &rule::policy_repeated_name,
            &rule::policy_contradiction,
            &rule::policy_unreachable_rule,
            &rule::policy_no_rule,
            &rule::policy_unsigned_name,
            &rule::policy_evadable_name,
            &rule::policy_decided,
            &rule::policy_acknowledgement_needed,
            &rule::policy_not_entitled,
            &rule::policy_acknowledgement_ignored,
            &rule::policy_signature_needed,
            &rule::policy_weak_signature,
            &rule::policy_weak_manifest,
            &rule::policy_not_understood,
            &rule::policy_not_recorded};
}

}  // namespace ovfkit::trust
