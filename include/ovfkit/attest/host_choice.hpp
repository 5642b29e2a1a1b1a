// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::attest {

/// Where a VM may start.
enum class Requirement : std::uint8_t {
    any_host,
    trusted_host,
};

/// `trusted_host` when either fact asks for trust, or when there is doubt about that: see `TrustFacts::requires_trust`.
[[nodiscard]] Requirement requirement_of(const trust::TrustFacts& facts) noexcept;

/// A host that a VM may not start on, and why.
struct LeftOut {
    /// What is known about it.
    HostAnswer answer;
    std::string reason;  ///< one sentence, escaped
};

/// Of candidates, those on which a VM may start.
struct HostChoice {
    std::vector<std::string> hosts;  ///< in the order in which they were given
    std::vector<LeftOut> left_out;   ///< the others, in that order
};

/// Which of the hosts in `candidates` a VM with that requirement may start on. A pure function: with `trusted_host`
/// only hosts whose level is `trusted`, with `any_host` all of them.
[[nodiscard]] HostChoice choose_hosts(const std::vector<HostAnswer>& candidates, Requirement requirement);

}  // namespace ovfkit::attest
