// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::attest {

/// The findings of this room, each declared once.
namespace rule {

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
