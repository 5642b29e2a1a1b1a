// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/transcode.hpp>

#include <algorithm>

#include "text/charset.hpp"
#include "text/utf8.hpp"

namespace ovfkit::text {
namespace {

constexpr std::size_t checkpoint_distance = 64;  // code points; see Decoder

void append_reference(std::string& out, char32_t code) {
    out += "&#" + std::to_string(static_cast<std::uint32_t>(code)) + ";";
}

void append_utf16(std::string& out, char32_t code, Encoding encoding) {
    const auto put = [&](char32_t unit) {
        const char high = static_cast<char>(static_cast<unsigned char>(unit >> 8U));
        const char low = static_cast<char>(static_cast<unsigned char>(unit & 0xFFU));
        out += encoding == Encoding::utf16_le ? low : high;
        out += encoding == Encoding::utf16_le ? high : low;
    };
    if (code < 0x10000) {
        put(code);
    } else {
        put(0xD800 + ((code - 0x10000) >> 10U));
        put(0xDC00 + ((code - 0x10000) & 0x3FFU));
    }
}

std::uint32_t to_u32(std::size_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

// Bytes of a code point in the source. Its first byte in UTF-8 tells what UTF-16 needs for it.
std::uint32_t DecodedText::source_bytes(std::size_t code_point, unsigned char lead) const noexcept {
    if (encoding_ != Encoding::other) return lead >= 0xF0 ? 4 : 2;
    return character_bytes_.empty() ? 1 : character_bytes_[code_point];
}

std::uint32_t DecodedText::to_source(std::uint32_t text_offset) const noexcept {
    const std::string_view text = this->text();
    if (text_offset >= text.size()) return source_size_;
    if (encoding_ == Encoding::utf8) {
        while (text_offset > 0 && is_continuation(text[text_offset])) --text_offset;
        return text_offset + bom_bytes_;
    }
    auto next = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), text_offset,
                                 [](std::uint32_t offset, const Checkpoint& c) { return offset < c.text; });
    Checkpoint at = *--next;  // the first one is at text offset 0
    std::size_t code_point = static_cast<std::size_t>(next - checkpoints_.begin()) * checkpoint_distance;
    while (true) {
        const char lead = text[at.text];
        const std::uint32_t end = at.text + to_u32(character_size(lead));
        if (end > text_offset) return at.source;
        at.text = end;
        at.source += source_bytes(code_point++, static_cast<unsigned char>(lead));
    }
}

std::uint32_t DecodedText::to_text(std::uint32_t source_offset) const noexcept {
    const std::string_view text = this->text();
    if (source_offset >= source_size_) return to_u32(text.size());
    if (source_offset <= bom_bytes_) return 0;
    if (encoding_ == Encoding::utf8) {
        std::uint32_t offset = source_offset - bom_bytes_;
        while (offset > 0 && is_continuation(text[offset])) --offset;
        return offset;
    }
    // Code points of one character share their byte of the source, and the first of them is wanted.
    auto next = std::lower_bound(checkpoints_.begin() + 1, checkpoints_.end(), source_offset,
                                 [](const Checkpoint& c, std::uint32_t offset) { return c.source < offset; });
    Checkpoint at = *--next;
    std::size_t code_point = static_cast<std::size_t>(next - checkpoints_.begin()) * checkpoint_distance;
    while (at.source < source_offset) {
        const char lead = text[at.text];
        const std::uint32_t end = at.source + source_bytes(code_point++, static_cast<unsigned char>(lead));
        if (end > source_offset) break;
        at.source = end;
        at.text += to_u32(character_size(lead));
    }
    return at.text;
}

Result<std::string> DecodedText::encode(std::string_view utf8) const {
    if (const std::size_t valid = valid_utf8_prefix(utf8); valid != utf8.size())
        return Error{ErrorCode::invalid_argument, "text is not UTF-8 at its byte " + std::to_string(valid), {}, {}};
    if (encoding_ == Encoding::utf8 && !ascii_only_) return std::string(utf8);

    std::optional<Charset> charset;
    if (encoding_ == Encoding::other) {
        charset = Charset::open(charset_);
        if (!charset) return Error{ErrorCode::unsupported, "no converter for " + quoted(charset_), {}, {}};
    }
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size(); at += character_size(utf8[at])) {
        const char32_t code = first_code_point(utf8.substr(at));
        if (encoding_ == Encoding::utf16_le || encoding_ == Encoding::utf16_be) {
            append_utf16(out, code, encoding_);
        } else if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (const std::string bytes = charset ? charset->encode(code) : std::string(); !bytes.empty()) {
            out += bytes;
        } else {
            append_reference(out, code);
        }
    }
    return out;
}

}  // namespace ovfkit::text
