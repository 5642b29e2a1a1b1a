// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ovfkit/engine/resource.hpp>
#include <ovfkit/trust/decide.hpp>

namespace ovfkit::engine {
namespace {

TEST(SetFlag, MakesEverySpellingOfAClusterSayTheSame) {
    EXPECT_EQ(set_trusted_cluster("<cluster><trusted_cluster_flag>1</trusted_cluster_flag>"
                                  "<trusted_service>false</trusted_service></cluster>",
                                  true)
                  .value(),
              "<cluster><trusted_cluster_flag>1</trusted_cluster_flag>"
              "<trusted_service>true</trusted_service></cluster>");
    const auto merged = set_trusted_cluster("<cluster><name>a</name></cluster>", true);
    EXPECT_NE(merged->find("<trusted_service>true"), std::string::npos);
    const auto draft = set_trusted_cluster("<cluster><name>a</name></cluster>", true, ClusterSpelling::draft);
    EXPECT_NE(draft->find("<trusted_cluster_flag>true"), std::string::npos);
    EXPECT_EQ(draft->find("trusted_service"), std::string::npos);
    EXPECT_EQ(set_trusted_cluster(*draft, std::nullopt)->find("trusted_cluster_flag"), std::string::npos);
}

TEST(SetFlag, IsForOneResourceOfItsKind) {
    EXPECT_EQ(set_trusted_host("<cluster/>", true).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(set_trusted_host("<host/>", true).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(set_trusted_host("<vms><vm/></vms>", true).error().code, ErrorCode::unsupported);
    EXPECT_EQ(set_trusted_cluster("<vm/>", true).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(set_trusted_host("<fault/>", true).error().code, ErrorCode::not_a_descriptor);
    EXPECT_NE(set_trusted_host("<vm/>", false)->find("<trusted_host_flag>false"), std::string::npos);
}

TEST(EvidenceOfAVm, IsDecidedUponLikeAnImport) {
    Diagnostics found;
    const auto vms = parse_vms("<vm id='7'><name>web</name><trusted_host_flag>perhaps</trusted_host_flag></vm>", found);
    const trust::Evidence evidence = evidence_of(vms.value().front());
    const trust::Decision decision =
        trust::decide(evidence, {"lab", trust::Cluster::Trust::untrusted}, trust::ImportPolicy{});
    EXPECT_EQ(decision.outcome, trust::Outcome::warn);
    ASSERT_EQ(decision.entities.size(), 1U);
    EXPECT_EQ(decision.entities.front().id, "7");
    ASSERT_EQ(decision.entities.front().flags.size(), 1U);
    EXPECT_EQ(decision.entities.front().flags.front().spelling, "trusted_host_flag");
}

TEST(EvidenceOfAVm, SaysNothingOfWhatIsNotThereAndIsSignedByNobody) {
    VmResource vm;
    vm.name = "web";
    const trust::Evidence evidence = evidence_of(vm);
    EXPECT_TRUE(evidence.entities.front().flags.empty());
    trust::ImportPolicy policy;
    EXPECT_EQ(trust::decide(evidence, {"lab", trust::Cluster::Trust::untrusted}, policy).outcome,
              trust::Outcome::allow);
    policy.require_signed_trust = true;
    EXPECT_EQ(trust::decide(evidence, {"lab", trust::Cluster::Trust::untrusted}, policy).outcome, trust::Outcome::warn);
}

}  // namespace
}  // namespace ovfkit::engine
