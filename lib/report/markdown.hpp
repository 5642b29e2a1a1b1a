// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::report {

/// One line of text, so that Markdown shows it as it is: no markup, no HTML. What stands between backticks is code
/// already, and stays.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// A block of code, fenced by more backticks than it has; `xml` when it looks like that.
[[nodiscard]] std::string markdown_code(std::string_view text);

}  // namespace ovfkit::report
