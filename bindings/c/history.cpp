// SPDX-License-Identifier: Apache-2.0
#include "store_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

void ovfkit_history_free(ovfkit_history* history) noexcept { delete history; }

std::size_t ovfkit_history_count(const ovfkit_history* history) noexcept {
    return history ? history->entries.size() : 0;
}

std::int64_t ovfkit_history_decision(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), std::int64_t{0}, [](auto& one) { return one.decision; });
}

ovfkit_string ovfkit_history_time(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.time); });
}

ovfkit_string ovfkit_history_file(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.file); });
}

ovfkit_string ovfkit_history_cluster(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.cluster); });
}

ovfkit_string ovfkit_history_entity_id(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.vm_id); });
}

ovfkit_string ovfkit_history_entity_name(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.vm_name); });
}

std::int32_t ovfkit_history_outcome(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_OUTCOME_REFUSE, [](auto& one) { return outcome_number(one.outcome); });
}

ovfkit_string ovfkit_history_acknowledged_by(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.acknowledged_by); });
}

ovfkit_string ovfkit_history_sha256(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.sha256); });
}

ovfkit_string ovfkit_history_cluster_source(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.cluster_source); });
}

ovfkit_string ovfkit_history_policy_file(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.policy_file); });
}

ovfkit_string ovfkit_history_policy_sha256(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.policy_sha256); });
}

ovfkit_string ovfkit_history_acknowledged_why(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.acknowledged_why); });
}

ovfkit_string ovfkit_history_decided_by(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return std::string_view(one.decided_by); });
}

ovfkit_string ovfkit_history_entity_kind(const ovfkit_history* history, std::size_t index) noexcept {
    return text_about(entry(history, index), [](auto& one) { return model::to_string(one.kind); });
}

std::int32_t ovfkit_history_cluster_trust(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_CLUSTER_UNKNOWN,
                 [](auto& one) { return cluster_number(one.cluster_trust); });
}

std::int32_t ovfkit_history_without_entities(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), 0, [](auto& one) { return one.without_entities ? 1 : 0; });
}

std::int32_t ovfkit_history_decision_outcome(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_OUTCOME_REFUSE,
                 [](auto& one) { return outcome_number(one.decision_outcome); });
}

std::int32_t ovfkit_history_acknowledged(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), 0, [](auto& one) { return one.acknowledged ? 1 : 0; });
}

std::int32_t ovfkit_history_trusted_host(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust.trusted_host); });
}

std::int32_t ovfkit_history_trusted_cluster(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust.trusted_cluster); });
}

std::int32_t ovfkit_history_trusted_host_after(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust_after.trusted_host); });
}

std::int32_t ovfkit_history_trusted_cluster_after(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trust_after.trusted_cluster); });
}

std::size_t ovfkit_history_reason_count(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), std::size_t{0}, [](auto& one) { return one.reasons.size(); });
}

ovfkit_string ovfkit_history_reason(const ovfkit_history* history, std::size_t index, std::size_t reason) noexcept {
    const store::HistoryEntry* one = entry(history, index);
    return text_about(one ? at(one->reasons, reason) : nullptr, [](auto& words) { return std::string_view(words); });
}

std::size_t ovfkit_history_flag_count(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), std::size_t{0}, [](auto& one) { return one.flags.size(); });
}

ovfkit_string ovfkit_history_flag(const ovfkit_history* history, std::size_t index, std::size_t flag) noexcept {
    const store::HistoryEntry* one = entry(history, index);
    return text_about(one ? at(one->flags, flag) : nullptr, [](auto& words) { return std::string_view(words); });
}

std::size_t ovfkit_history_event_count(const ovfkit_history* history, std::size_t index) noexcept {
    return about(entry(history, index), std::size_t{0}, [](auto& one) { return one.events.size(); });
}

std::int32_t ovfkit_history_event(const ovfkit_history* history, std::size_t index, std::size_t event) noexcept {
    const store::HistoryEntry* one = entry(history, index);
    return about(one ? at(one->events, event) : nullptr, 0, [](auto& number) { return number; });
}
