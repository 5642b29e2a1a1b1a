// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_file.hpp>

#include <map>
#include <utility>

#include <ovfkit/trust/policy_rules.hpp>

#include "trust/policy_lint.hpp"
#include "trust/policy_words.hpp"
#include "trust/toml_keys.hpp"

namespace ovfkit::trust {
namespace {

constexpr std::size_t most_rules = 500;

/// Reads one policy. Findings about a key leave the default in its place; the policy is thrown away then.
class PolicyReader {
public:
    PolicyReader(const TomlReport& report, Policy& policy) : report_(report), policy_(policy) {}

    void read(const TomlValue& root) {
        TomlKeys keys(root, report_, "a policy");
        keys.need("version");
        (void)keys.integer("version", file_version, file_version);
        if (const auto word = keys.word("unrecorded", unrecorded_words)) policy_.unrecorded = *word;
        if (const auto word = keys.word("record", record_words)) policy_.record = *word;
        if (const TomlEntry* entry = keys.find("otherwise", TomlValue::Kind::table)) read_otherwise(*entry);
        for (const TomlValue* table : keys.tables("rule", most_rules)) read_rule(*table);
        keys.finish();
    }

    /// Where the rules stand.
    [[nodiscard]] const std::vector<Location>& places() const { return places_; }

private:
    void read_otherwise(const TomlEntry& entry) {
        policy_.otherwise_line = report_.source.line_of(entry.key_at);
        policy_.otherwise_is_rule = true;
        TomlKeys keys(entry.value, report_, "'otherwise'");
        keys.need("action");
        if (const auto action = keys.word("action", action_words)) policy_.otherwise.trusted_into_untrusted = *action;
        if (const auto landing = keys.word("landing", landing_words)) policy_.otherwise.landing = *landing;
        if (const auto signed_trust = keys.boolean("require-signed-trust"))
            policy_.otherwise.require_signed_trust = *signed_trust;
        keys.finish();
    }

    void read_rule(const TomlValue& table) {
        PolicyRule rule;
        rule.line = report_.source.line_of(table.at);
        rule.name = "rule " + std::to_string(places_.size() + 1);
        TomlKeys keys(table, report_, "a rule");
        if (auto name = keys.text("name")) rule.name = *std::move(name);
        take_name(rule.name, table, keys);
        read_conditions(keys, rule);
        keys.need("action");
        if (const auto action = keys.word("action", action_words)) rule.action = *action;
        read_demands(keys, rule);
        if (const auto landing = keys.word("landing", landing_words)) rule.landing = *landing;
        refuse_contradictions(keys, rule);
        keys.finish();
        policy_.rules.push_back(std::move(rule));
        places_.push_back(report_.source.locate(table.at));
    }

    void take_name(const std::string& name, const TomlValue& table, TomlKeys& keys) {
        const TomlEntry* entry = keys.find("name");
        const Span at = entry ? entry->value.at : table.at;
        if (name == otherwise_name) {
            report_.about(at, rule::policy_wrong_value, "'otherwise' is the name of what decides where no rule fits");
            return;
        }
        const auto [first, is_new] = names_.emplace(name, at);
        if (is_new) return;
        Diagnostic& finding =
            report_.about(at, rule::policy_repeated_name, "there is a rule " + quoted(name) + " already");
        finding.related.push_back({report_.source.locate(first->second), "the first one"});
    }

    static void read_conditions(TomlKeys& keys, PolicyRule& rule) {
        rule.cluster = keys.texts("cluster");
        rule.cluster_trust = keys.words("cluster-trust", cluster_words);
        rule.vm = keys.texts("vm");
        rule.id = keys.texts("id");
        rule.kind = keys.word("kind", kind_words);
        rule.requires_trust = keys.boolean("requires-trust");
        rule.trusted_host = keys.words("trusted-host", flag_words, true);
        rule.trusted_cluster = keys.words("trusted-cluster", flag_words, true);
        rule.signature = keys.words("signature", signature_words);
    }

    static void read_demands(TomlKeys& keys, PolicyRule& rule) {
        if (const auto word = keys.word("acknowledgement", acknowledging_words)) rule.acknowledgement = *word;
        rule.acknowledged_by = keys.texts("acknowledged-by");
        if (const auto required = keys.boolean("require-signed-trust")) rule.require_signed_trust = *required;
        rule.strength.digests = keys.words("digests", digest_words);
        if (const auto bits = keys.integer("rsa-bits", least_rsa_bits, most_rsa_bits))
            rule.strength.rsa_bits = static_cast<unsigned>(*bits);
        if (const auto bits = keys.integer("ec-bits", least_ec_bits, most_ec_bits))
            rule.strength.ec_bits = static_cast<unsigned>(*bits);
    }

    void refuse_contradictions(TomlKeys& keys, const PolicyRule& rule) const {
        const TomlEntry* acknowledgement = keys.find("acknowledgement");
        const TomlEntry* by = keys.find("acknowledged-by");
        if (by && rule.acknowledgement == Acknowledging::ignored)
            report_.about(by->key_at, rule::policy_contradiction,
                          "an acknowledgement is ignored, and all the same it is said whose counts");
        // A missing or wrong action has a finding of its own, and reads as a refusal.
        const TomlEntry* action = keys.find("action");
        if (acknowledgement && action && action->value.text == to_string(Action::refuse) &&
            rule.acknowledgement == Acknowledging::required)
            report_.about(acknowledgement->key_at, rule::policy_contradiction,
                          "what is refused needs no acknowledgement: write 'accepted' if one may let it in");
    }

    const TomlReport& report_;
    Policy& policy_;
    std::vector<Location> places_;
    std::map<std::string, Span> names_;
};

}  // namespace

std::string_view to_string(Acknowledging acknowledging) noexcept {
    switch (acknowledging) {
        case Acknowledging::accepted: return "accepted";
        case Acknowledging::ignored: return "ignored";
        case Acknowledging::required: break;
    }
    return "required";
}

Result<Policy> parse_policy(std::string_view toml, const std::string& source, Diagnostics& diagnostics) {
    Diagnostics found;
    const TomlSource text(toml, source);
    const auto root = text.read(found);
    Policy policy;
    policy.source = source;
    if (root) {
        const TomlReport report{text, found};
        PolicyReader reader(report, policy);
        reader.read(*root);
        if (found.worst() != Severity::error) lint(policy, reader.places(), found);
    }
    deliver(found, diagnostics);
    if (found.worst() == Severity::error) return unusable_file(found, "the policy", source);
    return policy;
}

}  // namespace ovfkit::trust
