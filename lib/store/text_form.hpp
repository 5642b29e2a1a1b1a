// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::store {

/// `text` as both databases can keep it: bytes that are not UTF-8 and NUL, which PostgreSQL does not take, become
/// `\xHH`. Everything else stays as it is, so that a name can be looked for letter by letter.
[[nodiscard]] std::string storable(std::string_view text);

/// A flag for people: `TrustedService=true (entity)`.
[[nodiscard]] std::string flag_text(const trust::Flag& flag);

}  // namespace ovfkit::store
