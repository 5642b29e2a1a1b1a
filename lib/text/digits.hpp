// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ovfkit::text {

/// A decimal digit of ASCII, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace ovfkit::text
