// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <ovfkit/report/validation.hpp>

namespace ovfkit::report {

/// All about one file, as a section of that id: what it is, its picture, its findings beside the source. `budget` is
/// how many bytes of source the page may still have.
[[nodiscard]] std::string section_of(const ValidatedFile& file, const std::string& id, std::size_t& budget);

/// The id of what a page says about a rule.
[[nodiscard]] std::string rule_anchor(std::string_view slug);

}  // namespace ovfkit::report
