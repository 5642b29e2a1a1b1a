// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

namespace ovfkit::net {

/// The scheme, host and port of an URL that may be asked: what messages call the server, because a path or a query can
/// hold secrets. Fails with `invalid_argument` for everything that is no absolute `https` URL in ASCII without a user.
[[nodiscard]] Result<std::string> origin_of(std::string_view url);

}  // namespace ovfkit::net
