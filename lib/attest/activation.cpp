// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/activation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <ovfkit/attest/rules.hpp>
#include <ovfkit/base/diagnostic.hpp>

#include "attest/host_name.hpp"
#include "attest/moment.hpp"
#include "attest/question.hpp"
#include "attest/verdict.hpp"

namespace ovfkit::attest {
namespace {

trust::Event vds_untrusted(const std::string& host, const HostAnswer& answer) {
    trust::Event event;
    event.id = 10000;
    event.name = "VDS_UNTRUSTED";
    event.severity = Severity::error;
    event.message = "host " + ovfkit::quoted(host) + " is kept down because it " + why_not_trusted(answer);
    event.variables.emplace_back("VdsName", host);
    return event;
}

HostState state_up(HostAnswer answer) {
    HostState state;
    state.host = answer.host;
    state.up = true;
    state.answer = std::move(answer);
    return state;
}

HostState state_down(HostAnswer answer, NonOperationalReason reason) {
    HostState state;
    state.host = answer.host;
    state.reason = reason;
    state.event = vds_untrusted(answer.host, answer);
    state.answer = std::move(answer);
    return state;
}

/// Of a host that waits for the first answer about it; nothing has kept it down yet, so there is no event.
HostState state_at_start(const std::string& host) {
    HostState state;
    state.host = host;
    state.reason = NonOperationalReason::uninitialized;
    state.answer.host = host;
    return state;
}

HostState state_after_start(HostAnswer answer) {
    if (answer.trusted()) return state_up(std::move(answer));
    const bool said = answer.level != Level::no_answer;
    return state_down(std::move(answer), said ? NonOperationalReason::untrusted : NonOperationalReason::uninitialized);
}

/// The same state for a host under another spelling of its name.
HostState spelled(const HostState& state, const std::string& host) {
    HostState same = state;
    same.host = host;
    same.answer.host = host;
    if (same.event) same.event = vds_untrusted(host, same.answer);
    return same;
}

/// Hosts, each once under its first spelling.
struct Distinct {
    std::vector<std::string> hosts;
    std::vector<std::size_t> of;  // for each name that was given, the place of its host

    explicit Distinct(const std::vector<std::string>& names) {
        HostMap<std::size_t> places(names.size(), HostHash{reinterpret_cast<std::uintptr_t>(&places)});
        for (const std::string& name : names) {
            const auto [place, added] = places.emplace(name, hosts.size());
            if (added) hosts.push_back(name);
            of.push_back(place->second);
        }
    }
};

/// What an event is, and about whom. Lengths stand before texts that could hold anything.
std::string kind_and_subject(const trust::Event& event) {
    std::string key = std::to_string(event.id);
    for (const auto& [name, value] : event.variables) {
        std::string subject = value;
        if (name == "VdsName") {
            if (!subject.empty() && subject.back() == '.') subject.pop_back();
            for (char& c : subject)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        key += " " + std::to_string(name.size()) + ":" + name + " " + std::to_string(subject.size()) + ":" + subject;
    }
    return key;
}

}  // namespace

std::string_view to_string(NonOperationalReason reason) noexcept {
    switch (reason) {
        case NonOperationalReason::uninitialized: return "UNINITIALIZED";
        case NonOperationalReason::untrusted: break;
    }
    return "UNTRUSTED";
}

HostState activate_host(const std::string& host, const trust::Cluster& cluster, const Ask& ask) {
    if (cluster.trust == trust::Cluster::Trust::untrusted) {
        HostAnswer unasked;
        unasked.host = host;
        return state_up(std::move(unasked));
    }
    HostAnswer answer = std::move(put_question(ask, {host}).hosts.front());
    if (answer.trusted()) return state_up(std::move(answer));
    return state_down(std::move(answer), NonOperationalReason::untrusted);
}

std::vector<HostState> start_engine(const std::vector<std::string>& hosts, const Ask& ask, Stages stages,
                                    const OnHostState& on_state) {
    const Distinct distinct(hosts);
    std::vector<HostState> states;
    states.reserve(distinct.hosts.size());
    const auto tell = [&](const HostState& state) {
        if (on_state) on_state(state);
    };
    // All are down before the first is asked for, so that none works meanwhile because of what it was before.
    for (const std::string& host : distinct.hosts) states.push_back(state_at_start(host));
    for (const HostState& state : states) tell(state);
    std::size_t size = std::max<std::size_t>(stages.first, 1);
    for (std::size_t begin = 0; begin < states.size(); size = std::max<std::size_t>(stages.second, 1)) {
        const std::size_t count = std::min(size, states.size() - begin);
        const auto first = distinct.hosts.begin() + static_cast<std::ptrdiff_t>(begin);
        Heard heard = put_question(ask, {first, first + static_cast<std::ptrdiff_t>(count)});
        for (HostAnswer& answer : heard.hosts) {
            states[begin] = state_after_start(std::move(answer));
            tell(states[begin++]);
        }
    }
    std::vector<HostState> all;
    all.reserve(hosts.size());
    for (std::size_t i = 0; i < hosts.size(); ++i) all.push_back(spelled(states[distinct.of[i]], hosts[i]));
    return all;
}

std::vector<std::string> unanswered(const std::vector<HostState>& states) {
    std::vector<std::string> hosts;
    for (const HostState& state : states)
        if (!state.up && state.reason == NonOperationalReason::uninitialized) hosts.push_back(state.host);
    return Distinct(hosts).hosts;
}

bool EventThrottle::admit(const trust::Event& event, Instant now) {
    while (!ends_.empty() && ends_.front().first <= now) {
        raised_.erase(ends_.front().second);
        ends_.pop_front();
    }
    const Instant end = later(now, period_);
    if (end <= now) return true;
    const auto [raised, added] = raised_.insert(kind_and_subject(event));
    if (added) ends_.emplace_back(end, *raised);
    return added;
}

Result<void> check_cluster(const trust::Cluster& cluster, std::string_view attestation_server) {
    if (cluster.trust != trust::Cluster::Trust::trusted) return {};
    if (attestation_server.find_first_not_of(" \t\r\n\v\f") != std::string_view::npos) return {};
    return Error{ErrorCode::invalid_argument,
                 "CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED: cluster " +
                     ovfkit::quoted(cluster.name) + " cannot be trusted without an attestation server",
                 {},
                 rule::no_server.slug};
}

}  // namespace ovfkit::attest
