// SPDX-License-Identifier: Apache-2.0
#include "manifest/lines.hpp"

#include <ovfkit/text/line_index.hpp>

#include <algorithm>
#include <vector>

namespace ovfkit::manifest {
namespace {

constexpr std::string_view line_filling{" \t\r\n\0", 5};

}  // namespace

Extent extent(std::string_view bytes) {
    Extent found;
    if (bytes.substr(0, byte_order_mark.size()) == byte_order_mark) found.begin = byte_order_mark.size();
    const std::size_t last = bytes.find_last_not_of(line_filling);
    if (last == std::string_view::npos || last < found.begin) {
        found.end = found.begin;
        return found;
    }
    found.end = last + 1;
    // What stands between the last text and its line end belongs to the line; a NUL does not.
    const std::size_t line_end = bytes.find_first_not_of(" \t\r", found.end);
    if (line_end != std::string_view::npos && bytes[line_end] == '\n')
        found.end = line_end + 1;
    else if (bytes.substr(found.end) == "\r")
        found.end = bytes.size();
    return found;
}

Lines::Lines(std::string_view bytes, Extent within, std::string_view source)
    : bytes_(bytes), limit_(within.end), source_(source), begin_(within.begin), end_(begin_), next_(begin_) {}

bool Lines::next() {
    if (next_ >= limit_) return false;
    begin_ = next_;
    number_ = next_number_;
    const std::string_view rest = bytes_.substr(0, limit_);
    const std::size_t feed = rest.find('\n', begin_);
    end_ = std::min(feed, limit_);
    next_ = feed == std::string_view::npos ? limit_ : feed + 1;
    if (end_ > begin_ && bytes_[end_ - 1] == '\r') --end_;
    const std::string_view line = text();
    next_number_ += 1 + static_cast<std::uint32_t>(std::count(line.begin(), line.end(), '\r'));
    return true;
}

bool Lines::is_blank() const { return text().find_first_not_of(" \t") == std::string_view::npos; }

Location Lines::locate(std::size_t from, std::size_t to) const {
    const text::LineIndex index(bytes_.substr(begin_, from - begin_));
    const text::Position position = index.position(static_cast<std::uint32_t>(from - begin_));
    Location where;
    where.source = source_;
    where.span = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    // Before the first step the number is 0, and the place can only be on the first line.
    where.line = std::max(number_, 1U) + position.line - 1;
    where.column = position.column;
    return where;
}

void Recurring::report(Diagnostics& diagnostics) const {
    std::vector<std::pair<const Rule*, const Found*>> sorted;
    for (const auto& [rule, found] : found_) sorted.emplace_back(rule, &found);
    // The slug decides between equal places, so that the order does not hang on addresses.
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second->where.span.begin, a.first->slug) <
               std::pair(b.second->where.span.begin, b.first->slug);
    });
    for (const auto& [rule, found] : sorted) {
        std::string message(rule->title);
        if (found->lines > 1) message += ": " + std::to_string(found->lines) + " times";
        diagnostics.report(*rule, std::move(message), found->where);
    }
}

}  // namespace ovfkit::manifest
