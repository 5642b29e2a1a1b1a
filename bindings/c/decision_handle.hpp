// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "guard.hpp"

struct ovfkit_decision {
    ovfkit::trust::Decision decision;
    ovfkit_diagnostics diagnostics;
    ovfkit::trust::Policy::Unrecorded unrecorded;
};

namespace ovfkit::c {

/// What an OVFKIT_CLUSTER_... number says.
[[nodiscard]] Result<trust::Cluster::Trust> cluster_trust_of(std::int32_t number);
/// The OVFKIT_CLUSTER_... number of what is known about a cluster.
[[nodiscard]] std::int32_t cluster_number(trust::Cluster::Trust trust) noexcept;
/// The OVFKIT_OUTCOME_... number of an outcome.
[[nodiscard]] std::int32_t outcome_number(trust::Outcome outcome) noexcept;

}  // namespace ovfkit::c
