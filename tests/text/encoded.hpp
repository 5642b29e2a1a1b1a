// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/text/transcode.hpp>

#include <string>
#include <string_view>

namespace ovfkit::text {

/// A source and what `decode` said to it. The bytes must outlive this.
struct Decoded {
    Diagnostics diagnostics;
    Result<DecodedText> result;
    explicit Decoded(std::string_view bytes, const Limits& limits = {})
        : result(decode(bytes, limits, diagnostics, "file.ovf")) {}
    const DecodedText* operator->() const { return &*result; }
};

/// Plain and slow on purpose, to compare with.
inline std::string utf16_of(const std::u32string& text, Encoding encoding) {
    std::string out;
    const auto put = [&](char32_t unit) {
        const char high = static_cast<char>(unit / 256);
        const char low = static_cast<char>(unit % 256);
        out += encoding == Encoding::utf16_le ? std::string{low, high} : std::string{high, low};
    };
    for (const char32_t c : text) {
        if (c >= 0x10000) {
            put(0xD800 + (c - 0x10000) / 1024);
            put(0xDC00 + (c - 0x10000) % 1024);
        } else {
            put(c);
        }
    }
    return out;
}

/// A document whose XML declaration names `encoding`.
inline std::string declared(std::string_view encoding, std::string_view rest) {
    return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?>" + std::string(rest);
}

inline std::u32string ascii32(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace ovfkit::text
