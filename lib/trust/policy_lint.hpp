// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::trust {

/// Reports rules that can never decide (`policy/unreachable-rule`), and rules that let in by a name what nobody signed
/// (`policy/unsigned-name`). `places` are those of the rules.
void lint(const Policy& policy, const std::vector<Location>& places, Diagnostics& diagnostics);

}  // namespace ovfkit::trust
