// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ovfkit::cli {

/// Seconds since 1970 in UTC.
[[nodiscard]] std::int64_t now();

/// The seconds of an RFC 3339 time such as `2026-01-31T12:00:00Z` or `2026-01-31T13:00:00.5+01:00`; fractions are cut
/// off. Empty for any other text.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace ovfkit::cli
