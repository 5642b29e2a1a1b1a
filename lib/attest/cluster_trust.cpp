// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/cluster_trust.hpp>

#include <algorithm>
#include <cstddef>

#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {
namespace {

constexpr std::size_t hosts_named = 5;

/// `1 host: 'a' is untrusted` or `12 hosts: 'a' is untrusted, 'b' is pending, ...`
std::string what_hosts_are(const std::vector<HostAnswer>& hosts) {
    std::string text = std::to_string(hosts.size()) + (hosts.size() == 1 ? " host: " : " hosts: ");
    for (std::size_t i = 0; i < std::min(hosts.size(), hosts_named); ++i)
        text += (i == 0 ? "" : ", ") + ovfkit::quoted(hosts[i].host) + " is " + std::string(to_string(hosts[i].level));
    return hosts.size() > hosts_named ? text + ", ..." : text;
}

bool is_unanswered(const Answers& answers) {
    return answers.error.has_value() || std::all_of(answers.hosts.begin(), answers.hosts.end(),
                                                    [](const HostAnswer& a) { return a.level == Level::no_answer; });
}

}  // namespace

trust::Cluster attested_cluster(const trust::Cluster& claimed, const Answers& hosts, const std::string& source,
                                Diagnostics& diagnostics, const std::string& without_hosts) {
    using Trust = trust::Cluster::Trust;
    if (claimed.trust != Trust::trusted) return claimed;
    const auto is_trusted = [](const HostAnswer& answer) { return answer.trusted(); };
    // An error beside answers would be a contradiction; nothing in it is believed.
    if (!hosts.error && std::any_of(hosts.hosts.begin(), hosts.hosts.end(), is_trusted)) return claimed;

    Location where;
    where.source = source;
    trust::Cluster cluster = claimed;
    const std::string name = "cluster " + ovfkit::quoted(claimed.name);
    if (!hosts.hosts.empty() && is_unanswered(hosts)) {
        const std::string why = hosts.error ? ": " + hosts.error->message : std::string();
        diagnostics.report(rule::unanswered, "nobody could say whether a host of " + name + " is trusted" + why, where);
        cluster.trust = Trust::unknown;
        return cluster;
    }
    const std::string what =
        hosts.hosts.empty() ? without_hosts : "has no trusted host among " + what_hosts_are(hosts.hosts);
    diagnostics.report(rule::trusted_in_name_only, name + " calls itself trusted and " + what, where);
    cluster.trust = Trust::untrusted;
    return cluster;
}

}  // namespace ovfkit::attest
