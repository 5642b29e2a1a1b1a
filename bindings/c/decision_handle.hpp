// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/task/record.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "guard.hpp"

struct ovfkit_decision {
    ovfkit::trust::Decision decision;
    ovfkit_diagnostics diagnostics{};
    ovfkit::task::RecordDemand demand{};
    std::string sha256{};  // of what was judged; empty when that were facts without bytes
    std::string cluster_source{};
    std::string policy_sha256{};
    std::int32_t record_state = OVFKIT_RECORD_NOT_MADE;
    std::string record_failure{};
};

namespace ovfkit::c {

/// What an OVFKIT_CLUSTER_... number says.
[[nodiscard]] Result<trust::Cluster::Trust> cluster_trust_of(std::int32_t number);
/// The OVFKIT_CLUSTER_... number of what is known about a cluster.
[[nodiscard]] std::int32_t cluster_number(trust::Cluster::Trust trust) noexcept;
/// The OVFKIT_OUTCOME_... number of an outcome.
[[nodiscard]] std::int32_t outcome_number(trust::Outcome outcome) noexcept;

/// What a record says besides the decision itself; without a digest that of what was judged.
[[nodiscard]] Result<trust::AuditSubject> subject_of(const ovfkit_decision& decision, std::int64_t time,
                                                     const char* file, const char* sha256);

}  // namespace ovfkit::c
