// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ovfkit::text {

/// How many columns of a terminal a character takes: 0 for combining and invisible characters, 2 for wide ones (East
/// Asian Width `W` and `F` of Unicode Standard Annex 11), 1 for all others. Control characters count as 0.
[[nodiscard]] int display_width(char32_t character) noexcept;

}  // namespace ovfkit::text
