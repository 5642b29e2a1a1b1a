// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ovfkit {

/// The version of the library in use, as `major.minor.patch`.
[[nodiscard]] std::string_view version() noexcept;

}  // namespace ovfkit
