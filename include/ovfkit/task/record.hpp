// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::task {

/// Something that decisions are kept in. Keeps one record, whole or not at all, and fails when it cannot.
using Keeper = std::function<Result<void>(const trust::AuditRecord&)>;

/// Appends each record to the file at `path`, as one line of `report::as_json_line`, on disk when it answers. Fails
/// with `invalid_argument` for a file that begins with something else than a record, which would be ruined, and for the
/// null device, which keeps nothing, and as `io::append_record` does.
[[nodiscard]] Keeper audit_log(std::string path);

/// What a policy says about the record. Without a policy file: nothing has to be recorded, and what should have been
/// and was not is refused.
struct RecordDemand {
    /// Whether there has to be a keeper.
    trust::Policy::Record record = trust::Policy::Record::optional;
    /// What becomes of a decision that a keeper could not keep.
    trust::Policy::Unrecorded unrecorded = trust::Policy::Unrecorded::refuse;
    /// What the error says when a record is required and there is no keeper; empty: words that fit every surface.
    std::string no_keeper{};
};

/// The demand of a policy file.
[[nodiscard]] RecordDemand demand_of(const trust::Policy& policy);

/// A decision after it was kept, or was not.
struct Recorded {
    trust::Decision decision;      ///< `trust::not_recorded` of the one that was made, if it is not kept everywhere
    bool everywhere = true;        ///< every keeper has the decision that was made, and there is one if there has to be
    std::optional<Error> error{};  ///< the first reason why it is not kept everywhere
};

/// Keeps `decision` about `subject` with every one of `keepers`. When one of them fails, the decision becomes what the
/// policy makes of an import that is not recorded; if its outcome is another one then, those that had kept the first
/// get the new one as well, which is the last word. Without keepers nothing is kept, which is right unless the policy
/// requires a record. Never fails: whatever goes wrong is in the decision.
[[nodiscard]] Recorded record_decision(trust::Decision decision, const trust::AuditSubject& subject,
                                       const std::vector<Keeper>& keepers, const RecordDemand& demand);

}  // namespace ovfkit::task
