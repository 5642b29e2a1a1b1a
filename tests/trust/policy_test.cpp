// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy.hpp>

#include <gtest/gtest.h>

namespace ovfkit::trust {
namespace {

TEST(Policy, WarnsAndKeepsByDefault) {
    EXPECT_EQ(ImportPolicy{}.trusted_into_untrusted, Action::warn);
    EXPECT_EQ(ImportPolicy{}.landing, ImportPolicy::Landing::keep);
    EXPECT_EQ(Cluster{}.trust, Cluster::Trust::unknown);
}

TEST(Policy, ReadsTheWordsItWrites) {
    for (const Action a : {Action::warn, Action::allow, Action::refuse}) EXPECT_EQ(parse_action(to_string(a)), a);
    for (const auto l : {ImportPolicy::Landing::keep, ImportPolicy::Landing::from_cluster})
        EXPECT_EQ(parse_landing(to_string(l)), l);
    for (const char* word : {"", "Warn", "allow ", "deny"}) EXPECT_EQ(parse_action(word), std::nullopt) << word;
    EXPECT_EQ(parse_landing("cluster"), std::nullopt);
}

TEST(Policy, ReadsAClusterSplitAtTheLastEqualsSign) {
    EXPECT_EQ(parse_cluster("lab=trusted"), (Cluster{"lab", Cluster::Trust::trusted}));
    EXPECT_EQ(parse_cluster("lab=untrusted"), (Cluster{"lab", Cluster::Trust::untrusted}));
    EXPECT_EQ(parse_cluster("a=b=unknown"), (Cluster{"a=b", Cluster::Trust::unknown}));
    for (const char* text : {"", "lab", "lab=", "=trusted", "lab=Trusted", "lab=true", "lab=trusted "})
        EXPECT_EQ(parse_cluster(text), std::nullopt) << text;
}

TEST(Policy, NeedsANameAndAReasonForAnAcknowledgement) {
    EXPECT_TRUE((Acknowledgement{"root", "migration"}.valid()));
    EXPECT_TRUE((Acknowledgement{"Ж", "é"}.valid()));
    for (const char* nothing : {"", " ", "\t\r\n", "\x7f\x01"}) {
        EXPECT_FALSE((Acknowledgement{nothing, "migration"}.valid()));
        EXPECT_FALSE((Acknowledgement{"root", nothing}.valid()));
    }
}

}  // namespace
}  // namespace ovfkit::trust
