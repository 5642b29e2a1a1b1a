// SPDX-License-Identifier: Apache-2.0
#include "trust/toml_scan.hpp"

#include <algorithm>

namespace ovfkit::trust {
namespace {

/// Behind the text in quotes that begins at `at`; a text on one line ends with the line at last.
std::size_t behind_quotes(std::string_view text, std::size_t at) noexcept {
    const char quote = text[at];
    const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
    const bool many_lines = text.substr(at, 3) == three;
    const bool escapes = quote == '"';
    at += many_lines ? 3 : 1;
    while (at < text.size()) {
        if (escapes && text[at] == '\\') {
            at += 2;
        } else if (many_lines && text[at] == quote && text.substr(at, 3) == three) {
            at += 3;
            // Up to two quotes may stand in front of the three that end it.
            for (int more = 0; more < 2 && at < text.size() && text[at] == quote; ++more) ++at;
            return at;
        } else if (!many_lines && (text[at] == quote || text[at] == '\n')) {
            return at + 1;
        } else {
            ++at;
        }
    }
    return text.size();
}

}  // namespace

std::size_t find_control_character(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        const bool line_end = c == '\n' || (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
        if ((c < 0x20 && c != '\t' && !line_end) || c == 0x7F) return at;
    }
    return std::string_view::npos;
}

std::optional<DeepPlace> find_deep(std::string_view text, std::size_t depth, std::size_t dots) noexcept {
    std::size_t open = 0;
    std::size_t dots_of_line = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            at = behind_quotes(text, at);
            continue;
        }
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (c == '\n') dots_of_line = 0;
        if (c == '.' && ++dots_of_line > dots) return DeepPlace{at, "more dots stand on one line than are read"};
        if ((c == '[' || c == '{') && ++open > depth)
            return DeepPlace{at, "brackets stand deeper in each other than is read"};
        if ((c == ']' || c == '}') && open != 0) --open;
        ++at;
    }
    return std::nullopt;
}

}  // namespace ovfkit::trust
