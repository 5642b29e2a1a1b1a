// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/activation.hpp>

#include "attest_handle.hpp"
#include "decision_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_host_states {
    std::vector<attest::HostState> states;
    std::vector<std::string> unanswered{};
};

struct ovfkit_event_throttle {
    attest::EventThrottle throttle;
};

namespace {

const attest::HostState* host_state(const ovfkit_host_states* states, std::size_t index) noexcept {
    return states ? at(states->states, index) : nullptr;
}

const trust::Event* host_event(const ovfkit_host_states* states, std::size_t index) noexcept {
    const attest::HostState* one = host_state(states, index);
    return one && one->event ? &*one->event : nullptr;
}

constexpr auto uninitialized = static_cast<std::int32_t>(attest::NonOperationalReason::uninitialized);

}  // namespace

ovfkit_status ovfkit_trust_cache_activate_host(ovfkit_trust_cache* cache, const char* host, std::int32_t cluster_trust,
                                               ovfkit_host_states** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_host_states>> {
        if (!cache) return missing("cache");
        if (!host) return missing("host");
        const auto known = cluster_trust_of(cluster_trust);
        if (!known) return known.error();
        const attest::Ask ask = [cache](const std::vector<std::string>& hosts) {
            return attest::Answers{cache->cache.answers(hosts), std::nullopt};
        };
        std::vector<attest::HostState> states;
        states.push_back(attest::activate_host(host, {"", *known}, ask));
        auto unanswered = attest::unanswered(states);
        return std::unique_ptr<ovfkit_host_states>(new ovfkit_host_states{std::move(states), std::move(unanswered)});
    });
}

ovfkit_status ovfkit_start_engine(const char* const* hosts, std::size_t count, std::size_t first_stage,
                                  std::size_t second_stage, ovfkit_ask_callback ask, ovfkit_host_callback callback,
                                  void* user, ovfkit_host_states** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_host_states>> {
        const auto names = hosts_of(hosts, count);
        if (!names) return names.error();
        if (!ask) return missing("ask");
        attest::Stages stages;
        if (first_stage != 0) stages.first = first_stage;
        if (second_stage != 0) stages.second = second_stage;
        attest::OnHostState tell;
        if (callback)
            tell = [callback, user](const attest::HostState& state) {
                const ovfkit_host_states one{{state}};
                callback(user, &one);
            };
        auto states = attest::start_engine(*names, ask_with(ask, user), stages, tell);
        auto unanswered = attest::unanswered(states);
        return std::unique_ptr<ovfkit_host_states>(new ovfkit_host_states{std::move(states), std::move(unanswered)});
    });
}

void ovfkit_host_states_free(ovfkit_host_states* states) noexcept { delete states; }

std::size_t ovfkit_host_states_count(const ovfkit_host_states* states) noexcept {
    return states ? states->states.size() : 0;
}

ovfkit_string ovfkit_host_states_host(const ovfkit_host_states* states, std::size_t index) noexcept {
    return text_about(host_state(states, index), [](auto& one) { return std::string_view(one.host); });
}

std::int32_t ovfkit_host_states_up(const ovfkit_host_states* states, std::size_t index) noexcept {
    return about(host_state(states, index), 0, [](auto& one) { return one.up ? 1 : 0; });
}

std::int32_t ovfkit_host_states_reason(const ovfkit_host_states* states, std::size_t index) noexcept {
    return about(host_state(states, index), uninitialized,
                 [](auto& one) { return one.reason ? static_cast<std::int32_t>(*one.reason) : 0; });
}

std::int32_t ovfkit_host_states_level(const ovfkit_host_states* states, std::size_t index) noexcept {
    return about(host_state(states, index), OVFKIT_LEVEL_NO_ANSWER,
                 [](auto& one) { return level_number(one.answer.level); });
}

ovfkit_string ovfkit_host_states_detail(const ovfkit_host_states* states, std::size_t index) noexcept {
    return text_about(host_state(states, index), [](auto& one) { return std::string_view(one.answer.detail); });
}

std::int32_t ovfkit_host_states_event_id(const ovfkit_host_states* states, std::size_t index) noexcept {
    return about(host_event(states, index), 0, [](auto& event) { return event.id; });
}

ovfkit_string ovfkit_host_states_event_message(const ovfkit_host_states* states, std::size_t index) noexcept {
    return text_about(host_event(states, index), [](auto& event) { return std::string_view(event.message); });
}

std::size_t ovfkit_host_states_unanswered_count(const ovfkit_host_states* states) noexcept {
    return states ? states->unanswered.size() : 0;
}

ovfkit_string ovfkit_host_states_unanswered(const ovfkit_host_states* states, std::size_t index) noexcept {
    return text_about(states ? at(states->unanswered, index) : nullptr,
                      [](auto& host) { return std::string_view(host); });
}

ovfkit_status ovfkit_event_throttle_create(std::uint32_t milliseconds, ovfkit_event_throttle** out,
                                           ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_event_throttle>> {
        return std::unique_ptr<ovfkit_event_throttle>(
            new ovfkit_event_throttle{attest::EventThrottle(std::chrono::milliseconds(milliseconds))});
    });
}

void ovfkit_event_throttle_free(ovfkit_event_throttle* throttle) noexcept { delete throttle; }

ovfkit_status ovfkit_event_throttle_admit(ovfkit_event_throttle* throttle, std::int32_t id, const char* subject,
                                          std::int64_t now, std::int32_t* admitted, ovfkit_error** error) noexcept {
    if (admitted) *admitted = 0;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        constexpr int vds_untrusted = 10000;
        if (!throttle) return missing("throttle");
        if (!subject) return missing("subject");
        if (!admitted) return missing("admitted");
        trust::Event event;
        event.id = id;
        // Only names of hosts are the same in either case.
        event.variables = {{id == vds_untrusted ? "VdsName" : "VmName", subject}};
        *admitted = throttle->throttle.admit(event, attest::Instant(now)) ? 1 : 0;
        return {};
    });
}

ovfkit_status ovfkit_check_cluster(const char* cluster, std::int32_t cluster_trust, const char* server,
                                   ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!cluster) return missing("cluster");
        const auto known = cluster_trust_of(cluster_trust);
        if (!known) return known.error();
        return attest::check_cluster({cluster, *known}, server ? server : "");
    });
}
