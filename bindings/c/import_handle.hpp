// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "decision_handle.hpp"

struct ovfkit_policy {
    ovfkit::trust::Policy policy;
    ovfkit_diagnostics diagnostics;
};

struct ovfkit_import_options {
    ovfkit::trust::Cluster cluster;
    ovfkit::trust::ImportPolicy policy;
    std::optional<ovfkit::trust::Policy> rules;  // decide instead of the policy when they are there
    std::optional<ovfkit::trust::Acknowledgement> acknowledgement;
    ovfkit::task::EvidenceOptions evidence;
};

namespace ovfkit::c {

/// What an import of the descriptor is judged on. `found` becomes what was found meanwhile.
[[nodiscard]] trust::Evidence evidence_for(const ovfkit_descriptor& descriptor, const ovfkit_import_options& options,
                                           Diagnostics& found);

}  // namespace ovfkit::c
