// SPDX-License-Identifier: Apache-2.0
#include "store/moment.hpp"

#include <utility>

#include <ovfkit/text/moment.hpp>

namespace ovfkit::store {

Result<std::string> utc_text(std::string_view rfc3339, Fraction fraction) {
    const auto moment = text::parse_moment(rfc3339);
    if (!moment)
        return Error{
            ErrorCode::invalid_argument, quoted(rfc3339) + " is not a time such as 2026-01-31T12:00:00Z", {}, {}};
    const bool up = moment->fraction && fraction == Fraction::round_up;
    auto text = text::print_moment(moment->unix_seconds + (up ? 1 : 0));
    if (!text) return Error{ErrorCode::invalid_argument, "the time is outside of the years 0 to 9999", {}, {}};
    return *std::move(text);
}

}  // namespace ovfkit::store
