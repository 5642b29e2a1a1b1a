// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::validate {

/// `a`, `a or b`, `a, b or c`; `*` is spoken of as a foreign element, and of a long list the first names are given.
[[nodiscard]] std::string one_of(const std::vector<std::string>& names);

/// What values a type of XML Schema takes, for people: `unsignedInt` is "a whole number from 0 to 4294967295".
[[nodiscard]] std::string words_for_type(std::string_view type);

}  // namespace ovfkit::validate
