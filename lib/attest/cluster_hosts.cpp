// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/cluster_hosts.hpp>

#include <algorithm>
#include <string>

#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {
namespace {

std::string what_was_said(const HostAnswer& answer) {
    std::string said =
        "host " + ovfkit::quoted(answer.host) + " is not trusted: " + std::string(to_string(answer.level));
    if (answer.level == Level::unrecognized && !answer.word.empty()) said += " (" + ovfkit::quoted(answer.word) + ")";
    if (!answer.detail.empty()) said += ", " + answer.detail;
    return said;
}

}  // namespace

void judge_cluster(const trust::Cluster& cluster, const std::vector<HostAnswer>& hosts, Diagnostics& diagnostics) {
    if (cluster.trust != trust::Cluster::Trust::trusted) return;
    if (std::none_of(hosts.begin(), hosts.end(), [](const HostAnswer& host) { return host.trusted(); }))
        diagnostics.report(rule::trusted_in_name_only,
                           "cluster " + ovfkit::quoted(cluster.name) + " is trusted in name only: " +
                               (hosts.empty() ? "it has no hosts"
                                              : "none of its " + std::to_string(hosts.size()) + " hosts is trusted"));
    for (const HostAnswer& host : hosts)
        if (!host.trusted()) diagnostics.report(rule::untrusted_host, what_was_said(host));
}

}  // namespace ovfkit::attest
