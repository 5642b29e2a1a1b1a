// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/inventory.hpp>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/trust/policy_rules.hpp>

namespace ovfkit::trust {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> inventory_findings(const std::string& toml) {
    Diagnostics found;
    const auto inventory = parse_inventory(toml, "i.toml", found);
    EXPECT_EQ(inventory.has_value(), found.empty());
    if (!inventory) {
        EXPECT_EQ(inventory.error().code, ErrorCode::malformed);
    }
    std::vector<std::string> lines;
    for (const Diagnostic& one : found)
        lines.push_back(std::string(one.rule) + " " + std::to_string(one.where.line) + ":" +
                        std::to_string(one.where.column));
    return lines;
}

TEST(Inventory, ListsClustersInTheOrderOfTheFile) {
    Diagnostics found;
    const auto inventory = parse_inventory(
        "# ours\n[[cluster]]\nname = \"prod\"\ntrusted = true\nhosts = [\"h1.example\", \"h2.example\"]\n"
        "[[cluster]]\nname = \"Lab\"\ntrusted = false\n[[cluster]]\nname = \"new\"\nhosts = []\n",
        "i.toml", found);
    ASSERT_TRUE(inventory);
    ASSERT_EQ(inventory->clusters.size(), 3U);
    EXPECT_EQ(inventory->clusters[0].cluster, (Cluster{"prod", Cluster::Trust::trusted}));
    EXPECT_THAT(inventory->clusters[0].hosts, ElementsAre("h1.example", "h2.example"));
    EXPECT_EQ(inventory->clusters[1].cluster, (Cluster{"Lab", Cluster::Trust::untrusted}));
    EXPECT_EQ(inventory->clusters[2].cluster, (Cluster{"new", Cluster::Trust::unknown})) << "nobody knows";
    EXPECT_EQ(inventory->find("Lab"), &inventory->clusters[1]);
    EXPECT_EQ(inventory->find("lab"), nullptr) << "letter by letter";
    EXPECT_EQ(inventory->find(""), nullptr);
}

TEST(Inventory, MayBeEmpty) { EXPECT_THAT(inventory_findings(""), IsEmpty()); }

TEST(Inventory, IsRefusedAsAWholeWhenAnythingIsWrong) {
    EXPECT_THAT(
        inventory_findings("[[cluster]]\ntrusted = \"true\"\n[[cluster]]\nname = \"a\"\nhost = \"x\"\n[[cluster]]\n"
                           "name = \"a\"\nhosts = [\"\", 3]\n"),
        ElementsAre("policy/missing-key 1:1", "policy/wrong-type 2:11", "policy/unknown-key 5:1",
                    "policy/repeated-name 7:8", "policy/wrong-value 8:10", "policy/wrong-type 8:14"));
    EXPECT_THAT(inventory_findings("[cluster]\nname = \"a\"\n"), ElementsAre("policy/wrong-type 1:1"));
    EXPECT_THAT(inventory_findings("[[clusters]]\nname = \"a\"\n"), ElementsAre("policy/unknown-key 1:3"));
    EXPECT_THAT(inventory_findings("[[cluster]]\nname = \"\"\n"), ElementsAre("policy/wrong-value 2:8"));
    EXPECT_THAT(inventory_findings("[[cluster]\n"), ElementsAre("policy/syntax 1:11"));
}

TEST(Inventory, NamesTheFirstOfTwo) {
    Diagnostics found;
    (void)parse_inventory("[[cluster]]\nname = \"a\"\n[[cluster]]\nname = \"a\"\n", "i.toml", found);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found.all()[0].related.size(), 1U);
    EXPECT_EQ(found.all()[0].related[0].where.line, 2U);
}

TEST(Inventory, MaySayItsVersionAsTheOtherFilesDo) {
    Diagnostics found;
    const auto inventory = parse_inventory("version = 1\n[[cluster]]\nname = \"a\"\n", "i.toml", found);
    ASSERT_TRUE(inventory);
    EXPECT_EQ(inventory->clusters.size(), 1U);
    EXPECT_TRUE(found.empty());
    EXPECT_FALSE(parse_inventory("version = 2\n", "i.toml", found)) << "what is not known is not guessed";
}

TEST(Inventory, TakesTenThousandHosts) {
    std::string toml = "[[cluster]]\nname = \"big\"\nhosts = [\n";
    for (int i = 0; i < 10'000; ++i) toml += "  \"host-" + std::to_string(i) + ".compute.example.com\",\n";
    Diagnostics found;
    const auto inventory = parse_inventory(toml + "]\n", "i.toml", found);
    ASSERT_TRUE(inventory);
    EXPECT_EQ(inventory->clusters[0].hosts.size(), 10'000U);
}

}  // namespace
}  // namespace ovfkit::trust
