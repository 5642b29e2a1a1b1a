// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::cli {

/// The difference of two texts as `diff -u` writes it, with names `a/<name>` and `b/<name>`; empty when they are equal.
/// Characters that a terminal would obey are escaped, so a diff of such lines is for reading only.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after, const std::string& name);

}  // namespace ovfkit::cli
