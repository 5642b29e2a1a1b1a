// SPDX-License-Identifier: Apache-2.0
#include "validate/property_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/ascii.hpp"

namespace ovfkit::validate {
namespace {

struct PropertyTypeRow {
    std::string_view name;
    PropertyKind kind;
    bool is_signed;
    std::uint8_t bits;
};

constexpr std::array property_types{
    PropertyTypeRow{"uint8", PropertyKind::integer, false, 8}, PropertyTypeRow{"sint8", PropertyKind::integer, true, 8},
    PropertyTypeRow{"uint16", PropertyKind::integer, false, 16},
    PropertyTypeRow{"sint16", PropertyKind::integer, true, 16},
    PropertyTypeRow{"uint32", PropertyKind::integer, false, 32},
    PropertyTypeRow{"sint32", PropertyKind::integer, true, 32},
    PropertyTypeRow{"uint64", PropertyKind::integer, false, 64},
    PropertyTypeRow{"sint64", PropertyKind::integer, true, 64},
    PropertyTypeRow{"string", PropertyKind::string, false, 0},
    PropertyTypeRow{"boolean", PropertyKind::boolean, false, 0},
    PropertyTypeRow{"real32", PropertyKind::real, true, 32}, PropertyTypeRow{"real64", PropertyKind::real, true, 64},
    // VMware's own; a range or a list can follow in brackets.
    PropertyTypeRow{"int", PropertyKind::integer, true, 64}, PropertyTypeRow{"real", PropertyKind::real, true, 64},
    PropertyTypeRow{"password", PropertyKind::string, false, 0}, PropertyTypeRow{"ip", PropertyKind::unknown, false, 0},
    PropertyTypeRow{"expression", PropertyKind::unknown, false, 0}};
constexpr std::size_t standard_property_types = 12;

struct CimInteger {
    std::uint64_t magnitude = 0;
    bool negative = false;

    friend bool operator==(const CimInteger& a, const CimInteger& b) {
        return a.magnitude == b.magnitude && (a.negative == b.negative || a.magnitude == 0);
    }
};

std::optional<std::uint64_t> read_integer_digits(std::string_view digits, int base) {
    std::uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
    return error == std::errc() && rest == end ? std::optional<std::uint64_t>(value) : std::nullopt;
}

// Every whole number that a text can mean: a zero in front makes it octal for CIM, and nothing special for most people.
std::vector<CimInteger> integer_readings(std::string_view text) {
    text = trimmed(text);
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
    if (text.empty() || lower(text[0]) < '0' || text[0] > '9') return {};
    std::vector<CimInteger> readings;
    const auto add = [&](std::string_view digits, int base) {
        if (const auto value = read_integer_digits(digits, base)) readings.push_back({*value, negative});
    };
    if (text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x') {
        add(text.substr(2), 16);
        return readings;
    }
    if (lower(text.back()) == 'b') add(text.substr(0, text.size() - 1), 2);
    add(text, 10);
    if (text.size() > 1 && text[0] == '0') add(text, 8);
    return readings;
}

bool integer_fits(const CimInteger& number, const PropertyType& type) {
    const std::uint64_t all = type.bits >= 64 ? std::numeric_limits<std::uint64_t>::max() : (1ULL << type.bits) - 1;
    if (!type.is_signed) return number.magnitude <= all && (!number.negative || number.magnitude == 0);
    return number.magnitude <= all / 2 + (number.negative ? 1 : 0);
}

std::optional<double> read_cim_real(std::string_view text) {
    text = trimmed(text);
    if (!text.empty() && text[0] == '+') text.remove_prefix(1);
    // Words such as "inf" are numbers for the library, and none for CIM.
    if (text.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return std::nullopt;
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end ? std::optional<double>(value) : std::nullopt;
}

bool is_cim_real(std::string_view text, const PropertyType& type) {
    const auto value = read_cim_real(text);
    if (!value) return false;
    const double most = std::numeric_limits<float>::max();
    return type.bits >= 64 || (*value <= most && *value >= -most);
}

}  // namespace

PropertyType property_type(std::string_view text) {
    const std::string_view word = trimmed(text);
    const std::string_view base = trimmed(word.substr(0, word.find_first_of("([:")));
    for (std::size_t i = 0; i < property_types.size(); ++i) {
        const PropertyTypeRow& row = property_types[i];
        if (!same_word(base, row.name)) continue;
        const bool standard = i < standard_property_types && text == row.name;
        return {row.kind, standard ? PropertyOrigin::standard : PropertyOrigin::vendor, row.is_signed,
                row.name == "password", row.bits};
    }
    return {};
}

std::string words_for(const PropertyType& type) {
    switch (type.kind) {
        case PropertyKind::boolean: return "true or false";
        case PropertyKind::real: return "a number such as 1.5, of " + std::to_string(type.bits) + " bits";
        case PropertyKind::integer: break;
        case PropertyKind::string:
        case PropertyKind::unknown: return "a text";
    }
    const std::uint64_t all = type.bits >= 64 ? std::numeric_limits<std::uint64_t>::max() : (1ULL << type.bits) - 1;
    if (!type.is_signed) return "a whole number from 0 to " + std::to_string(all);
    return "a whole number from -" + std::to_string(all / 2 + 1) + " to " + std::to_string(all / 2);
}

bool is_of_type(std::string_view text, const PropertyType& type) {
    switch (type.kind) {
        case PropertyKind::boolean: return same_word(trimmed(text), "true") || same_word(trimmed(text), "false");
        case PropertyKind::real: return is_cim_real(text, type);
        case PropertyKind::integer: {
            const auto readings = integer_readings(text);
            return std::any_of(readings.begin(), readings.end(),
                               [&](const auto& one) { return integer_fits(one, type); });
        }
        case PropertyKind::string:
        case PropertyKind::unknown: break;
    }
    return true;
}

bool same_value(std::string_view a, std::string_view b, const PropertyType& type) {
    if (a == b) return true;
    if (type.kind != PropertyKind::integer) return false;
    for (const CimInteger& one : integer_readings(a))
        for (const CimInteger& other : integer_readings(b))
            if (one == other) return true;
    return false;
}

std::optional<long double> number_of(std::string_view text) {
    const auto readings = integer_readings(text);
    if (readings.size() == 1) {
        const auto magnitude = static_cast<long double>(readings[0].magnitude);
        return readings[0].negative ? -magnitude : magnitude;
    }
    if (!readings.empty()) return std::nullopt;
    const auto real = read_cim_real(text);
    return real ? std::optional<long double>(*real) : std::nullopt;
}

bool is_unfinished(std::string_view text) {
    text = trimmed(text);
    for (const std::string_view marker : {"${", "@@", "__", "{{", "<%", "%("})
        if (text.find(marker) != std::string_view::npos) return true;
    if (text.size() < 2) return false;
    const char first = text.front();
    const char last = text.back();
    if (first == '$' || (first == '<' && last == '>') || (first == '{' && last == '}')) return true;
    return first == last && std::string_view("+%#@*!~|").find(first) != std::string_view::npos;
}

std::size_t length_of(std::string_view text) {
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

}  // namespace ovfkit::validate
