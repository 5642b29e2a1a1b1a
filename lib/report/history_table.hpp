// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>

#include "report/paint.hpp"

namespace ovfkit::report {

/// A table for people, filled cell by cell, row after row. Texts are escaped, and cut where they are too long.
class Table {
public:
    explicit Table(std::vector<std::string> heads);
    /// The next cell; in the colour of `severity`, when there is one.
    void add(std::string_view text, std::optional<Severity> severity = std::nullopt);
    [[nodiscard]] std::string text(const Paint& paint) const;

private:
    struct Cell {
        std::string text;
        std::size_t width;
        std::optional<Severity> severity;
    };
    std::vector<std::size_t> widths_;  // of the columns
    std::vector<Cell> cells_;          // the heads are the first row
};

/// Text as a cell of a CSV table: escaped, no formula, in quotes where it needs them.
[[nodiscard]] std::string csv_cell(std::string_view text);
/// Texts as one cell, a line feed between two of them.
[[nodiscard]] std::string csv_list(const std::vector<std::string>& texts);

}  // namespace ovfkit::report
