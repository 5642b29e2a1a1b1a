// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/units.hpp>

#include <array>
#include <limits>

#include "base/ascii.hpp"
#include "text/digits.hpp"
#include "text/fraction.hpp"

namespace ovfkit::text {
namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t longest_size = 64;
constexpr std::string_view size_letters = "kmgtpe";

Error size_error(std::string_view text, const char* what) {
    return {ErrorCode::invalid_argument, quoted(text, 80) + " is not " + what, {}, {}};
}

// The power of 1024 that a suffix stands for; empty when it is none.
std::optional<unsigned> suffix_power(std::string_view suffix) {
    const std::string word = lowered(suffix);
    if (word.empty() || word == "b") return 0;
    const std::size_t power = size_letters.find(word.front());
    const std::string_view rest = std::string_view(word).substr(1);
    if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib")) return std::nullopt;
    return static_cast<unsigned>(power + 1);
}

}  // namespace

Result<std::uint64_t> scale(std::uint64_t amount, const Unit& unit) {
    const auto says = [&](const char* what) {
        return std::to_string(amount) + " of a unit of " + std::to_string(unit.numerator) +
               (unit.denominator == 1 ? "" : "/" + std::to_string(unit.denominator)) + " " +
               std::string(to_string(unit.base)) + what;
    };
    if (unit.denominator == 0) return Error{ErrorCode::invalid_argument, says(" makes no sense"), {}, {}};
    const Wide product = Wide{amount} * unit.numerator;
    if (product % unit.denominator != 0)
        return Error{ErrorCode::invalid_argument, says(" is not a whole number"), {}, {}};
    const Wide scaled = product / unit.denominator;
    if (scaled > most) return Error{ErrorCode::limit_exceeded, says(" does not fit 64 bits"), {}, {}};
    return static_cast<std::uint64_t>(scaled);
}

Result<std::uint64_t> parse_size(std::string_view text) {
    const std::string_view size = trimmed(text);
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < size.size() && is_digit(size[at])) ++at;
        return size.substr(begin, at - begin);
    };
    const std::string_view whole = digits();
    std::string_view decimals;
    if (at < size.size() && size[at] == '.') {
        ++at;
        decimals = digits();
        if (decimals.empty()) return size_error(text, "a size");
    }
    while (!decimals.empty() && decimals.back() == '0') decimals.remove_suffix(1);
    const std::optional<unsigned> power = suffix_power(trimmed(size.substr(at)));
    if (whole.empty() || !power || size.size() > longest_size) return size_error(text, "a size such as 4GiB or 4096");

    Wide value = 0;
    for (const std::string_view part : {whole, decimals})
        for (const char c : part)
            if (__builtin_mul_overflow(value, Wide{10}, &value) ||
                __builtin_add_overflow(value, static_cast<Wide>(c - '0'), &value))
                return Error{ErrorCode::limit_exceeded, quoted(text, 80) + " has too many digits", {}, {}};
    if (value == 0) return 0;
    Fraction bytes;
    bytes.multiply(value, 1);
    bytes.multiply_power(10, -static_cast<std::int32_t>(decimals.size()));
    bytes.multiply_power(1024, static_cast<std::int32_t>(*power));
    if (bytes.fits() && bytes.denominator() != 1) return size_error(text, "a whole number of bytes");
    if (!bytes.fits() || bytes.numerator() > most)
        return Error{ErrorCode::limit_exceeded, quoted(text, 80) + " is more than 64 bits of bytes", {}, {}};
    return static_cast<std::uint64_t>(bytes.numerator());
}

ByteAmount canonical_byte_unit(std::uint64_t bytes) {
    for (unsigned power = 40; power != 0 && bytes != 0; power -= 10)
        if (bytes % (std::uint64_t{1} << power) == 0) return {bytes >> power, "byte * 2^" + std::to_string(power)};
    return {bytes, "byte"};
}

std::string human_bytes(std::uint64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    constexpr std::array<const char*, 6> names = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    std::size_t step = 0;
    while (step + 1 < names.size() && bytes >> (10 * (step + 2)) != 0) ++step;
    Wide unit = Wide{1} << (10 * (step + 1));
    Wide tenths = (Wide{bytes} * 10 + unit / 2) / unit;
    // Rounding may reach the next unit.
    if (tenths == 10240 && step + 1 < names.size()) {
        tenths = 10;
        unit <<= 10U;
        ++step;
    }
    std::string out = tenths * unit == Wide{bytes} * 10 ? "" : "~";
    out += std::to_string(static_cast<std::uint64_t>(tenths / 10));
    if (tenths % 10 != 0) out += "." + std::to_string(static_cast<unsigned>(tenths % 10));
    return out + " " + names[step];
}

}  // namespace ovfkit::text
