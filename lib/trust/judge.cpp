// SPDX-License-Identifier: Apache-2.0
#include "trust/judge.hpp"

#include <utility>

#include <ovfkit/trust/policy_rules.hpp>
#include <ovfkit/trust/rules.hpp>

#include "trust/import_event.hpp"
#include "trust/naming.hpp"
#include "trust/pattern.hpp"
#include "trust/rule_fit.hpp"
#include "trust/strength.hpp"

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

std::string what_it_requires(const TrustFacts& trust) {
    const bool host = trust.trusted_host.value_or(false);
    const bool cluster = trust.trusted_cluster.value_or(false);
    if (host && cluster) return "must run on a trusted host and comes from a trusted cluster";
    return host ? "must run on a trusted host" : "comes from a trusted cluster";
}

/// What is decided about one entity, step by step.
class Case {
public:
    Case(const Scene& scene, const Terms& terms, const std::optional<Acknowledgement>& acknowledgement)
        : entity_(scene.entity),
          evidence_(scene.evidence),
          cluster_(scene.cluster),
          terms_(terms),
          acknowledgement_(acknowledgement),
          state_(terms.rule ? state_under(evidence_, terms.rule->strength)
                            : evidence_.signed_trust.value_or(SignedTrust::absent)),
          disbelieved_(is_disbelieved(scene)),
          trusted_target_(trust_of(cluster_) == Cluster::Trust::trusted) {}

    [[nodiscard]] bool is_disbelieved() const { return disbelieved_; }

    void decide(EntityDecision& decision) const {
        const bool leaves_trust = counts_as_trusted() && !trusted_target_;
        if (terms_.rule)
            decision.outcome = is_understood(*terms_.rule) ? outcome_of(terms_.rule->action) : Outcome::refuse;
        else if (leaves_trust)
            decision.outcome = outcome_of(terms_.policy.trusted_into_untrusted);
        if (disbelieved_) decision.reasons.push_back(why_disbelieved());
        if (counts_as_trusted() != trusted_target_) {
            decision.reasons.push_back(why_it_matters(decision.outcome));
            decision.events.push_back(event_of(entity_, counts_as_trusted(), cluster_));
        }
        if (terms_.rule) apply_rule(decision);
        acknowledge(decision);
    }

    void land(EntityDecision& decision) const {
        decision.trust_after = entity_.trust;
        const bool from_cluster = terms_.policy.landing == ImportPolicy::Landing::from_cluster;
        if (!from_cluster || trust_of(cluster_) == Cluster::Trust::unknown || decision.outcome == Outcome::refuse)
            return;
        decision.trust_after.trusted_host = trusted_target_;
        decision.trust_after.trusted_cluster = trusted_target_;
        if (decision.trust_after != entity_.trust)
            decision.reasons.push_back(
                reason(rule::flags_from_cluster, "the trust flags of " + called(entity_) + " become " +
                                                     (trusted_target_ ? "true" : "false") + ", as cluster " +
                                                     quoted(cluster_.name) + " is"));
    }

private:
    /// A flag that asks for protection is believed whoever wrote it; that none is needed has to be proven.
    [[nodiscard]] bool is_disbelieved(const Scene& scene) const {
        if (entity_.requires_trust()) return false;
        const bool unproven = terms_.policy.require_signed_trust && state_ != SignedTrust::accepted;
        return unproven || counts_as_requiring(scene, state_);
    }
    [[nodiscard]] bool counts_as_trusted() const { return entity_.requires_trust() || disbelieved_; }

    /// Always a warning: what follows is said with the target, in the weight of the outcome.
    [[nodiscard]] Reason why_disbelieved() const {
        const auto so = [&](const Rule& rule, std::string_view why) {
            return Reason{
                rule.slug, Severity::warning,
                std::string(why) + ", so it is not believed that " + called(entity_) + " does not require trust"};
        };
        if (evidence_.disowned && state_ != SignedTrust::altered)
            return so(rule::disowned_descriptor, "the package does not stand for this descriptor");
        switch (state_) {
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

    [[nodiscard]] Reason why_it_matters(Outcome outcome) const {
        if (!counts_as_trusted())
            return reason(rule::trusted_target, called(entity_) + " does not require trust, and cluster " +
                                                    quoted(cluster_.name) + " is trusted");
        const std::string requires_it = disbelieved_ ? "may require trust" : what_it_requires(entity_.trust);
        return {rule::untrusted_target.slug, severity_of(outcome),
                called(entity_) + " " + requires_it + ", and cluster " + quoted(cluster_.name) + " is not trusted"};
    }

    /// What a rule adds to the decision beyond its action: which one it was, and what it asks of a signature.
    void apply_rule(EntityDecision& decision) const {
        const PolicyRule& rule = *terms_.rule;
        decision.reasons.push_back(
            {rule::policy_decided.slug, severity_of(decision.outcome),
             "decided by " + terms_.decided_words + ": " + std::string(to_string(decision.outcome))});
        if (!is_understood(rule))
            decision.reasons.push_back(reason(
                rule::policy_not_understood, "the rule holds a value that means nothing, and refuses what reaches it"));
        if (has_weak_manifest(evidence_, rule.strength))
            decision.reasons.push_back(reason(rule::policy_weak_manifest,
                                              "the manifest stands for the descriptor with " +
                                                  std::string(crypto::to_string(*evidence_.manifest_digest)) +
                                                  ", which is none of the digests that count: it stands for nothing"));
        if (evidence_.signed_trust == SignedTrust::accepted && state_ != SignedTrust::accepted)
            decision.reasons.push_back(reason(rule::policy_weak_signature,
                                              "the signature over what the descriptor says about trust is too weak: " +
                                                  weakness(evidence_.signature_strength, rule.strength)));
        if (!rule.require_signed_trust || state_ == SignedTrust::accepted || decision.outcome == Outcome::refuse)
            return;
        decision.outcome = Outcome::refuse;
        decision.reasons.push_back(reason(rule::policy_signature_needed,
                                          "somebody trusted has to have signed what the descriptor says about "
                                          "trust, and the signed statement is " +
                                              std::string(to_string(state_))));
    }

    [[nodiscard]] bool is_acknowledged() const { return acknowledgement_ && acknowledgement_->valid(); }
    [[nodiscard]] bool is_entitled() const {
        return !terms_.rule || terms_.rule->acknowledged_by.empty() ||
               matches_any(terms_.rule->acknowledged_by, acknowledgement_->who);
    }

    void acknowledge(EntityDecision& decision) const {
        const Acknowledging kind = terms_.rule ? terms_.rule->acknowledgement : Acknowledging::accepted;
        const bool required = kind == Acknowledging::required && decision.outcome != Outcome::refuse;
        const bool welcome = kind == Acknowledging::accepted && decision.outcome != Outcome::allow;
        if (is_acknowledged() && (required || welcome)) {
            if (is_entitled()) return take_word(decision, required);
            decision.reasons.push_back(reason(rule::policy_not_entitled, quoted(acknowledgement_->who) +
                                                                             " is none of those whose acknowledgement "
                                                                             "counts, so it changes nothing"));
        } else if (is_acknowledged() && decision.outcome != Outcome::allow) {
            decision.reasons.push_back(
                reason(rule::policy_acknowledgement_ignored, "no acknowledgement changes what this rule says"));
        }
        if (!required) return;
        decision.outcome = Outcome::refuse;
        decision.reasons.push_back(
            reason(rule::policy_acknowledgement_needed,
                   "the import of " + called(entity_) + " has to be acknowledged by somebody whose word counts"));
    }

    void take_word(EntityDecision& decision, bool required) const {
        const char* instead = !required && decision.outcome == Outcome::warn ? "warned about" : "refused";
        decision.reasons.push_back(reason(rule::acknowledged, quoted(acknowledgement_->who) +
                                                                  " acknowledges what would be " + instead + ": " +
                                                                  quoted(acknowledgement_->why)));
        decision.outcome = Outcome::allow;
        decision.acknowledged = true;
    }

    const EntityEvidence& entity_;
    const Evidence& evidence_;
    const Cluster& cluster_;
    const Terms& terms_;
    const std::optional<Acknowledgement>& acknowledgement_;
    SignedTrust state_;
    bool disbelieved_;
    bool trusted_target_;
};

}  // namespace

Terms terms_of(const ImportPolicy& policy) {
    Terms terms;
    terms.policy = policy;
    return terms;
}

Terms terms_of(const PolicyRule& rule, const std::string& source) {
    Terms terms;
    terms.rule = &rule;
    terms.policy = {rule.action, rule.landing, rule.require_signed_trust};
    terms.decided_by = name_with_place(rule.name, source, rule.line);
    // `otherwise` is a word of the policy, and no rule can be called so.
    const std::string name = rule.name == otherwise_name ? rule.name : quoted(rule.name);
    terms.decided_words = name + place_behind_name(source, rule.line);
    return terms;
}

std::vector<Reason> Judge::of_every_entity() const {
    std::vector<Reason> reasons;
    if (trust_of(cluster_) == Cluster::Trust::unknown)
        reasons.push_back(reason(rule::unknown_cluster, "nothing is known about the trust of cluster " +
                                                            quoted(cluster_.name) + ", which counts as untrusted"));
    if (acknowledgement_ && !acknowledgement_->valid())
        reasons.push_back(
            reason(rule::invalid_acknowledgement, "the acknowledgement lacks a name or a reason and changes nothing"));
    return reasons;
}

EntityDecision Judge::judge(const EntityEvidence& entity, const Terms& terms) const {
    EntityDecision decision;
    decision.id = entity.id;
    decision.name = entity.name;
    decision.kind = entity.kind;
    decision.trust = entity.trust;
    decision.flags = entity.flags;
    decision.decided_by = terms.decided_by;
    decision.reasons = of_every_entity();
    const Case one({entity, evidence_, cluster_}, terms, acknowledgement_);
    one.decide(decision);
    one.land(decision);
    return decision;
}

void Judge::judge_nothing(Decision& decision, const Terms& terms) const {
    const EntityEvidence nobody;
    const Case one({nobody, evidence_, cluster_}, terms, acknowledgement_);
    decision.decided_by = terms.decided_by;
    // Without a rule there is nothing to decide, unless somebody may have taken an entity away.
    if (!terms.rule && !one.is_disbelieved()) return;
    EntityDecision import;
    one.decide(import);
    decision.outcome = import.outcome;
    decision.acknowledged = import.acknowledged;
    decision.reasons.insert(decision.reasons.end(), import.reasons.begin(), import.reasons.end());
}

}  // namespace ovfkit::trust
