// SPDX-License-Identifier: Apache-2.0
#include "text/unit_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/ascii.hpp"

namespace ovfkit::text {
namespace {

struct Prefix {
    std::string_view name;
    std::uint16_t radix;
    std::int16_t exponent;
};

// DSP0004 3.0 annex D: decimal prefixes, and the binary ones that are new there.
constexpr Prefix prefixes[] = {
    {"deca", 10, 1},    {"hecto", 10, 2},   {"kilo", 10, 3},   {"mega", 10, 6},   {"giga", 10, 9},    {"tera", 10, 12},
    {"peta", 10, 15},   {"exa", 10, 18},    {"zetta", 10, 21}, {"yotta", 10, 24}, {"deci", 10, -1},   {"centi", 10, -2},
    {"milli", 10, -3},  {"micro", 10, -6},  {"nano", 10, -9},  {"pico", 10, -12}, {"femto", 10, -15}, {"atto", 10, -18},
    {"zepto", 10, -21}, {"yocto", 10, -24}, {"kibi", 2, 10},   {"mebi", 2, 20},   {"gibi", 2, 30},    {"tebi", 2, 40},
    {"pebi", 2, 50},    {"exbi", 2, 60},    {"zebi", 2, 70},   {"yobi", 2, 80}};

struct Base {
    std::string_view name;
    BaseUnit unit;
};

constexpr Base bases[] = {{"byte", BaseUnit::byte},
                          {"bit", BaseUnit::bit},
                          {"hertz", BaseUnit::hertz},
                          {"count", BaseUnit::count},
                          {"second", BaseUnit::second},
                          {"percent", BaseUnit::percent},
                          {"revolution", BaseUnit::revolution}};

// Base units of DSP0004 that OVF has no use for. They make a unit `other` rather than nonsense.
constexpr std::string_view other_bases[] = {"permille",
                                            "decibel",
                                            "decibelm",
                                            "degree",
                                            "radian",
                                            "steradian",
                                            "word",
                                            "MSU",
                                            "meter",
                                            "inch",
                                            "rack unit",
                                            "foot",
                                            "yard",
                                            "mile",
                                            "liter",
                                            "fluid ounce",
                                            "gram",
                                            "ounce",
                                            "pound",
                                            "minute",
                                            "hour",
                                            "day",
                                            "week",
                                            "gravity",
                                            "degree celsius",
                                            "degree fahrenheit",
                                            "kelvin",
                                            "candela",
                                            "lumen",
                                            "lux",
                                            "newton",
                                            "pascal",
                                            "bar",
                                            "joule",
                                            "watt",
                                            "volt ampere",
                                            "volt ampere reactive",
                                            "BTU",
                                            "ampere",
                                            "volt",
                                            "coulomb",
                                            "farad",
                                            "henry",
                                            "tesla",
                                            "weber",
                                            "siemens",
                                            "ohm",
                                            "mole",
                                            "becquerel",
                                            "gray",
                                            "sievert"};

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

const Prefix* find_prefix(std::string_view name) {
    const auto found =
        std::find_if(std::begin(prefixes), std::end(prefixes), [&](const Prefix& p) { return p.name == name; });
    return found == std::end(prefixes) ? nullptr : found;
}

// `[prefix] base`, letter by letter as DSP0004 writes it.
std::optional<NamedUnit> exact(std::string_view name, std::string_view base, BaseUnit unit) {
    if (!ends_with(name, base)) return std::nullopt;
    if (name == base) return NamedUnit{unit, 10, 0, true};
    const Prefix* const prefix = find_prefix(name.substr(0, name.size() - base.size()));
    if (prefix == nullptr) return std::nullopt;
    return NamedUnit{unit, prefix->radix, prefix->exponent, true};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// `org:unit` of DSP0004 3.0: a unit that some organization defines.
bool is_extension(std::string_view name) {
    const auto word = [](std::string_view text) {
        return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
            return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        });
    };
    const std::size_t colon = name.find(':');
    return colon != std::string_view::npos && word(name.substr(0, colon)) && word(name.substr(colon + 1));
}

// Older practice counts bytes in powers of 1024 whatever the prefix says; nobody ever counted bits or hertz so.
std::optional<NamedUnit> in_practice(NamedUnit unit) {
    unit.conforming = false;
    if (unit.base != BaseUnit::byte || unit.radix == 2) return unit;
    if (unit.exponent < 0 || unit.exponent % 3 != 0) return std::nullopt;
    return NamedUnit{BaseUnit::byte, 2, static_cast<std::int16_t>(unit.exponent / 3 * 10), false};
}

// `MegaBytes`, `Hertz`, `bits`: names with other letter case, or in the plural.
std::optional<NamedUnit> spelled_out(std::string_view name) {
    std::string word = lowered(name);
    if (word.size() > 1 && word.back() == 's') word.pop_back();
    for (const Base& base : bases)
        if (const auto unit = exact(word, base.name, base.unit)) return in_practice(*unit);
    return std::nullopt;
}

// `MB`, `KiB`, `MHz`, `%`.
std::optional<NamedUnit> abbreviated(std::string_view name) {
    if (name == "%") return NamedUnit{BaseUnit::percent, 10, 0, false};
    const std::string word = lowered(name);
    const bool hertz = ends_with(word, "hz");
    if (!hertz && !ends_with(word, "b")) return std::nullopt;
    std::string_view letters = std::string_view(word).substr(0, word.size() - (hertz ? 2 : 1));
    if (letters.empty()) {
        if (!hertz && name != "B") return std::nullopt;
        return NamedUnit{hertz ? BaseUnit::hertz : BaseUnit::byte, 10, 0, false};
    }
    const bool binary = letters.size() == 2 && letters[1] == 'i' && !hertz;
    if (letters.size() != 1 && !binary) return std::nullopt;
    // A lone small b behind a capital letter is as likely a bit.
    if (!hertz && name.back() == 'b' && name.front() != word.front()) return std::nullopt;
    constexpr std::string_view order = "kmgtpe";
    const std::size_t power = order.find(letters.front());
    if (power == std::string_view::npos) return std::nullopt;
    const auto steps = static_cast<std::int16_t>(power + 1);
    if (hertz) return NamedUnit{BaseUnit::hertz, 10, static_cast<std::int16_t>(3 * steps), false};
    return NamedUnit{BaseUnit::byte, 2, static_cast<std::int16_t>(10 * steps), false};
}

}  // namespace

std::optional<NamedUnit> named_unit(std::string_view name) {
    for (const Base& base : bases)
        if (const auto unit = exact(name, base.name, base.unit)) return unit;
    for (const std::string_view base : other_bases)
        if (const auto unit = exact(name, base, BaseUnit::other)) return unit;
    if (is_extension(name)) return NamedUnit{};
    if (const auto unit = spelled_out(name)) return unit;
    return abbreviated(name);
}

}  // namespace ovfkit::text
