// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/package/package.hpp>

#include "report/json.hpp"
#include "report/sheet.hpp"

namespace ovfkit::report {

/// A heading, the form of the package, and which files have which role in it.
void write_package(Sheet& sheet, const package::Package& package);

/// `form`, `descriptor`, `manifest`, `certificate` and, when `members` is set, all `members`.
[[nodiscard]] Json json_of(const package::Package& package, bool members);

}  // namespace ovfkit::report
