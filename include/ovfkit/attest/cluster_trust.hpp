// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::attest {

/// What a cluster is worth that calls itself trusted.
///
/// It stays `trusted` when one of its hosts is. When attestation was asked and none is, it is trusted in name only: it
/// becomes `untrusted`, with the finding `attest/trusted-in-name-only`. When nobody answered it becomes `unknown`, with
/// the finding `attest/unanswered`: what could not be checked is not believed. `source` names the cluster's origin in
/// findings. A cluster that does not call itself trusted is returned as it is, and nothing is reported. A pure
/// function.
///
/// `without_hosts` is what the finding says of a cluster when `hosts` is about none: it may have hosts that nobody was
/// to be asked about, because they are down.
[[nodiscard]] trust::Cluster attested_cluster(const trust::Cluster& claimed, const Answers& hosts,
                                              const std::string& source, Diagnostics& diagnostics,
                                              const std::string& without_hosts = "has no hosts");

}  // namespace ovfkit::attest
