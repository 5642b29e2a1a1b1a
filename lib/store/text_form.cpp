// SPDX-License-Identifier: Apache-2.0
#include "store/text_form.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace ovfkit::store {
namespace {

void append_byte(std::string& out, char byte) {
    constexpr char digits[] = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    out += "\\x";
    out += digits[value >> 4U];
    out += digits[value & 0xFU];
}

std::string_view place_word(trust::FlagPlace place) {
    switch (place) {
        case trust::FlagPlace::entity: return "entity";
        case trust::FlagPlace::trust_section: return "trust section";
        case trust::FlagPlace::collection: return "collection";
        case trust::FlagPlace::document: return "document";
        case trust::FlagPlace::misplaced: break;
    }
    return "misplaced";
}

}  // namespace

std::string storable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::string_view good = text.substr(0, text::valid_utf8_prefix(text));
        const std::size_t nul = std::min(good.find('\0'), good.size());
        out += good.substr(0, nul);
        text.remove_prefix(nul);
        if (text.empty()) break;
        if (text.front() == '\0') {
            out += "\\u{00}";
        } else {
            append_byte(out, text.front());
        }
        text.remove_prefix(1);
    }
    return out;
}

std::string flag_text(const trust::Flag& flag) {
    const std::string_view value = !flag.readable ? "unreadable" : flag.value ? "true" : "false";
    return storable(flag.spelling) + "=" + std::string(value) + " (" + std::string(place_word(flag.place)) + ")";
}

}  // namespace ovfkit::store
