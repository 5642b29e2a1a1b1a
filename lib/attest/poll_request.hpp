// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::attest {

/// Why a host of that name cannot be asked for: one sentence, escaped. Empty when it can.
[[nodiscard]] std::string why_not_askable(std::string_view host);

}  // namespace ovfkit::attest
