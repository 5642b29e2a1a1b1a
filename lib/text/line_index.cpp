// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/line_index.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <vector>

#include "text/utf8.hpp"

namespace ovfkit::text {
namespace {

// A question scans less than this; smaller costs memory, larger costs time on a document that is one long line.
constexpr std::uint32_t count_distance = 1024;

constexpr std::uint64_t repeated(std::uint64_t byte) { return byte * 0x0101010101010101U; }

std::uint64_t load(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Continuation bytes have their highest bit set and the next one clear.
std::uint32_t begins_in_word(std::uint64_t word) {
    return 8 - static_cast<std::uint32_t>(std::popcount(word & ~(word << 1U) & repeated(0x80)));
}

// False only when no byte is below 0x0E, that is, for nearly all text without line ends.
bool may_hold_line_end(std::uint64_t word) { return ((word - repeated(0x0E)) & ~word & repeated(0x80)) != 0; }

std::uint32_t count_begins(std::string_view text) {
    std::uint32_t count = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) count += begins_in_word(load(text.data() + i));
    for (; i < text.size(); ++i) count += is_continuation(text[i]) ? 0U : 1U;
    return count;
}

}  // namespace

struct LineIndex::Table {
    explicit Table(std::string_view of) : text(of) {}

    void build();
    void note_line_ends(std::size_t from, std::size_t to);
    [[nodiscard]] std::uint32_t code_points_before(std::uint32_t offset) const {
        const std::uint32_t known = offset / count_distance;
        return counts[known] + count_begins(text.substr(known * count_distance, offset - known * count_distance));
    }
    [[nodiscard]] std::uint32_t line_end(std::size_t index) const;

    std::string_view text;
    std::once_flag built;
    std::vector<std::uint32_t> starts;  // of each line
    std::vector<std::uint32_t> counts;  // of code points before each multiple of count_distance
};

void LineIndex::Table::note_line_ends(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (ends) starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

void LineIndex::Table::build() {
    starts.push_back(0);
    std::uint32_t count = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        if (i % count_distance == 0) counts.push_back(count);
        const std::uint64_t word = load(text.data() + i);
        count += begins_in_word(word);
        if (may_hold_line_end(word)) note_line_ends(i, i + 8);
    }
    if (i % count_distance == 0) counts.push_back(count);
    note_line_ends(i, text.size());
}

// Of the line's text, without its line end.
std::uint32_t LineIndex::Table::line_end(std::size_t index) const {
    std::uint32_t end = index + 1 < starts.size() ? starts[index + 1] : static_cast<std::uint32_t>(text.size());
    if (index + 1 == starts.size()) return end;
    --end;
    if (text[end] == '\n' && end > starts[index] && text[end - 1] == '\r') --end;
    return end;
}

LineIndex::LineIndex(std::string_view text) : table_(std::make_shared<Table>(text)) {}

const LineIndex::Table& LineIndex::table() const {
    std::call_once(table_->built, [this] { table_->build(); });
    return *table_;
}

Position LineIndex::position(std::uint32_t text_offset) const {
    const Table& t = table();
    std::uint32_t offset = std::min(text_offset, static_cast<std::uint32_t>(t.text.size()));
    while (offset > 0 && offset < t.text.size() && is_continuation(t.text[offset])) --offset;
    const auto next = std::upper_bound(t.starts.begin(), t.starts.end(), offset);
    const auto line = static_cast<std::uint32_t>(next - t.starts.begin());
    return {line, t.code_points_before(offset) - t.code_points_before(t.starts[line - 1]) + 1};
}

std::uint32_t LineIndex::offset(Position position) const {
    const Table& t = table();
    if (position.line == 0) return 0;
    if (position.line > t.starts.size()) return static_cast<std::uint32_t>(t.text.size());
    const std::uint32_t start = t.starts[position.line - 1];
    const std::uint32_t end = t.line_end(position.line - 1);
    const std::uint64_t wanted = std::uint64_t{t.code_points_before(start)} + std::max(position.column, 1U) - 1;
    if (wanted >= t.code_points_before(end)) return end;
    const auto known = std::upper_bound(t.counts.begin(), t.counts.end(), wanted) - t.counts.begin() - 1;
    std::uint32_t at = std::max(start, static_cast<std::uint32_t>(known) * count_distance);
    // Behind a multiple of count_distance there may stand the rest of a character that was counted already.
    while (is_continuation(t.text[at])) ++at;
    for (std::uint64_t seen = t.code_points_before(at); seen < wanted; ++seen)
        at += static_cast<std::uint32_t>(character_size(t.text[at]));
    return at;
}

std::string_view LineIndex::line(std::uint32_t number) const {
    const Table& t = table();
    if (number == 0 || number > t.starts.size()) return {};
    const std::uint32_t start = t.starts[number - 1];
    return t.text.substr(start, t.line_end(number - 1) - start);
}

std::uint32_t LineIndex::line_count() const { return static_cast<std::uint32_t>(table().starts.size()); }

}  // namespace ovfkit::text
