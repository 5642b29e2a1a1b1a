// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {

std::vector<const Rule*> rules() {
    return {&rule::no_server,       &rule::trusted_in_name_only, &rule::unanswered,
            &rule::malformed_reply, &rule::malformed_entry,      &rule::missing_host,
            &rule::unasked_host,    &rule::unknown_level,        &rule::conflicting_answers};
}

}  // namespace ovfkit::attest
