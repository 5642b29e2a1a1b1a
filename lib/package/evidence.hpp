// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "package/judge.hpp"

namespace ovfkit::package {

/// What the descriptor references and is not there; servers' files are not meant.
[[nodiscard]] std::vector<std::string> missing_of(const Package& package);

/// What there is to judge of an open package, but for the files themselves: nobody has read them yet.
[[nodiscard]] Result<Evidence> evidence_of(const Package& package);

}  // namespace ovfkit::package
