// SPDX-License-Identifier: Apache-2.0
#include "import_record.hpp"

#include <utility>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/store/store.hpp>
#include <ovfkit/trust/audit.hpp>

namespace ovfkit::cli {
namespace {

Result<void> keep_in_log(const RecordOptions& options, const trust::AuditRecord& record) {
    if (options.audit_log.empty()) return {};
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
    return trust::make_audit_record(std::move(subject), decision);
}

}  // namespace

void add_record(CLI::App& verb, RecordOptions& options) {
    verb.add_option("--audit-log", options.audit_log, "append the decision to this file, as one line of JSON")
        ->type_name("FILE")
        ->group("Record");
    add_store(verb, options.store, "keep the decision in this database ('ovfkit history'): a SQLite file or a URL")
        ->group("Record");
}

trust::Decision recorded(const RecordOptions& options, const Judged& judged, trust::Decision decision,
                         trust::Policy::Unrecorded unrecorded) {
    if (options.audit_log.empty() && options.store.where.empty()) return decision;
    const auto refused = [&](const Error& error) { return trust::not_recorded(decision, error, unrecorded); };
    const auto record = record_of(judged, decision);
    if (!record) return refused(record.error());
    if (const auto kept = keep_in_log(options, *record); !kept) return refused(kept.error());
    const auto kept = keep_in_store(options, *record);
    if (kept) return decision;
    // The line in the log is not the last word any more. If this one cannot be written either, nobody can be told.
    trust::Decision last = refused(kept.error());
    if (const auto again = record_of(judged, last)) (void)keep_in_log(options, *again);
    return last;
}

}  // namespace ovfkit::cli
