// SPDX-License-Identifier: Apache-2.0
#include "report/history_table.hpp"

#include <algorithm>
#include <limits>

#include <ovfkit/text/display_width.hpp>

#include "text/utf8.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t widest_cell = 48;
constexpr std::string_view ellipsis = "...";

/// How many bytes of valid UTF-8 fit into `columns`, and how many columns they take.
struct Fit {
    std::size_t bytes = 0;
    std::size_t width = 0;
};

Fit fit(std::string_view text, std::size_t columns) {
    Fit found;
    while (found.bytes < text.size()) {
        const std::string_view rest = text.substr(found.bytes);
        const auto width = static_cast<std::size_t>(text::display_width(text::first_code_point(rest)));
        if (found.width + width > columns) break;
        found.width += width;
        found.bytes += text::character_size(rest.front());
    }
    return found;
}

bool looks_like_a_formula(std::string_view text) {
    constexpr std::string_view starts[] = {"=", "+", "-", "@", "'", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::any_of(std::begin(starts), std::end(starts),
                       [text](std::string_view start) { return text.substr(0, start.size()) == start; });
}

std::string csv_quoted(const std::string& text) {
    // Blanks at the ends are quoted as well, because some readers take them away.
    const bool blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank && text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string csv_escaped(std::string_view text) { return printable(text, std::numeric_limits<std::size_t>::max()); }

std::string no_formula(std::string text) {
    if (looks_like_a_formula(text)) text.insert(text.begin(), '\'');
    return text;
}

}  // namespace

Table::Table(std::vector<std::string> heads) : widths_(heads.size(), 0) {
    for (const std::string& head : heads) add(head);
}

void Table::add(std::string_view text, std::optional<Severity> severity) {
    // What is beyond some bytes cannot be within the columns, combining characters aside.
    Cell cell{printable(text, widest_cell * 8), 0, severity};
    Fit all = fit(cell.text, widest_cell);
    if (all.bytes < cell.text.size()) {
        all = fit(cell.text, widest_cell - ellipsis.size());
        cell.text = cell.text.substr(0, all.bytes) + std::string(ellipsis);
        all.width += ellipsis.size();
    }
    cell.width = all.width;
    std::size_t& column = widths_[cells_.size() % widths_.size()];
    column = std::max(column, cell.width);
    cells_.push_back(std::move(cell));
}

std::string Table::text(const Paint& paint) const {
    std::string out;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cell& cell = cells_[i];
        const std::size_t column = i % widths_.size();
        const bool head = i < widths_.size();
        out += head ? paint.bold(cell.text) : cell.severity ? paint.weight(*cell.severity, cell.text) : cell.text;
        const bool last = column + 1 == widths_.size();
        out += last ? "\n" : std::string(widths_[column] - cell.width + 2, ' ');
    }
    return out;
}

std::string csv_cell(std::string_view text) { return csv_quoted(no_formula(csv_escaped(text))); }

std::string csv_list(const std::vector<std::string>& texts) {
    std::string joined;
    for (const std::string& text : texts) joined += (joined.empty() ? "" : "\n") + csv_escaped(text);
    return csv_quoted(no_formula(joined));
}

}  // namespace ovfkit::report
