// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/report/text.hpp>
#include <ovfkit/store/store.hpp>

namespace ovfkit::report {

/// A table for people, one line an entry, in the order given. Long texts are cut; columns are as wide as a terminal
/// shows their characters. Ends in a line feed.
[[nodiscard]] std::string as_text(const std::vector<store::HistoryEntry>& entries, const TextOptions& options = {});
/// The same for what clusters were.
[[nodiscard]] std::string as_text(const std::vector<store::ClusterPeriod>& periods, const TextOptions& options = {});

/// The document of `schemas/history.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const std::vector<store::HistoryEntry>& entries);
/// The same for what clusters were.
[[nodiscard]] std::string as_json(const std::vector<store::ClusterPeriod>& periods);

/// A table for spreadsheets and programs (RFC 4180, in UTF-8): a line of names, then one record an entry, each ending
/// in CR LF. The members of a list stand in one cell, a line feed between two of them.
///
/// What a terminal would act on is escaped as in messages. A spreadsheet takes a cell that begins with `=`, `+`, `-` or
/// `@` (or their full-width forms) for a formula, which could send away what is in the others; such a cell gets an
/// apostrophe in front, and so does one that begins with an apostrophe, so that a reader who takes one away has the
/// text.
[[nodiscard]] std::string as_csv(const std::vector<store::HistoryEntry>& entries);
/// The same for what clusters were.
[[nodiscard]] std::string as_csv(const std::vector<store::ClusterPeriod>& periods);

}  // namespace ovfkit::report
