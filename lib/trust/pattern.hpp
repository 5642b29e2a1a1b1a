// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::trust {

/// Bytes of a name that patterns are compared with; an engine gives no longer ones.
inline constexpr std::size_t most_matched = 4096;

/// Whether `pattern` is the whole of `text`: `*` stands for any characters or none, `?` for one, and everything else
/// for itself, letter by letter. At worst takes as many steps as the product of both lengths, so a text of more than
/// `most_matched` bytes is looked at by nobody: only patterns of nothing but stars are the whole of it.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text) noexcept;

/// Whether one of `patterns` is.
[[nodiscard]] bool matches_any(const std::vector<std::string>& patterns, std::string_view text) noexcept;

}  // namespace ovfkit::trust
