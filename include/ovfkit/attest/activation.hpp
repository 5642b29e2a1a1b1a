// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/attest/trust_cache.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::attest {

/// Why a host of a trusted cluster does not work, under the engine's numbers (oVirt reference 2.4).
enum class NonOperationalReason : std::uint8_t {
    untrusted = 12,      ///< attestation says something else than trusted, or nothing to a host that comes up
    uninitialized = 13,  ///< nothing is known yet, as at the start of the engine
};

/// `UNTRUSTED` or `UNINITIALIZED`.
[[nodiscard]] std::string_view to_string(NonOperationalReason reason) noexcept;

/// What becomes of a host.
struct HostState {
    /// As it was asked for.
    std::string host;
    /// It may work; false: it is non-operational.
    bool up = false;
    std::optional<NonOperationalReason> reason;  ///< set exactly when it is not up
    HostAnswer answer;                           ///< what was said about it
    /// VDS_UNTRUSTED (10000, error, variable `VdsName`) when attestation keeps the host down.
    std::optional<trust::Event> event;
};

/// What becomes of `host`, which comes up in `cluster`. In a cluster that is not trusted it is up and nobody is asked.
/// In one that is, or of which nothing is known, it is up only if `ask` says that it is trusted; an error, an empty
/// answer and every other level are `untrusted`. What `ask` throws counts as no answer.
[[nodiscard]] HostState activate_host(const std::string& host, const trust::Cluster& cluster, const Ask& ask);

/// How many hosts are asked for at once when an engine starts: AttestationFirstStageSize and
/// AttestationSecondStageSize. A size of zero counts as one.
struct Stages {
    /// Hosts in the first question.
    std::size_t first = 10;
    /// Hosts in each further one.
    std::size_t second = 20;
};

/// Told about each change of a host, as soon as it is known.
using OnHostState = std::function<void(const HostState&)>;

/// Attests the hosts of trusted clusters when an engine starts: all are non-operational as `uninitialized` first; then
/// the first stage is asked for, and the rest batch by batch. Who is trusted is up; who is said not to be is
/// `untrusted`, with the event; of whom nothing was said stays `uninitialized`, with the event, and can be asked for
/// again (`unanswered`). Whatever happens to one batch, or is said about one host, the others go on: a batch counts as
/// not answered when `ask` throws, reports an error, or does not bring one answer for each host. Only what `on_state`
/// throws ends it.
///
/// A host that stands several times in `hosts`, under whatever spelling (`same_host`), is asked for and told about
/// once, under the first. Returns the last state of each host in the order of `hosts`, each as it is spelled there.
[[nodiscard]] std::vector<HostState> start_engine(const std::vector<std::string>& hosts, const Ask& ask,
                                                  Stages stages = {}, const OnHostState& on_state = {});

/// The hosts of which nothing was said, each once, for another `start_engine`.
[[nodiscard]] std::vector<std::string> unanswered(const std::vector<HostState>& states);

/// Lets each kind of event of each host (or VM, or template) through at most once a minute, as the engine does for
/// VDS_UNTRUSTED. To be used from one thread at a time.
class EventThrottle {
public:
    /// A period that is not positive lets every event through.
    explicit EventThrottle(std::chrono::milliseconds period = std::chrono::minutes{1}) : period_(period) {}
    /// True when the event is to be raised; it counts then, and for its kind and host a period begins. Periods that are
    /// over take no memory. Constant time on average, and that of looking up a name.
    [[nodiscard]] bool admit(const trust::Event& event, Instant now);

private:
    std::chrono::milliseconds period_;
    std::set<std::string> raised_;                      // what a period runs for
    std::deque<std::pair<Instant, std::string>> ends_;  // and when it ends, in that order
};

/// Whether a cluster may be made or called trusted: not without an attestation server. Fails with `invalid_argument`,
/// the engine's own code CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED in the message and the rule
/// `attest/no-server`; passes for a cluster that is not trusted, whatever the server (oVirt reference 2.3).
[[nodiscard]] Result<void> check_cluster(const trust::Cluster& cluster, std::string_view attestation_server);

}  // namespace ovfkit::attest
