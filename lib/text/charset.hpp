// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::text {

/// What the name of an encoding stands for.
enum class CharsetKind : std::uint8_t {
    unknown,
    unsuitable,  // known, but it keeps a state between characters or is no superset of ASCII
    utf8,
    ascii,
    utf16,  // the byte order is left open
    utf16_le,
    utf16_be,
    utf32,
    single_byte,
    multi_byte,
};

/// The kind of the encoding that a document calls `name`. UTF-8 is answered without asking ICU.
[[nodiscard]] CharsetKind charset_kind(std::string_view name);

/// A charset of kind `single_byte` or `multi_byte`, which stops at bytes that mean nothing.
class Charset {
public:
    /// Empty when `name` is of another kind.
    [[nodiscard]] static std::optional<Charset> open(std::string_view name);
    Charset(Charset&&) noexcept;
    Charset& operator=(Charset&&) noexcept;
    ~Charset();

    /// The name as IANA writes it, by which `open` finds the same charset again.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool is_single_byte() const noexcept { return single_byte_; }

    /// Gives `take` every code point of `bytes` and the byte where it begins, until `take` answers false. Two code
    /// points that stand for one character of the charset begin at the same byte. Returns how many bytes make sense:
    /// all of them, unless a sequence that means nothing is in the way.
    [[nodiscard]] std::size_t decode(std::string_view bytes, const std::function<bool(char32_t, std::size_t)>& take);

    /// The bytes of a code point; empty when the charset does not have it.
    [[nodiscard]] std::string encode(char32_t code);

private:
    struct Converter;
    explicit Charset(std::unique_ptr<Converter> converter);
    [[nodiscard]] bool extends_ascii();
    void fill_table();

    std::unique_ptr<Converter> converter_;
    std::string name_;
    std::array<char32_t, 256> table_{};  // of a single-byte charset
    bool single_byte_ = false;
};

}  // namespace ovfkit::text
