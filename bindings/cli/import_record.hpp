// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <ovfkit/task/record.hpp>

#include "import_policy.hpp"
#include "store_options.hpp"

namespace ovfkit::cli {

/// Where decisions are kept.
struct RecordOptions {
    std::string audit_log;  ///< path; empty: none
    StoreOptions store;
};

/// `--audit-log` and `--store`. `options` has to outlive the parsing.
void add_record(CLI::App& verb, RecordOptions& options);

/// What was judged, and when.
struct Judged {
    std::int64_t time = 0;
    std::string file;
    std::string_view bytes;
    std::string cluster_source;  ///< as `trust::AuditRecord::cluster_source`
    std::string policy_sha256;   ///< as `trust::AuditRecord::policy_sha256`
};

/// Keeps the decision in the audit log and in the store, as far as they are given; a policy can demand that one is.
/// See `task::record_decision`.
[[nodiscard]] task::Recorded recorded(const RecordOptions& options, const Judged& judged, trust::Decision decision,
                                      const ImportPolicy& policy);

}  // namespace ovfkit::cli
