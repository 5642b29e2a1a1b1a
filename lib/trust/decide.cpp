// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/decide.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <ovfkit/trust/policy_file.hpp>
#include <ovfkit/trust/policy_rules.hpp>
#include <ovfkit/trust/rules.hpp>

#include "trust/judge.hpp"
#include "trust/naming.hpp"
#include "trust/rule_fit.hpp"

namespace ovfkit::trust {
namespace {

/// The decision about all that `evidence` tells about; `terms_for` says on what terms an entity is judged.
template <class TermsFor>
Decision decide_each(const Evidence& evidence, const Cluster& cluster, const ImportPolicy& policy,
                     const std::optional<Acknowledgement>& acknowledgement, TermsFor terms_for) {
    Decision decision;
    decision.cluster = cluster;
    decision.policy = policy;
    decision.acknowledgement = acknowledgement;
    decision.signed_trust = evidence.signed_trust;
    const Judge judge(evidence, cluster, acknowledgement);
    std::set<std::pair<std::string_view, std::string>> said;
    const auto say = [&](const std::vector<Reason>& reasons) {
        for (const Reason& r : reasons)
            if (said.emplace(r.code, r.message).second) decision.reasons.push_back(r);
    };
    say(judge.of_every_entity());
    for (const EntityEvidence& entity : evidence.entities) {
        EntityDecision one = judge.judge(entity, terms_for(entity));
        decision.outcome = std::max(decision.outcome, one.outcome);
        decision.acknowledged = decision.acknowledged || one.acknowledged;
        say(one.reasons);
        decision.events.insert(decision.events.end(), one.events.begin(), one.events.end());
        decision.entities.push_back(std::move(one));
    }
    if (evidence.entities.empty()) judge.judge_nothing(decision, terms_for(EntityEvidence{}));
    // What is refused as a whole was not allowed by anybody's word, whatever that did for one of its entities.
    if (decision.outcome == Outcome::refuse) decision.acknowledged = false;
    return decision;
}

/// `[otherwise]` as the rule that it is when it stands in a file.
PolicyRule last_rule_of(const Policy& policy) {
    PolicyRule last;
    last.name = otherwise_name;
    last.line = policy.otherwise_line;
    last.action = policy.otherwise.trusted_into_untrusted;
    last.require_signed_trust = policy.otherwise.require_signed_trust;
    last.landing = policy.otherwise.landing;
    return last;
}

/// The terms of what no rule fits; `last` has to outlive them.
Terms otherwise_of(const Policy& policy, const PolicyRule& last) {
    if (policy.otherwise_is_rule) return terms_of(last, policy.source);
    Terms terms = terms_of(policy.otherwise);
    terms.decided_by = name_with_place(otherwise_name, policy.source, policy.otherwise_line);
    return terms;
}

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
    const Terms terms = terms_of(policy);
    Decision decision = decide_each(evidence, cluster, policy, acknowledgement,
                                    [&](const EntityEvidence&) -> const Terms& { return terms; });
    if (policy.require_signed_trust && !decision.signed_trust) decision.signed_trust = SignedTrust::absent;
    return decision;
}

Decision decide(const Evidence& evidence, const Cluster& cluster, const Policy& policy,
                const std::optional<Acknowledgement>& acknowledgement) {
    const PolicyRule last = last_rule_of(policy);
    const Terms otherwise = otherwise_of(policy, last);
    Decision decision =
        decide_each(evidence, cluster, policy.otherwise, acknowledgement, [&](const EntityEvidence& entity) {
            const PolicyRule* rule = first_fitting(policy, {entity, evidence, cluster});
            return rule ? terms_of(*rule, policy.source) : otherwise;
        });
    decision.policy_file = policy.source;
    if (asks_for_signatures(policy) && !decision.signed_trust) decision.signed_trust = SignedTrust::absent;
    return decision;
}

bool asks_for_signatures(const Policy& policy) {
    return policy.otherwise.require_signed_trust ||
           std::any_of(policy.rules.begin(), policy.rules.end(),
                       [](const PolicyRule& rule) { return rule.require_signed_trust || !rule.signature.empty(); });
}

std::vector<RuleTrace> explain(const EntityEvidence& entity, const Evidence& evidence, const Cluster& cluster,
                               const Policy& policy) {
    const Scene scene{entity, evidence, cluster};
    std::vector<RuleTrace> traces;
    bool decided = false;
    const auto add = [&](const std::string& name, std::uint32_t line, bool fits, std::string because) {
        traces.push_back({name, line, fits, decided ? "not reached" : std::move(because)});
        decided = decided || fits;
    };
    for (const PolicyRule& rule : policy.rules) {
        const auto unmet = decided ? std::nullopt : first_unmet(rule, scene);
        add(rule.name, rule.line, !decided && !unmet, unmet ? why_unmet(rule, scene, *unmet) : "decides");
    }
    add(std::string(otherwise_name), policy.otherwise_line, !decided, "decides");
    return traces;
}

Decision not_recorded(Decision decision, const Error& error, Policy::Unrecorded unrecorded) {
    const bool allowed = unrecorded == Policy::Unrecorded::allow;
    const Reason why{rule::policy_not_recorded.slug, allowed ? Severity::warning : Severity::error,
                     "the decision could not be recorded" +
                         (error.message.empty() ? std::string() : ": " + printable(error.message, 1000))};
    const auto turn = [&](std::vector<Reason>& reasons) {
        const auto is_landing = [](const Reason& r) { return r.code == rule::flags_from_cluster.slug; };
        if (!allowed) reasons.erase(std::remove_if(reasons.begin(), reasons.end(), is_landing), reasons.end());
        reasons.push_back(why);
    };
    turn(decision.reasons);
    for (EntityDecision& entity : decision.entities) {
        turn(entity.reasons);
        if (allowed) continue;
        entity.outcome = Outcome::refuse;
        entity.acknowledged = false;
        entity.trust_after = entity.trust;
    }
    if (!allowed) {
        decision.outcome = Outcome::refuse;
        decision.acknowledged = false;
    }
    return decision;
}

}  // namespace ovfkit::trust
