// SPDX-License-Identifier: Apache-2.0
#include "import_record.hpp"

#include <utility>
#include <vector>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/store/store.hpp>
#include <ovfkit/trust/audit.hpp>

#include "options.hpp"

namespace ovfkit::cli {
namespace {

Result<void> keep_in_store(const RecordOptions& options, const trust::AuditRecord& record) {
    auto store = open_store(options.store);
    if (!store) return store.error();
    const auto number = store->record(record);
    if (!number) return number.error();
    return {};
}

/// The log first: what it says goes wrong is said, when both fail.
std::vector<task::Keeper> keepers_of(const RecordOptions& options) {
    std::vector<task::Keeper> keepers;
    if (!options.audit_log.empty()) keepers.push_back(task::audit_log(options.audit_log));
    if (!options.store.where.empty())
        keepers.emplace_back([&](const trust::AuditRecord& record) { return keep_in_store(options, record); });
    return keepers;
}

}  // namespace

void add_record(CLI::App& verb, RecordOptions& options) {
    add_path(verb, "--audit-log", options.audit_log, paths::any(), "FILE",
             "append the decision to this file, as one line of JSON")
        ->group("Record");
    add_store(verb, options.store, "keep the decision in this database ('ovfkit history'): a SQLite file or a URL")
        ->group("Record");
}

task::Recorded recorded(const RecordOptions& options, const Judged& judged, trust::Decision decision,
                        const ImportPolicy& policy) {
    trust::AuditSubject subject;
    subject.unix_seconds = judged.time;
    subject.file = judged.file;
    subject.sha256 = crypto::digest_hex(crypto::DigestAlgorithm::sha256, judged.bytes);
    subject.cluster_source = judged.cluster_source;
    subject.policy_sha256 = judged.policy_sha256;
    task::RecordDemand demand = policy.file ? task::demand_of(*policy.file) : task::RecordDemand{};
    demand.no_keeper = "the policy demands a record, and there is no --store or --audit-log";
    return task::record_decision(std::move(decision), subject, keepers_of(options), demand);
}

}  // namespace ovfkit::cli
