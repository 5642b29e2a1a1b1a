// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_file.hpp>

#include <utility>

#include <ovfkit/trust/policy_rules.hpp>

#include "trust/policy_words.hpp"
#include "trust/rule_fit.hpp"
#include "trust/toml_keys.hpp"

namespace ovfkit::trust {
namespace {

constexpr std::size_t most_cases = 10'000;
constexpr std::size_t most_case_bytes = std::size_t{1} << 20U;

void read_entity(TomlKeys& keys, EntityEvidence& entity) {
    entity.name = keys.text("vm").value_or("");
    entity.id = keys.text("id").value_or("");
    entity.kind = keys.word("kind", kind_words).value_or(model::EntityKind::vm);
    entity.trust.trusted_host = keys.boolean("trusted-host");
    entity.trust.trusted_cluster = keys.boolean("trusted-cluster");
    entity.stated = entity.trust;
}

std::optional<unsigned> read_bits(TomlKeys& keys, std::string_view key) {
    const auto bits = keys.integer(key, 1, most_rsa_bits);
    return bits ? std::optional<unsigned>(static_cast<unsigned>(*bits)) : std::nullopt;
}

void read_signature(TomlKeys& keys, PolicyCase& one) {
    one.signed_trust = keys.word("signature", signature_words);
    SignatureStrength strength;
    strength.digest = keys.word("digest", digest_words);
    strength.weak_digest = strength.digest == crypto::DigestAlgorithm::sha1;
    strength.rsa_bits = read_bits(keys, "rsa-bits");
    strength.ec_bits = read_bits(keys, "ec-bits");
    if (strength.digest || strength.rsa_bits || strength.ec_bits) one.signature_strength = strength;
    one.manifest_digest = keys.word("manifest-digest", digest_words);
    one.disowned = keys.boolean("disowned").value_or(false);
}

PolicyCase read_case(const TomlValue& table, const TomlReport& report, std::size_t number) {
    PolicyCase one;
    one.line = report.source.line_of(table.at);
    TomlKeys keys(table, report, "a case");
    one.name = keys.text("name").value_or("case " + std::to_string(number));
    read_entity(keys, one.entity);
    read_signature(keys, one);
    one.cluster.name = keys.text("cluster").value_or("");
    one.cluster.trust = keys.word("cluster-trust", cluster_words).value_or(Cluster::Trust::unknown);
    const auto who = keys.text("acknowledged-by");
    const auto why = keys.text("acknowledged-why");
    if (who || why) one.acknowledgement = Acknowledgement{who.value_or(""), why.value_or("")};
    keys.need("expect");
    if (const auto outcome = keys.word("expect", outcome_words)) one.expected = *outcome;
    one.expected_rule = keys.text("expect-rule").value_or("");
    keys.finish();
    return one;
}

}  // namespace

Evidence PolicyCase::evidence() const {
    Evidence evidence;
    evidence.entities.push_back(entity);
    evidence.signed_trust = signed_trust;
    evidence.disowned = disowned;
    evidence.signature_strength = signature_strength;
    evidence.manifest_digest = manifest_digest;
    return evidence;
}

Result<std::vector<PolicyCase>> parse_cases(std::string_view toml, const std::string& source,
                                            Diagnostics& diagnostics) {
    Diagnostics found;
    const TomlSource text(toml, source);
    TomlLimits limits;
    limits.bytes = most_case_bytes;
    std::vector<PolicyCase> cases;
    if (const auto root = text.read(found, limits)) {
        const TomlReport report{text, found};
        TomlKeys keys(*root, report, "a table of cases");
        keys.need("version");
        (void)keys.integer("version", file_version, file_version);
        keys.need("case");
        for (const TomlValue* table : keys.tables("case", most_cases))
            cases.push_back(read_case(*table, report, cases.size() + 1));
        const TomlEntry* table = keys.find("case");
        if (table && table->value.kind == TomlValue::Kind::list && table->value.items.empty())
            report.about(table->value.at, rule::policy_wrong_value, "there is no case, and nothing passes no test");
        keys.finish();
    }
    deliver(found, diagnostics);
    if (found.worst() == Severity::error) return unusable_file(found, "the table of cases", source);
    return cases;
}

std::vector<CaseResult> run_cases(const std::vector<PolicyCase>& cases, const Policy& policy) {
    std::vector<CaseResult> results;
    results.reserve(cases.size());
    for (const PolicyCase& one : cases) {
        const Evidence evidence = one.evidence();
        const Decision decision = decide(evidence, one.cluster, policy, one.acknowledgement);
        const PolicyRule* rule = first_fitting(policy, {one.entity, evidence, one.cluster});
        CaseResult result;
        result.tested = one;
        result.decision = decision.entities.front();
        result.rule = rule ? rule->name : std::string(otherwise_name);
        result.passed =
            result.decision.outcome == one.expected && (one.expected_rule.empty() || one.expected_rule == result.rule);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace ovfkit::trust
