// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/net/https.hpp>

#include "support/command.hpp"

namespace ovfkit::net {
namespace {

std::string joined(std::string_view base, std::string_view path) {
    const auto url = join_url(base, path);
    return url ? *url : std::string(to_string(url.error().code));
}

TEST(JoinUrl, PutsExactlyOneSlashBetween) {
    for (const char* base : {"https://h/engine", "https://h/engine/", "https://h/engine//"})
        for (const char* path : {"api/x?a=b", "/api/x?a=b", "//api/x?a=b"})
            EXPECT_EQ(joined(base, path), "https://h/engine/api/x?a=b");
    EXPECT_EQ(joined("https://h:8443", "a"), "https://h:8443/a");
    EXPECT_EQ(joined("HTTPS://[::1]:8443", "a"), "HTTPS://[::1]:8443/a");
    EXPECT_EQ(joined("https://h", ""), "https://h/");
}

TEST(JoinUrl, RefusesWhatIsNoBase) {
    for (const char* base : {"",
                             "h",
                             "//h",
                             "http://h",
                             "ftp://h",
                             "file:///etc/passwd",
                             "https://",
                             "https:///",
                             "https://:1",
                             "https://h?x",
                             "https://h/#x",
                             "https://h:99999",
                             "https://h h",
                             "https://h\\@e",
                             "https://h\n",
                             "https://m\xC3\xBCnchen.example",
                             "https",
                             "https:h",
                             " https://h",
                             "https://h/\"x\""})
        EXPECT_EQ(joined(base, "a"), "invalid_argument") << base;
    EXPECT_EQ(joined(std::string_view("https://h\0.x", 12), "a"), "invalid_argument");
    EXPECT_EQ(joined("https://" + std::string(9000, 'h'), "a"), "invalid_argument");
}

TEST(JoinUrl, KeepsAPasswordOutOfTheMessage) {
    for (const char* base : {"https://u:sesame@h", "https://u:sesame@h/x?y", "http://u:sesame@h", "u:sesame@h"}) {
        const auto url = join_url(base, "a");
        ASSERT_FALSE(url.has_value()) << base;
        EXPECT_EQ(url.error().code, ErrorCode::invalid_argument);
        EXPECT_THAT(url.error().message, testing::Not(testing::HasSubstr("sesame")));
    }
    // What stands there is a secret as often as not.
    EXPECT_THAT(join_url("https://h/?token=sesame", "a").error().message, testing::Not(testing::HasSubstr("sesame")));
    EXPECT_EQ(joined("https://h/user@somewhere", "a"), "https://h/user@somewhere/a");
}

TEST(PercentEncode, IsWhatPythonUnquotes) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    const std::string encoded = percent_encode(all);
    const auto python = test::run_python(
        "import sys, urllib.parse\n"
        "assert urllib.parse.unquote_to_bytes(sys.argv[1]) == bytes(range(256))\n"
        "print(urllib.parse.quote(bytes(range(256)), safe=''), end='')",
        {encoded});
    EXPECT_EQ(python.status, 0) << python.errors;
    EXPECT_EQ(python.output, encoded);
    EXPECT_EQ(percent_encode(""), "");
}

}  // namespace
}  // namespace ovfkit::net
