// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::trust {

/// Whether `pattern` is the whole of `text`: `*` stands for any characters or none, `?` for one, and everything else
/// for itself, letter by letter. At worst takes as many steps as the product of both lengths.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text) noexcept;

/// Whether one of `patterns` is.
[[nodiscard]] bool matches_any(const std::vector<std::string>& patterns, std::string_view text) noexcept;

}  // namespace ovfkit::trust
