// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <ovfkit/trust/inventory.hpp>

#include "import_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_policy_results {
    report::PolicyTest test;
};

struct ovfkit_inventory {
    trust::Inventory inventory;
};

namespace {

const trust::PolicyRule* policy_rule(const ovfkit_policy* policy, std::size_t index) noexcept {
    return policy ? at(policy->policy.rules, index) : nullptr;
}

const trust::RuleTrace* trace(const ovfkit_explanation* explanation, std::size_t index) noexcept {
    return explanation ? at(explanation->explanation.rules, index) : nullptr;
}

const trust::CaseResult* tested(const ovfkit_policy_results* results, std::size_t index) noexcept {
    return results ? at(results->test.results, index) : nullptr;
}

const trust::InventoryCluster* listed(const ovfkit_inventory* inventory, std::size_t index) noexcept {
    return inventory ? at(inventory->inventory.clusters, index) : nullptr;
}

/// Whether a name would be another one for whoever reads it to its NUL: `lab` for a cluster `lab\0...` that is trusted.
bool has_cut_name(const trust::Inventory& inventory) {
    const auto is_cut = [](const std::string& name) { return name.find('\0') != std::string::npos; };
    return std::any_of(inventory.clusters.begin(), inventory.clusters.end(), [&](const trust::InventoryCluster& one) {
        return is_cut(one.cluster.name) || std::any_of(one.hosts.begin(), one.hosts.end(), is_cut);
    });
}

}  // namespace

namespace ovfkit::c {

std::unique_ptr<ovfkit_explanation> explained(const trust::EntityEvidence& entity, const trust::Evidence& evidence,
                                              const ovfkit_import_options& options) {
    auto made = std::make_unique<ovfkit_explanation>();
    made->explanation.rules = trust::explain(entity, evidence, options.cluster, *options.rules);
    trust::Evidence alone = evidence;
    alone.entities = {entity};
    made->explanation.decision = trust::decide(alone, options.cluster, *options.rules, options.acknowledgement);
    return made;
}

}  // namespace ovfkit::c

ovfkit_status ovfkit_policy_parse(const char* toml, std::size_t size, const char* source, ovfkit_policy** out,
                                  ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_policy>> {
        const auto view = bytes_of(toml, size, "toml");
        if (!view) return view.error();
        if (!source) return missing("source");
        auto policy = trust::parse_policy(*view, source, found);
        if (!policy) return policy.error();
        return std::unique_ptr<ovfkit_policy>(
            new ovfkit_policy{*std::move(policy), sha256_of(*view), {std::move(found)}});
    });
}

void ovfkit_policy_free(ovfkit_policy* policy) noexcept { delete policy; }

const ovfkit_diagnostics* ovfkit_policy_diagnostics(const ovfkit_policy* policy) noexcept {
    return policy ? &policy->diagnostics : nullptr;
}

std::size_t ovfkit_policy_rule_count(const ovfkit_policy* policy) noexcept {
    return policy ? policy->policy.rules.size() : 0;
}

ovfkit_string ovfkit_policy_rule_name(const ovfkit_policy* policy, std::size_t index) noexcept {
    return text_about(policy_rule(policy, index), [](auto& rule) { return std::string_view(rule.name); });
}

std::uint64_t ovfkit_policy_rule_line(const ovfkit_policy* policy, std::size_t index) noexcept {
    return about(policy_rule(policy, index), std::uint64_t{0}, [](auto& rule) { return rule.line; });
}

ovfkit_status ovfkit_explain_import(const ovfkit_descriptor* descriptor, const ovfkit_import_options* options,
                                    std::size_t entity, ovfkit_explanation** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_explanation>> {
        if (!descriptor) return missing("descriptor");
        if (!options) return missing("options");
        if (!options->rules) return bad_argument("the options have no policy that could be explained");
        const trust::Evidence evidence = evidence_for(*descriptor, *options, found);
        const trust::EntityEvidence* meant = at(evidence.entities, entity);
        if (!meant) return unknown_number("index of an entity", static_cast<std::int64_t>(entity));
        return explained(*meant, evidence, *options);
    });
}

void ovfkit_explanation_free(ovfkit_explanation* explanation) noexcept { delete explanation; }

std::size_t ovfkit_explanation_count(const ovfkit_explanation* explanation) noexcept {
    return explanation ? explanation->explanation.rules.size() : 0;
}

ovfkit_string ovfkit_explanation_rule(const ovfkit_explanation* explanation, std::size_t index) noexcept {
    return text_about(trace(explanation, index), [](auto& rule) { return std::string_view(rule.rule); });
}

std::uint64_t ovfkit_explanation_line(const ovfkit_explanation* explanation, std::size_t index) noexcept {
    return about(trace(explanation, index), std::uint64_t{0}, [](auto& rule) { return rule.line; });
}

std::int32_t ovfkit_explanation_fits(const ovfkit_explanation* explanation, std::size_t index) noexcept {
    return about(trace(explanation, index), 0, [](auto& rule) { return rule.fits ? 1 : 0; });
}

ovfkit_string ovfkit_explanation_because(const ovfkit_explanation* explanation, std::size_t index) noexcept {
    return text_about(trace(explanation, index), [](auto& rule) { return std::string_view(rule.because); });
}

ovfkit_status ovfkit_policy_test(const ovfkit_policy* policy, const char* cases, std::size_t size, const char* source,
                                 ovfkit_policy_results** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_policy_results>> {
        if (!policy) return missing("policy");
        const auto view = bytes_of(cases, size, "cases");
        if (!view) return view.error();
        if (!source) return missing("source");
        const auto parsed = trust::parse_cases(*view, source, found);
        if (!parsed) return parsed.error();
        auto made = std::make_unique<ovfkit_policy_results>();
        made->test.policy_file = policy->policy.source;
        made->test.case_file = source;
        made->test.results = trust::run_cases(*parsed, policy->policy);
        return made;
    });
}

void ovfkit_policy_results_free(ovfkit_policy_results* results) noexcept { delete results; }

std::size_t ovfkit_policy_results_count(const ovfkit_policy_results* results) noexcept {
    return results ? results->test.results.size() : 0;
}

ovfkit_string ovfkit_policy_results_name(const ovfkit_policy_results* results, std::size_t index) noexcept {
    return text_about(tested(results, index), [](auto& one) { return std::string_view(one.tested.name); });
}

std::int32_t ovfkit_policy_results_passed(const ovfkit_policy_results* results, std::size_t index) noexcept {
    return about(tested(results, index), 0, [](auto& one) { return one.passed ? 1 : 0; });
}

std::int32_t ovfkit_policy_results_outcome(const ovfkit_policy_results* results, std::size_t index) noexcept {
    return about(tested(results, index), OVFKIT_OUTCOME_REFUSE,
                 [](auto& one) { return outcome_number(one.decision.outcome); });
}

ovfkit_string ovfkit_policy_results_rule(const ovfkit_policy_results* results, std::size_t index) noexcept {
    return text_about(tested(results, index), [](auto& one) { return std::string_view(one.rule); });
}

ovfkit_status ovfkit_inventory_parse(const char* toml, std::size_t size, const char* source, ovfkit_inventory** out,
                                     ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_inventory>> {
        const auto view = bytes_of(toml, size, "toml");
        if (!view) return view.error();
        if (!source) return missing("source");
        auto inventory = trust::parse_inventory(*view, source, found);
        if (!inventory) return inventory.error();
        if (has_cut_name(*inventory))
            return Error{ErrorCode::malformed, "a name in " + quoted(source) + " holds a NUL", {}, {}};
        return std::unique_ptr<ovfkit_inventory>(new ovfkit_inventory{*std::move(inventory)});
    });
}

void ovfkit_inventory_free(ovfkit_inventory* inventory) noexcept { delete inventory; }

std::size_t ovfkit_inventory_count(const ovfkit_inventory* inventory) noexcept {
    return inventory ? inventory->inventory.clusters.size() : 0;
}

ovfkit_string ovfkit_inventory_name(const ovfkit_inventory* inventory, std::size_t index) noexcept {
    return text_about(listed(inventory, index), [](auto& one) { return std::string_view(one.cluster.name); });
}

std::int32_t ovfkit_inventory_trust(const ovfkit_inventory* inventory, std::size_t index) noexcept {
    return about(listed(inventory, index), OVFKIT_CLUSTER_UNKNOWN,
                 [](auto& one) { return cluster_number(one.cluster.trust); });
}

std::size_t ovfkit_inventory_host_count(const ovfkit_inventory* inventory, std::size_t index) noexcept {
    return about(listed(inventory, index), std::size_t{0}, [](auto& one) { return one.hosts.size(); });
}

ovfkit_string ovfkit_inventory_host(const ovfkit_inventory* inventory, std::size_t index, std::size_t host) noexcept {
    const trust::InventoryCluster* one = listed(inventory, index);
    return text_about(one ? at(one->hosts, host) : nullptr, [](auto& name) { return std::string_view(name); });
}

std::int32_t ovfkit_explanation_outcome(const ovfkit_explanation* explanation) noexcept {
    return about(explanation, OVFKIT_OUTCOME_REFUSE,
                 [](auto& one) { return outcome_number(one.explanation.decision.outcome); });
}

ovfkit_status ovfkit_explanation_render(const ovfkit_explanation* explanation, std::int32_t format,
                                        ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!explanation) return missing("explanation");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(explanation->explanation);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(explanation->explanation);
        return unknown_number("format of this report", format);
    });
}

ovfkit_status ovfkit_policy_results_render(const ovfkit_policy_results* results, std::int32_t format,
                                           ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!results) return missing("results");
        switch (format) {
            case OVFKIT_FORMAT_TEXT: return report::as_text(results->test);
            case OVFKIT_FORMAT_JSON: return report::as_json(results->test);
            case OVFKIT_FORMAT_JUNIT: return report::as_junit(results->test);
            default: return unknown_number("format of this report", format);
        }
    });
}

std::int32_t ovfkit_inventory_find(const ovfkit_inventory* inventory, const char* name, std::size_t* index) noexcept {
    if (!inventory || !name) return 0;
    const auto* found = inventory->inventory.find(name);
    if (!found) return 0;
    if (index) *index = static_cast<std::size_t>(found - inventory->inventory.clusters.data());
    return 1;
}

ovfkit_string ovfkit_policy_sha256(const ovfkit_policy* policy) noexcept {
    return text_about(policy, [](auto& one) { return std::string_view(one.sha256); });
}
