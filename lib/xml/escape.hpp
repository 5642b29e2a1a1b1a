// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::xml {

/// `text` as character data: `&`, `<`, `>` and carriage returns as references. Characters that XML 1.0 does not have
/// are replaced by U+FFFD, because there is no way to write them.
[[nodiscard]] std::string escape_text(std::string_view text);

/// `value` for an attribute in `quote`: also the quote, tabs and line ends as references, so that no parser turns them
/// into blanks.
[[nodiscard]] std::string escape_attribute(std::string_view value, char quote = '"');

/// Whether every character of `text` can stand in an XML 1.0 document.
[[nodiscard]] bool expressible(std::string_view text);

/// The value that a parser gives for an attribute written as `raw`, except that line ends and tabs stay what they are.
/// `raw` is from a well-formed document without DTD.
[[nodiscard]] std::string unescape_keeping_space(std::string_view raw);

}  // namespace ovfkit::xml
