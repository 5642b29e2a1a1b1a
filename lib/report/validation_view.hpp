// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/report/validation.hpp>
#include <ovfkit/text/line_index.hpp>

namespace ovfkit::report {

/// How many findings there are of each weight.
struct Counts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t notes = 0;
    std::size_t suppressed = 0;
    std::size_t unreadable = 0;  ///< files

    Counts& operator+=(const Counts& other);
    [[nodiscard]] std::size_t findings() const { return errors + warnings + notes; }
};

[[nodiscard]] Counts counts_of(const ValidatedFile& file);
[[nodiscard]] Counts counts_of(const Validation& validation);

/// `2 errors, 1 warning`; empty when there is nothing to count.
[[nodiscard]] std::string words_for(const Counts& counts);

/// A range of a descriptor as people count it; the end is behind the last character.
struct TextRange {
    text::Position begin;
    text::Position end;
};

/// Whether `where` is a line of the descriptor of `file`, so that there is something to show of it.
[[nodiscard]] bool is_in_descriptor(const ValidatedFile& file, const Location& where);

/// Where `where` begins and ends; of a place outside the descriptor as much as the place says itself. Empty when it
/// names no line.
[[nodiscard]] std::optional<TextRange> range_of(const ValidatedFile& file, const Location& where);

/// The text of the descriptor in UTF-8; the file has to have one.
[[nodiscard]] const text::LineIndex& lines_of(const ValidatedFile& file);

/// The name of the member that the descriptor is, when it is inside an archive; else empty.
[[nodiscard]] std::string_view member_of(const ValidatedFile& file);

/// `message` for one line: findings are made by many hands, and one that forgot to escape must not show.
[[nodiscard]] std::string safe_message(std::string_view message);

}  // namespace ovfkit::report
