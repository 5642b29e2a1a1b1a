// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace ovfkit::validate::embedded {

/// A file of `schemas/` that is part of the library.
struct Text {
    std::string_view name;
    std::string_view text;
};

/// The XML schemas of `schemas/xsd`, and the profiles of `schemas/profiles`. They live as long as the program.
[[nodiscard]] const std::vector<Text>& xsd();
[[nodiscard]] const std::vector<Text>& profiles();

}  // namespace ovfkit::validate::embedded
