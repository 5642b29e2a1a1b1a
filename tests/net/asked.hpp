// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/net/https.hpp>

#include <string>
#include <utility>
#include <vector>

#include "support/https_server.hpp"

namespace ovfkit::net {

/// Options that believe in the authority of a test's server, and never really wait between attempts.
inline HttpsOptions believing(const test::HttpsServer& server) {
    HttpsOptions options;
    options.authorities = server.authorities();
    options.wait = [](std::chrono::milliseconds) {};
    return options;
}

inline HttpsOptions once(const test::HttpsServer& server) {
    HttpsOptions options = believing(server);
    options.attempts = 1;
    return options;
}

inline Request get(std::string url) {
    Request request;
    request.url = std::move(url);
    return request;
}

inline Request post(std::string url, std::string body) {
    Request request = get(std::move(url));
    request.method = Request::Method::post;
    request.body = std::move(body);
    return request;
}

/// The code and the message, for failures and messages of tests.
inline std::string said(const Result<Reply>& result) {
    if (!result) return std::string(to_string(result.error().code)) + ": " + result.error().message;
    return "status " + std::to_string(result->status) + ", " + std::to_string(result->body.size()) + " bytes";
}

inline void expect_error(const Result<Reply>& result, ErrorCode code, const std::string& part) {
    ASSERT_FALSE(result.has_value()) << said(result);
    EXPECT_EQ(to_string(result.error().code), to_string(code)) << said(result);
    EXPECT_THAT(result.error().message, testing::HasSubstr(part));
    EXPECT_EQ(result.error().message, printable(result.error().message, 10'000)) << "messages are escaped";
}

}  // namespace ovfkit::net
