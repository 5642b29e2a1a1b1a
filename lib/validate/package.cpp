// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/validate.hpp>

#include "validate/group.hpp"

namespace ovfkit::validate {

std::vector<const Rule*> package_rules() { return {}; }

void check(const package::Package& package, const Options& options, Diagnostics& diagnostics) {
    (void)package;
    (void)options;
    (void)diagnostics;
}

}  // namespace ovfkit::validate
