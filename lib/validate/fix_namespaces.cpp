// SPDX-License-Identifier: Apache-2.0
#include "validate/fixers.hpp"

namespace ovfkit::validate {

std::vector<TextFixer> namespace_fixers() { return {}; }

}  // namespace ovfkit::validate
