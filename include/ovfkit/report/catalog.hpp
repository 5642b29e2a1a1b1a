// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::report {

/// Every rule that any room reports, sorted by slug. The rules live as long as the program.
[[nodiscard]] std::vector<const Rule*> catalog();

/// The rule of that slug; null if there is none.
[[nodiscard]] const Rule* find_rule(std::string_view slug);

}  // namespace ovfkit::report
