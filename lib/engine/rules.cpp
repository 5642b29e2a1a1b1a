// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/rules.hpp>

namespace ovfkit::engine {

std::vector<const Rule*> rules() { return {}; }

}  // namespace ovfkit::engine
