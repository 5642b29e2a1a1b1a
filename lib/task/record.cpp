// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/record.hpp>

#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/report/decision.hpp>

namespace ovfkit::task {
namespace {

/// The keepers that have the record, and why the first of the others does not.
struct Kept {
    std::vector<const Keeper*> by{};
    std::optional<Error> error{};
};

Kept keep(const trust::AuditRecord& record, const std::vector<Keeper>& keepers) {
    Kept kept;
    for (const Keeper& keeper : keepers) {
        const Result<void> done = keeper(record);
        if (done)
            kept.by.push_back(&keeper);
        else if (!kept.error)
            kept.error = done.error();
    }
    return kept;
}

}  // namespace

Keeper audit_log(std::string path) {
    return [path = std::move(path)](const trust::AuditRecord& record) -> Result<void> {
        return io::append_record(path, report::as_json_line(record));
    };
}

RecordDemand demand_of(const trust::Policy& policy) { return {policy.record, policy.unrecorded, {}}; }

Recorded record_decision(trust::Decision decision, const trust::AuditSubject& subject,
                         const std::vector<Keeper>& keepers, const RecordDemand& demand) {
    const auto unkept = [&](const Error& error) {
        return Recorded{trust::not_recorded(decision, error, demand.unrecorded), false, error};
    };
    if (keepers.empty()) {
        if (demand.record == trust::Policy::Record::optional) return {std::move(decision), true, std::nullopt};
        const std::string why = demand.no_keeper.empty()
                                    ? "the policy demands a record, and there is nothing to keep one"
                                    : demand.no_keeper;
        return unkept({ErrorCode::invalid_argument, why, {}, {}});
    }
    const auto record = trust::make_audit_record(subject, decision);
    if (!record) return unkept(record.error());
    const Kept kept = keep(*record, keepers);
    if (!kept.error) return {std::move(decision), true, std::nullopt};

    Recorded last = unkept(*kept.error);
    if (last.decision.outcome == decision.outcome) return last;
    const auto again = trust::make_audit_record(subject, last.decision);
    if (!again) return last;
    for (const Keeper* keeper : kept.by) (void)(*keeper)(*again);  // if this fails as well, nobody can be told
    return last;
}

}  // namespace ovfkit::task
