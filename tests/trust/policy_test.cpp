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
    EXPECT_EQ(parse_landing("cluster"), ImportPolicy::Landing::from_cluster) << "as the command line has it";
    EXPECT_EQ(parse_landing("Cluster"), std::nullopt);
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
    EXPECT_TRUE(
        (Acknowledgement{"\xE2\x80\x8B"
                         "a\xCC\x88",
                         "\xF0\x9F\x91\x8D\xEF\xB8\x8F"}
             .valid()))
        << "something can be seen";
    EXPECT_TRUE((Acknowledgement{"\xFF\xFEroot", "x\xFF"}.valid()));
    // Spaces that do not break, have no width or are none, marks of direction, fillers, a tag, and no UTF-8 at all.
    for (const char* nothing : {"", " ", "\t\r\n", "\x7f\x01", "\xC2\xA0", "\xE2\x80\x8B", " \xE2\x80\x8B\xC2\xA0\t",
                                "\xEF\xBB\xBF", "\xE2\x80\xAE", "\xE3\x80\x80", "\xE2\xA0\x80", "\xE3\x85\xA4",
                                "\xC2\xAD", "\xC2\x85", "\xF3\xA0\x81\x81", "\xFF", "\xC2", "\xED\xA0\x80"}) {
        EXPECT_FALSE((Acknowledgement{nothing, "migration"}.valid()));
        EXPECT_FALSE((Acknowledgement{"root", nothing}.valid()));
    }
}

}  // namespace
}  // namespace ovfkit::trust
