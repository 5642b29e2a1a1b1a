// SPDX-License-Identifier: Apache-2.0
#include "clock.hpp"

#include <chrono>

#include <ovfkit/text/moment.hpp>

namespace ovfkit::cli {

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto moment = text::parse_moment(text);
    return moment ? std::optional<std::int64_t>(moment->unix_seconds) : std::nullopt;
}

}  // namespace ovfkit::cli
