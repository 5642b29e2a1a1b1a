// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/version.hpp>

namespace ovfkit {

std::string_view version() noexcept { return OVFKIT_VERSION; }

}  // namespace ovfkit
