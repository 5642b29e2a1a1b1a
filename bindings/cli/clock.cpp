// SPDX-License-Identifier: Apache-2.0
#include "clock.hpp"

#include <algorithm>
#include <chrono>

namespace ovfkit::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes one part of a time after the other off the front of a text.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

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
    void skip_fraction() {
        if (rest_.empty() || rest_.front() != '.') return;
        const auto* const end = std::find_if_not(rest_.begin() + 1, rest_.end(), is_digit);
        if (end == rest_.begin() + 1) good_ = false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    using namespace std::chrono;
    Reader reader(text);
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
    reader.skip_fraction();
    const char zone = reader.one_of("Zz+-");
    int offset = 0;
    if (zone == '+' || zone == '-') {
        offset = reader.number(2) * 60;
        reader.one_of(":");
        offset += reader.number(2);
        if (zone == '-') offset = -offset;
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!reader.done() || !date.ok() || hour > 23 || minute > 59 || second > 60 || offset > 1439 || offset < -1439)
        return std::nullopt;
    const auto moment = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - minutes{offset};
    return duration_cast<seconds>(moment.time_since_epoch()).count();
}

}  // namespace ovfkit::cli
