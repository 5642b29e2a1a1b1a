// SPDX-License-Identifier: Apache-2.0
#include "xml/escape.hpp"

#include <cstdint>

namespace ovfkit::xml {
namespace {

// Bytes that XML 1.0 has no character for: C0 controls but tab and line ends, and U+FFFE and U+FFFF in UTF-8.
std::size_t inexpressible(std::string_view s) {
    const auto c = static_cast<unsigned char>(s[0]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return 1;
    if (s.size() >= 3 && s.substr(0, 2) == "\xEF\xBF" && static_cast<unsigned char>(s[2]) >= 0xBE) return 3;
    return 0;
}

template <class Special>
std::string escape(std::string_view text, Special special) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (std::size_t i = 0; i < text.size();) {
        if (const std::size_t bad = inexpressible(text.substr(i, 3)); bad != 0) {
            out += "\xEF\xBF\xBD";
            i += bad;
            continue;
        }
        if (const char* reference = special(text[i]))
            out += reference;
        else
            out += text[i];
        ++i;
    }
    return out;
}

void append_utf8(std::string& out, std::uint32_t c) {
    const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | (c >> 12U));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | (c >> 18U));
        byte(0x80U | ((c >> 12U) & 0x3FU));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

// The character that the reference `name` (between & and ;) stands for, appended to `out`.
void append_reference(std::string& out, std::string_view name) {
    if (name == "lt") return void(out += '<');
    if (name == "gt") return void(out += '>');
    if (name == "amp") return void(out += '&');
    if (name == "quot") return void(out += '"');
    if (name == "apos") return void(out += '\'');
    const bool hex = name.size() > 2 && name[1] == 'x';
    std::uint32_t code = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
        if (code > 0x10FFFF) return;  // a parser refused it; stay inside the range all the same
    }
    append_utf8(out, code);
}

}  // namespace

std::string escape_text(std::string_view text) {
    return escape(text, [](char c) -> const char* {
        switch (c) {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '>': return "&gt;";
            case '\r': return "&#13;";
            default: return nullptr;
        }
    });
}

std::string escape_attribute(std::string_view value, char quote) {
    return escape(value, [quote](char c) -> const char* {
        switch (c) {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '>': return "&gt;";
            case '\t': return "&#9;";
            case '\n': return "&#10;";
            case '\r': return "&#13;";
            case '"': return quote == '"' ? "&quot;" : nullptr;
            case '\'': return quote == '\'' ? "&apos;" : nullptr;
            default: return nullptr;
        }
    });
}

bool expressible(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (inexpressible(text.substr(i, 3)) != 0) return false;
    return true;
}

std::string unescape_keeping_space(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const std::size_t semicolon = raw[i] == '&' ? raw.find(';', i) : std::string_view::npos;
        if (semicolon == std::string_view::npos) {
            out += raw[i];
        } else {
            append_reference(out, raw.substr(i + 1, semicolon - i - 1));
            i = semicolon;
        }
    }
    return out;
}

}  // namespace ovfkit::xml
