// SPDX-License-Identifier: Apache-2.0
#include "decision_handle.hpp"

// What a decision was made on: the cluster, the policy, and each entity as the file has it.

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

const trust::EntityDecision* entity_judged(const ovfkit_decision* decision, std::size_t index) noexcept {
    return decision ? at(decision->decision.entities, index) : nullptr;
}

const trust::Flag* flag_judged(const ovfkit_decision* decision, std::size_t index, std::size_t flag) noexcept {
    const trust::EntityDecision* one = entity_judged(decision, index);
    return one ? at(one->flags, flag) : nullptr;
}

std::string_view place_word(trust::FlagPlace place) noexcept {
    switch (place) {
        case trust::FlagPlace::entity: return "entity";
        case trust::FlagPlace::trust_section: return "trust-section";
        case trust::FlagPlace::collection: return "collection";
        case trust::FlagPlace::document: return "document";
        case trust::FlagPlace::misplaced: break;
    }
    return "misplaced";
}

}  // namespace

ovfkit_string ovfkit_decision_cluster(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.decision.cluster.name); });
}

std::int32_t ovfkit_decision_cluster_trust(const ovfkit_decision* decision) noexcept {
    return about(decision, OVFKIT_CLUSTER_UNKNOWN,
                 [](auto& one) { return cluster_number(one.decision.cluster.trust); });
}

ovfkit_string ovfkit_decision_cluster_source(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.cluster_source); });
}

ovfkit_string ovfkit_decision_policy_file(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.decision.policy_file); });
}

ovfkit_string ovfkit_decision_policy_sha256(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.policy_sha256); });
}

ovfkit_string ovfkit_decision_decided_by(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.decision.decided_by); });
}

ovfkit_string ovfkit_decision_signed_trust(const ovfkit_decision* decision) noexcept {
    const auto* state = decision && decision->decision.signed_trust ? &*decision->decision.signed_trust : nullptr;
    return text_about(state, [](auto& known) { return trust::to_string(known); });
}

std::int32_t ovfkit_decision_entity_trusted_host(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(entity_judged(decision, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust.trusted_host); });
}

std::int32_t ovfkit_decision_entity_trusted_cluster(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(entity_judged(decision, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust.trusted_cluster); });
}

std::int32_t ovfkit_decision_entity_reason_severity(const ovfkit_decision* decision, std::size_t index,
                                                    std::size_t reason) noexcept {
    const trust::EntityDecision* one = entity_judged(decision, index);
    return about(one ? at(one->reasons, reason) : nullptr, OVFKIT_SEVERITY_NONE,
                 [](auto& known) { return severity_number(known.severity); });
}

std::size_t ovfkit_decision_entity_event_count(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(entity_judged(decision, index), std::size_t{0}, [](auto& one) { return one.events.size(); });
}

std::int32_t ovfkit_decision_entity_event_id(const ovfkit_decision* decision, std::size_t index,
                                             std::size_t event) noexcept {
    const trust::EntityDecision* one = entity_judged(decision, index);
    return about(one ? at(one->events, event) : nullptr, 0, [](auto& known) { return known.id; });
}

std::size_t ovfkit_decision_entity_flag_count(const ovfkit_decision* decision, std::size_t index) noexcept {
    return about(entity_judged(decision, index), std::size_t{0}, [](auto& one) { return one.flags.size(); });
}

ovfkit_string ovfkit_decision_entity_flag_spelling(const ovfkit_decision* decision, std::size_t index,
                                                   std::size_t flag) noexcept {
    return text_about(flag_judged(decision, index, flag), [](auto& one) { return one.spelling; });
}

std::int32_t ovfkit_decision_entity_flag_value(const ovfkit_decision* decision, std::size_t index,
                                               std::size_t flag) noexcept {
    return about(flag_judged(decision, index, flag), 0, [](auto& one) { return one.value ? 1 : 0; });
}

std::int32_t ovfkit_decision_entity_flag_readable(const ovfkit_decision* decision, std::size_t index,
                                                  std::size_t flag) noexcept {
    return about(flag_judged(decision, index, flag), 0, [](auto& one) { return one.readable ? 1 : 0; });
}

ovfkit_string ovfkit_decision_entity_flag_place(const ovfkit_decision* decision, std::size_t index,
                                                std::size_t flag) noexcept {
    return text_about(flag_judged(decision, index, flag), [](auto& one) { return place_word(one.place); });
}
