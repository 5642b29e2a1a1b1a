// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace ovfkit::text {

/// Texts for property tests: the same for the same seed.
class RandomText {
public:
    explicit RandomText(unsigned seed) : random_(seed) {}

    [[nodiscard]] std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }

    /// Code points from all planes, none of them a surrogate, most of them ASCII as in a descriptor.
    [[nodiscard]] std::u32string code_points(std::size_t count) {
        std::u32string text;
        while (text.size() < count) text += code_point();
        return text;
    }

private:
    char32_t code_point() {
        const auto in = [&](char32_t first, char32_t last) {
            return first + static_cast<char32_t>(below(static_cast<std::size_t>(last - first) + 1));
        };
        switch (below(10)) {
            case 0: return in(0x80, 0x7FF);
            case 1: return in(0x800, 0xD7FF);
            case 2: return in(0xE000, 0xFFFD);
            case 3: return in(0x10000, 0x10FFFF);
            case 4: return U'\n';
            default: return in(0x20, 0x7E);
        }
    }

    std::mt19937 random_;
};

/// Plain and slow on purpose, to compare with.
inline std::string utf8_of(char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) return {byte(c)};
    if (c < 0x800) return {byte(0xC0 + c / 64), byte(0x80 + c % 64)};
    if (c < 0x10000) return {byte(0xE0 + c / 4096), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
    return {byte(0xF0 + c / 262144), byte(0x80 + c / 4096 % 64), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
}

inline std::string utf8_of(const std::u32string& text) {
    std::string out;
    for (const char32_t c : text) out += utf8_of(c);
    return out;
}

}  // namespace ovfkit::text
