// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

namespace ovfkit::net {

/// `NAME: VALUE` as libcurl takes it. Fails with `invalid_argument` for a name that is no token (RFC 9110, 5.6.2), one
/// that says how the message itself is sent, and a value with control characters in it. The value is in no message.
[[nodiscard]] Result<std::string> header_line(std::string_view name, std::string_view value);

}  // namespace ovfkit::net
