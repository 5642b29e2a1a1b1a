// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"

namespace ovfkit::validate {

Group reference_group() { return {}; }

}  // namespace ovfkit::validate
