// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/engine/client.hpp>

namespace ovfkit::engine {
namespace {

using testing::HasSubstr;
using testing::Not;

Credentials parsed(std::string_view text) { return parse_credentials(text, "engine.conf").value(); }

TEST(Credentials, AreATokenOrAUserWithAPassword) {
    EXPECT_EQ(parsed("token = abc.def-1\n").token, "abc.def-1");
    const Credentials both = parsed("# of the engine\n\n  user = admin@internal\r\npassword = s3cret\n");
    EXPECT_EQ(both.user, "admin@internal");
    EXPECT_EQ(both.password, "s3cret");
    EXPECT_EQ(both.token, "");
}

TEST(Credentials, KeepEverythingBehindTheFirstBlank) {
    EXPECT_EQ(parsed("user = u\npassword =  two  blanks # and no comment ").password, " two  blanks # and no comment ");
    EXPECT_EQ(parsed("user=u\npassword=a=b").password, "a=b");
    EXPECT_EQ(parsed("user\t=\tu\npassword =\t\xE2\x82\xAC").password, "\xE2\x82\xAC");
    EXPECT_EQ(parsed("\xEF\xBB\xBFtoken = t").token, "t");
}

TEST(Credentials, AreRefusedWithTheLineAndWithoutAWordOfIt) {
    const struct {
        std::string text;
        std::uint32_t line;
        const char* why;
    } cases[] = {
        {"hunter2\n", 1, "there is no '='"},
        {"\nhunter2 = x\n", 2, "none of token, user and password"},
        {"Token = hunter2\n", 1, "none of token, user and password"},
        {"token = hunter2\n# c\ntoken = hunter2\n", 3, "said before"},
        {"token =\n", 1, "nothing behind"},
        {"token = hunter2\x01\n", 1, "control character"},
        {"token = hun\rter2\n", 1, "control character"},
        {std::string("token = hunter2\0\n", 17), 1, "control character"},
        {"token = hunter2\xFF\n", 1, "not UTF-8"},
    };
    for (const auto& one : cases) {
        const auto read = parse_credentials(one.text, "engine.conf");
        ASSERT_FALSE(read) << one.text;
        EXPECT_EQ(read.error().code, ErrorCode::malformed);
        EXPECT_EQ(read.error().where.line, one.line);
        EXPECT_THAT(read.error().message, HasSubstr(one.why));
        EXPECT_THAT(read.error().message, HasSubstr("'engine.conf', line " + std::to_string(one.line)));
        EXPECT_THAT(read.error().message, Not(HasSubstr("hunter2")));
    }
}

TEST(Credentials, AreRefusedWhenTheyDoNotGoTogether) {
    for (const char* text :
         {"", "# nothing\n", "user = hunter2\n", "password = hunter2\n", "token = hunter2\nuser = u\n",
          "token = hunter2\npassword = p\n", "token = t\nuser = hunter2\npassword = p\n"}) {
        const auto read = parse_credentials(text, "c");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::malformed) << text;
        EXPECT_THAT(read.error().message, Not(HasSubstr("hunter2")));
    }
}

}  // namespace
}  // namespace ovfkit::engine
