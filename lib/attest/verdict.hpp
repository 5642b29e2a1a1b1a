// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/attest/answer.hpp>

namespace ovfkit::attest {

/// Why a host with that answer is not trusted: the rest of a sentence that begins with the host, escaped.
[[nodiscard]] std::string why_not_trusted(const HostAnswer& answer);

}  // namespace ovfkit::attest
