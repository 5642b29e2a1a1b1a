// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// Says which references of the descriptor lead nowhere or out of the package, and which files have another size than
/// it says (DSP0243 1.1.1, 7.1).
void check_references(const Package& package, Diagnostics& diagnostics);

}  // namespace ovfkit::package
