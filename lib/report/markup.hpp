// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ovfkit::report {

inline constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

/// `text` as the content of an element or of an attribute in double quotes, of XML and of HTML alike: markup is
/// escaped, and whatever `printable` does not let through, or XML cannot say, is written visibly.
[[nodiscard]] std::string escaped(std::string_view text, std::size_t max_bytes = unlimited);

/// `name="value"` with a blank before it.
[[nodiscard]] std::string attribute(std::string_view name, std::string_view value);

}  // namespace ovfkit::report
