// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/decision.hpp>

#include <utility>

#include <ovfkit/report/catalog.hpp>

#include "report/json.hpp"
#include "report/paint.hpp"

namespace ovfkit::report {
namespace {

Json json_of(const trust::EntityDecision& entity) {
    Json reasons = Json::array();
    for (const trust::Reason& reason : entity.reasons)
        reasons.push_back({{"code", reason.code}, {"message", json_text(reason.message)}});
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
            {"reasons", std::move(reasons)},
            {"events", std::move(events)},
            {"trust_after",
             {{"trusted_host", json_or_null(entity.trust_after.trusted_host)},
              {"trusted_cluster", json_or_null(entity.trust_after.trusted_cluster)}}}};
}

Json json_of(const std::vector<trust::EntityDecision>& entities) {
    Json array = Json::array();
    for (const trust::EntityDecision& entity : entities) array.push_back(json_of(entity));
    return array;
}

Json signed_trust_of(const trust::Decision& decision) {
    return decision.signed_trust ? Json(trust::to_string(*decision.signed_trust)) : Json(nullptr);
}

Severity severity_of(trust::Outcome outcome) {
    switch (outcome) {
        case trust::Outcome::allow: return Severity::note;
        case trust::Outcome::warn: return Severity::warning;
        case trust::Outcome::refuse: break;
    }
    return Severity::error;
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

void write_entity(std::string& out, const trust::EntityDecision& entity, const Paint& paint) {
    out += paint.bold(called(entity)) + ": " +
           paint.weight(severity_of(entity.outcome), trust::to_string(entity.outcome)) + "\n";
    for (const trust::Reason& reason : entity.reasons) {
        out += "  " + paint.weight(reason.severity, std::string(to_string(reason.severity)) + ":") + " " +
               reason.message + " " + paint.faint("[" + std::string(reason.code) + "]") + "\n";
        const Rule* rule = reason.severity == Severity::note ? nullptr : find_rule(reason.code);
        if (rule && !rule->hint.empty()) out += "    hint: " + std::string(rule->hint) + "\n";
    }
    for (const trust::Event& event : entity.events)
        out += "  event " + std::to_string(event.id) + " " + std::string(event.name) + ": " + event.message + "\n";
    out += "  flags in the file: " + flags_line(entity.trust) + "\n";
    if (entity.trust_after != entity.trust) out += "  flags after the import: " + flags_line(entity.trust_after) + "\n";
}

}  // namespace

std::string as_text(const trust::Decision& decision, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out = "Import into cluster " + ovfkit::quoted(decision.cluster.name) + " (" +
                      std::string(trust::to_string(decision.cluster.trust)) + "), policy " +
                      std::string(trust::to_string(decision.policy.trusted_into_untrusted)) + ": " +
                      paint.weight(severity_of(decision.outcome), trust::to_string(decision.outcome)) +
                      (decision.acknowledged ? " (acknowledged)" : "") + "\n";
    if (decision.signed_trust)
        out +=
            "Signature over what is said about trust: " + std::string(trust::to_string(*decision.signed_trust)) + "\n";
    if (decision.entities.empty()) out += "The descriptor holds nothing to import.\n";
    for (const trust::EntityDecision& entity : decision.entities) write_entity(out, entity, paint);
    return out;
}

std::string as_json(const trust::Decision& decision) {
    const Json document = {{"outcome", trust::to_string(decision.outcome)},
                           {"cluster", json_text(decision.cluster.name)},
                           {"policy", trust::to_string(decision.policy.trusted_into_untrusted)},
                           {"acknowledged", decision.acknowledged},
                           {"signed_trust", signed_trust_of(decision)},
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
                           {"policy", trust::to_string(decision.policy.trusted_into_untrusted)},
                           {"outcome", trust::to_string(decision.outcome)},
                           {"acknowledged", decision.acknowledged},
                           {"acknowledged_by", said ? json_text(said->who) : Json(nullptr)},
                           {"acknowledged_why", said ? json_text(said->why) : Json(nullptr)},
                           {"signed_trust", signed_trust_of(decision)},
                           {"entities", json_of(decision.entities)}};
    return on_one_line(document);
}

}  // namespace ovfkit::report
