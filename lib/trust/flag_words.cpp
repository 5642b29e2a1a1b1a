// SPDX-License-Identifier: Apache-2.0
#include "trust/flag_words.hpp"

#include "base/ascii.hpp"

namespace ovfkit::trust {

const Spelling* find_spelling(std::string_view name) {
    const std::string_view local = name.substr(name.rfind(':') + 1);  // npos + 1 is 0
    for (const Spelling& s : spellings)
        if (s.name == local) return &s;
    return nullptr;
}

std::optional<bool> parse_flag(std::string_view text) {
    text = trimmed(text);
    if (text == "1" || same_word(text, "true")) return true;
    if (text == "0" || same_word(text, "false")) return false;
    return std::nullopt;
}

}  // namespace ovfkit::trust
