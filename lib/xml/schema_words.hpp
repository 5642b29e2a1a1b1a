// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "xml/schema.hpp"

namespace ovfkit::xml {

/// What libxml2's schema processor means by an error: its code says the kind; names, values and what was expected are
/// in its message only. A message of another form than that of libxml2 2.9 to 2.13 leaves the details empty.
[[nodiscard]] SchemaViolation read_schema_message(int code, std::string_view message);

}  // namespace ovfkit::xml
