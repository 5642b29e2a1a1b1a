// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "prose.hpp"
#include "verbs.hpp"

namespace ovfkit::cli::documents {

/// All that is said about a verb: its tables and its prose, and what follows from the options it has.
struct Page {
    const VerbText* verb = nullptr;
    Prose prose;
    std::string version;
    std::string date;  ///< 2026-01-31
};

[[nodiscard]] Page make_page(const VerbText& verb, Prose prose, const std::string& date);

/// The day of SOURCE_DATE_EPOCH when that is not empty, else the one of this version; never that of the clock.
[[nodiscard]] std::string date_of(const std::string& source_date_epoch);

/// What an option says besides its name, as sentences: its help, what it takes, needs and excludes.
[[nodiscard]] std::vector<std::string> sentences_of(const OptionText& option);

/// A text of help, as a sentence.
[[nodiscard]] std::string sentence(std::string text);

/// `FILE`, `[RULE...]`
[[nodiscard]] std::string argument_form(const OptionText& argument);

/// A troff page for man.
[[nodiscard]] std::string as_man(const Page& page);
/// Markdown, for the user guide.
[[nodiscard]] std::string as_markdown(const Page& page);

}  // namespace ovfkit::cli::documents
