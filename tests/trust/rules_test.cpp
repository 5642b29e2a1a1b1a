// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/rules.hpp>

#include <set>

#include <gtest/gtest.h>

namespace ovfkit::trust {
namespace {

TEST(TrustRules, HaveASlugOfThisRoomEachItsOwn) {
    std::set<std::string_view> slugs;
    for (const Rule* r : rules()) {
        const bool of_policies = r->slug.substr(0, 7) == "policy/";
        EXPECT_TRUE(of_policies || r->slug.substr(0, 6) == "trust/") << r->slug;
        EXPECT_TRUE(slugs.insert(r->slug).second) << r->slug;
    }
    EXPECT_EQ(slugs.size(), 36U);
}

TEST(TrustRules, ExplainThemselves) {
    for (const Rule* r : rules()) {
        EXPECT_FALSE(r->title.empty()) << r->slug;
        EXPECT_FALSE(r->rationale.empty()) << r->slug;
        EXPECT_EQ(r->since, "0.1.0") << r->slug;
        EXPECT_TRUE(r->severity == Severity::note || !r->hint.empty()) << r->slug;
    }
}

}  // namespace
}  // namespace ovfkit::trust
