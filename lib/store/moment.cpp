// SPDX-License-Identifier: Apache-2.0
#include "store/moment.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace ovfkit::store {
namespace {

using namespace std::chrono;

/// Takes one part of a time after the other off the front of a text.
class MomentReader {
public:
    explicit MomentReader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i >= rest_.size() || !digit(rest_[i])) return good_ = false, 0;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    /// One of `characters`; NUL when none of them is next.
    char one_of(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return good_ = false, '\0';
        const char found = rest_.front();
        rest_.remove_prefix(1);
        return found;
    }
    /// Whether there is a fraction that is not zero.
    bool fraction() {
        if (rest_.empty() || rest_.front() != '.') return false;
        rest_.remove_prefix(1);
        if (rest_.empty() || !digit(rest_.front())) good_ = false;
        bool more = false;
        for (; !rest_.empty() && digit(rest_.front()); rest_.remove_prefix(1)) more |= rest_.front() != '0';
        return more;
    }
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

private:
    static bool digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
    bool good_ = true;
};

struct Moment {
    sys_seconds seconds{};
    bool fraction = false;
};

std::optional<Moment> parse_moment(std::string_view text) {
    MomentReader reader(text);
    const int y = reader.number(4);
    reader.one_of("-");
    const int m = reader.number(2);
    reader.one_of("-");
    const int d = reader.number(2);
    reader.one_of("Tt ");
    const int hour = reader.number(2);
    reader.one_of(":");
    const int minute = reader.number(2);
    reader.one_of(":");
    const int second = reader.number(2);
    Moment moment;
    moment.fraction = reader.fraction();
    const char zone = reader.one_of("Zz+-");
    int offset = 0;
    bool offset_ok = true;
    if (zone == '+' || zone == '-') {
        const int offset_hours = reader.number(2);
        reader.one_of(":");
        const int offset_minutes = reader.number(2);
        offset_ok = offset_hours < 24 && offset_minutes < 60;
        offset = (offset_hours * 60 + offset_minutes) * (zone == '-' ? -1 : 1);
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    // 60 is a leap second; it counts as the first second of the next minute.
    if (!reader.done() || !date.ok() || hour > 23 || minute > 59 || second > 60 || !offset_ok) return std::nullopt;
    moment.seconds = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - minutes{offset};
    return moment;
}

}  // namespace

Result<std::string> utc_text(std::string_view rfc3339, Fraction fraction) {
    auto moment = parse_moment(rfc3339);
    if (!moment)
        return Error{
            ErrorCode::invalid_argument, quoted(rfc3339) + " is not a time such as 2026-01-31T12:00:00Z", {}, {}};
    if (moment->fraction && fraction == Fraction::round_up) moment->seconds += seconds{1};
    const auto midnight = floor<days>(moment->seconds);
    const year_month_day date{midnight};
    if (date.year() < year{0} || date.year() > year{9999})
        return Error{ErrorCode::invalid_argument, "the time is outside of the years 0 to 9999", {}, {}};
    const hh_mm_ss clock{moment->seconds - midnight};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return std::string(text);
}

}  // namespace ovfkit::store
