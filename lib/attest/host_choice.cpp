// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/host_choice.hpp>

#include <string>

#include <ovfkit/base/diagnostic.hpp>

#include "attest/verdict.hpp"

namespace ovfkit::attest {

Requirement requirement_of(const trust::TrustFacts& facts) noexcept {
    return facts.requires_trust() ? Requirement::trusted_host : Requirement::any_host;
}

HostChoice choose_hosts(const std::vector<HostAnswer>& candidates, Requirement requirement) {
    HostChoice choice;
    for (const HostAnswer& candidate : candidates) {
        // A number from outside that is no requirement asks for no less than trust.
        if (requirement == Requirement::any_host || candidate.trusted())
            choice.hosts.push_back(candidate.host);
        else
            choice.left_out.push_back(
                {candidate, "host " + ovfkit::quoted(candidate.host) + " " + why_not_trusted(candidate)});
    }
    return choice;
}

}  // namespace ovfkit::attest
