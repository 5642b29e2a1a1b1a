// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/result.hpp>

#include "store/database.hpp"

namespace ovfkit::store {

/// The version of the tables that this library reads and writes.
inline constexpr int schema_version = 3;

/// The version of the tables; 0 when there are none. In a transaction or without one.
[[nodiscard]] Result<int> read_schema_version(Database& database);

/// `unsupported` unless the tables have the version of this library.
[[nodiscard]] Result<void> check_schema_version(Database& database);

/// Makes the tables, or brings those of an older version up to date, in one transaction; of several processes that do
/// so at once, one does it and the others find it done. With `must_exist` a database without tables is `not_found`.
[[nodiscard]] Result<void> prepare_schema(Database& database, bool must_exist);

}  // namespace ovfkit::store
