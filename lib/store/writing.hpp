// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <ovfkit/trust/audit.hpp>

#include "store/database.hpp"

namespace ovfkit::store {

/// Writes a decision of `time`, in the transaction of the caller, and answers its number. Throws what SOCI throws.
[[nodiscard]] std::int64_t write_decision(Database& database, const trust::AuditRecord& record,
                                          const std::string& time);

/// Writes that a cluster was what it is at `time`, in the same way.
void write_sighting(Database& database, const trust::Cluster& cluster, const std::string& time);

}  // namespace ovfkit::store
