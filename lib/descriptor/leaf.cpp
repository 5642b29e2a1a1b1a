// SPDX-License-Identifier: Apache-2.0
#include "descriptor/leaf.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "xml/escape.hpp"

namespace ovfkit::descriptor {
namespace {

// Reads digits at the front of `s` and takes them away; at most nine, so that nothing overflows.
std::optional<int> take_number(std::string_view& s) {
    std::size_t n = 0;
    int value = 0;
    while (n < s.size() && n < 9 && s[n] >= '0' && s[n] <= '9') value = value * 10 + (s[n++] - '0');
    s.remove_prefix(n);
    return n == 0 ? std::nullopt : std::optional<int>(value);
}

bool take(std::string_view& s, char c) {
    if (s.empty() || s.front() != c) return false;
    s.remove_prefix(1);
    return true;
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
    for (std::size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size()))
        s.replace(at, from.size(), to);
}

}  // namespace

std::optional<bool> parse_bool(std::string_view text) {
    text = trimmed(text);
    if (text == "1" || same_word(text, "true")) return true;
    if (text == "0" || same_word(text, "false")) return false;
    return std::nullopt;
}

std::optional<model::Timestamp> parse_timestamp(std::string_view text) {
    std::string_view s = trimmed(text);
    const auto year = take_number(s);
    if (!year || s.empty()) return std::nullopt;
    const char separator = s.front();
    if (separator != '/' && separator != '.') return std::nullopt;
    int part[5];  // month, day, hour, minute, second
    const char before[5] = {separator, separator, ' ', ':', ':'};
    for (int i = 0; i < 5; ++i) {
        if (!take(s, before[i])) return std::nullopt;
        const auto number = take_number(s);
        if (!number) return std::nullopt;
        part[i] = *number;
    }
    namespace c = std::chrono;
    if (*year > 9999) return std::nullopt;
    // Lenient as the engine is: a 13th month is January of the next year, a 40th day runs into the next month.
    const int months = *year * 12 + part[0] - 1;
    if (part[0] > 100000 || part[1] > 10000000) return std::nullopt;
    const c::year_month_day first{c::year{months / 12}, c::month{static_cast<unsigned>(months % 12) + 1}, c::day{1}};
    const std::int64_t days = c::sys_days{first}.time_since_epoch().count() + part[1] - 1;
    return model::Timestamp{days * 86400 + std::int64_t{part[2]} * 3600 + std::int64_t{part[3]} * 60 + part[4]};
}

std::string print_timestamp(model::Timestamp timestamp) {
    namespace c = std::chrono;
    // Years 0 to 9999 are what the form can hold.
    const std::int64_t seconds = std::clamp<std::int64_t>(timestamp.unix_seconds, -62167219200, 253402300799);
    const c::sys_seconds time{c::seconds{seconds}};
    const auto day = c::floor<c::days>(time);
    const c::year_month_day date{day};
    const c::hh_mm_ss clock{time - day};
    char out[40];
    std::snprintf(out, sizeof out, "%04d/%02u/%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return out;
}

std::string parse_script(std::string_view raw) {
    const auto has = [&](std::string_view what) { return raw.find(what) != std::string_view::npos; };
    const bool references = has("&#10;") || has("&#xA;") || has("&#xa;") || has("&amp;#10;") || has("\n");
    std::string bytes(raw);
    replace_all(bytes, "&amp;#10;", "&#10;");
    replace_all(bytes, "\r\n", "\n");
    if (!references) replace_all(bytes, "\\n", "&#10;");
    return xml::unescape_keeping_space(bytes);
}

std::string print_script(std::string_view script, char quote) {
    std::string out = xml::escape_attribute(script, quote);
    // A literal "&#10;" of the script is "&amp;#10;" by now, which reading takes for a newline; likewise "\n".
    replace_all(out, "&amp;#10;", "&amp;#&#49;0;");
    replace_all(out, "\\n", "\\&#110;");
    return out;
}

}  // namespace ovfkit::descriptor
