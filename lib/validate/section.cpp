// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"

namespace ovfkit::validate {

Group section_group() { return {}; }

}  // namespace ovfkit::validate
