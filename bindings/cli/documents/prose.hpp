// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ovfkit::cli::documents {

/// A command line with what it is for.
struct Example {
    std::string text;
    std::string command;  ///< lines after the first one continue it
    int code = 0;         ///< with which it ends
};

/// A name with an explanation.
using Item = std::pair<std::string, std::string>;

/// What is written by hand about a verb. Where text is in backquotes it is something to type.
///
///     = DESCRIPTION
///     Paragraphs, with empty lines between them. A line that begins with two blanks is shown as it is.
///
///     = EXIT STATUS            (also ENVIRONMENT and FILES)
///     3: what it means here,
///       in the next line too
///
///     = EXAMPLES
///     What it is for.
///     $ ovfkit inspect web.ova
///     ? 3
///
///     = SEE ALSO
///     ovfkit-verify, tar
///
/// `? 0` may be left out. Lines that begin with `#` are remarks.
struct Prose {
    std::vector<std::string> description;
    std::vector<Item> exit_status;
    std::vector<Item> environment;
    std::vector<Item> files;
    std::vector<Example> examples;
    std::vector<std::string> see_also;
};

/// Throws std::runtime_error, with the line, when the text is not of that form or says too little.
[[nodiscard]] Prose parse_prose(const std::string& text, const std::string& name);

}  // namespace ovfkit::cli::documents
