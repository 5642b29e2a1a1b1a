// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

#include "report/json.hpp"

namespace ovfkit::report {

/// `source`, `offset`, `line` and `column` of a place.
[[nodiscard]] Json json_of(const Location& where);

/// `rule`, `severity`, `message`, and what is said of its place.
[[nodiscard]] Json json_of(const Diagnostic& finding);

/// The findings as `inspect` lists them: `rule`, `severity`, `message`, `source`, `offset`, `line`, `column`.
[[nodiscard]] Json json_of(const Diagnostics& diagnostics);

/// A line or column; null for 0, which means unknown.
[[nodiscard]] Json json_of_count(std::uint32_t count);

}  // namespace ovfkit::report
