// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace ovfkit::text {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t load(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Skips ASCII from `i`, 32 bytes at a time and then 8; descriptors are nearly nothing else.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
    const char* const bytes = text.data();
    for (; i + 32 <= text.size(); i += 32) {
        const std::uint64_t seen = load(bytes + i) | load(bytes + i + 8) | load(bytes + i + 16) | load(bytes + i + 24);
        if ((seen & high_bits) != 0) break;
    }
    while (i + 8 <= text.size() && (load(bytes + i) & high_bits) == 0) i += 8;
    while (i < text.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
    return i;
}

// Bytes of the character of more than one byte at the front of `s`; 0 when it is none. The second byte alone decides
// about overlong forms, surrogates and the upper end (RFC 3629, section 4).
std::size_t valid_sequence(const unsigned char* s, std::size_t left) {
    const unsigned char lead = s[0];
    const std::size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || left < size) return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high) return 0;
    for (std::size_t i = 2; i < size; ++i)
        if ((s[i] & 0xC0U) != 0x80U) return 0;
    return size;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) noexcept {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t i = 0;
    while (true) {
        i = skip_ascii(text, i);
        // Other scripts come in runs: stay here until ASCII comes back.
        while (i < text.size() && bytes[i] >= 0x80) {
            const std::size_t size = valid_sequence(bytes + i, text.size() - i);
            if (size == 0) return i;
            i += size;
        }
        if (i == text.size()) return i;
    }
}

}  // namespace ovfkit::text
