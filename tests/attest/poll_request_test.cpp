// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/attest/client.hpp>

#include "support/command.hpp"

namespace ovfkit::attest {
namespace {

// What Python's json reads in a request, one name a line, as numbers of characters.
std::string read_by_python(const std::string& request) {
    const auto python = test::run_python(
        "import json, sys\n"
        "body = json.loads(sys.argv[1])\n"
        "assert list(body) == ['hosts'], body\n"
        "for host in body['hosts']: print(*map(ord, host))",
        {request});
    EXPECT_EQ(python.status, 0) << python.errors;
    return python.output;
}

TEST(PollRequest, IsAnObjectWithTheHosts) {
    EXPECT_EQ(poll_request({"a.example", "b"}).value(), R"({"hosts":["a.example","b"]})");
    EXPECT_EQ(poll_request({}).value(), R"({"hosts":[]})");
}

TEST(PollRequest, HoldsAnyNameAsOneString) {
    const std::string request =
        poll_request({"a\"],\"x\":[\"", "back\\slash", std::string("n\0l", 3), "line\nfeed\x01\x7F", "m\xC3\xBC",
                      "\xF0\x9F\x90\xA7", "\xE2\x80\xA8\xE2\x80\xAE", "</script>"})
            .value();
    EXPECT_EQ(
        read_by_python(request),
        "97 34 93 44 34 120 34 58 91 34\n98 97 99 107 92 115 108 97 115 104\n110 0 108\n"
        "108 105 110 101 10 102 101 101 100 1 127\n109 252\n128039\n8232 8238\n60 47 115 99 114 105 112 116 62\n");
    for (const char c : request)
        EXPECT_TRUE(c >= ' ' && c < '\x7F') << "it is ASCII, whatever charset a server assumes";
}

TEST(PollRequest, RefusesWhatJsonCannotHold) {
    for (const char* name : {"", "\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\x80", "\xF5\x80\x80\x80"}) {
        const auto request = poll_request({"good", name});
        ASSERT_FALSE(request) << name;
        EXPECT_EQ(request.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(request.error().message, printable(request.error().message));
    }
}

}  // namespace
}  // namespace ovfkit::attest
