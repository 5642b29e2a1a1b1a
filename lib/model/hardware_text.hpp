// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::model {

constexpr std::string_view xml_blanks = " \t\r\n";

/// `text` without white space around it (DSP0243 1.1.1, annex A allows to strip it from element values).
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(xml_blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(xml_blanks) - first + 1);
}

/// ASCII letters made small. Ids and names of products that are compared so hold no others.
[[nodiscard]] inline std::string lowered(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return low;
}

/// The parts of `text` between characters of `separators`; empty parts are left out.
[[nodiscard]] inline std::vector<std::string_view> words(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> found;
    std::size_t at = text.find_first_not_of(separators);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        found.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(separators, end);
    }
    return found;
}

}  // namespace ovfkit::model
