// SPDX-License-Identifier: Apache-2.0
#include "trust/pattern.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace ovfkit::trust {
namespace {

/// Where the character behind the one at `at` begins; bytes that are no UTF-8 belong to the character in front.
std::size_t behind_character(std::string_view text, std::size_t at) noexcept {
    ++at;
    while (at < text.size() && text::is_continuation(text[at])) ++at;
    return at;
}

bool is_all_stars(std::string_view pattern) noexcept {
    return pattern.find_first_not_of('*') == std::string_view::npos;
}

/// Whether the letters at the end of `pattern` are those at the end of `text`: what follows the last star is compared
/// once, and not once for each place where it could begin.
bool can_end(std::string_view pattern, std::string_view text) noexcept {
    const std::size_t special = pattern.find_last_of("*?");
    const std::string_view letters = special == std::string_view::npos ? pattern : pattern.substr(special + 1);
    return text.size() >= letters.size() && text.substr(text.size() - letters.size()) == letters;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view text) noexcept {
    if (text.size() > most_matched) return !pattern.empty() && is_all_stars(pattern);
    if (!can_end(pattern, text)) return false;
    // The last star takes one character more each time that what follows it does not match; earlier ones need not.
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            t = behind_character(text, t);
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = taken = behind_character(text, taken);
            // What cannot begin the rest is passed over at once.
            if (p < pattern.size() && pattern[p] != '*' && pattern[p] != '?') t = taken = text.find(pattern[p], taken);
            if (t == std::string_view::npos) return false;
        } else {
            return false;
        }
    }
    return is_all_stars(pattern.substr(p));
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view text) noexcept {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& one) { return matches(one, text); });
}

}  // namespace ovfkit::trust
