// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::attest {

/// Says what the answers about the hosts of `cluster` mean for it, into `diagnostics`: `attest/untrusted-host` for each
/// host that is not trusted, and `attest/trusted-in-name-only` when none is, or when there is no host at all. Says
/// nothing about a cluster that does not call itself trusted.
void judge_cluster(const trust::Cluster& cluster, const std::vector<HostAnswer>& hosts, Diagnostics& diagnostics);

}  // namespace ovfkit::attest
