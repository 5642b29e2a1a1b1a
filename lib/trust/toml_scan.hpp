// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// A look at a TOML text before it is read. The library makes a table in another one of every dot in a key, and later
// destroys them by recursion: a file of one long key would end the process.

namespace ovfkit::trust {

/// The first character that TOML allows nowhere: a control character that is no tab and no line end (TOML 1.0,
/// "Comment" and "String"). `npos`: there is none.
[[nodiscard]] std::size_t find_control_character(std::string_view text) noexcept;

struct DeepPlace {
    std::size_t offset = 0;
    std::string_view what;  ///< lives as long as the program
};

/// Where more than `depth` brackets stand in each other, or more than `dots` dots on one line, outside of texts and
/// comments. Right for TOML up to its first error, behind which the library does not read either.
[[nodiscard]] std::optional<DeepPlace> find_deep(std::string_view text, std::size_t depth, std::size_t dots) noexcept;

}  // namespace ovfkit::trust
