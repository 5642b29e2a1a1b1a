// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/result.hpp>
#include <ovfkit/base/version.hpp>

#include <memory>
#include <set>
#include <type_traits>

#include <gtest/gtest.h>

namespace ovfkit {
namespace {

Error some_error() {
    return {ErrorCode::malformed, "not well-formed", {"file", {3, 4}, 1, 4, {}}, "xml/not-well-formed"};
}

TEST(Result, HoldsAValue) {
    Result<std::string> result = std::string("text");
    ASSERT_TRUE(result.has_value());
    EXPECT_TRUE(result);
    EXPECT_EQ(result.value(), "text");
    EXPECT_EQ(*result, "text");
    EXPECT_EQ(result->size(), 4U);
    result.value() += "s";
    EXPECT_EQ(std::as_const(result).value(), "texts");
}

TEST(Result, HoldsAnError) {
    const Result<std::string> result = some_error();
    EXPECT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::malformed);
    EXPECT_EQ(result.error().rule, "xml/not-well-formed");
}

TEST(Result, ValueThrowsTheErrorWithItsPlace) {
    const Result<int> result = some_error();
    try {
        (void)result.value();
        FAIL() << "nothing was thrown";
    } catch (const Exception& e) {
        EXPECT_STREQ(e.what(), "not well-formed");
        EXPECT_EQ(e.error().code, ErrorCode::malformed);
        EXPECT_EQ(e.error().where.line, 1U);
        EXPECT_EQ(e.error().where.column, 4U);
    }
    EXPECT_THROW((void)Result<int>(some_error()).value(), std::exception);
}

TEST(Result, GivesAwayValuesThatCannotBeCopied) {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    const std::unique_ptr<int> taken = std::move(result).value();
    EXPECT_EQ(*taken, 7);
    Result<std::unique_ptr<int>> other = std::make_unique<int>(8);
    EXPECT_EQ(**std::move(other), 8);
}

TEST(Result, OfVoidIsSuccessUnlessItHoldsAnError) {
    const Result<void> good;
    EXPECT_TRUE(good.has_value());
    EXPECT_NO_THROW(good.value());
    const Result<void> bad = some_error();
    EXPECT_FALSE(bad);
    EXPECT_THROW(bad.value(), Exception);
    EXPECT_EQ(bad.error().message, "not well-formed");
}

TEST(Exception, CanBeCopiedAndOutlivesTheResult) {
    std::unique_ptr<Exception> copy;
    try {
        (void)Result<int>(some_error()).value();
    } catch (const Exception& e) {
        copy = std::make_unique<Exception>(e);
    }
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->error().where.source, "file");
}

TEST(ErrorCode, EachHasAWordOfItsOwn) {
    std::set<std::string_view> words;
    constexpr auto last = static_cast<unsigned>(ErrorCode::cancelled);
    for (unsigned i = 0; i <= last; ++i) words.insert(to_string(static_cast<ErrorCode>(i)));
    EXPECT_EQ(words.size(), last + 1);
    EXPECT_EQ(to_string(ErrorCode::limit_exceeded), "limit_exceeded");
    EXPECT_EQ(to_string(ErrorCode::not_a_descriptor), "not_a_descriptor");
}

TEST(Version, HasThreeNumbers) {
    int dots = 0;
    for (const char c : version()) {
        EXPECT_TRUE(c == '.' || (c >= '0' && c <= '9')) << version();
        dots += c == '.' ? 1 : 0;
    }
    EXPECT_EQ(dots, 2) << version();
}

}  // namespace
}  // namespace ovfkit
