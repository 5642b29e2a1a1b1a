// SPDX-License-Identifier: Apache-2.0
#include "report/excerpt.hpp"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include <ovfkit/text/display_width.hpp>

#include "text/utf8.hpp"

namespace ovfkit::report {
namespace {

constexpr std::string_view tab = "    ";
constexpr std::string_view gap = "...";

/// One character of a line, as it is shown.
struct Cell {
    std::string shown;
    std::size_t width = 0;
    std::size_t begin = 0;  ///< offset in the line
    std::size_t size = 0;
};

/// The character at `at`, or the one byte there that is not UTF-8.
Cell cell_at(std::string_view line, std::size_t at) {
    std::string_view character = line.substr(at, text::character_size(line[at]));
    if (character == "\t") return {std::string(tab), tab.size(), at, 1};
    const bool valid = text::valid_utf8_prefix(character) == character.size();
    if (!valid) character = character.substr(0, 1);
    std::string shown = printable(character);
    const bool as_it_is = valid && shown == character;
    const std::size_t width =
        as_it_is ? static_cast<std::size_t>(text::display_width(text::first_code_point(character))) : shown.size();
    return {std::move(shown), width, at, character.size()};
}

/// Where the character before `at` begins.
std::size_t before(std::string_view line, std::size_t at) {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && text::is_continuation(line[begin])) --begin;
    return cell_at(line, begin).size == at - begin ? begin : at - 1;
}

/// The part of a line that is shown. `room` is what is left of the width; characters without a width cost something,
/// too, so that a pile of accents ends.
class Window {
public:
    Window(std::string_view line, std::size_t at) : line_(line), begin_(at), end_(at) {}

    void grow_back(double room) {
        while (begin_ > 0 && room > 0) {
            const std::size_t previous = before(line_, begin_);
            cells_.push_front(cell_at(line_, previous));
            room -= cost(cells_.front());
            begin_ = previous;
        }
    }
    void grow_on(double room) {
        while (end_ < line_.size() && room > 0) {
            cells_.push_back(cell_at(line_, end_));
            room -= cost(cells_.back());
            end_ += cells_.back().size;
        }
    }
    [[nodiscard]] double used() const {
        double sum = 0;
        for (const Cell& cell : cells_) sum += cost(cell);
        return sum;
    }
    [[nodiscard]] bool complete() const { return begin_ == 0 && end_ == line_.size(); }
    [[nodiscard]] bool cut_before() const { return begin_ > 0; }
    [[nodiscard]] bool cut_behind() const { return end_ < line_.size(); }
    [[nodiscard]] const std::deque<Cell>& cells() const { return cells_; }

private:
    static double cost(const Cell& cell) { return cell.width == 0 ? 0.25 : static_cast<double>(cell.width); }

    std::string_view line_;
    std::size_t begin_;
    std::size_t end_;
    std::deque<Cell> cells_;
};

Window window_around(const SourceText::Excerpt& excerpt, std::size_t width) {
    const auto room = static_cast<double>(width);
    Window whole(excerpt.line, 0);
    whole.grow_on(room);
    if (whole.complete()) return whole;
    Window window(excerpt.line, excerpt.begin);
    window.grow_back(room / 3);
    window.grow_on(room - window.used());
    if (!window.cut_behind()) window.grow_back(room - window.used());
    return window;
}

}  // namespace

MarkedLine marked(const SourceText::Excerpt& excerpt, std::size_t width) {
    const Window window = window_around(excerpt, width);
    MarkedLine result;
    if (window.cut_before()) {
        result.line = gap;
        result.marks.append(gap.size(), ' ');
    }
    bool begun = false;
    for (const Cell& cell : window.cells()) {
        result.line += cell.shown;
        const bool here = cell.begin + cell.size > excerpt.begin;
        if (here && begun && cell.begin >= excerpt.end) continue;
        for (std::size_t i = 0; i < cell.width; ++i) {
            result.marks += !here ? ' ' : begun ? '~' : '^';
            begun = begun || here;
        }
    }
    if (!begun) result.marks += '^';
    if (window.cut_behind()) result.line += gap;
    return result;
}

}  // namespace ovfkit::report
