// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::attest {

/// The findings of this room, each declared once.
namespace rule {

inline constexpr Rule trusted_in_name_only{
    "attest/trusted-in-name-only",
    Severity::warning,
    "a cluster calls itself trusted and none of its hosts is",
    "oVirt engine: hosts of a trusted cluster are up only if attested",
    "what must run on a trusted host would land where there is none; it counts as a cluster that is not trusted",
    "let the attestation server measure the hosts, or choose another cluster",
    "0.1.0"};

inline constexpr Rule unanswered{"attest/unanswered",
                                 Severity::warning,
                                 "nobody could say whether a cluster has a trusted host",
                                 "",
                                 "what could not be checked is not believed; the cluster counts as unknown",
                                 "look at the attestation server and at how it is reached",
                                 "0.1.0"};

inline constexpr Rule no_server{"attest/no-server",
                                Severity::error,
                                "a cluster is to be trusted, and there is no attestation server",
                                "oVirt engine: CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED",
                                "nobody could say which of its hosts can be trusted, so none of them would work",
                                "name the attestation server first",
                                "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::attest
