// SPDX-License-Identifier: Apache-2.0
#include "validate/fixers.hpp"

namespace ovfkit::validate {

std::vector<ModelFixer> hardware_fixers() { return {}; }

}  // namespace ovfkit::validate
