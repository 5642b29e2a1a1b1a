// SPDX-License-Identifier: Apache-2.0
#include "trust/policy_lint.hpp"

#include <algorithm>
#include <tuple>

#include <ovfkit/trust/policy_rules.hpp>

namespace ovfkit::trust {
namespace {

constexpr std::size_t most_compared = 8;  // values of the upper rule: more would make a long file take long

/// Whether a condition of these values holds wherever one of those does. Right when it says yes; no may mean that it
/// would take too long to find out.
template <class T>
bool is_wider(const std::vector<T>& these, const std::vector<T>& those) {
    if (these.empty()) return true;
    if (those.empty() || these.size() > most_compared) return false;
    return std::all_of(those.begin(), those.end(),
                       [&](const T& one) { return std::find(these.begin(), these.end(), one) != these.end(); });
}

bool is_wider_pattern(const std::vector<std::string>& these, const std::vector<std::string>& those) {
    return std::find(these.begin(), these.end(), "*") != these.end() || is_wider(these, those);
}

template <class T>
bool is_wider(const std::optional<T>& this_one, const std::optional<T>& that_one) {
    return !this_one || this_one == that_one;
}

bool is_same(const Strength& a, const Strength& b) {
    return std::tie(a.digests, a.rsa_bits, a.ec_bits) == std::tie(b.digests, b.rsa_bits, b.ec_bits);
}

/// Whether `upper` fits whatever `lower` fits.
bool covers(const PolicyRule& upper, const PolicyRule& lower) {
    return is_wider_pattern(upper.cluster, lower.cluster) && is_wider(upper.cluster_trust, lower.cluster_trust) &&
           is_wider_pattern(upper.vm, lower.vm) && is_wider_pattern(upper.id, lower.id) &&
           is_wider(upper.kind, lower.kind) && is_wider(upper.requires_trust, lower.requires_trust) &&
           is_wider(upper.trusted_host, lower.trusted_host) && is_wider(upper.trusted_cluster, lower.trusted_cluster) &&
           is_wider(upper.signature, lower.signature) &&
           (upper.signature.empty() || is_same(upper.strength, lower.strength));
}

bool lets_in_by_name(const PolicyRule& rule) {
    if (rule.action != Action::allow || (rule.vm.empty() && rule.id.empty())) return false;
    const bool proven =
        !rule.signature.empty() && std::all_of(rule.signature.begin(), rule.signature.end(),
                                               [](SignedTrust state) { return state == SignedTrust::accepted; });
    return !proven && !rule.require_signed_trust && rule.acknowledgement != Acknowledging::required;
}

/// Whether a condition of those patterns looks at the text.
bool is_picky(const std::vector<std::string>& patterns) {
    return !patterns.empty() && std::find(patterns.begin(), patterns.end(), "*") == patterns.end();
}

bool refuses_by_name(const PolicyRule& rule) {
    return rule.action == Action::refuse && (is_picky(rule.vm) || is_picky(rule.id));
}

/// Whether nothing below `rule` lets in what it refuses under any name.
bool is_closed_below(const Policy& policy, std::size_t number) {
    PolicyRule nameless = policy.rules[number];
    nameless.vm.clear();
    nameless.id.clear();
    for (std::size_t i = number + 1; i < policy.rules.size(); ++i) {
        if (policy.rules[i].action != Action::refuse) return false;
        if (covers(policy.rules[i], nameless)) return true;
    }
    return policy.otherwise_is_rule && policy.otherwise.trusted_into_untrusted == Action::refuse;
}

}  // namespace

void lint(const Policy& policy, const std::vector<Location>& places, Diagnostics& diagnostics) {
    const std::vector<PolicyRule>& rules = policy.rules;
    if (rules.empty() && !policy.otherwise_is_rule) {
        Location whole;
        whole.source = policy.source;
        diagnostics.report(rule::policy_no_rule, "the policy has no rule and decides as if there was none", whole);
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto above = std::find_if(rules.begin(), rules.begin() + static_cast<std::ptrdiff_t>(i),
                                        [&](const PolicyRule& upper) { return covers(upper, rules[i]); });
        if (const auto at = static_cast<std::size_t>(above - rules.begin()); at < i) {
            Diagnostic& finding = diagnostics.report(rule::policy_unreachable_rule,
                                                     "rule " + quoted(rules[i].name) + " can never decide: rule " +
                                                         quoted(above->name) + " above it fits everything that it fits",
                                                     places[i]);
            finding.related.push_back({places[at], "this one decides"});
        }
        if (lets_in_by_name(rules[i]))
            diagnostics.report(rule::policy_unsigned_name,
                               "rule " + quoted(rules[i].name) +
                                   " allows by a name, which is the word of the file that is to be imported",
                               places[i]);
        if (refuses_by_name(rules[i]) && !is_closed_below(policy, i))
            diagnostics.report(
                rule::policy_evadable_name,
                "rule " + quoted(rules[i].name) + " refuses by a name, and under another one the same may be let in",
                places[i]);
    }
}

}  // namespace ovfkit::trust
