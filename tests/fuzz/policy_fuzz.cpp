// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/inventory.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/findings.hpp"

namespace {

namespace trust = ovfkit::trust;
using ovfkit::Diagnostics;
using ovfkit::Severity;

/// Findings name places inside of the file, or the whole of it; what is refused has an error among them.
void require_findings(const Diagnostics& found, const std::string& input, bool accepted) {
    require(accepted == (found.worst() != Severity::error), "what has an error is refused, and nothing else");
    for (const ovfkit::Diagnostic& one : found) {
        require(one.where.source == "fuzzed", "a finding is about the file");
        require(one.where.span.begin <= one.where.span.end && one.where.span.end <= input.size(),
                "a place is inside of the file");
        require(!one.where.span.known() || (one.where.line >= 1 && one.where.column >= 1), "a place has a line");
        require_printable(one.message);
        require_printable(one.hint);
    }
}

trust::Evidence evidence_of(const std::string& input) {
    trust::EntityEvidence entity;
    entity.name = input.substr(0, input.size() / 2);
    entity.id = input.substr(input.size() / 2);
    const unsigned char seed = input.empty() ? 0 : static_cast<unsigned char>(input.back());
    if ((seed & 1U) != 0) entity.trust.trusted_host = (seed & 2U) != 0;
    entity.kind = static_cast<ovfkit::model::EntityKind>((seed >> 2U) & 3U);  // numbers that are none, too
    trust::Evidence evidence;
    evidence.entities.push_back(entity);
    evidence.signed_trust = static_cast<trust::SignedTrust>((seed >> 4U) & 7U);
    evidence.disowned = (seed & 128U) != 0;
    return evidence;
}

void check_policy(const std::string& input) {
    Diagnostics found;
    const auto policy = trust::parse_policy(input, "fuzzed", found);
    require_findings(found, input, policy.has_value());
    if (!policy) return require_printable(policy.error().message);
    const auto lines = static_cast<std::uint32_t>(std::count(input.begin(), input.end(), '\n') + 1);
    for (const trust::PolicyRule& rule : policy->rules)
        require(rule.line >= 1 && rule.line <= lines && !rule.name.empty(), "a rule has a name and a line");

    const trust::Evidence evidence = evidence_of(input);
    const trust::Cluster cluster{input.substr(0, 4), trust::Cluster::Trust::untrusted};
    const auto traces = trust::explain(evidence.entities.front(), evidence, cluster, *policy);
    require(std::count_if(traces.begin(), traces.end(), [](const trust::RuleTrace& one) { return one.fits; }) == 1,
            "one rule decides");
    for (const trust::RuleTrace& one : traces) require_printable(one.because);
    const trust::Decision decision = trust::decide(evidence, cluster, *policy, trust::Acknowledgement{input, "why"});
    for (const trust::Reason& reason : decision.reasons) require_printable(reason.message);
    require_printable(decision.entities.front().decided_by);
    trust::Policy closed = *policy;
    closed.rules.insert(closed.rules.begin(), trust::PolicyRule{});
    closed.rules.front().acknowledgement = trust::Acknowledging::ignored;
    require(trust::decide(evidence, cluster, closed).outcome == trust::Outcome::refuse, "what refuses all refuses");
}

void check_cases(const std::string& input) {
    Diagnostics found;
    const auto cases = trust::parse_cases(input, "fuzzed", found);
    require_findings(found, input, cases.has_value());
    if (!cases) return;
    require(trust::run_cases(*cases, {}).size() == cases->size(), "every case is decided");
}

void check_inventory(const std::string& input) {
    Diagnostics found;
    const auto inventory = trust::parse_inventory(input, "fuzzed", found);
    require_findings(found, input, inventory.has_value());
    if (!inventory) return;
    for (const trust::InventoryCluster& one : inventory->clusters)
        require(inventory->find(one.cluster.name) == &one, "a name means one cluster");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > (1U << 14)) return 0;
    const std::string input(reinterpret_cast<const char*>(data), size);
    check_policy(input);
    check_cases(input);
    check_inventory(input);
    return 0;
}
