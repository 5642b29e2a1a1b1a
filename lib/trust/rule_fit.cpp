// SPDX-License-Identifier: Apache-2.0
#include "trust/rule_fit.hpp"

#include <algorithm>

#include "trust/naming.hpp"
#include "trust/pattern.hpp"
#include "trust/strength.hpp"

namespace ovfkit::trust {
namespace {

template <class T>
bool is_in(const std::vector<T>& values, T value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

/// A text that is too long to be compared fits what refuses and nothing that lets in: making a name longer must not be
/// a way around a rule.
bool fits_pattern(const PolicyRule& rule, const std::vector<std::string>& patterns, const std::string& text) {
    if (patterns.empty() || matches_any(patterns, text)) return true;
    return text.size() > most_matched && rule.action == Action::refuse;
}

template <class T>
bool all_up_to(const std::vector<T>& values, T last) {
    return std::all_of(values.begin(), values.end(), [&](T value) { return value <= last; });
}

/// A number that is neither counts as a template, as it does for the events of an import.
bool is_vm(model::EntityKind kind) { return kind == model::EntityKind::vm; }

FlagState flag_state(std::optional<bool> fact) {
    return !fact ? FlagState::absent : *fact ? FlagState::true_ : FlagState::false_;
}

/// `'a', 'b' and 3 more`, so that a list of hundreds stays one line.
std::string listed(const std::vector<std::string>& patterns) {
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < patterns.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + quoted(patterns[i], 80);
    return patterns.size() <= most ? text : text + " and " + std::to_string(patterns.size() - most) + " more";
}

template <class T>
std::string listed_words(const std::vector<T>& values) {
    std::string text;
    for (const T value : values) text += (text.empty() ? "" : ", ") + std::string(to_string(value));
    return text;
}

std::string no_match(const std::string& what, const std::string& text, const std::vector<std::string>& patterns) {
    if (text.size() > most_matched)
        return what + " has more than " + std::to_string(most_matched) + " bytes, and fits only rules that refuse";
    return what + " " + (text.empty() ? "is not given, and" : quoted(text, 80)) + " is none of " + listed(patterns);
}

template <class T>
std::string not_listed(const std::string& what, T value, const std::vector<T>& values) {
    return what + " is " + std::string(to_string(value)) + ", and not " + listed_words(values);
}

bool holds(const PolicyRule& rule, const Scene& scene, Condition condition) {
    switch (condition) {
        case Condition::cluster: return fits_pattern(rule, rule.cluster, scene.cluster.name);
        case Condition::cluster_trust: return is_in(rule.cluster_trust, trust_of(scene.cluster));
        case Condition::vm: return fits_pattern(rule, rule.vm, scene.entity.name);
        case Condition::id: return fits_pattern(rule, rule.id, scene.entity.id);
        case Condition::kind: return !rule.kind || is_vm(*rule.kind) == is_vm(scene.entity.kind);
        case Condition::requires_trust:
            return !rule.requires_trust ||
                   *rule.requires_trust == counts_as_requiring(scene, state_under(scene.evidence, rule.strength));
        case Condition::trusted_host: return is_in(rule.trusted_host, flag_state(scene.entity.trust.trusted_host));
        case Condition::trusted_cluster:
            return is_in(rule.trusted_cluster, flag_state(scene.entity.trust.trusted_cluster));
        case Condition::signature: break;
    }
    return rule.signature.empty() || is_in(rule.signature, state_under(scene.evidence, rule.strength));
}

}  // namespace

std::string_view to_string(FlagState state) noexcept {
    switch (state) {
        case FlagState::absent: return "absent";
        case FlagState::false_: return "false";
        case FlagState::true_: break;
    }
    return "true";
}

Cluster::Trust trust_of(const Cluster& cluster) {
    return cluster.trust <= Cluster::Trust::unknown ? cluster.trust : Cluster::Trust::unknown;
}

bool counts_as_requiring(const Scene& scene, SignedTrust state) {
    if (scene.entity.requires_trust()) return true;
    // Whoever signed it did not sign that it is the descriptor of this package.
    return state == SignedTrust::altered || scene.evidence.disowned;
}

bool is_understood(const PolicyRule& rule) {
    return all_up_to(rule.cluster_trust, Cluster::Trust::unknown) && all_up_to(rule.trusted_host, FlagState::true_) &&
           all_up_to(rule.trusted_cluster, FlagState::true_) && all_up_to(rule.signature, SignedTrust::accepted) &&
           (!rule.kind || *rule.kind == model::EntityKind::vm || *rule.kind == model::EntityKind::template_) &&
           rule.action <= Action::refuse && rule.acknowledgement <= Acknowledging::ignored &&
           rule.landing <= ImportPolicy::Landing::from_cluster &&
           all_up_to(rule.strength.digests, crypto::DigestAlgorithm::sha512);
}

std::optional<Condition> first_unmet(const PolicyRule& rule, const Scene& scene) {
    if (!is_understood(rule)) return std::nullopt;
    for (const Condition one :
         {Condition::cluster, Condition::cluster_trust, Condition::vm, Condition::id, Condition::kind,
          Condition::requires_trust, Condition::trusted_host, Condition::trusted_cluster, Condition::signature})
        if (!holds(rule, scene, one)) return one;
    return std::nullopt;
}

std::string why_unmet(const PolicyRule& rule, const Scene& scene, Condition condition) {
    const EntityEvidence& entity = scene.entity;
    switch (condition) {
        case Condition::cluster: return no_match("the cluster", scene.cluster.name, rule.cluster);
        case Condition::cluster_trust:
            return not_listed("cluster " + quoted(scene.cluster.name, 80), trust_of(scene.cluster), rule.cluster_trust);
        case Condition::vm: return no_match("the name", entity.name, rule.vm);
        case Condition::id: return no_match("the id", entity.id, rule.id);
        case Condition::kind: return called(entity) + " is no " + std::string(model::to_string(*rule.kind));
        case Condition::requires_trust:
            if (*rule.requires_trust) return called(entity) + " does not require trust";
            return called(entity) + (entity.requires_trust() ? " requires trust" : " counts as requiring trust");
        case Condition::trusted_host:
            return not_listed("the flag trusted host", flag_state(entity.trust.trusted_host), rule.trusted_host);
        case Condition::trusted_cluster:
            return not_listed("the flag trusted cluster", flag_state(entity.trust.trusted_cluster),
                              rule.trusted_cluster);
        case Condition::signature: break;
    }
    std::string text = not_listed("the signed statement", state_under(scene.evidence, rule.strength), rule.signature);
    const bool weak = scene.evidence.signed_trust == SignedTrust::accepted;
    if (weak) {
        const std::string why = weakness(scene.evidence.signature_strength, rule.strength);
        if (!why.empty()) text += ": " + why;
    }
    return text;
}

const PolicyRule* first_fitting(const Policy& policy, const Scene& scene) {
    for (const PolicyRule& rule : policy.rules)
        if (!first_unmet(rule, scene)) return &rule;
    return nullptr;
}

}  // namespace ovfkit::trust
