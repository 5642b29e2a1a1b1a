// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/span.hpp>

#include <gtest/gtest.h>

namespace ovfkit {
namespace {

TEST(Span, IsNotKnownUnlessItIsFromASource) {
    EXPECT_FALSE(Span{}.known());
    EXPECT_TRUE((Span{0, 1}).known());
    EXPECT_TRUE((Span{5, 5}).known()) << "an empty value has a place, too";
}

TEST(Span, KnowsItsBytes) {
    const std::string_view source = "abcdef";
    EXPECT_EQ((Span{1, 4}).of(source), "bcd");
    EXPECT_EQ((Span{6, 6}).of(source), "");
    EXPECT_EQ((Span{1, 4}).size(), 3U);
    EXPECT_TRUE((Span{2, 2}).empty());
    EXPECT_FALSE((Span{2, 3}).empty());
}

TEST(Span, ContainsWhatLiesInsideItsEndsIncluded) {
    constexpr Span outer{10, 20};
    EXPECT_TRUE(outer.contains({10, 20}));
    EXPECT_TRUE(outer.contains({12, 12}));
    EXPECT_TRUE(outer.contains({20, 20}));
    EXPECT_FALSE(outer.contains({9, 12}));
    EXPECT_FALSE(outer.contains({12, 21}));
}

TEST(Span, ComparesBothEnds) {
    EXPECT_EQ((Span{1, 2}), (Span{1, 2}));
    EXPECT_NE((Span{1, 2}), (Span{1, 3}));
    EXPECT_NE((Span{1, 2}), (Span{0, 2}));
}

TEST(Span, ReachesToTheLastByteOfTheLargestSource) {
    constexpr Span whole{0, 0xFFFFFFFF};
    EXPECT_EQ(whole.size(), 0xFFFFFFFFU);
    EXPECT_TRUE(whole.contains({0xFFFFFFFE, 0xFFFFFFFF}));
}

}  // namespace
}  // namespace ovfkit
