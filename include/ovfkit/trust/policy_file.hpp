// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::trust {

/// What a signature has to be made of to count as accepted.
struct Strength {
    /// Digests that count, of the signature and of a manifest; empty: those that count anyhow.
    std::vector<crypto::DigestAlgorithm> digests;
    unsigned rsa_bits = 2048;  ///< of the signer's key and of every key above it
    unsigned ec_bits = 224;
};

/// Whether somebody's word changes what a rule says.
enum class Acknowledging : std::uint8_t {
    accepted,  ///< it turns a warning or a refusal into permission
    required,  ///< without it everything the rule would allow or warn about is refused
    ignored,   ///< it changes nothing
};

/// What a rule wants a flag to be.
enum class FlagState : std::uint8_t { absent, false_, true_ };

/// One rule of a policy: conditions, of which all have to hold, and what follows. A condition without a value holds
/// always; of several values one has to fit. Patterns are whole texts with `*` and `?`, letter by letter.
struct PolicyRule {
    std::string name;        ///< as the file calls it; `rule 3` when it does not
    std::uint32_t line = 0;  ///< of the rule in the file, from 1; 0 when built by hand

    std::vector<std::string> cluster;  ///< patterns of the target cluster's name
    std::vector<Cluster::Trust> cluster_trust;
    std::vector<std::string> vm;  ///< patterns of the entity's name
    std::vector<std::string> id;  ///< patterns of the entity's id
    std::optional<model::EntityKind> kind;
    std::optional<bool> requires_trust;  ///< what the entity requires, or counts as requiring
    std::vector<FlagState> trusted_host;
    std::vector<FlagState> trusted_cluster;
    std::vector<SignedTrust> signature;  ///< with this rule's strength: one that is too weak is `rejected`

    Action action = Action::refuse;
    Acknowledging acknowledgement = Acknowledging::accepted;
    std::vector<std::string> acknowledged_by;  ///< patterns of who may; empty: anybody
    bool require_signed_trust = false;
    Strength strength;
    ImportPolicy::Landing landing = ImportPolicy::Landing::keep;
};

/// A policy file: rules of which the first that fits an entity decides about it.
struct Policy {
    /// Whether an import counts whose decision could not be recorded.
    enum class Unrecorded : std::uint8_t { refuse, allow };

    std::string source;  ///< the file's name, for places
    std::vector<PolicyRule> rules;
    /// What decides about an entity that no rule fits: the same as `decide` without a file.
    ImportPolicy otherwise;
    Unrecorded unrecorded = Unrecorded::refuse;
};

/// Reads a policy (TOML 1.0; the keys are those of `schemas/policy/policy.schema.json`).
///
/// Syntax errors, unknown keys, wrong types and unknown words are findings (`policy/...`) with their place in `source`,
/// all of them and not only the first; then the result is `malformed`. Rules that can never decide, and rules that let
/// in by a name what nobody signed, are warnings.
[[nodiscard]] Result<Policy> parse_policy(std::string_view toml, const std::string& source, Diagnostics& diagnostics);

/// What a rule thought of an entity, for somebody who asks why.
struct RuleTrace {
    std::string rule;
    std::uint32_t line = 0;
    bool fits = false;
    std::string because;  ///< the first condition that does not hold, or `decides`, or `not reached`; escaped
};

/// How the rules of `policy` look at one entity, in their order.
[[nodiscard]] std::vector<RuleTrace> explain(const EntityEvidence& entity, const Evidence& evidence,
                                             const Cluster& cluster, const Policy& policy);

/// Judges as `decide` with an `ImportPolicy` does, but each entity by the first rule of `policy` that fits it. The
/// rule's action is the outcome for whatever the rule fits, trusted or not; `EntityDecision::decided_by` names the rule
/// and its line. A pure function.
[[nodiscard]] Decision decide(const Evidence& evidence, const Cluster& cluster, const Policy& policy,
                              const std::optional<Acknowledgement>& acknowledgement = std::nullopt);

/// `decision` as it is when it could not be recorded: refused with the reason `policy/not-recorded`, and nothing lands,
/// unless `unrecorded` says `allow`; then the reason stands there as a warning.
[[nodiscard]] Decision not_recorded(Decision decision, const Error& error, Policy::Unrecorded unrecorded);

/// A case of a policy's test: facts, and what is expected of them.
struct PolicyCase {
    std::string name;
    std::uint32_t line = 0;
    EntityEvidence entity;
    std::optional<SignedTrust> signed_trust;
    bool disowned = false;
    Cluster cluster;
    std::optional<Acknowledgement> acknowledgement;
    Outcome expected = Outcome::refuse;
    std::string expected_rule;  ///< empty: any
};

/// Reads a table of cases (TOML, `[[case]]`; `schemas/policy/cases.schema.json`). Findings and failure as
/// `parse_policy`.
[[nodiscard]] Result<std::vector<PolicyCase>> parse_cases(std::string_view toml, const std::string& source,
                                                          Diagnostics& diagnostics);

/// What came of a case.
struct CaseResult {
    PolicyCase tested;
    EntityDecision decision;
    bool passed = false;
};

/// Decides each case by `policy`.
[[nodiscard]] std::vector<CaseResult> run_cases(const std::vector<PolicyCase>& cases, const Policy& policy);

}  // namespace ovfkit::trust
