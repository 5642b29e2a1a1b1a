// SPDX-License-Identifier: Apache-2.0
// What is sent, and what is never sent.
#include "net/asked.hpp"

namespace ovfkit::net {
namespace {

using test::HttpsServer;

TEST(Request, ArrivesAsItWasGiven) {
    const HttpsServer server(R"({"*": {"status": 201, "json": {"a": 1}}})");
    Request request = post(server.url("/a/b?c=%20d"), std::string("\0body\xFF\r\n", 8));
    request.headers = {{"X-Test", "one two"}, {"Content-Type", "application/json"}, {"X-Empty", ""}};
    const auto reply = send(request, once(server));
    ASSERT_TRUE(reply) << said(reply);
    EXPECT_EQ(reply->status, 201);
    EXPECT_EQ(reply->content_type, "application/json");
    EXPECT_EQ(reply->body, "{\"a\": 1}");
    EXPECT_EQ(reply->attempts, 1U);
    ASSERT_EQ(server.requests().size(), 1U);
    const test::Received received = server.requests().front();
    EXPECT_EQ(received.method, "POST");
    EXPECT_EQ(received.path, "/a/b");
    EXPECT_EQ(received.query, "c=%20d");
    EXPECT_EQ(received.body, request.body);
    EXPECT_EQ(received.headers.at("x-test"), "one two");
    EXPECT_EQ(received.headers.at("content-type"), "application/json");
    EXPECT_EQ(received.headers.at("x-empty"), "");
    EXPECT_EQ(received.headers.count("user-agent"), 0U);
    EXPECT_EQ(received.headers.count("expect"), 0U);
}

TEST(Request, GetHasNoBody) {
    const HttpsServer server(R"({"GET /": {"body": "x"}})");
    Request request = get(server.url("/"));
    request.body = "of a post";
    EXPECT_EQ(said(send(request, once(server))), "status 200, 1 bytes");
    EXPECT_EQ(server.requests().front().method, "GET");
    EXPECT_EQ(server.requests().front().body, "");
}

TEST(Request, CanHaveALargeBody) {
    const HttpsServer server(R"({"POST /": {"body": "x"}})");
    const std::string body(5U << 20U, 'y');
    EXPECT_EQ(said(send(post(server.url("/"), body), once(server))), "status 200, 1 bytes");
    EXPECT_EQ(server.requests().front().body, body);
}

TEST(Request, CannotSmuggleHeaders) {
    const HttpsServer server("{}");
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"X", "sesame\r\nY: 1"},
                                                                                      {"X", "sesame\nY: 1"},
                                                                                      {"X", "sesame\r"},
                                                                                      {"X", std::string("sesame\0", 7)},
                                                                                      {"X\r\nY", "sesame"},
                                                                                      {"X: y", "sesame"},
                                                                                      {"", "sesame"},
                                                                                      {"X ", "sesame"},
                                                                                      {"X\xC3\xBC", "sesame"},
                                                                                      {std::string("X\0", 2), "sesame"},
                                                                                      {"Host", "sesame"},
                                                                                      {"content-length", "sesame"},
                                                                                      {"Transfer-Encoding", "sesame"},
                                                                                      {"Expect", "sesame"},
                                                                                      {"X", "sesame\x7F"}}) {
        Request request = get(server.url("/"));
        request.headers = {{name, value}};
        const auto reply = send(request, once(server));
        expect_error(reply, ErrorCode::invalid_argument, "the header");
        EXPECT_THAT(reply.error().message, testing::Not(testing::HasSubstr("sesame")));
    }
    EXPECT_THAT(server.requests(), testing::IsEmpty());
}

TEST(Request, KeepsSecretsOutOfMessages) {
    const HttpsServer server(R"({"*": {"raw_hex": "00"}})");
    Request request = post(server.url("/sesame?sesame=sesame"), "sesame");
    request.headers = {{"Authorization", "Bearer sesame"}};
    const auto reply = send(request, once(server));
    ASSERT_FALSE(reply.has_value());
    EXPECT_THAT(reply.error().message, testing::HasSubstr(server.url()));
    EXPECT_THAT(reply.error().message, testing::Not(testing::HasSubstr("sesame")));
    ASSERT_EQ(server.requests().size(), 1U);
}

TEST(Request, GoesToHttpsOnly) {
    const HttpsServer plain(R"({"*": {"body": "x"}})", {.identity = "good", .tls = "", .plain = true});
    for (const std::string& url : {plain.url("/"), std::string("file:///etc/passwd"), std::string("ftp://127.0.0.1/"),
                                   std::string("https://"), std::string("https://u:p@127.0.0.1/"), std::string()})
        expect_error(send(get(url), once(plain)), ErrorCode::invalid_argument, "the URL");
    EXPECT_THAT(plain.requests(), testing::IsEmpty());
}

TEST(Request, NeedsOptionsThatMakeSense) {
    const HttpsServer server(R"({"*": {"body": "x"}})");
    using std::chrono::milliseconds;
    const std::vector<void (*)(HttpsOptions&)> spoilers = {
        [](HttpsOptions& o) { o.authorities.clear(); },
        [](HttpsOptions& o) { o.authorities = "no certificate"; },
        [](HttpsOptions& o) { o.attempts = 0; },
        [](HttpsOptions& o) { o.timeout = milliseconds(0); },
        [](HttpsOptions& o) { o.timeout = milliseconds(-1); },
        [](HttpsOptions& o) { o.timeout = milliseconds::max(); },
        [](HttpsOptions& o) { o.connect_timeout = milliseconds(0); },
        [](HttpsOptions& o) { o.backoff = milliseconds(-1); },
        [](HttpsOptions& o) { o.max_backoff = milliseconds(-1); },
    };
    for (const auto spoil : spoilers) {
        HttpsOptions options = believing(server);
        spoil(options);
        expect_error(send(get(server.url("/")), options), ErrorCode::invalid_argument, "");
    }
    EXPECT_THAT(server.requests(), testing::IsEmpty());
}

TEST(Request, IgnoresProxiesAndCredentialsOfTheEnvironment) {
    const HttpsServer server(R"({"*": {"echo": true}})");
    const test::TemporaryFolder home;
    home.put(".netrc", "machine 127.0.0.1 login u password sesame\n");
    for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy"})
        ASSERT_EQ(setenv(name, "http://127.0.0.1:1", 1), 0);
    ASSERT_EQ(setenv("HOME", home.path().c_str(), 1), 0);
    ASSERT_EQ(setenv("NETRC", (home / ".netrc").c_str(), 1), 0);
    const auto reply = send(get(server.url("/")), once(server));
    for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "NETRC"})
        unsetenv(name);
    ASSERT_TRUE(reply) << said(reply);
    EXPECT_EQ(server.requests().front().headers.count("authorization"), 0U);
}

}  // namespace
}  // namespace ovfkit::net
