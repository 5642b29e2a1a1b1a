// SPDX-License-Identifier: Apache-2.0
#include "import_record.hpp"

#include <utility>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/store/store.hpp>
#include <ovfkit/trust/audit.hpp>

#include "options.hpp"

namespace ovfkit::cli {
namespace {

/// An audit log is lines of JSON. What begins with something else was named by mistake, and would be ruined.
Result<void> check_log(const std::string& path) {
    if (!io::is_regular_file(path)) return {};
    const auto file = io::open_file(path);
    if (!file) return file.error();
    if ((*file)->size() == 0) return {};
    char first = '\0';
    const auto read = (*file)->read_at(0, &first, 1);
    if (!read) return read.error();
    if (first == '{') return {};
    return Error{
        ErrorCode::invalid_argument, ovfkit::quoted(path) + " is no audit log: it does not begin with '{'", {}, {}};
}

Result<void> keep_in_log(const RecordOptions& options, const trust::AuditRecord& record) {
    if (options.audit_log.empty()) return {};
    if (auto checked = check_log(options.audit_log); !checked) return checked;
    return io::append_record(options.audit_log, report::as_json_line(record));
}

Result<void> keep_in_store(const RecordOptions& options, const trust::AuditRecord& record) {
    if (options.store.where.empty()) return {};
    auto store = open_store(options.store);
    if (!store) return store.error();
    const auto number = store->record(record);
    if (!number) return number.error();
    return {};
}

Result<trust::AuditRecord> record_of(const Judged& judged, const trust::Decision& decision) {
    trust::AuditSubject subject;
    subject.unix_seconds = judged.time;
    subject.file = judged.file;
    subject.sha256 = crypto::digest_hex(crypto::DigestAlgorithm::sha256, judged.bytes);
    subject.cluster_source = judged.cluster_source;
    subject.policy_sha256 = judged.policy_sha256;
    return trust::make_audit_record(std::move(subject), decision);
}

}  // namespace

void add_record(CLI::App& verb, RecordOptions& options) {
    add_path(verb, "--audit-log", options.audit_log, paths::any(), "FILE",
             "append the decision to this file, as one line of JSON")
        ->group("Record");
    add_store(verb, options.store, "keep the decision in this database ('ovfkit history'): a SQLite file or a URL")
        ->group("Record");
}

Recorded recorded(const RecordOptions& options, const Judged& judged, trust::Decision decision,
                  const ImportPolicy& policy) {
    const auto unkept = [&](const Error& error) {
        return Recorded{trust::not_recorded(decision, error, policy.unrecorded()), false};
    };
    if (options.audit_log.empty() && options.store.where.empty()) {
        if (!policy.asks_for_a_record()) return {std::move(decision), true};
        return unkept({ErrorCode::invalid_argument,
                       "the policy demands a record, and there is no --store or --audit-log",
                       {},
                       {}});
    }
    const auto record = record_of(judged, decision);
    if (!record) return unkept(record.error());
    const auto in_log = keep_in_log(options, *record);
    const auto in_store = keep_in_store(options, *record);
    if (in_log && in_store) return {std::move(decision), true};

    Recorded last = unkept(in_log ? in_store.error() : in_log.error());
    if (last.decision.outcome == decision.outcome) return last;
    const auto again = record_of(judged, last.decision);
    if (!again) return last;
    // If this cannot be kept either, nobody can be told.
    if (in_log) (void)keep_in_log(options, *again);
    if (in_store) (void)keep_in_store(options, *again);
    return last;
}

}  // namespace ovfkit::cli
