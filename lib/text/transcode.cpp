// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/transcode.hpp>

#include <algorithm>
#include <limits>
#include <optional>

#include <ovfkit/text/line_index.hpp>
#include <ovfkit/text/rules.hpp>

#include "text/charset.hpp"
#include "text/declaration.hpp"
#include "text/utf8.hpp"

namespace ovfkit::text {
namespace {

constexpr std::size_t checkpoint_distance = 64;  // code points; DecodedText counts on it

// What the first bytes say, before anything is decoded.
struct Shape {
    CharsetKind kind = CharsetKind::unknown;  // unknown: 8-bit text without a byte order mark
    std::uint8_t bom_bytes = 0;
};

// XML 1.0, appendix F. No document can begin with `<` and NUL in an 8-bit encoding.
Shape shape_of(std::string_view bytes) {
    const auto begins = [&](std::string_view prefix) { return bytes.substr(0, prefix.size()) == prefix; };
    using namespace std::string_view_literals;
    if (begins("\xFF\xFE\0\0"sv) || begins("\0\0\xFE\xFF"sv)) return {CharsetKind::utf32, 4};
    if (begins("<\0\0\0"sv) || begins("\0\0\0<"sv)) return {CharsetKind::utf32, 0};
    if (begins("\xEF\xBB\xBF"sv)) return {CharsetKind::utf8, 3};
    if (begins("\xFF\xFE"sv)) return {CharsetKind::utf16_le, 2};
    if (begins("\xFE\xFF"sv)) return {CharsetKind::utf16_be, 2};
    if (begins("<\0"sv)) return {CharsetKind::utf16_le, 0};
    if (begins("\0<"sv)) return {CharsetKind::utf16_be, 0};
    return {};
}

std::string_view name_of(CharsetKind kind) {
    switch (kind) {
        case CharsetKind::utf16_le: return "UTF-16LE";
        case CharsetKind::utf16_be: return "UTF-16BE";
        case CharsetKind::utf32: return "UTF-32";
        case CharsetKind::ascii: return "US-ASCII";
        default: return "UTF-8";
    }
}

bool is_wide(CharsetKind kind) {
    return kind == CharsetKind::utf16 || kind == CharsetKind::utf16_le || kind == CharsetKind::utf16_be ||
           kind == CharsetKind::utf32;
}

// True when a declaration of `declared` may stand over text in `actual`.
bool agrees(CharsetKind declared, CharsetKind actual) {
    if (declared == actual) return true;
    if (declared == CharsetKind::utf16) return actual == CharsetKind::utf16_le || actual == CharsetKind::utf16_be;
    return declared == CharsetKind::ascii && actual == CharsetKind::utf8;
}

std::string hex(unsigned char byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    return {digits[byte >> 4U], digits[byte & 0xFU]};
}

}  // namespace

/// One decoding; fills a DecodedText.
class Decoder {
public:
    Decoder(std::string_view bytes, const Limits& limits, Diagnostics& diagnostics, std::string_view source_name)
        : bytes_(bytes),
          most_(std::min<std::uint64_t>(limits.max_bytes, std::numeric_limits<std::uint32_t>::max())),
          diagnostics_(diagnostics),
          source_name_(source_name) {}

    Result<DecodedText> run() {
        if (bytes_.size() > most_) return too_large(bytes_.size());
        out_.source_size_ = static_cast<std::uint32_t>(bytes_.size());
        const Shape shape = shape_of(bytes_);
        out_.bom_bytes_ = shape.bom_bytes;
        if (shape.kind == CharsetKind::utf32) return unknown_encoding("UTF-32", {});
        if (shape.kind == CharsetKind::utf16_le || shape.kind == CharsetKind::utf16_be) return utf16(shape.kind);
        return eight_bit(shape);
    }

private:
    Location place(Span span, Position position) const {
        return {std::string(source_name_), span, position.line, position.column, {}};
    }

    Error fail(const Rule& rule, ErrorCode code, std::string message, Location where) {
        Error error{code, message, where, rule.slug};
        diagnostics_.report(rule, std::move(message), std::move(where));
        return error;
    }

    Error too_large(std::uint64_t size) {
        return fail(rule::too_large, ErrorCode::limit_exceeded,
                    std::to_string(size) + " bytes of text are more than the limit of " + std::to_string(most_),
                    place({}, {0, 0}));
    }

    Error unknown_encoding(std::string_view name, Location where) {
        if (where.source.empty()) where.source = source_name_;
        return fail(rule::unknown_encoding, ErrorCode::unsupported, "cannot read the encoding " + quoted(name, 60),
                    std::move(where));
    }

    // `text` is what was understood before the place.
    Error invalid(const Rule& rule, std::size_t source_begin, std::size_t size, std::string_view text) {
        std::string shown;
        for (std::size_t i = 0; i < size; ++i) shown += " " + hex(static_cast<unsigned char>(bytes_[source_begin + i]));
        const Span span{static_cast<std::uint32_t>(source_begin), static_cast<std::uint32_t>(source_begin + size)};
        return fail(rule, ErrorCode::malformed,
                    (size == 1 ? "byte" : "bytes") + shown + " at offset " + std::to_string(source_begin) + " mean" +
                        (size == 1 ? "s" : "") + " nothing in " + out_.charset_,
                    place(span, LineIndex(text).position(static_cast<std::uint32_t>(text.size()))));
    }

    Location declaration_place(const DeclaredEncoding& declared) const {
        const auto begin = static_cast<std::uint32_t>(declared.offset);
        const auto end = static_cast<std::uint32_t>(declared.offset + declared.name.size());
        return place({out_.to_source(begin), out_.to_source(end)}, LineIndex(out_.text()).position(begin));
    }

    void report_mismatch(const DeclaredEncoding& declared) {
        diagnostics_.report(
            rule::encoding_mismatch,
            "the XML declaration says " + quoted(declared.name, 60) + ", the bytes are " + out_.charset_,
            declaration_place(declared));
    }

    void check_declaration(CharsetKind actual) {
        const auto declared = declared_encoding(out_.text());
        if (declared && !agrees(charset_kind(declared->name), actual)) report_mismatch(*declared);
    }

    Result<DecodedText> eight_bit(const Shape& shape) {
        out_.view_ = bytes_.substr(shape.bom_bytes);
        const auto declared = declared_encoding(out_.view_);
        CharsetKind kind = declared ? charset_kind(declared->name) : CharsetKind::utf8;
        if (shape.kind != CharsetKind::utf8 && (kind == CharsetKind::unknown || kind == CharsetKind::unsuitable))
            return unknown_encoding(declared->name, declaration_place(*declared));
        if (shape.kind != CharsetKind::utf8 && (kind == CharsetKind::single_byte || kind == CharsetKind::multi_byte))
            return other(declared->name);

        out_.charset_ = name_of(CharsetKind::utf8);
        if (const std::size_t valid = valid_utf8_prefix(out_.view_); valid != out_.view_.size())
            return invalid(rule::invalid_utf8, valid + shape.bom_bytes, 1, out_.view_.substr(0, valid));
        if (kind == CharsetKind::ascii && all_ascii()) {
            out_.ascii_only_ = true;
            out_.charset_ = name_of(CharsetKind::ascii);
        } else if (kind == CharsetKind::ascii || is_wide(kind) || !agrees(kind, CharsetKind::utf8)) {
            report_mismatch(*declared);
        }
        return std::move(out_);
    }

    bool all_ascii() const {
        return std::all_of(bytes_.begin(), bytes_.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    }

    void begin_owned(Encoding encoding, std::size_t expected) {
        out_.encoding_ = encoding;
        out_.owned_ = true;
        out_.view_ = {};
        out_.storage_.reserve(std::min<std::size_t>(expected + expected / 16, most_));
        // Even of an empty text there is a first checkpoint, so that a search always finds one before it.
        out_.checkpoints_.push_back({0, out_.bom_bytes_});
    }

    // False when the text has grown beyond the limit.
    bool take(char32_t code, std::size_t source_begin) {
        if (code_points_ % checkpoint_distance == 0 && code_points_ != 0)
            out_.checkpoints_.push_back(
                {static_cast<std::uint32_t>(out_.storage_.size()), static_cast<std::uint32_t>(source_begin)});
        ++code_points_;
        append_utf8(out_.storage_, code);
        return out_.storage_.size() <= most_;
    }

    Result<DecodedText> utf16(CharsetKind kind) {
        begin_owned(kind == CharsetKind::utf16_le ? Encoding::utf16_le : Encoding::utf16_be, bytes_.size() / 2);
        out_.charset_ = name_of(kind);
        const std::size_t low = kind == CharsetKind::utf16_le ? 0 : 1;
        const auto unit = [&](std::size_t at) {
            const auto byte = [&](std::size_t i) { return char32_t{static_cast<unsigned char>(bytes_[i])}; };
            return byte(at + low) | (byte(at + 1 - low) << 8U);
        };
        for (std::size_t at = out_.bom_bytes_; at < bytes_.size();) {
            if (bytes_.size() - at < 2) return invalid(rule::invalid_bytes, at, 1, out_.storage_);
            char32_t code = unit(at);
            std::size_t size = 2;
            if (code >= 0xD800 && code <= 0xDFFF) {
                const char32_t second = code < 0xDC00 && bytes_.size() - at >= 4 ? unit(at + 2) : 0;
                if (second < 0xDC00 || second > 0xDFFF) return invalid(rule::invalid_bytes, at, 2, out_.storage_);
                code = 0x10000 + ((code - 0xD800) << 10U) + (second - 0xDC00);
                size = 4;
            }
            if (!take(code, at)) return too_large(out_.storage_.size());
            at += size;
        }
        check_declaration(kind);
        return std::move(out_);
    }

    Result<DecodedText> other(std::string_view name) {
        std::optional<Charset> charset = Charset::open(name);
        if (!charset) return unknown_encoding(name, {});
        out_.charset_ = charset->name();
        begin_owned(Encoding::other, bytes_.size());
        const bool single = charset->is_single_byte();
        std::size_t previous = 0;
        // The size of a character is known when the next one begins.
        const auto close_previous = [&](std::size_t begin) {
            if (!single && code_points_ != 0)
                out_.character_bytes_.push_back(static_cast<std::uint8_t>(begin - previous));
            previous = begin;
        };
        const std::size_t understood = charset->decode(bytes_, [&](char32_t code, std::size_t begin) {
            close_previous(begin);
            return take(code, begin);
        });
        if (out_.storage_.size() > most_) return too_large(out_.storage_.size());
        if (understood != bytes_.size()) return invalid(rule::invalid_bytes, understood, 1, out_.storage_);
        close_previous(bytes_.size());
        return std::move(out_);
    }

    std::string_view bytes_;
    std::uint64_t most_;
    Diagnostics& diagnostics_;
    std::string_view source_name_;
    DecodedText out_;
    std::size_t code_points_ = 0;
};

Result<DecodedText> decode(std::string_view bytes, const Limits& limits, Diagnostics& diagnostics,
                           std::string_view source_name) {
    return Decoder(bytes, limits, diagnostics, source_name).run();
}

}  // namespace ovfkit::text
