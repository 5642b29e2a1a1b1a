// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::text {

/// A point in time, as a text of RFC 3339 says it.
struct Moment {
    std::int64_t unix_seconds = 0;  ///< whole seconds since 1970 in UTC; negative before
    bool fraction = false;          ///< it is less than a second later than that

    friend bool operator==(Moment a, Moment b) { return a.unix_seconds == b.unix_seconds && a.fraction == b.fraction; }
    friend bool operator!=(Moment a, Moment b) { return !(a == b); }
};

/// The moment of a text such as `2026-01-31T12:00:00Z` or `2026-01-31t13:00:00.5+01:00` (RFC 3339, 5.6; a blank may
/// stand for the T). Empty for any other text: for a day that is not in the calendar (Gregorian, from the year 0000 to
/// 9999), an hour of 24, an offset of a day or more. A leap second is taken where there can be one, at the end of a
/// month in UTC, and is the first second of the next month. An offset may put the moment a day outside of those years.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view rfc3339) noexcept;

/// The one form in which the order of texts is the order of time: `2026-01-31T12:00:00Z`. Empty for a time outside of
/// the years 0000 to 9999, which RFC 3339 cannot write.
[[nodiscard]] std::optional<std::string> print_moment(std::int64_t unix_seconds);

}  // namespace ovfkit::text
