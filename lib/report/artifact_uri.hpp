// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ovfkit::report {

/// A path as a URI reference (RFC 3986): relative stays relative, without a leading `./`; absolute gets the scheme
/// `file`. Every byte that is not unreserved is percent-encoded, those that are not UTF-8 as well.
[[nodiscard]] std::string artifact_uri(std::string_view path);

}  // namespace ovfkit::report
