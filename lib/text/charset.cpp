// SPDX-License-Identifier: Apache-2.0
#include "text/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"

namespace ovfkit::text {
namespace {

constexpr std::size_t longest_name = 60;

// EncName of XML 1.0, production 81. It keeps ICU's options (`,version=1`) and anything like a path out of its hands.
bool is_encoding_name(std::string_view name) {
    const auto letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
    return !name.empty() && name.size() < longest_name && letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; });
}

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Handle = std::unique_ptr<UConverter, Close>;

Handle open_converter(std::string_view name) {
    if (!is_encoding_name(name)) return nullptr;
    UErrorCode status = U_ZERO_ERROR;
    Handle handle(ucnv_open(std::string(name).c_str(), &status));
    if (U_FAILURE(status)) return nullptr;
    ucnv_setToUCallBack(handle.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(handle.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFallback(handle.get(), false);
    return U_FAILURE(status) ? nullptr : std::move(handle);
}

CharsetKind kind_of(const UConverter* converter) {
    switch (ucnv_getType(converter)) {
        case UCNV_UTF8: return CharsetKind::utf8;
        case UCNV_US_ASCII: return CharsetKind::ascii;
        case UCNV_UTF16: return CharsetKind::utf16;
        case UCNV_UTF16_LittleEndian: return CharsetKind::utf16_le;
        case UCNV_UTF16_BigEndian: return CharsetKind::utf16_be;
        case UCNV_UTF32:
        case UCNV_UTF32_LittleEndian:
        case UCNV_UTF32_BigEndian: return CharsetKind::utf32;
        case UCNV_LATIN_1:
        case UCNV_SBCS: return CharsetKind::single_byte;
        case UCNV_MBCS: return CharsetKind::multi_byte;
        default: return CharsetKind::unsuitable;
    }
}

// A name that people know, when it leads back to the same converter.
std::string public_name(const UConverter* converter) {
    UErrorCode status = U_ZERO_ERROR;
    std::string own = ucnv_getName(converter, &status);
    for (const char* standard : {"MIME", "IANA"}) {
        status = U_ZERO_ERROR;
        const char* const name = ucnv_getStandardName(own.c_str(), standard, &status);
        if (name == nullptr || U_FAILURE(status)) continue;
        const Handle again = open_converter(name);
        if (again && own == ucnv_getName(again.get(), &status)) return name;
    }
    return own;
}

bool is_xml_ascii(unsigned char c) { return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r'; }

constexpr char32_t no_code_point = 0xFFFFFFFF;

std::size_t decode_by_icu(UConverter* converter, std::string_view bytes,
                          const std::function<bool(char32_t, std::size_t)>& take) {
    ucnv_reset(converter);
    constexpr std::size_t chunk = 2048;
    UChar units[chunk];
    std::int32_t offsets[chunk];
    const char* const end = bytes.data() + bytes.size();
    const char* at = bytes.data();
    UChar high = 0;  // the first half of a pair whose second half comes in the next chunk
    std::size_t begin = 0;
    while (true) {
        const std::size_t base = static_cast<std::size_t>(at - bytes.data());
        UChar* out = units;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &out, units + chunk, &at, end, offsets, true, &status);
        const std::size_t count = static_cast<std::size_t>(out - units);
        for (std::size_t i = 0; i < count; ++i) {
            // What is left over of the character that ended the chunk before has no offset.
            if (high == 0 && offsets[i] >= 0) begin = base + static_cast<std::size_t>(offsets[i]);
            const bool pair = high != 0 && U16_IS_TRAIL(units[i]);
            if (high == 0 && U16_IS_LEAD(units[i])) {
                high = units[i];
                continue;
            }
            if (!pair && (high != 0 || U16_IS_SURROGATE(units[i]))) return begin;
            const auto code = pair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(high, units[i])) : char32_t{units[i]};
            high = 0;
            if (!take(code, begin)) return begin;
        }
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        if (U_SUCCESS(status)) return high == 0 ? bytes.size() : begin;
        char invalid[32];
        std::int8_t length = sizeof invalid;
        UErrorCode asked = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter, invalid, &length, &asked);
        const std::size_t done = static_cast<std::size_t>(at - bytes.data());
        return U_FAILURE(asked) || length < 0 || static_cast<std::size_t>(length) > done
                   ? done
                   : done - static_cast<std::size_t>(length);
    }
}

}  // namespace

CharsetKind charset_kind(std::string_view name) {
    if (same_word(name, "utf-8")) return CharsetKind::utf8;
    const Handle handle = open_converter(name);
    if (!handle) return CharsetKind::unknown;
    const CharsetKind kind = kind_of(handle.get());
    if (kind != CharsetKind::single_byte && kind != CharsetKind::multi_byte) return kind;
    return Charset::open(name) ? kind : CharsetKind::unsuitable;
}

struct Charset::Converter {
    Handle handle;
};

Charset::Charset(std::unique_ptr<Converter> converter) : converter_(std::move(converter)) {}
Charset::Charset(Charset&&) noexcept = default;
Charset& Charset::operator=(Charset&&) noexcept = default;
Charset::~Charset() = default;

std::optional<Charset> Charset::open(std::string_view name) {
    Handle handle = open_converter(name);
    if (!handle) return std::nullopt;
    const CharsetKind kind = kind_of(handle.get());
    if (kind != CharsetKind::single_byte && kind != CharsetKind::multi_byte) return std::nullopt;

    Charset charset(std::make_unique<Converter>(Converter{std::move(handle)}));
    charset.name_ = public_name(charset.converter_->handle.get());
    if (!charset.extends_ascii()) return std::nullopt;
    if (kind == CharsetKind::single_byte) charset.fill_table();
    return charset;
}

bool Charset::extends_ascii() {
    std::string ascii;
    for (unsigned i = 0; i < 0x80; ++i)
        if (is_xml_ascii(static_cast<unsigned char>(i))) ascii += static_cast<char>(i);
    std::size_t same = 0;
    const auto compare = [&](char32_t code, std::size_t begin) {
        return begin < ascii.size() && code == static_cast<unsigned char>(ascii[begin]) && begin == same++;
    };
    return decode(ascii, compare) == ascii.size() && same == ascii.size();
}

// A single-byte charset is answered without ICU from here on.
void Charset::fill_table() {
    table_.fill(no_code_point);
    for (unsigned i = 0; i < 256; ++i) {
        const char byte = static_cast<char>(i);
        const auto keep = [&](char32_t code, std::size_t) { return table_[i] = code, true; };
        if (decode(std::string_view(&byte, 1), keep) != 1) table_[i] = no_code_point;
    }
    single_byte_ = true;
}

std::size_t Charset::decode(std::string_view bytes, const std::function<bool(char32_t, std::size_t)>& take) {
    if (!single_byte_) return decode_by_icu(converter_->handle.get(), bytes, take);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char32_t code = table_[static_cast<unsigned char>(bytes[i])];
        if (code == no_code_point || !take(code, i)) return i;
    }
    return bytes.size();
}

std::string Charset::encode(char32_t code) {
    UChar units[U16_MAX_LENGTH];
    std::int32_t count = 0;
    U16_APPEND_UNSAFE(units, count, static_cast<UChar32>(code));
    char bytes[16];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size = ucnv_fromUChars(converter_->handle.get(), bytes, sizeof bytes, units, count, &status);
    if (U_FAILURE(status) || size <= 0 || size > static_cast<std::int32_t>(sizeof bytes)) return {};
    // Some converters write a look-alike whatever they are told: only what reads back as the same character will do.
    UChar back[4];
    const std::int32_t read = ucnv_toUChars(converter_->handle.get(), back, 4, bytes, size, &status);
    if (U_FAILURE(status) || read != count || !std::equal(units, units + count, back)) return {};
    return std::string(bytes, static_cast<std::size_t>(size));
}

}  // namespace ovfkit::text
