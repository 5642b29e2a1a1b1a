// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/trust/audit.hpp>

#include "decision_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace ovfkit::c {

Result<trust::Cluster::Trust> cluster_trust_of(std::int32_t number) {
    switch (number) {
        case OVFKIT_CLUSTER_TRUSTED: return trust::Cluster::Trust::trusted;
        case OVFKIT_CLUSTER_UNTRUSTED: return trust::Cluster::Trust::untrusted;
        case OVFKIT_CLUSTER_UNKNOWN: return trust::Cluster::Trust::unknown;
        default: return unknown_number("OVFKIT_CLUSTER_ number", number);
    }
}

std::int32_t cluster_number(trust::Cluster::Trust trust) noexcept {
    switch (trust) {
        case trust::Cluster::Trust::trusted: return OVFKIT_CLUSTER_TRUSTED;
        case trust::Cluster::Trust::untrusted: return OVFKIT_CLUSTER_UNTRUSTED;
        case trust::Cluster::Trust::unknown: break;
    }
    return OVFKIT_CLUSTER_UNKNOWN;
}

std::int32_t outcome_number(trust::Outcome outcome) noexcept {
    switch (outcome) {
        case trust::Outcome::allow: return OVFKIT_OUTCOME_ALLOW;
        case trust::Outcome::warn: return OVFKIT_OUTCOME_WARN;
        case trust::Outcome::refuse: break;
    }
    return OVFKIT_OUTCOME_REFUSE;
}

Result<trust::AuditSubject> subject_of(const ovfkit_decision& decision, std::int64_t time, const char* file,
                                       const char* sha256) {
    if (!file) return missing("file");
    return trust::AuditSubject{time, file, sha256 ? sha256 : decision.sha256, decision.cluster_source,
                               decision.policy_sha256};
}

}  // namespace ovfkit::c

namespace {

const trust::Reason* reason(const ovfkit_decision* decision, std::size_t index) noexcept {
    return decision ? at(decision->decision.reasons, index) : nullptr;
}

const trust::Event* event(const ovfkit_decision* decision, std::size_t index) noexcept {
    return decision ? at(decision->decision.events, index) : nullptr;
}

using Variable = std::pair<std::string, std::string>;

const Variable* event_variable(const ovfkit_decision* decision, std::size_t index, std::size_t variable) noexcept {
    const trust::Event* one = event(decision, index);
    return one ? at(one->variables, variable) : nullptr;
}

const trust::EntityDecision* judged(const ovfkit_decision* decision, std::size_t index) noexcept {
    return decision ? at(decision->decision.entities, index) : nullptr;
}

const trust::Reason* reason_of(const ovfkit_decision* decision, std::size_t index, std::size_t which) noexcept {
    const trust::EntityDecision* one = judged(decision, index);
    return one ? at(one->reasons, which) : nullptr;
}

Result<std::string> audit_line(const ovfkit_decision* decision, std::int64_t time, const char* file,
                               const char* sha256) {
    if (!decision) return missing("decision");
    const auto subject = subject_of(*decision, time, file, sha256);
    if (!subject) return subject.error();
    const auto record = trust::make_audit_record(*subject, decision->decision);
    if (!record) return record.error();
    return report::as_json_line(*record);
}

}  // namespace

void ovfkit_decision_free(ovfkit_decision* decision) noexcept { delete decision; }

std::int32_t ovfkit_decision_outcome(const ovfkit_decision* decision) noexcept {
    return about(decision, OVFKIT_OUTCOME_REFUSE, [](auto& d) { return outcome_number(d.decision.outcome); });
}

std::int32_t ovfkit_decision_acknowledged(const ovfkit_decision* decision) noexcept {
    return decision && decision->decision.acknowledged ? 1 : 0;
}

std::size_t ovfkit_decision_reason_count(const ovfkit_decision* decision) noexcept {
    return decision ? decision->decision.reasons.size() : 0;
}

ovfkit_string ovfkit_decision_reason_code(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(reason(decision, index), [](auto& r) { return r.code; });
}

std::int32_t ovfkit_decision_reason_severity(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(reason(decision, index), OVFKIT_SEVERITY_NONE, [](auto& r) { return severity_number(r.severity); });
}

ovfkit_string ovfkit_decision_reason_message(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(reason(decision, index), [](auto& r) { return std::string_view(r.message); });
}

std::size_t ovfkit_decision_event_count(const ovfkit_decision* decision) noexcept {
    return decision ? decision->decision.events.size() : 0;
}

std::int32_t ovfkit_decision_event_id(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(event(decision, index), 0, [](auto& e) { return e.id; });
}

ovfkit_string ovfkit_decision_event_name(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(event(decision, index), [](auto& e) { return e.name; });
}

std::int32_t ovfkit_decision_event_severity(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(event(decision, index), OVFKIT_SEVERITY_NONE, [](auto& e) { return severity_number(e.severity); });
}

ovfkit_string ovfkit_decision_event_message(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(event(decision, index), [](auto& e) { return std::string_view(e.message); });
}

std::size_t ovfkit_decision_event_variable_count(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(event(decision, index), std::size_t{0}, [](auto& e) { return e.variables.size(); });
}

ovfkit_string ovfkit_decision_event_variable_name(const ovfkit_decision* decision, std::size_t index,
                                                  std::size_t variable) noexcept {
    return text_about(event_variable(decision, index, variable), [](auto& v) { return std::string_view(v.first); });
}

ovfkit_string ovfkit_decision_event_variable_value(const ovfkit_decision* decision, std::size_t index,
                                                   std::size_t variable) noexcept {
    return text_about(event_variable(decision, index, variable), [](auto& v) { return std::string_view(v.second); });
}

std::size_t ovfkit_decision_entity_count(const ovfkit_decision* decision) noexcept {
    return decision ? decision->decision.entities.size() : 0;
}

ovfkit_string ovfkit_decision_entity_id(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(judged(decision, index), [](auto& e) { return std::string_view(e.id); });
}

ovfkit_string ovfkit_decision_entity_name(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(judged(decision, index), [](auto& e) { return std::string_view(e.name); });
}

ovfkit_string ovfkit_decision_entity_kind(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(judged(decision, index), [](auto& e) { return model::to_string(e.kind); });
}

std::int32_t ovfkit_decision_entity_outcome(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(judged(decision, index), OVFKIT_OUTCOME_REFUSE, [](auto& e) { return outcome_number(e.outcome); });
}

std::int32_t ovfkit_decision_entity_acknowledged(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(judged(decision, index), 0, [](auto& e) { return e.acknowledged ? 1 : 0; });
}

ovfkit_string ovfkit_decision_entity_decided_by(const ovfkit_decision* decision, std::size_t index) noexcept {
    return text_about(judged(decision, index), [](auto& e) { return std::string_view(e.decided_by); });
}

std::int32_t ovfkit_decision_entity_trusted_host_after(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(judged(decision, index), OVFKIT_FACT_ABSENT,
                 [](auto& e) { return fact_number(e.trust_after.trusted_host); });
}

std::int32_t ovfkit_decision_entity_trusted_cluster_after(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(judged(decision, index), OVFKIT_FACT_ABSENT,
                 [](auto& e) { return fact_number(e.trust_after.trusted_cluster); });
}

std::size_t ovfkit_decision_entity_reason_count(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(judged(decision, index), std::size_t{0}, [](auto& e) { return e.reasons.size(); });
}

ovfkit_string ovfkit_decision_entity_reason_code(const ovfkit_decision* decision, std::size_t index,
                                                 std::size_t which) noexcept {
    return text_about(reason_of(decision, index, which), [](auto& r) { return r.code; });
}

ovfkit_string ovfkit_decision_entity_reason_message(const ovfkit_decision* decision, std::size_t index,
                                                    std::size_t which) noexcept {
    return text_about(reason_of(decision, index, which), [](auto& r) { return std::string_view(r.message); });
}

const ovfkit_diagnostics* ovfkit_decision_diagnostics(const ovfkit_decision* decision) noexcept {
    return decision ? &decision->diagnostics : nullptr;
}

ovfkit_status ovfkit_decision_render(const ovfkit_decision* decision, std::int32_t format, ovfkit_owned_string* out,
                                     ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!decision) return missing("decision");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(decision->decision);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(decision->decision);
        return unknown_number("format of this report", format);
    });
}

ovfkit_status ovfkit_decision_audit_record(const ovfkit_decision* decision, std::int64_t time, const char* file,
                                           const char* sha256, ovfkit_owned_string* out,
                                           ovfkit_error** error) noexcept {
    return rendering(out, error, [&] { return audit_line(decision, time, file, sha256); });
}

ovfkit_status ovfkit_decision_append_audit_record(const ovfkit_decision* decision, std::int64_t time, const char* file,
                                                  const char* sha256, const char* path, ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!path) return missing("path");
        const auto line = audit_line(decision, time, file, sha256);
        if (!line) return line.error();
        return io::append_record(path_of(path), *line);
    });
}
