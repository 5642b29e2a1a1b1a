// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <cstddef>

#include <ovfkit/base/diagnostic.hpp>

#include "text/utf8.hpp"

namespace ovfkit::report {
namespace {

/// `\u202e`; none of the characters that are escaped is beyond the basic plane.
std::string code_escape(char32_t code) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(code >> static_cast<unsigned>(shift)) & 0xFU];
    return out;
}

/// The library escapes C0 controls only. Everything else that `printable` would not let through stands inside strings,
/// so it may be escaped in the finished text.
std::string tame(std::string_view dumped) {
    std::string out;
    out.reserve(dumped.size());
    while (!dumped.empty()) {
        const bool plain = static_cast<unsigned char>(dumped.front()) < 0x7F;
        const std::string_view character = dumped.substr(0, text::character_size(dumped.front()));
        if (plain || printable(character) == character)
            out += character;
        else
            out += code_escape(text::first_code_point(character));
        dumped.remove_prefix(character.size());
    }
    return out;
}

std::string hex_byte(char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    return {'\\', 'x', digits[value >> 4U], digits[value & 0xFU]};
}

}  // namespace

Json json_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t good = text::valid_utf8_prefix(text);
        out += text.substr(0, good);
        text.remove_prefix(good);
        if (text.empty()) break;
        out += hex_byte(text.front());
        text.remove_prefix(1);
    }
    return out;
}

Json json_text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : json_text(text); }

std::string on_lines(const Json& json) { return tame(json.dump(2)) + "\n"; }

std::string on_one_line(const Json& json) { return tame(json.dump()); }

}  // namespace ovfkit::report
