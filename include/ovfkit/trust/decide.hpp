// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/policy.hpp>

/// Trust flags, and what becomes of an import: evidence, policies, decisions, audit events, signed statements.
namespace ovfkit::trust {

/// What becomes of an import. The order is the order of strictness, so that the strictest of several is their maximum.
enum class Outcome : std::uint8_t { allow, warn, refuse };

/// `allow`, `warn` or `refuse`.
[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;

/// Why an outcome is what it is, or what else there is to know about it.
struct Reason {
    std::string_view code;  ///< slug of a rule of this room; lives as long as the program
    /// How much it weighs.
    Severity severity = Severity::note;
    std::string message;  ///< one sentence, escaped

    friend bool operator==(const Reason& a, const Reason& b) {
        return a.code == b.code && a.severity == b.severity && a.message == b.message;
    }
    friend bool operator!=(const Reason& a, const Reason& b) { return !(a == b); }
};

/// An audit event under the number, name and severity that the oVirt engine gives it (oVirt reference 2.2).
struct Event {
    /// The engine's number.
    int id = 0;
    std::string_view name;  ///< lives as long as the program
    /// The engine's severity.
    Severity severity = Severity::warning;
    std::string message;                                         ///< one sentence, escaped
    std::vector<std::pair<std::string, std::string>> variables;  ///< `VmName` or `VmTemplateName`, not escaped

    friend bool operator==(const Event& a, const Event& b) {
        return a.id == b.id && a.name == b.name && a.severity == b.severity && a.message == b.message &&
               a.variables == b.variables;
    }
    friend bool operator!=(const Event& a, const Event& b) { return !(a == b); }
};

/// What becomes of one VM or template.
struct EntityDecision {
    /// The id under which the product knows it; may be empty.
    std::string id;
    /// Its name; may be empty.
    std::string name;
    /// Whether it is a VM or a template.
    model::EntityKind kind = model::EntityKind::vm;
    /// What becomes of it.
    Outcome outcome = Outcome::allow;
    bool acknowledged = false;  ///< the outcome is `allow` because somebody takes responsibility
    TrustFacts trust;           ///< as the file says
    TrustFacts trust_after;     ///< after the import; as the file says when it is refused
    /// Why, in the order in which it was found.
    std::vector<Reason> reasons;
    /// What an audit log has to say, in that order.
    std::vector<Event> events;
    std::vector<Flag> flags{};  ///< as the evidence has them
    /// The rule of a policy file that decided, and its place: `lab may take anything (policy.toml:12)`. Empty without
    /// one.
    std::string decided_by{};

    [[nodiscard]] auto tied() const {
        return std::tie(id, name, kind, outcome, acknowledged, trust, trust_after, reasons, events, flags, decided_by);
    }
    friend bool operator==(const EntityDecision& a, const EntityDecision& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const EntityDecision& a, const EntityDecision& b) { return !(a == b); }
};

/// What becomes of the import of a package, with everything it was decided on.
struct Decision {
    Outcome outcome = Outcome::allow;  ///< the strictest of the entities
    bool acknowledged = false;         ///< of at least one entity, and the import is not refused
    /// Where it was to go.
    Cluster cluster;
    /// What it was judged on.
    ImportPolicy policy;
    std::optional<Acknowledgement> acknowledgement;  ///< as given, whether it counted or not
    std::optional<SignedTrust> signed_trust{};       ///< when the policy requires it, or somebody looked
    std::vector<Reason> reasons;                     ///< of all entities, each once
    std::vector<Event> events;                       ///< of all entities
    std::vector<EntityDecision> entities;            ///< in the order of the evidence
    /// The policy file that was asked, as its reader was told to call it; empty without one. `policy` is then what its
    /// `otherwise` says.
    std::string policy_file{};
    /// What decided about a package without entities, as `EntityDecision::decided_by`; empty for every other one.
    std::string decided_by{};

    [[nodiscard]] auto tied() const {
        return std::tie(outcome, acknowledged, cluster, policy, acknowledgement, signed_trust, reasons, events,
                        entities, policy_file, decided_by);
    }
    friend bool operator==(const Decision& a, const Decision& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const Decision& a, const Decision& b) { return !(a == b); }
};

/// Judges the import of what `evidence` tells about into `cluster`. A pure function.
///
/// An entity that requires trust and would land in a cluster that is not trusted is allowed, warned about or refused,
/// as `policy` says; every other entity is allowed. An unknown cluster is treated as an untrusted one, with a reason of
/// its own. A valid acknowledgement turns a warning or a refusal into permission, with a reason of its own; an invalid
/// one changes nothing but is named among the reasons. The package is as strict as its strictest entity; one without
/// entities is allowed, unless its absence of flags is not believed.
///
/// With `ImportPolicy::require_signed_trust` an entity that does not require trust is believed only when
/// `Evidence::signed_trust` is `accepted`. Under any policy it is not believed when the signed statement is `altered`,
/// or when the package disowns the descriptor, whoever signed the statement: a signature does not say which package it
/// belongs to, and asking for one must not be laxer than not asking. It then counts as one that does, with a reason of
/// its own; its flags in `trust` and `trust_after` stay what the file says. An entity
/// that requires trust is believed in any case.
///
/// Events are raised when what the entity requires, or counts as requiring, differs from what the cluster is, whatever
/// the outcome: 10003 (VM) and 10007 (template) for trusted into untrusted, 10004 and 10008 for the reverse.
///
/// With `Landing::from_cluster` both facts become what the cluster is. A cluster nobody knows cannot say, so its
/// entities keep their flags; so do entities that are refused, because they do not land.
[[nodiscard]] Decision decide(const Evidence& evidence, const Cluster& cluster, const ImportPolicy& policy = {},
                              const std::optional<Acknowledgement>& acknowledgement = std::nullopt);

}  // namespace ovfkit::trust
