// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"

namespace ovfkit::validate {

Group string_group() { return {}; }

}  // namespace ovfkit::validate
