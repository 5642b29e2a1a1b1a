// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/decide.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <ovfkit/trust/rules.hpp>

#include "trust/naming.hpp"

namespace ovfkit::trust {
namespace {

Reason reason(const Rule& rule, std::string message) { return {rule.slug, rule.severity, std::move(message)}; }

/// Any value beyond the known ones refuses, so that a number from outside cannot weaken a policy.
Outcome outcome_of(Action action) {
    switch (action) {
        case Action::allow: return Outcome::allow;
        case Action::warn: return Outcome::warn;
        case Action::refuse: break;
    }
    return Outcome::refuse;
}

Severity severity_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::allow: return Severity::note;
        case Outcome::warn: return Severity::warning;
        case Outcome::refuse: break;
    }
    return Severity::error;
}

bool is_trusted(const Cluster& cluster) { return cluster.trust == Cluster::Trust::trusted; }
bool is_unknown(const Cluster& cluster) { return !is_trusted(cluster) && cluster.trust != Cluster::Trust::untrusted; }

std::string what_it_requires(const TrustFacts& trust) {
    const bool host = trust.trusted_host.value_or(false);
    const bool cluster = trust.trusted_cluster.value_or(false);
    if (host && cluster) return "must run on a trusted host and comes from a trusted cluster";
    return host ? "must run on a trusted host" : "comes from a trusted cluster";
}

std::string_view origin_of(const EntityEvidence& entity, bool leaves_trust) {
    if (!leaves_trust) return "an untrusted";
    return entity.requires_trust() ? "a trusted" : "a possibly trusted";
}

Event event_of(const EntityEvidence& entity, bool leaves_trust, const Cluster& cluster) {
    const bool vm = entity.kind == model::EntityKind::vm;
    Event event;
    event.id = (vm ? 10003 : 10007) + (leaves_trust ? 0 : 1);
    if (vm)
        event.name = leaves_trust ? "IMPORTEXPORT_IMPORT_VM_FROM_TRUSTED_TO_UNTRUSTED"
                                  : "IMPORTEXPORT_IMPORT_VM_FROM_UNTRUSTED_TO_TRUSTED";
    else
        event.name = leaves_trust ? "IMPORTEXPORT_IMPORT_TEMPLATE_FROM_TRUSTED_TO_UNTRUSTED"
                                  : "IMPORTEXPORT_IMPORT_TEMPLATE_FROM_UNTRUSTED_TO_TRUSTED";
    event.severity = Severity::warning;
    event.message = "import of " + called(entity) + " from " + std::string(origin_of(entity, leaves_trust)) +
                    " origin into the " + (leaves_trust ? "untrusted" : "trusted") + " cluster " + quoted(cluster.name);
    event.variables.emplace_back(vm ? "VmName" : "VmTemplateName", entity.name.empty() ? entity.id : entity.name);
    return event;
}

/// One import under one policy; judges entities one by one.
class Judge {
public:
    Judge(const Cluster& cluster, const ImportPolicy& policy, const std::optional<Acknowledgement>& acknowledgement,
          const Evidence& evidence)
        : cluster_(cluster),
          policy_(policy),
          acknowledgement_(acknowledgement),
          signed_trust_(evidence.signed_trust.value_or(SignedTrust::absent)),
          disowned_(evidence.disowned) {}

    /// What there is to say about the import whatever is in it.
    [[nodiscard]] std::vector<Reason> of_every_entity() const {
        std::vector<Reason> reasons;
        if (is_unknown(cluster_))
            reasons.push_back(reason(rule::unknown_cluster, "nothing is known about the trust of cluster " +
                                                                quoted(cluster_.name) + ", which counts as untrusted"));
        if (acknowledgement_ && !acknowledgement_->valid())
            reasons.push_back(reason(rule::invalid_acknowledgement,
                                     "the acknowledgement lacks a name or a reason and changes nothing"));
        return reasons;
    }

    [[nodiscard]] EntityDecision judge(const EntityEvidence& entity) const {
        EntityDecision decision;
        decision.id = entity.id;
        decision.name = entity.name;
        decision.kind = entity.kind;
        decision.trust = entity.trust;
        decision.flags = entity.flags;
        decision.reasons = of_every_entity();
        if (is_disbelieved(entity)) decision.reasons.push_back(why_disbelieved(entity));
        if (counts_as_trusted(entity) != is_trusted(cluster_)) {
            compare(entity, decision);
            decision.events.push_back(event_of(entity, counts_as_trusted(entity), cluster_));
        }
        acknowledge(decision);
        land(entity, decision);
        return decision;
    }

    /// A package without entities, in which another reader may see one that nobody stands for.
    void judge_nothing(Decision& decision) const {
        const EntityEvidence nobody;
        if (!is_disbelieved(nobody)) return;
        decision.reasons.push_back(why_disbelieved(nobody));
        if (is_trusted(cluster_)) return;
        EntityDecision import;
        compare(nobody, import);
        acknowledge(import);
        decision.outcome = import.outcome;
        decision.acknowledged = import.acknowledged;
        decision.reasons.insert(decision.reasons.end(), import.reasons.begin(), import.reasons.end());
    }

private:
    /// A flag that asks for protection is believed whoever wrote it; that none is needed has to be proven.
    [[nodiscard]] bool is_disbelieved(const EntityEvidence& entity) const {
        if (entity.requires_trust() || signed_trust_ == SignedTrust::accepted) return false;
        return policy_.require_signed_trust || signed_trust_ == SignedTrust::altered || disowned_;
    }
    [[nodiscard]] bool counts_as_trusted(const EntityEvidence& entity) const {
        return entity.requires_trust() || is_disbelieved(entity);
    }

    /// Always a warning: what follows is said with the target, in the weight of the outcome.
    [[nodiscard]] Reason why_disbelieved(const EntityEvidence& entity) const {
        const auto so = [&](const Rule& rule, std::string_view why) {
            return Reason{
                rule.slug, Severity::warning,
                std::string(why) + ", so it is not believed that " + called(entity) + " does not require trust"};
        };
        if (disowned_ && signed_trust_ != SignedTrust::altered)
            return so(rule::disowned_descriptor, "the package does not stand for this descriptor");
        switch (signed_trust_) {
            case SignedTrust::absent:
                return so(rule::unsigned_statement, "nobody signed what the descriptor says about trust");
            case SignedTrust::altered:
                return so(rule::altered_statement,
                          "the descriptor says something else about trust than what was signed");
            case SignedTrust::rejected:
            case SignedTrust::accepted: break;
        }
        return so(rule::rejected_signature, "the signature over what the descriptor says about trust is not accepted");
    }

    void compare(const EntityEvidence& entity, EntityDecision& decision) const {
        if (!counts_as_trusted(entity)) {
            decision.reasons.push_back(reason(
                rule::trusted_target,
                called(entity) + " does not require trust, and cluster " + quoted(cluster_.name) + " is trusted"));
            return;
        }
        decision.outcome = outcome_of(policy_.trusted_into_untrusted);
        const std::string requires_it = is_disbelieved(entity) ? "may require trust" : what_it_requires(entity.trust);
        Reason why = reason(rule::untrusted_target, called(entity) + " " + requires_it + ", and cluster " +
                                                        quoted(cluster_.name) + " is not trusted");
        why.severity = severity_of(decision.outcome);
        decision.reasons.push_back(std::move(why));
    }

    void acknowledge(EntityDecision& decision) const {
        if (!acknowledgement_ || !acknowledgement_->valid() || decision.outcome == Outcome::allow) return;
        decision.reasons.push_back(
            reason(rule::acknowledged, quoted(acknowledgement_->who) + " acknowledges what would be " +
                                           (decision.outcome == Outcome::warn ? "warned about" : "refused") + ": " +
                                           quoted(acknowledgement_->why)));
        decision.outcome = Outcome::allow;
        decision.acknowledged = true;
    }

    void land(const EntityEvidence& entity, EntityDecision& decision) const {
        decision.trust_after = entity.trust;
        const bool from_cluster = policy_.landing == ImportPolicy::Landing::from_cluster;
        if (!from_cluster || is_unknown(cluster_) || decision.outcome == Outcome::refuse) return;
        decision.trust_after.trusted_host = is_trusted(cluster_);
        decision.trust_after.trusted_cluster = is_trusted(cluster_);
        if (decision.trust_after != entity.trust)
            decision.reasons.push_back(
                reason(rule::flags_from_cluster, "the trust flags of " + called(entity) + " become " +
                                                     (is_trusted(cluster_) ? "true" : "false") + ", as cluster " +
                                                     quoted(cluster_.name) + " is"));
    }

    const Cluster& cluster_;
    const ImportPolicy& policy_;
    const std::optional<Acknowledgement>& acknowledgement_;
    SignedTrust signed_trust_;
    bool disowned_;
};

}  // namespace

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
        case Outcome::allow: return "allow";
        case Outcome::warn: return "warn";
        case Outcome::refuse: break;
    }
    return "refuse";
}

Decision decide(const Evidence& evidence, const Cluster& cluster, const ImportPolicy& policy,
                const std::optional<Acknowledgement>& acknowledgement) {
    Decision decision;
    decision.cluster = cluster;
    decision.policy = policy;
    decision.acknowledgement = acknowledgement;
    decision.signed_trust = evidence.signed_trust;
    if (policy.require_signed_trust && !decision.signed_trust) decision.signed_trust = SignedTrust::absent;
    const Judge judge(cluster, policy, acknowledgement, evidence);
    std::set<std::pair<std::string_view, std::string>> said;
    const auto say = [&](const std::vector<Reason>& reasons) {
        for (const Reason& r : reasons)
            if (said.emplace(r.code, r.message).second) decision.reasons.push_back(r);
    };
    say(judge.of_every_entity());
    for (const EntityEvidence& entity : evidence.entities) {
        EntityDecision one = judge.judge(entity);
        decision.outcome = std::max(decision.outcome, one.outcome);
        decision.acknowledged = decision.acknowledged || one.acknowledged;
        say(one.reasons);
        decision.events.insert(decision.events.end(), one.events.begin(), one.events.end());
        decision.entities.push_back(std::move(one));
    }
    if (evidence.entities.empty()) judge.judge_nothing(decision);
    return decision;
}

}  // namespace ovfkit::trust
