// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>

/// Characters and quantities: encodings, lines and columns, widths, locales, units.
namespace ovfkit::text {

/// How the bytes of a source are read. `other` is an 8-bit or multi-byte charset, named by `DecodedText::charset()`.
enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, other };

/// A source decoded to UTF-8, able to translate offsets both ways and to encode replacement text back into the source's
/// encoding.
///
/// Of a UTF-8 source nothing is copied: `text()` views the bytes given to `decode`, which must outlive this object. Of
/// any other source the object owns the text. Copies and moves are independent of each other; a view from `text()` of
/// an object that owns its text ends with that object.
///
/// The text keeps its XML declaration as it was, so a parser has to be told that the text is UTF-8 whatever it
/// declares.
class DecodedText {
public:
    /// The text in valid UTF-8, without a byte order mark.
    [[nodiscard]] std::string_view text() const noexcept { return owned_ ? std::string_view(storage_) : view_; }
    /// What the bytes were found to be in.
    [[nodiscard]] Encoding encoding() const noexcept { return encoding_; }
    /// True when the source starts with a byte order mark.
    [[nodiscard]] bool has_bom() const noexcept { return bom_bytes_ != 0; }
    /// The name of the encoding as IANA writes it: "UTF-8", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1", ...
    [[nodiscard]] std::string_view charset() const noexcept { return charset_; }
    /// Bytes of the source, the byte order mark included.
    [[nodiscard]] std::uint32_t source_size() const noexcept { return source_size_; }

    /// The byte of the source where the character at `text_offset` begins. Exact for the begin of every code point and
    /// for the end of the text; an offset inside a code point counts as its begin, one beyond the end as the end. O(log
    /// n).
    [[nodiscard]] std::uint32_t to_source(std::uint32_t text_offset) const noexcept;
    /// The other way round, under the same rules; an offset inside the byte order mark is the begin of the text.
    [[nodiscard]] std::uint32_t to_text(std::uint32_t source_offset) const noexcept;

    /// `utf8` in the encoding of the source, to be spliced into it: no byte order mark is added. A character that the
    /// encoding does not have becomes a decimal character reference `&#n;`, which means the character in content and in
    /// attribute values only. Text that is not UTF-8 is an `invalid_argument`.
    [[nodiscard]] Result<std::string> encode(std::string_view utf8) const;

private:
    friend class Decoder;

    struct Checkpoint {
        std::uint32_t text = 0;
        std::uint32_t source = 0;
    };
    [[nodiscard]] std::uint32_t source_bytes(std::size_t code_point, unsigned char lead) const noexcept;

    std::string_view view_;
    std::string storage_;
    std::string charset_;
    std::vector<Checkpoint> checkpoints_;        // of every 64th code point
    std::vector<std::uint8_t> character_bytes_;  // in the source, of each code point; only of multi-byte charsets
    std::uint32_t source_size_ = 0;
    std::uint8_t bom_bytes_ = 0;
    Encoding encoding_ = Encoding::utf8;
    bool owned_ = false;
    bool ascii_only_ = false;  // declared US-ASCII, and nothing in the source contradicts it
};

/// Reads `bytes` as text.
///
/// The encoding is, in this order: what a byte order mark says; UTF-16 when the text begins with `<` in that form; what
/// the XML declaration names; UTF-8. The order and the names are those of XML 1.0 (4.3.3 and appendix F).
///
/// A declaration that contradicts the bytes is reported (`text/encoding-mismatch`) and the bytes win; XenServer
/// declares utf-16 over 8-bit text. Nothing is ever replaced silently: bytes that mean nothing end in `malformed` with
/// `text/invalid-utf8` or `text/invalid-bytes` and their place. A charset that is not known, that keeps a state between
/// characters or that is no superset of ASCII is `unsupported` with `text/unknown-encoding`, as is UTF-32. More than
/// `limits.max_bytes`, before or after decoding, is `limit_exceeded` with `text/too-large`. `source_name` stands in the
/// places of all these.
[[nodiscard]] Result<DecodedText> decode(std::string_view bytes, const Limits& limits, Diagnostics& diagnostics,
                                         std::string_view source_name);

}  // namespace ovfkit::text
