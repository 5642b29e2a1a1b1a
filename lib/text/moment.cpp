// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/moment.hpp>

#include <chrono>
#include <cstdio>

#include "text/digits.hpp"

namespace ovfkit::text {
namespace {

using namespace std::chrono;

/// Takes one part of a time after the other off the front of a text.
class MomentReader {
public:
    explicit MomentReader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i >= rest_.size() || !is_digit(rest_[i])) return good_ = false, 0;
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
        if (rest_.empty() || !is_digit(rest_.front())) good_ = false;
        bool more = false;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) more |= rest_.front() != '0';
        return more;
    }
    /// By how much the local time is ahead of UTC.
    minutes zone() {
        const char sign = one_of("Zz+-");
        if (sign != '+' && sign != '-') return minutes{0};
        const int whole_hours = number(2);
        one_of(":");
        const int rest = number(2);
        if (whole_hours > 23 || rest > 59) good_ = false;
        const minutes offset = hours{whole_hours} + minutes{rest};
        return sign == '-' ? -offset : offset;
    }
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// Leap seconds are put in at the end of a month, so that what follows one is the midnight of a first.
bool begins_a_month(sys_seconds moment) {
    const auto midnight = floor<days>(moment);
    return moment == midnight && year_month_day{midnight}.day() == day{1};
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view rfc3339) noexcept {
    MomentReader reader(rfc3339);
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
    const bool fraction = reader.fraction();
    const minutes offset = reader.zone();
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!reader.done() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    const sys_seconds at = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - offset;
    if (second == 60 && !begins_a_month(at)) return std::nullopt;
    return Moment{at.time_since_epoch().count(), fraction};
}

std::optional<std::string> print_moment(std::int64_t unix_seconds) {
    constexpr sys_seconds first = sys_days{year{0} / 1 / 1};
    constexpr sys_seconds behind = sys_days{year{10000} / 1 / 1};
    const sys_seconds moment{seconds{unix_seconds}};
    if (moment < first || moment >= behind) return std::nullopt;
    const auto midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const hh_mm_ss clock{moment - midnight};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return std::string(text);
}

}  // namespace ovfkit::text
