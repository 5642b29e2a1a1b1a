// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// The rules with everything that is known of them, for people. Ends in a line feed.
[[nodiscard]] std::string as_text(const std::vector<const Rule*>& rules, const TextOptions& options = {});

/// A list of objects with `rule`, `severity`, `title`, `clause`, `rationale`, `hint` and `since`; what a rule does not
/// have is null. Ends in a line feed.
[[nodiscard]] std::string as_json(const std::vector<const Rule*>& rules);

}  // namespace ovfkit::report
