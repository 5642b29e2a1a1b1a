// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit {
namespace {

struct Decoded {
    char32_t code = 0;
    std::size_t size = 0;  // 0: not UTF-8 here
};

bool continuation(unsigned char c) { return (c & 0xC0U) == 0x80U; }

// One code point at the front of `s`; overlong forms, surrogates and values beyond U+10FFFF count as not UTF-8.
Decoded decode(std::string_view s) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (size == 0 || lead > 0xF4 || s.size() < size) return {};
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (!continuation(at(i))) return {};
        code = (code << 6U) | (at(i) & 0x3FU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, size};
}

// Characters that move the cursor, change colours, or reorder what a person sees.
bool deceives(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

std::string hex(char32_t value) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    do {
        out.insert(out.begin(), digits[value & 0xFU]);
        value >>= 4U;
    } while (value != 0);
    return out.size() < 2 ? "0" + out : out;
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string out;
    while (!text.empty()) {
        const Decoded d = decode(text);
        std::string piece;
        if (d.size == 0) {
            piece = "\\x" + hex(static_cast<unsigned char>(text.front()));
        } else if (d.code == '\n' || d.code == '\t' || d.code == '\r') {
            piece = d.code == '\n' ? "\\n" : d.code == '\t' ? "\\t" : "\\r";
        } else if (deceives(d.code)) {
            piece = "\\u{" + hex(d.code) + "}";
        } else {
            piece = std::string(text.substr(0, d.size));
        }
        if (out.size() + piece.size() > max_bytes) return out + "...";
        out += piece;
        text.remove_prefix(d.size == 0 ? 1 : d.size);
    }
    return out;
}

std::string quoted(std::string_view text, std::size_t max_bytes) { return "'" + printable(text, max_bytes) + "'"; }

}  // namespace ovfkit
