// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

namespace ovfkit::text {

/// What a programmatic unit counts. `other` is a unit that DSP0004 allows and OVF has no use for.
enum class BaseUnit : std::uint8_t { byte, bit, hertz, count, second, percent, revolution, bit_per_second, other };

/// The word of a base unit as DSP0004 writes it, such as `byte` or `bit / second`; `other` for the last.
[[nodiscard]] std::string_view to_string(BaseUnit base) noexcept;

/// A programmatic unit: `numerator / denominator` times the base unit, in lowest terms, never zero.
struct Unit {
    /// What is counted.
    BaseUnit base = BaseUnit::count;
    /// Of the factor.
    std::uint64_t numerator = 1;
    /// Of the factor; 1 for most units.
    std::uint64_t denominator = 1;
    bool conforming = true;  ///< false: understood, but not as DSP0004 writes it

    friend constexpr bool operator==(const Unit& a, const Unit& b) {
        return a.base == b.base && a.numerator == b.numerator && a.denominator == b.denominator &&
               a.conforming == b.conforming;
    }
    friend constexpr bool operator!=(const Unit& a, const Unit& b) { return !(a == b); }
};

/// The unit that `text` names by DSP0004 3.0 annex D (which holds all units of 2.5, cited by OVF 1.x), or as real
/// products spell it.
///
/// Upper and lower case decide: DSP0004 writes names in lower case and in the singular, with decimal prefixes
/// (`kilobyte` is 10^3 byte) and binary ones (`kibibyte` is 2^10 byte). Any other spelling of a prefixed byte
/// (`MegaBytes`, `Kilobyte`, `megabytes`, `MB`, `kb`) is older practice, in which the prefix is always a power of 1024;
/// it is not conforming. So are `KiB` and its kin, `MHz`, `MegaHertz` and `Hertz` (decimal), `bits`, `%`, blanks around
/// `^`, blanks at the ends, white space other than U+0020, and leading zeros. `Mb` and its kin are refused, because bit
/// and byte are equally likely. A number without a base unit counts (`BaseUnit::count`).
///
/// Empty for a text that is no unit (`Ports`, the empty text), that is longer than 256 bytes, that is negative or zero,
/// or whose factor does not fit 64 bits over 64 bits.
[[nodiscard]] std::optional<Unit> parse_unit(std::string_view text);

/// `amount` of `unit` in base units. Not a whole number: `invalid_argument`; more than 64 bits: `limit_exceeded`.
[[nodiscard]] Result<std::uint64_t> scale(std::uint64_t amount, const Unit& unit);

/// Bytes that a person gave on a command line: `4096`, `512 MiB`, `1.5GiB`, `4G`, `16 kb`. Every suffix (B, K, M, G, T,
/// P, E; with `B` or `iB` behind it; in any letter case) is binary. Not a size or not a whole number of bytes:
/// `invalid_argument`; more than 64 bits: `limit_exceeded`.
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text);

/// An amount and the DSP0004 unit it is counted in.
struct ByteAmount {
    /// How many.
    std::uint64_t amount = 0;
    /// Of what, as DSP0004 writes it.
    std::string unit;

    friend bool operator==(const ByteAmount& a, const ByteAmount& b) {
        return a.amount == b.amount && a.unit == b.unit;
    }
    friend bool operator!=(const ByteAmount& a, const ByteAmount& b) { return !(a == b); }
};

/// `bytes` in the largest of `byte`, `byte * 2^10`, `byte * 2^20`, `byte * 2^30` and `byte * 2^40` that divides them.
/// Zero is `0 byte`.
[[nodiscard]] ByteAmount canonical_byte_unit(std::uint64_t bytes);

/// `bytes` for people only: at most one decimal, `4 GiB`, `1.5 MiB`; a rounded value says so, `~1.4 MiB`.
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);

}  // namespace ovfkit::text
