// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/attest/cluster_hosts.hpp>
#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

HostAnswer host(const std::string& name, Level level) {
    HostAnswer answer;
    answer.host = name;
    answer.level = level;
    return answer;
}

std::vector<std::string> findings(trust::Cluster::Trust trust, const std::vector<HostAnswer>& hosts) {
    Diagnostics diagnostics;
    trust::Cluster cluster;
    cluster.name = "va\nult";
    cluster.trust = trust;
    judge_cluster(cluster, hosts, diagnostics);
    std::vector<std::string> found;
    for (const Diagnostic& one : diagnostics) found.push_back(std::string(one.rule) + ": " + one.message);
    return found;
}

TEST(JudgeCluster, FindsTrustInNameOnly) {
    EXPECT_THAT(
        findings(trust::Cluster::Trust::trusted, {host("a", Level::untrusted), host("b\x1B", Level::no_answer)}),
        ElementsAre("attest/trusted-in-name-only: cluster 'va\\nult' is trusted in name only: none of its 2 hosts "
                    "is trusted",
                    "attest/untrusted-host: host 'a' is not trusted: untrusted",
                    "attest/untrusted-host: host 'b\\u{1b}' is not trusted: no-answer"));
    EXPECT_THAT(
        findings(trust::Cluster::Trust::trusted, {}),
        ElementsAre("attest/trusted-in-name-only: cluster 'va\\nult' is trusted in name only: it has no hosts"));
}

TEST(JudgeCluster, FindsSingleHostsThatAreNotTrusted) {
    HostAnswer odd = host("c", Level::unrecognized);
    odd.word = "maybe";
    odd.detail = "odd";
    EXPECT_THAT(findings(trust::Cluster::Trust::trusted, {host("a", Level::trusted), host("b", Level::pending), odd}),
                ElementsAre("attest/untrusted-host: host 'b' is not trusted: pending",
                            "attest/untrusted-host: host 'c' is not trusted: unrecognized ('maybe'), odd"));
}

TEST(JudgeCluster, SaysNothingWhereNothingIsWrong) {
    EXPECT_THAT(findings(trust::Cluster::Trust::trusted, {host("a", Level::trusted)}), IsEmpty());
    EXPECT_THAT(findings(trust::Cluster::Trust::untrusted, {host("a", Level::untrusted)}), IsEmpty());
    EXPECT_THAT(findings(trust::Cluster::Trust::unknown, {}), IsEmpty());
}

}  // namespace
}  // namespace ovfkit::attest
