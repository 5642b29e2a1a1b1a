// SPDX-License-Identifier: Apache-2.0
#include "report/markdown.hpp"

#include <algorithm>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::report {

std::string markdown_text(std::string_view text) {
    const std::string shown = printable(text, static_cast<std::size_t>(-1));
    const bool has_code = std::count(shown.begin(), shown.end(), '`') % 2 == 0;
    bool in_code = false;
    std::string out;
    for (const char c : shown) {
        if (c == '`' && has_code) in_code = !in_code;
        const bool is_markup = std::string_view("\\*_[]<>|#~").find(c) != std::string_view::npos;
        if (!in_code && (is_markup || (c == '`' && !has_code))) out += '\\';
        if (!in_code && c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

std::string markdown_code(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    std::string out = fence + (text.find('<') == std::string_view::npos ? "text\n" : "xml\n");
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        const std::size_t indent = std::min(line.find_first_not_of("\t "), line.size());
        for (const char c : line.substr(0, indent)) out += c == '\t' ? "    " : " ";
        out += printable(line.substr(indent), static_cast<std::size_t>(-1)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + fence + "\n";
}

}  // namespace ovfkit::report
