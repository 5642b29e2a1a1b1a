// SPDX-License-Identifier: Apache-2.0
#include "trust/flag_words.hpp"

#include <algorithm>

namespace ovfkit::trust {
namespace {

bool same_word(std::string_view text, std::string_view lower_case) {
    const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); };
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(), same);
}

}  // namespace

const Spelling* find_spelling(std::string_view name) {
    const std::string_view local = name.substr(name.rfind(':') + 1);  // npos + 1 is 0
    for (const Spelling& s : spellings)
        if (s.name == local) return &s;
    return nullptr;
}

std::optional<bool> parse_flag(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return std::nullopt;
    text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
    if (text == "1" || same_word(text, "true")) return true;
    if (text == "0" || same_word(text, "false")) return false;
    return std::nullopt;
}

}  // namespace ovfkit::trust
