// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/units.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include "text/digits.hpp"
#include "text/fraction.hpp"
#include "text/unit_names.hpp"

namespace ovfkit::text {
namespace {

constexpr std::size_t longest_unit = 256;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// unit = element *( ("*" / "/") element ); element = number / [prefix] base-unit ["^" exponent]. Every member function
// answers false when the text is no unit.
class UnitParser {
public:
    explicit UnitParser(std::string_view text) : text_(text) {}

    std::optional<Unit> run() {
        if (skip_blanks()) conforming_ = false;
        if (!element(false)) return std::nullopt;
        while (true) {
            const bool blank = skip_blanks();
            if (at_end()) {
                if (blank) conforming_ = false;
                return finish();
            }
            const char operation = text_[at_++];
            if (operation != '*' && operation != '/') return std::nullopt;
            skip_blanks();
            if (!element(operation == '/')) return std::nullopt;
        }
    }

private:
    static constexpr std::size_t kinds = static_cast<std::size_t>(BaseUnit::other) + 1;

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    // True when there were any.
    bool skip_blanks() {
        const std::size_t begin = at_;
        for (; !at_end() && is_blank(text_[at_]); ++at_)
            if (text_[at_] != ' ') conforming_ = false;
        return at_ != begin;
    }

    std::string_view digits() {
        const std::size_t begin = at_;
        while (!at_end() && is_digit(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    bool read(std::string_view digits, Wide& value) {
        if (digits.size() > 1 && digits.front() == '0') conforming_ = false;
        value = 0;
        for (const char c : digits)
            if (__builtin_mul_overflow(value, Wide{10}, &value) ||
                __builtin_add_overflow(value, static_cast<Wide>(c - '0'), &value))
                return false;
        return !digits.empty();
    }

    // `^` and what follows it; 1 when there is no `^`.
    bool exponent(std::int32_t& value) {
        value = 1;
        const std::size_t begin = at_;
        const bool blank = skip_blanks();
        if (at_end() || text_[at_] != '^') {
            at_ = begin;
            return true;
        }
        ++at_;
        if (skip_blanks() || blank) conforming_ = false;
        const bool negative = !at_end() && text_[at_] == '-';
        if (negative) ++at_;
        Wide magnitude = 0;
        if (!read(digits(), magnitude) || magnitude > 1'000'000'000) return false;
        value = static_cast<std::int32_t>(magnitude);
        if (negative) value = -value;
        return true;
    }

    bool element(bool divide) {
        if (at_end()) return false;
        return is_digit(text_[at_]) ? number(divide) : name(divide);
    }

    bool number(bool divide) {
        const std::string_view whole = digits();
        Wide value = 0;
        if (!at_end() && text_[at_] == '.') {
            ++at_;
            const std::string_view decimals = digits();
            Wide before = 0;
            if (decimals.empty() || !read(whole, before)) return false;
            const bool conforming = conforming_;  // zeros behind the point are in their place
            std::string all(whole);
            all += decimals;
            if (!read(all, value) || value == 0) return false;
            conforming_ = conforming;
            factor_.multiply_power(10, (divide ? 1 : -1) * static_cast<std::int32_t>(decimals.size()));
            factor_.multiply(divide ? 1 : value, divide ? value : 1);
            return factor_.fits();
        }
        std::int32_t power = 1;
        if (!read(whole, value) || !exponent(power) || value == 0) return false;
        factor_.multiply_power(value, divide ? -power : power);
        return factor_.fits();
    }

    bool name(bool divide) {
        const std::size_t end = std::min(text_.find_first_of("*/^", at_), text_.size());
        std::string_view name = text_.substr(at_, end - at_);
        while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
        at_ += name.size();
        const std::optional<NamedUnit> unit = named_unit(name);
        std::int32_t power = 1;
        if (!unit || !exponent(power) || power > 100 || power < -100) return false;
        if (divide) power = -power;
        conforming_ = conforming_ && unit->conforming;
        factor_.multiply_power(unit->radix, unit->exponent * power);
        dimensions_[static_cast<std::size_t>(unit->base)] += power;
        return factor_.fits();
    }

    [[nodiscard]] bool is_only(BaseUnit base) const {
        for (std::size_t i = 0; i < kinds; ++i)
            if (dimensions_[i] != (i == static_cast<std::size_t>(base) ? 1 : 0)) return false;
        return true;
    }

    [[nodiscard]] BaseUnit base() const {
        if (std::all_of(dimensions_.begin(), dimensions_.end(), [](std::int32_t power) { return power == 0; }))
            return BaseUnit::count;
        for (const BaseUnit one : {BaseUnit::byte, BaseUnit::bit, BaseUnit::hertz, BaseUnit::count, BaseUnit::second,
                                   BaseUnit::percent, BaseUnit::revolution})
            if (is_only(one)) return one;
        UnitParser without_time = *this;
        ++without_time.dimensions_[static_cast<std::size_t>(BaseUnit::second)];
        return without_time.is_only(BaseUnit::bit) ? BaseUnit::bit_per_second : BaseUnit::other;
    }

    [[nodiscard]] std::optional<Unit> finish() const {
        constexpr Wide largest = std::numeric_limits<std::uint64_t>::max();
        if (factor_.numerator() > largest || factor_.denominator() > largest) return std::nullopt;
        return Unit{base(), static_cast<std::uint64_t>(factor_.numerator()),
                    static_cast<std::uint64_t>(factor_.denominator()), conforming_};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Fraction factor_;
    std::array<std::int32_t, kinds> dimensions_{};
    bool conforming_ = true;
};

}  // namespace

std::string_view to_string(BaseUnit base) noexcept {
    switch (base) {
        case BaseUnit::byte: return "byte";
        case BaseUnit::bit: return "bit";
        case BaseUnit::hertz: return "hertz";
        case BaseUnit::count: return "count";
        case BaseUnit::second: return "second";
        case BaseUnit::percent: return "percent";
        case BaseUnit::revolution: return "revolution";
        case BaseUnit::bit_per_second: return "bit / second";
        case BaseUnit::other: return "other";
    }
    return "other";
}

std::optional<Unit> parse_unit(std::string_view text) {
    if (text.size() > longest_unit) return std::nullopt;
    return UnitParser(text).run();
}

}  // namespace ovfkit::text
