// SPDX-License-Identifier: Apache-2.0
// A whole reply, or the reason why there is none.
#include "net/asked.hpp"

namespace ovfkit::net {
namespace {

using test::HttpsServer;

TEST(Reply, IsGivenWhateverTheStatus) {
    const HttpsServer server(R"({"GET /404": {"status": 404, "body": "no"}, "GET /500": {"status": 500, "body": "oh"},
        "GET /204": {"status": 204, "length": null}, "GET /301": {"status": 301, "headers": {"Location": "/else"}},
        "GET /else": {"body": "else"}, "GET /empty": {}, "GET /302": {"status": 302, "body": "",
        "headers": {"Location": "file:///etc/passwd"}}})");
    for (const auto& [path, expected] :
         std::vector<std::pair<std::string, std::string>>{{"/404", "status 404, 2 bytes"},
                                                          {"/500", "status 500, 2 bytes"},
                                                          {"/204", "status 204, 0 bytes"},
                                                          {"/301", "status 301, 0 bytes"},
                                                          {"/302", "status 302, 0 bytes"},
                                                          {"/empty", "status 200, 0 bytes"}})
        EXPECT_EQ(said(send(get(server.url(path)), once(server))), expected) << path;
    EXPECT_EQ(server.requests().size(), 6U) << "redirections are not followed";
}

TEST(Reply, HasItsBytesAsTheyWereSent) {
    const HttpsServer server(R"({"GET /bytes": {"body_hex": "00ff0d0a1f8b"},
        "GET /gzip": {"body_hex": "1f8b0800", "headers": {"Content-Encoding": "gzip"}},
        "GET /chunks": {"body": "abcdefg", "chunked": 3}, "GET /drip": {"body": "abcdefg", "drip": 0.001}})");
    const auto body = [&](const char* path) { return send(get(server.url(path)), once(server)).value().body; };
    EXPECT_EQ(body("/bytes"), std::string("\0\xFF\r\n\x1F\x8B", 6));
    EXPECT_EQ(body("/gzip"), std::string("\x1F\x8B\x08\0", 4));
    EXPECT_EQ(body("/chunks"), "abcdefg");
    EXPECT_EQ(body("/drip"), "abcdefg");
}

TEST(Reply, IsNeverGivenInPart) {
    const HttpsServer server(R"({
        "GET /short": {"body": "abcdefg", "truncate": 3}, "GET /none": {"body": "abcdefg", "truncate": 0},
        "GET /chunk": {"body": "abcdefg", "chunked": 3, "break": true},
        "GET /half": {"body": "abcdefg", "chunked": 7, "break": "middle"},
        "GET /early": {"close": true}, "GET /endless": {"body": "abcdefg", "length": null},
        "GET /garbage": {"raw_hex": "16030100"},
        "GET /head": {"raw_hex": "485454502f312e3120323030204f4b0d0a436f6e74656e742d4c656e6774683a20"},
        "GET /two": {"raw_hex": "485454502f312e3120323030204f4b0d0a436f6e74656e742d4c656e6774683a20340d0a436f6e74656e742d4c656e6774683a20320d0a0d0a6161"},
        "GET /word": {"body": "abc", "length": "three"}, "GET /minus": {"body": "abc", "length": "-3"}})");
    for (const char* path :
         {"/short", "/none", "/chunk", "/half", "/early", "/endless", "/garbage", "/head", "/two", "/word", "/minus"}) {
        SCOPED_TRACE(path);
        expect_error(send(get(server.url(path)), once(server)), ErrorCode::io, "no reply from");
    }
}

TEST(Reply, IsBounded) {
    const HttpsServer server(R"({"GET /8": {"body": "abcdefgh"}, "GET /9": {"body": "abcdefghi"},
        "GET /chunked9": {"body": "abcdefghi", "chunked": 2}, "GET /large": {"megabytes": 64},
        "GET /large-chunks": {"megabytes": 64, "chunked": 65536}, "GET /head": {"header_bytes": 70000},
        "GET /some-head": {"header_bytes": 50000}, "GET /empty": {}})");
    HttpsOptions options = believing(server);
    options.max_reply = 8;
    EXPECT_EQ(said(send(get(server.url("/8")), options)), "status 200, 8 bytes");
    for (const char* path : {"/9", "/chunked9", "/large", "/large-chunks"})
        expect_error(send(get(server.url(path)), options), ErrorCode::limit_exceeded, "larger than 8 bytes");
    expect_error(send(get(server.url("/head")), options), ErrorCode::limit_exceeded, "head is larger");
    EXPECT_EQ(said(send(get(server.url("/some-head")), options)), "status 200, 0 bytes");
    EXPECT_EQ(server.requests().size(), 7U) << "what is too large is not asked for again";
    options.max_reply = 0;
    EXPECT_EQ(said(send(get(server.url("/empty")), options)), "status 200, 0 bytes");
    expect_error(send(get(server.url("/8")), options), ErrorCode::limit_exceeded, "larger than 0 bytes");
    options.max_reply = UINT64_MAX;
    EXPECT_EQ(said(send(get(server.url("/large")), options)), "status 200, 67108864 bytes");
}

TEST(Reply, HasToComeInTime) {
    const HttpsServer server(R"({"GET /never": {"hold": true}, "GET /drip": {"megabytes": 1, "drip": 0.05}})");
    HttpsOptions options = once(server);
    options.timeout = std::chrono::milliseconds(300);
    expect_error(send(get(server.url("/never")), options), ErrorCode::io, "");
    expect_error(send(get(server.url("/drip")), options), ErrorCode::io, "");
}

TEST(Reply, IsNotThereWhenNobodyIs) {
    HttpsServer server("{}");
    HttpsOptions options = once(server);
    server.stop();
    expect_error(send(get(server.url("/")), options), ErrorCode::io, "no reply from");
    expect_error(send(get("https://no-such-host.invalid/"), options), ErrorCode::io, "no reply from");
}

}  // namespace
}  // namespace ovfkit::net
