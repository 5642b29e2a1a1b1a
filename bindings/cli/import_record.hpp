// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <ovfkit/trust/policy_file.hpp>

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
};

/// Keeps the decision in the audit log, then in the store, as far as they are given, and answers what is to be said of
/// the import: `decision` itself, or, when it could not be kept everywhere, `trust::not_recorded` of it. What was
/// written already is then followed by that.
[[nodiscard]] trust::Decision recorded(const RecordOptions& options, const Judged& judged, trust::Decision decision,
                                       trust::Policy::Unrecorded unrecorded);

}  // namespace ovfkit::cli
