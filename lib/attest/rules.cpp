// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {

std::vector<const Rule*> rules() { return {&rule::no_server, &rule::trusted_in_name_only, &rule::unanswered}; }

}  // namespace ovfkit::attest
