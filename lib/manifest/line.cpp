// SPDX-License-Identifier: Apache-2.0
#include "manifest/line.hpp"

#include <ovfkit/base/diagnostic.hpp>

#include <algorithm>

namespace ovfkit::manifest {
namespace {

constexpr std::string_view line_blanks = " \t";
constexpr std::size_t nowhere = Line::nowhere;

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Of an algorithm's name, such as `SHA2-256`, `SHA512/256` or `BLAKE2b`.
bool is_algorithm_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '/' ||
           c == '_' || c == '.';
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::size_t behind_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(line_blanks, at), text.size());
}

// Where `)`, perhaps blanks, and `=` follow each other.
std::size_t find_name_end(std::string_view text) {
    for (std::size_t at = text.find(')'); at != nowhere; at = text.find(')', at + 1)) {
        const std::size_t next = behind_blanks(text, at + 1);
        if (next < text.size() && text[next] == '=') return at;
    }
    return nowhere;
}

// `digest  name` or `digest *name`.
bool is_untagged(std::string_view text) {
    const std::size_t end =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_hex_digit) - text.begin());
    return end >= 32 && end + 2 < text.size() && text[end] == ' ' && (text[end + 1] == ' ' || text[end + 1] == '*');
}

class LineParser {
public:
    explicit LineParser(std::string_view text) : text_(text) { line_.odd.fill(nowhere); }

    std::variant<Line, LineProblem> run() {
        if (!take_algorithm() || !take_name() || !take_hex()) return problem_;
        return line_;
    }

private:
    bool fail(std::string what, std::size_t at) {
        problem_ = {std::move(what), at};
        return false;
    }
    void note_if(bool odd, Oddity oddity, std::size_t at) {
        if (odd) line_.note(oddity, at);
    }

    bool take_algorithm();
    bool take_name();
    bool take_hex();

    std::string_view text_;
    std::size_t at_ = 0;
    Line line_;
    LineProblem problem_;
};

bool LineParser::take_algorithm() {
    if (is_untagged(text_)) return fail("it has the form of sha256sum without --tag", 0);
    const std::size_t begin = behind_blanks(text_, 0);
    note_if(begin != 0, Oddity::leading_blank, 0);
    at_ = begin;
    while (at_ < text_.size() && is_algorithm_character(text_[at_])) ++at_;
    if (at_ == begin) return fail("it does not begin with the name of a digest algorithm", begin);
    line_.algorithm = text_.substr(begin, at_ - begin);

    const std::size_t open = behind_blanks(text_, at_);
    note_if(open != at_, Oddity::blank_before_parenthesis, at_);
    if (open == text_.size() || text_[open] != '(') return fail("there is no '(' behind the algorithm", open);
    at_ = open + 1;
    return true;
}

bool LineParser::take_name() {
    const std::size_t begin = at_;
    // Hex holds no '=', so the last one ends the name.
    const std::size_t equals = text_.rfind('=');
    if (equals == nowhere || equals <= begin) return fail("there is no '=' behind the name", text_.size());
    const std::size_t close = text_.find_last_not_of(line_blanks, equals - 1);
    if (close == nowhere || close < begin || text_[close] != ')') return fail("there is no ')' before '='", equals);
    note_if(close + 1 != equals, Oddity::blank_before_equals, close + 1);

    const std::string_view name = text_.substr(begin, close - begin);
    if (name.empty()) return fail("the name is empty", close);
    const auto control = std::find_if(name.begin(), name.end(), is_control);
    if (control != name.end())
        return fail("the name holds a control character", begin + static_cast<std::size_t>(control - name.begin()));
    const std::size_t early = find_name_end(name);
    if (early != nowhere) return fail("where the name ends is not certain: ')=' stands there twice", begin + early);
    const bool before = line_blanks.find(name.front()) != nowhere;
    note_if(before || line_blanks.find(name.back()) != nowhere, Oddity::blank_around_name, before ? begin : close - 1);
    line_.name = name;
    at_ = equals + 1;
    return true;
}

bool LineParser::take_hex() {
    const std::size_t begin = behind_blanks(text_, at_);
    if (begin == text_.size()) return fail("there is nothing behind '='", begin);
    note_if(begin == at_, Oddity::missing_blank, at_);
    note_if(begin > at_ + 1 || (begin == at_ + 1 && text_[at_] != ' '), Oddity::extra_blank, at_);

    const std::size_t end = text_.find_last_not_of(line_blanks) + 1;
    for (std::size_t i = begin; i < end; ++i) {
        if (!is_hex_digit(text_[i])) return fail("what stands behind '=' is not hex", i);
        const bool upper = text_[i] >= 'A' && text_[i] <= 'F';
        if (upper && line_.odd[static_cast<std::size_t>(Oddity::upper_case)] == nowhere)
            line_.note(Oddity::upper_case, i);
    }
    note_if(end != text_.size(), Oddity::trailing_blank, end);
    line_.hex = text_.substr(begin, end - begin);
    return true;
}

}  // namespace

std::variant<Line, LineProblem> parse_line(std::string_view text) { return LineParser(text).run(); }

bool is_writable_name(std::string_view name) {
    // The line's own ')' can join with what a name ends in: no, because '=' would have to stand behind it.
    return !name.empty() && std::none_of(name.begin(), name.end(), is_control) && find_name_end(name) == nowhere;
}

bool is_hex(std::string_view text) { return std::all_of(text.begin(), text.end(), is_hex_digit); }

}  // namespace ovfkit::manifest
