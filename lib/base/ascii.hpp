// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// Words of file formats: ASCII letters and XML's white space, whatever the locale.

namespace ovfkit {

/// XML's white space.
inline constexpr std::string_view blanks = " \t\r\n";

[[nodiscard]] constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `text` with its ASCII letters made small; other bytes stay as they are.
[[nodiscard]] inline std::string lowered(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(), lower);
    return low;
}

/// Whether `a` and `b` are the same but for the case of ASCII letters.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// `text` without white space around it (DSP0243 1.1.1, annex A allows to strip it from element values).
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The parts of `text` between characters of `separators`; empty parts are left out.
[[nodiscard]] inline std::vector<std::string_view> words(std::string_view text, std::string_view separators = blanks) {
    std::vector<std::string_view> found;
    std::size_t at = text.find_first_not_of(separators);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        found.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(separators, end);
    }
    return found;
}

}  // namespace ovfkit
