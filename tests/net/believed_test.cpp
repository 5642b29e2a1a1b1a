// SPDX-License-Identifier: Apache-2.0
// Whom a connection believes: only the authorities it was given.
#include "net/asked.hpp"
#include "support/files.hpp"

namespace ovfkit::net {
namespace {

using test::HttpsServer;
constexpr const char* greeting = R"({"*": {"body": "hello"}})";

HttpsServer::Options identity(const std::string& name) { return {.identity = name, .tls = "", .plain = false}; }

TEST(Believed, IsWhoTheGivenAuthorityVouchesFor) {
    const HttpsServer server(greeting);
    EXPECT_EQ(said(send(get(server.url("/")), believing(server))), "status 200, 5 bytes");
    EXPECT_EQ(said(send(get(server.url("/", "localhost")), believing(server))), "status 200, 5 bytes");
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Believed, CanBeACertificateItself) {
    const HttpsServer alone(greeting, identity("self-signed"));
    HttpsOptions options = believing(alone);
    options.authorities = alone.file("itself.pem");
    EXPECT_EQ(said(send(get(alone.url("/")), options)), "status 200, 5 bytes");
    const HttpsServer issued(greeting);
    options.authorities = issued.file("server.pem");
    EXPECT_EQ(said(send(get(issued.url("/")), options)), "status 200, 5 bytes");
}

TEST(Believed, IsOneOfSeveral) {
    const HttpsServer server(greeting, identity("other-ca"));
    HttpsOptions options = believing(server);
    options.authorities += "words between\n" + server.file("other-ca.pem");
    EXPECT_EQ(said(send(get(server.url("/")), options)), "status 200, 5 bytes");
}

TEST(Believed, IsNobodyElse) {
    for (const char* name : {"wrong-name", "expired", "other-ca", "self-signed"}) {
        SCOPED_TRACE(name);
        const HttpsServer server(greeting, identity(name));
        HttpsOptions options = believing(server);
        int waits = 0;
        options.wait = [&](std::chrono::milliseconds) { ++waits; };
        expect_error(send(get(server.url("/")), options), ErrorCode::permission, "certificate");
        EXPECT_EQ(waits, 0) << "what does not verify is not asked again";
        EXPECT_THAT(server.requests(), testing::IsEmpty()) << "nothing is said to whom nobody believes";
    }
}

TEST(Believed, IsNobodyWhoSpeaksNoTls) {
    const HttpsServer server(greeting, {.identity = "good", .tls = "", .plain = true});
    HttpsOptions options = believing(server);
    const std::string url = "https" + server.url("/").substr(4);
    expect_error(send(get(url), options), ErrorCode::permission, "no reply from");
    EXPECT_THAT(server.requests(), testing::IsEmpty());
}

TEST(Believed, NeedsTls12) {
    const auto with = [](const char* version) {
        const HttpsServer server(greeting, {.identity = "good", .tls = version, .plain = false});
        return send(get(server.url("/")), believing(server));
    };
    expect_error(with("1.1"), ErrorCode::permission, "no reply from");
    EXPECT_EQ(said(with("1.2")), "status 200, 5 bytes");
    EXPECT_EQ(said(with("1.3")), "status 200, 5 bytes");
}

TEST(Believed, IsNobodyWhomTheEnvironmentNames) {
    const HttpsServer server(greeting, identity("other-ca"));
    const test::TemporaryFolder store;
    const std::string bundle = store.put("bundle.pem", server.file("other-ca.pem"));
    ASSERT_EQ(test::run({"openssl", "rehash", store.path()}).status, 0);
    for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) ASSERT_EQ(setenv(name, bundle.c_str(), 1), 0);
    ASSERT_EQ(setenv("SSL_CERT_DIR", store.path().c_str(), 1), 0);
    const auto control = test::run({"curl", "--silent", "--noproxy", "*", server.url("/")});
    const auto reply = send(get(server.url("/")), believing(server));
    for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"}) unsetenv(name);
    if (test::has_program("curl")) EXPECT_EQ(control.output, "hello") << "the environment would have been believed";
    expect_error(reply, ErrorCode::permission, "certificate");
}

}  // namespace
}  // namespace ovfkit::net
