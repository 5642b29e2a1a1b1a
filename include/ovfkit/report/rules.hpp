// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// The rules with everything that is known of them and their examples, for people. Ends in a line feed.
[[nodiscard]] std::string as_text(const std::vector<const Rule*>& rules, const TextOptions& options = {});

/// The document of `schemas/rules.schema.json`: a list of objects with `rule`, `severity`, `title`, `clause`,
/// `rationale`, `hint`, `since` and `example`; what a rule does not have is null. Ends in a line feed.
[[nodiscard]] std::string as_json(const std::vector<const Rule*>& rules);

/// A page of reference in Markdown: a table of contents by room, and all that is known of each rule with its example.
/// Ends in a line feed.
[[nodiscard]] std::string as_markdown(const std::vector<const Rule*>& rules);

}  // namespace ovfkit::report
