// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/decision.hpp>

#include <algorithm>
#include <utility>

#include <ovfkit/report/catalog.hpp>
#include <ovfkit/trust/policy_rules.hpp>

#include "report/decision_json.hpp"
#include "report/paint.hpp"

namespace ovfkit::report {
namespace {

std::string_view word_of(trust::FlagPlace place) {
    switch (place) {
        case trust::FlagPlace::entity: return "entity";
        case trust::FlagPlace::trust_section: return "trust-section";
        case trust::FlagPlace::collection: return "collection";
        case trust::FlagPlace::document: return "document";
        case trust::FlagPlace::misplaced: break;
    }
    return "misplaced";
}

std::string_view words_of(trust::FlagPlace place) {
    switch (place) {
        case trust::FlagPlace::entity: return "in the entity";
        case trust::FlagPlace::trust_section: return "in a trust section";
        case trust::FlagPlace::collection: return "in a collection";
        case trust::FlagPlace::document: return "outside of any entity";
        case trust::FlagPlace::misplaced: break;
    }
    return "misplaced";
}

Json json_of(const std::vector<trust::Flag>& flags) {
    Json array = Json::array();
    for (const trust::Flag& flag : flags)
        array.push_back({{"name", flag.spelling},
                         {"value", flag.value},
                         {"readable", flag.readable},
                         {"place", word_of(flag.place)}});
    return array;
}

Json json_of(const std::vector<trust::EntityDecision>& entities) {
    Json array = Json::array();
    for (const trust::EntityDecision& entity : entities) array.push_back(verdict_json(entity));
    return array;
}

Json signed_trust_of(const trust::Decision& decision) {
    return decision.signed_trust ? Json(trust::to_string(*decision.signed_trust)) : Json(nullptr);
}

std::string called(const trust::EntityDecision& entity) {
    const std::string word = entity.kind == model::EntityKind::vm ? "VM" : "Template";
    const std::string& name = entity.name.empty() ? entity.id : entity.name;
    return name.empty() ? word : word + " " + ovfkit::quoted(name);
}

std::string fact_word(std::optional<bool> fact) { return !fact ? "not said" : *fact ? "true" : "false"; }

std::string flags_line(const trust::TrustFacts& facts) {
    return "trusted host " + fact_word(facts.trusted_host) + ", trusted cluster " + fact_word(facts.trusted_cluster);
}

/// ` (TrustedHostFlag in a trust section, trusted_service)`: what is not in the entity itself is said.
std::string where_they_stand(const std::vector<trust::Flag>& flags) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < flags.size() && i < most; ++i) {
        text += (i == 0 ? " (" : ", ") + std::string(flags[i].spelling);
        if (!flags[i].readable) text += " unreadable";
        if (flags[i].place != trust::FlagPlace::entity) text += " " + std::string(words_of(flags[i].place));
    }
    if (flags.size() > most) text += " and " + std::to_string(flags.size() - most) + " more";
    return text.empty() ? text : text + ")";
}

bool names_its_rule(const std::vector<trust::Reason>& reasons) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [](const trust::Reason& r) { return r.code == trust::rule::policy_decided.slug; });
}

std::string policy_words(const trust::Decision& decision) {
    if (!decision.policy_file.empty()) return "file " + ovfkit::quoted(decision.policy_file);
    return std::string(trust::to_string(decision.policy.trusted_into_untrusted));
}

void write_reasons(std::string& out, const std::vector<trust::Reason>& reasons, const Paint& paint) {
    for (const trust::Reason& reason : reasons) {
        out += "  " + paint.weight(reason.severity, std::string(to_string(reason.severity)) + ":") + " " +
               reason.message + " " + paint.faint("[" + std::string(reason.code) + "]") + "\n";
        const Rule* rule = reason.severity == Severity::note ? nullptr : find_rule(reason.code);
        if (rule && !rule->hint.empty()) out += "    hint: " + std::string(rule->hint) + "\n";
    }
}

void write_entity(std::string& out, const trust::EntityDecision& entity, bool lands, const Paint& paint) {
    out += paint.bold(called(entity)) + ": " +
           paint.weight(weight_of(entity.outcome), trust::to_string(entity.outcome)) + "\n";
    write_reasons(out, entity.reasons, paint);
    for (const trust::Event& event : entity.events)
        out += "  event " + std::to_string(event.id) + " " + std::string(event.name) + ": " + event.message + "\n";
    // A rule is named among the reasons; what decides without one is not.
    if (!entity.decided_by.empty() && !names_its_rule(entity.reasons))
        out += "  decided by " + entity.decided_by + "\n";
    out += "  flags in the file: " + flags_line(entity.trust) + where_they_stand(entity.flags) + "\n";
    if (lands && entity.trust_after != entity.trust)
        out += "  flags after the import: " + flags_line(entity.trust_after) + "\n";
}

Json json_of(const std::vector<trust::Reason>& reasons) {
    Json array = Json::array();
    for (const trust::Reason& reason : reasons)
        array.push_back({{"code", reason.code}, {"message", json_text(reason.message)}});
    return array;
}

}  // namespace

Severity weight_of(trust::Outcome outcome) {
    switch (outcome) {
        case trust::Outcome::allow: return Severity::note;
        case trust::Outcome::warn: return Severity::warning;
        case trust::Outcome::refuse: break;
    }
    return Severity::error;
}

Json verdict_json(const trust::EntityDecision& entity) {
    Json events = Json::array();
    for (const trust::Event& event : entity.events)
        events.push_back({{"id", event.id},
                          {"name", event.name},
                          {"severity", to_string(event.severity)},
                          {"message", json_text(event.message)}});
    return {{"id", json_text_or_null(entity.id)},
            {"name", json_text_or_null(entity.name)},
            {"kind", model::to_string(entity.kind)},
            {"outcome", trust::to_string(entity.outcome)},
            {"reasons", json_of(entity.reasons)},
            {"events", std::move(events)},
            {"decided_by", json_text_or_null(entity.decided_by)},
            {"flags", json_of(entity.flags)},
            {"trust_after",
             {{"trusted_host", json_or_null(entity.trust_after.trusted_host)},
              {"trusted_cluster", json_or_null(entity.trust_after.trusted_cluster)}}}};
}

std::string as_text(const trust::Decision& decision, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out = "Import into cluster " + ovfkit::quoted(decision.cluster.name) + " (" +
                      std::string(trust::to_string(decision.cluster.trust)) + "), policy " + policy_words(decision) +
                      ": " + paint.weight(weight_of(decision.outcome), trust::to_string(decision.outcome)) +
                      (decision.acknowledged ? " (acknowledged)" : "") + "\n";
    if (decision.signed_trust)
        out +=
            "Signature over what is said about trust: " + std::string(trust::to_string(*decision.signed_trust)) + "\n";
    // What stands here of a package with entities stands at those, too.
    if (decision.entities.empty()) {
        out += "The descriptor holds nothing to import.\n";
        write_reasons(out, decision.reasons, paint);
    }
    if (!decision.decided_by.empty() && !names_its_rule(decision.reasons))
        out += "  decided by " + decision.decided_by + "\n";
    // A package is imported as a whole, or nothing of it is.
    const bool lands = decision.outcome != trust::Outcome::refuse;
    for (const trust::EntityDecision& entity : decision.entities) write_entity(out, entity, lands, paint);
    return out;
}

std::string as_json(const trust::Decision& decision) {
    const Json document = {{"outcome", trust::to_string(decision.outcome)},
                           {"cluster", json_text(decision.cluster.name)},
                           {"policy", trust::to_string(decision.policy.trusted_into_untrusted)},
                           {"policy_file", json_text_or_null(decision.policy_file)},
                           {"decided_by", json_text_or_null(decision.decided_by)},
                           {"acknowledged", decision.acknowledged},
                           {"signed_trust", signed_trust_of(decision)},
                           {"reasons", json_of(decision.reasons)},
                           {"entities", json_of(decision.entities)}};
    return on_lines(document);
}

std::string as_json_line(const trust::AuditRecord& record) {
    const trust::Decision& decision = record.decision;
    const auto& said = decision.acknowledgement;
    const Json document = {{"time", json_text(record.time)},
                           {"file", json_text(record.file)},
                           {"sha256", json_text(record.sha256)},
                           {"cluster", json_text(decision.cluster.name)},
                           {"cluster_trust", trust::to_string(decision.cluster.trust)},
                           {"cluster_source", json_text_or_null(record.cluster_source)},
                           {"policy", trust::to_string(decision.policy.trusted_into_untrusted)},
                           {"policy_file", json_text_or_null(decision.policy_file)},
                           {"policy_sha256", json_text_or_null(record.policy_sha256)},
                           {"decided_by", json_text_or_null(decision.decided_by)},
                           {"outcome", trust::to_string(decision.outcome)},
                           {"acknowledged", decision.acknowledged},
                           {"acknowledged_by", said ? json_text(said->who) : Json(nullptr)},
                           {"acknowledged_why", said ? json_text(said->why) : Json(nullptr)},
                           {"signed_trust", signed_trust_of(decision)},
                           {"reasons", json_of(decision.reasons)},
                           {"entities", json_of(decision.entities)}};
    return on_one_line(document);
}

}  // namespace ovfkit::report
