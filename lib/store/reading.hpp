// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/store/store.hpp>

#include "store/database.hpp"

namespace ovfkit::store {

/// Entries that fit `query`, oldest first, in the transaction of the caller. Throws what SOCI throws.
[[nodiscard]] Result<std::vector<HistoryEntry>> read_history(Database& database, const Query& query);

/// Periods of a cluster, or of all for an empty name, in the same way.
[[nodiscard]] Result<std::vector<ClusterPeriod>> read_periods(Database& database, const std::string& name);

}  // namespace ovfkit::store
