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

/// What a signature has to be made of to count as accepted. A signature that is accepted and not that strong is
/// `rejected` for the rule, with the reason `policy/weak-signature`.
///
/// What nobody looked at (`Evidence::signature_strength` is empty) counts only under the defaults, which ask for no
/// more than `crypto` does.
struct Strength {
    /// Digests that count, of the signature and of a manifest; empty: those that count anyhow. Of certificates below
    /// the anchor, one signed with SHA-1 or less counts only when `sha1` is listed.
    ///
    /// A manifest with another digest stands for nothing, as if there was none: the reason `policy/weak-manifest` says
    /// so, and nothing else follows, because whoever could profit from it could leave the manifest out as well. That
    /// the manifest disowns the descriptor counts with any digest, and what a signature says never depends on it.
    std::vector<crypto::DigestAlgorithm> digests;
    unsigned rsa_bits = 2048;  ///< of the signer's key and of every key above it, the anchor's too
    unsigned ec_bits = 224;    ///< the same for keys on elliptic curves
};

/// Whether somebody's word changes what a rule says.
enum class Acknowledging : std::uint8_t {
    accepted,  ///< it turns a warning or a refusal into permission
    required,  ///< what the rule allows or warns about is allowed with it and refused without; a refusal stays one
    ignored,   ///< it changes nothing
};

/// What a rule wants a flag to be.
enum class FlagState : std::uint8_t { absent, false_, true_ };

/// One rule of a policy: conditions, of which all have to hold, and what follows. A condition without a value holds
/// always; of several values one has to fit. Patterns are whole texts in which `*` stands for any characters or none
/// and `?` for one; everything else is compared letter by letter. A name or an id of more than 4096 bytes is compared
/// with none: it fits `*`, and the patterns of every rule whose action is to refuse.
///
/// A rule with a value that is none of its enumeration fits whatever reaches it, and refuses it.
struct PolicyRule {
    std::string name;        ///< as the file calls it; `rule 3` when it does not
    std::uint32_t line = 0;  ///< of the rule in the file, from 1; 0 when built by hand

    std::vector<std::string> cluster;  ///< patterns of the target cluster's name
    /// What the target cluster may be.
    std::vector<Cluster::Trust> cluster_trust;
    std::vector<std::string> vm;  ///< patterns of the entity's name
    std::vector<std::string> id;  ///< patterns of the entity's id
    /// What the entity has to be.
    std::optional<model::EntityKind> kind;
    /// Whether a flag of the entity asks for trust, or that none does is not believed, because what was signed is
    /// altered or the package disowns the descriptor, whoever signed it. (`require_signed_trust` has no part in it: it
    /// is no condition.)
    std::optional<bool> requires_trust;
    /// What that fact of the entity may be.
    std::vector<FlagState> trusted_host;
    /// What that fact of the entity may be.
    std::vector<FlagState> trusted_cluster;
    std::vector<SignedTrust> signature;  ///< with this rule's strength: one that is too weak is `rejected`

    /// What becomes of an entity that it fits.
    Action action = Action::refuse;
    /// Whether somebody's word changes that.
    Acknowledging acknowledgement = Acknowledging::accepted;
    std::vector<std::string> acknowledged_by;  ///< patterns of who may; empty: anybody
    /// Whatever the rule fits is refused, with the reason `policy/signature-needed`, unless somebody that one trusts
    /// signed its statement: whatever its flags say and wherever it goes. An acknowledgement that is `accepted` counts
    /// more.
    bool require_signed_trust = false;
    /// What a signature has to be made of to count.
    Strength strength;
    /// What the flags are after the import.
    ImportPolicy::Landing landing = ImportPolicy::Landing::keep;
};

/// A policy file: rules of which the first that fits an entity decides about it.
struct Policy {
    /// Whether an import counts whose decision could not be recorded.
    enum class Unrecorded : std::uint8_t { refuse, allow };
    /// Whether there has to be something that decisions are recorded in.
    enum class Record : std::uint8_t {
        optional,
        required,  ///< an import for which nobody names a store or a log is one that could not be recorded
    };

    std::string source;  ///< the file's name, for places
    /// In the order of the file.
    std::vector<PolicyRule> rules;
    /// What decides about an entity that no rule fits: the same as `decide` without a file, unless it is a rule.
    ImportPolicy otherwise;
    /// `otherwise` is a last rule without conditions, as it is when it stands in a file: its action is the outcome for
    /// whatever reaches it, and not only for what leaves trust.
    bool otherwise_is_rule = false;
    std::uint32_t otherwise_line = 0;  ///< of `[otherwise]` in the file; 0 when it does not stand there
    /// For whoever records.
    Unrecorded unrecorded = Unrecorded::refuse;
    Record record = Record::optional;  ///< for whoever records; `decide` does not look at it
};

/// `absent`, `false` or `true`.
[[nodiscard]] std::string_view to_string(FlagState state) noexcept;
/// `accepted`, `required` or `ignored`.
[[nodiscard]] std::string_view to_string(Acknowledging acknowledging) noexcept;

/// The name under which `otherwise` decides; no rule of a file can have it.
inline constexpr std::string_view otherwise_name = "otherwise";

/// Whether it matters to a rule of `policy`, or to what decides where no rule fits, who signed the statement of the
/// trust flags: whoever decides by such a policy has to set `Evidence::signed_trust` and `signature_strength` before.
/// (An altered statement counts under every policy.) To every other policy an accepted or a rejected signature makes no
/// difference, so that `explain` and `decide` answer the same whether somebody looked or not.
[[nodiscard]] bool asks_for_signatures(const Policy& policy);

/// Reads a policy (TOML 1.0; the keys are those of `schemas/policy/policy.schema.json`).
///
/// Syntax errors, unknown keys, wrong types and unknown words are findings (`policy/...`) with their place in `source`,
/// all of them and not only the first; then the result is `malformed`. Rules that can never decide, rules that let
/// in by a name what nobody signed, rules that
/// refuse by a name what is let in under another one, and a policy without rules are warnings.
[[nodiscard]] Result<Policy> parse_policy(std::string_view toml, const std::string& source, Diagnostics& diagnostics);

/// What a rule thought of an entity, for somebody who asks why.
struct RuleTrace {
    /// Its name, or `otherwise`.
    std::string rule;
    /// Of the rule in the file, from 1; 0 when built by hand.
    std::uint32_t line = 0;
    /// Whether it decides.
    bool fits = false;
    std::string because;  ///< the first condition that does not hold, or `decides`, or `not reached`; escaped
};

/// How the rules of `policy` look at one entity, in their order, and behind them `otherwise`. Exactly one of them fits:
/// the one that decides; those behind it are not asked.
[[nodiscard]] std::vector<RuleTrace> explain(const EntityEvidence& entity, const Evidence& evidence,
                                             const Cluster& cluster, const Policy& policy);

/// Judges as `decide` with an `ImportPolicy` does, but each entity by the first rule of `policy` that fits it. The
/// rule's action is the outcome for whatever the rule fits, trusted or not; `EntityDecision::decided_by` names the rule
/// and its line, `otherwise` where no rule fits, and `policy/decided` among the reasons says the same of a rule.
///
/// Reasons, events, landing and what is not believed are those of `decide`, with the strength and the demands of the
/// rule. A package without entities is judged as one VM about which nothing is known, when a rule fits that; then
/// `Decision::decided_by` names it. A pure function; takes as long as entities times rules, and a pattern at worst its
/// length times that of the name.
[[nodiscard]] Decision decide(const Evidence& evidence, const Cluster& cluster, const Policy& policy,
                              const std::optional<Acknowledgement>& acknowledgement = std::nullopt);

/// `decision` as it is when it could not be recorded: refused with the reason `policy/not-recorded`, and nothing lands,
/// unless `unrecorded` says `allow`; then the reason stands there as a warning. What was acknowledged is refused, too.
[[nodiscard]] Decision not_recorded(Decision decision, const Error& error, Policy::Unrecorded unrecorded);

/// A case of a policy's test: facts, and what is expected of them.
struct PolicyCase {
    /// As the file calls it; may be empty.
    std::string name;
    /// Of the case in the file, from 1; 0 when built by hand.
    std::uint32_t line = 0;
    /// What the descriptor is taken to say.
    EntityEvidence entity;
    /// What is taken to be known of a signed statement; empty: nobody looked.
    std::optional<SignedTrust> signed_trust;
    /// What that signature is taken to be made of.
    std::optional<SignatureStrength> signature_strength;
    /// With which digest the manifest is taken to stand for the descriptor.
    std::optional<crypto::DigestAlgorithm> manifest_digest;
    /// The package is taken not to stand for the descriptor.
    bool disowned = false;
    /// Where it is to go.
    Cluster cluster;
    /// Somebody's word, if there is one.
    std::optional<Acknowledgement> acknowledgement;
    /// The outcome that it has to have.
    Outcome expected = Outcome::refuse;
    std::string expected_rule;  ///< the name of the rule that has to decide, or `otherwise`; empty: any

    /// What `decide` is asked about.
    [[nodiscard]] Evidence evidence() const;
};

/// Reads a table of cases (TOML, `[[case]]`; `schemas/policy/cases.schema.json`). Findings and failure as
/// `parse_policy`; names need not be unique. A case without a cluster's name or an entity's is one in which it is
/// empty.
[[nodiscard]] Result<std::vector<PolicyCase>> parse_cases(std::string_view toml, const std::string& source,
                                                          Diagnostics& diagnostics);

/// What came of a case.
struct CaseResult {
    /// The case.
    PolicyCase tested;
    /// What was decided about its entity.
    EntityDecision decision;
    std::string rule;     ///< the name of the rule that decided, or `otherwise`
    bool passed = false;  ///< the outcome is the expected one, and so is the rule if one is expected
};

/// Decides each case by `policy`.
[[nodiscard]] std::vector<CaseResult> run_cases(const std::vector<PolicyCase>& cases, const Policy& policy);

}  // namespace ovfkit::trust
