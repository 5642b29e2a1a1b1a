// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

namespace ovfkit::store {

/// What becomes of the fraction of a second.
enum class Fraction : unsigned char { cut_off, round_up };

/// The moment of an RFC 3339 text in the one form that the record keeps, in which the order of texts is the order of
/// time: `2026-01-31T12:00:00Z`. Fails with `invalid_argument` for any other text, and for a moment outside of the
/// years 0 to 9999.
[[nodiscard]] Result<std::string> utc_text(std::string_view rfc3339, Fraction fraction);

}  // namespace ovfkit::store
