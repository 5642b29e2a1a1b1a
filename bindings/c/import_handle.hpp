// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/report/policy.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "decision_handle.hpp"

struct ovfkit_policy {
    ovfkit::trust::Policy policy;
    std::string sha256;
    ovfkit_diagnostics diagnostics;
};

struct ovfkit_import_options {
    ovfkit::trust::Cluster cluster;
    std::string cluster_source{};
    ovfkit::trust::ImportPolicy policy{};
    std::optional<ovfkit::trust::Policy> rules{};  // decide instead of the policy when they are there
    std::string rules_sha256{};
    std::optional<ovfkit::trust::Acknowledgement> acknowledgement{};
    ovfkit::task::EvidenceOptions evidence{};
};

struct ovfkit_explanation {
    ovfkit::report::PolicyExplanation explanation;
};

struct ovfkit_vm_facts {
    ovfkit::trust::Evidence evidence;  // of one entity
    std::string sha256{};              // of the document that says it; empty when there is none
};

namespace ovfkit::c {

/// What an import of the descriptor is judged on. `found` becomes what was found meanwhile.
[[nodiscard]] trust::Evidence evidence_for(const ovfkit_descriptor& descriptor, const ovfkit_import_options& options,
                                           Diagnostics& found);

/// What the options make of evidence about something of that digest.
[[nodiscard]] std::unique_ptr<ovfkit_decision> decided(const trust::Evidence& evidence,
                                                       const ovfkit_import_options& options, std::string sha256,
                                                       Diagnostics found);

/// How the rules of the options, which have to be there, look at one entity of the evidence.
[[nodiscard]] std::unique_ptr<ovfkit_explanation> explained(const trust::EntityEvidence& entity,
                                                            const trust::Evidence& evidence,
                                                            const ovfkit_import_options& options);

/// The digest that records hold, in hexadecimal.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

}  // namespace ovfkit::c
