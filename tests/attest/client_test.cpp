// SPDX-License-Identifier: Apache-2.0
// Asking a real attestation server over HTTPS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/rules.hpp>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "support/https_server.hpp"

namespace ovfkit::attest {
namespace {

using test::HttpsServer;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* current = "/AttestationService/resources/PollHosts";
constexpr const char* legacy = "/OpenAttestationWebServices/V1.0/PollHosts";
constexpr const char* some_trusted =
    R"({"attest": {"levels": {"a": "trusted", "b": "untrusted", "c": "pending"}, "default": "unknown"}})";

// A script with one reply under the current path.
std::string replying(const std::string& reply) { return "{\"POST " + std::string(current) + "\": " + reply + "}"; }

Server server_at(const HttpsServer& process) {
    Server server;
    server.url = process.url();
    server.https.authorities = process.authorities();
    server.https.wait = [](std::chrono::milliseconds) {};
    return server;
}

std::vector<std::string> levels_of(const Answers& answers) {
    std::vector<std::string> levels;
    for (const HostAnswer& answer : answers.hosts) levels.emplace_back(to_string(answer.level));
    return levels;
}

void expect_nobody(const Answers& answers, ErrorCode code, const std::string& part, std::size_t hosts = 2) {
    ASSERT_TRUE(answers.error.has_value());
    EXPECT_EQ(to_string(answers.error->code), to_string(code)) << answers.error->message;
    EXPECT_THAT(answers.error->message, HasSubstr(part));
    EXPECT_EQ(answers.error->message, printable(answers.error->message, 10'000));
    EXPECT_EQ(answers.hosts.size(), hosts);
    EXPECT_THAT(levels_of(answers), Each("no-answer"));
    for (const HostAnswer& answer : answers.hosts) EXPECT_EQ(answer.detail, answers.error->message);
}

TEST(Poll, AsksAboutAllHostsInOneRequest) {
    const HttpsServer process(replying(some_trusted));
    const Answers answers = poll(server_at(process), {"a", "b", "c", "d"});
    EXPECT_FALSE(answers.error.has_value());
    EXPECT_THAT(levels_of(answers), ElementsAre("trusted", "untrusted", "pending", "unknown"));
    EXPECT_EQ(answers.hosts.front().validated_at, "2013-05-16T14:14:44.881+08:00");
    ASSERT_EQ(process.requests().size(), 1U);
    const test::Received request = process.requests().front();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, current);
    EXPECT_EQ(request.headers.at("content-type"), "application/json");
    EXPECT_EQ(request.headers.at("accept"), "application/json");
    EXPECT_EQ(request.json, R"({"hosts":["a","b","c","d"]})");
}

TEST(Poll, SendsAnyNameAsExactlyThatString) {
    const HttpsServer process(replying(R"({"attest": {"default": "trusted"}})"));
    const std::vector<std::string> hosts = {"quote\"",
                                            "a\",\"b",
                                            "back\\slash\\",
                                            std::string("n\0l", 3),
                                            "\n\r\t\x01\x1F\x7F",
                                            "m\xC3\xBC.example",
                                            "\xE4\xB8\xAD",
                                            "\xF0\x9F\x90\xA7",
                                            "\xE2\x80\xAE",
                                            " ",
                                            "{}"};
    const Answers answers = poll(server_at(process), hosts);
    EXPECT_EQ(answers.hosts.size(), hosts.size());
    EXPECT_THAT(levels_of(answers), Each("trusted"));
    ASSERT_EQ(process.requests().size(), 1U);
    const auto received = nlohmann::json::parse(process.requests().front().json);  // written anew by Python
    EXPECT_EQ(received.at("hosts").get<std::vector<std::string>>(), hosts);
}

TEST(Poll, DoesNotSendWhatJsonCannotHold) {
    const HttpsServer process(replying(some_trusted));
    const Answers answers = poll(server_at(process), {"\xFF", "a", "", "b"});
    EXPECT_FALSE(answers.error.has_value());
    EXPECT_THAT(levels_of(answers), ElementsAre("no-answer", "trusted", "no-answer", "untrusted"));
    EXPECT_THAT(answers.hosts[0].detail, HasSubstr("not UTF-8"));
    EXPECT_THAT(answers.hosts[2].detail, HasSubstr("empty name"));
    EXPECT_EQ(answers.hosts[0].host, "\xFF");
    EXPECT_EQ(process.requests().front().json, R"({"hosts":["a","b"]})");
    const Answers none = poll(server_at(process), {"\xFF", ""});
    EXPECT_TRUE(none.error.has_value());
    EXPECT_THAT(levels_of(none), ElementsAre("no-answer", "no-answer"));
    EXPECT_EQ(process.requests().size(), 1U);
}

TEST(Poll, AsksNobodyAboutNobody) {
    const HttpsServer process("{}");
    const Answers answers = poll(server_at(process), {});
    EXPECT_FALSE(answers.error.has_value());
    EXPECT_THAT(answers.hosts, IsEmpty());
    EXPECT_THAT(process.requests(), IsEmpty());
}

TEST(Poll, FindsTheOlderPathAfterA404) {
    const HttpsServer process("{\"POST " + std::string(legacy) + "\": " + some_trusted + "}");
    EXPECT_THAT(levels_of(poll(server_at(process), {"a"})), ElementsAre("trusted"));
    ASSERT_EQ(process.requests().size(), 2U);
    EXPECT_EQ(process.requests()[0].path, current);
    EXPECT_EQ(process.requests()[1].path, legacy);
    EXPECT_EQ(process.requests()[1].json, R"({"hosts":["a"]})");

    Server server = server_at(process);
    server.path = PollPath::legacy;
    EXPECT_THAT(levels_of(poll(server, {"a"})), ElementsAre("trusted"));
    EXPECT_EQ(process.requests().size(), 3U);
    server.path = PollPath::current;
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::not_found, "404");
    EXPECT_EQ(process.requests().size(), 4U);
}

TEST(Poll, LooksForTheOlderPathAfterA404Only) {
    const HttpsServer process(R"({"POST )" + std::string(current) + R"(": {"status": 500}, "POST )" + legacy +
                              "\": " + some_trusted + "}");
    expect_nobody(poll(server_at(process), {"a", "b"}), ErrorCode::io, "500");
    EXPECT_EQ(process.requests().size(), 1U);
    const HttpsServer nowhere("{}");
    expect_nobody(poll(server_at(nowhere), {"a", "b"}), ErrorCode::not_found, "404");
    EXPECT_EQ(nowhere.requests().size(), 2U);
}

TEST(Poll, KeepsThePathInFrontOfTheService) {
    const HttpsServer process("{\"POST /oat" + std::string(current) + "\": " + some_trusted + "}");
    Server server = server_at(process);
    server.url += "/oat/";
    EXPECT_THAT(levels_of(poll(server, {"a"})), ElementsAre("trusted"));
}

TEST(Poll, BelievesNoStatusBut200) {
    for (const char* status : {"201", "206", "301", "400", "401", "403", "500", "503"}) {
        const HttpsServer process(replying(R"({"status": )" + std::string(status) +
                                           R"(, "json": {"hosts": [{"host_name": "a", "trust_lvl": "trusted"}]}})"));
        const Answers answers = poll(server_at(process), {"a", "b"});
        const bool refused = std::string(status) == "401" || std::string(status) == "403";
        expect_nobody(answers, refused ? ErrorCode::permission : ErrorCode::io, status);
    }
}

TEST(Poll, AnswersNobodyWhenTheServerBreaks) {
    const std::string body = R"("json": {"hosts": [{"host_name": "a", "trust_lvl": "trusted"}]})";
    for (const std::string& reply :
         std::vector<std::string>{R"({"close": true})", "{" + body + R"(, "truncate": 20})",
                                  "{" + body + R"(, "chunked": 9, "break": true})", "{" + body + R"(, "length": null})",
                                  R"({"raw_hex": "48"})"}) {
        const HttpsServer process(replying(reply));
        expect_nobody(poll(server_at(process), {"a", "b"}), ErrorCode::io, "no reply from");
    }
}

TEST(Poll, AnswersNobodyWhenTheReplyIsNone) {
    for (const char* reply : {R"({"body": ""})", R"({"body": "trusted"})", R"({"body": "<html>"})", R"({"json": []})",
                              R"({"json": {}})", R"({"json": {"hosts": null}})",
                              R"({"body": "{\"hosts\":[{\"host_name\":\"a\",\"trust_lvl\":\"trusted\"}]"})"}) {
        const HttpsServer process(replying(reply));
        const Answers answers = poll(server_at(process), {"a", "b"});
        expect_nobody(answers, ErrorCode::malformed, "the reply of the attestation server");
        EXPECT_EQ(answers.error->rule, rule::malformed_reply.slug);
    }
}

TEST(Poll, IsNotDrownedByMegabytes) {
    const HttpsServer process(replying(R"({"megabytes": 64})"));
    expect_nobody(poll(server_at(process), {"a", "b"}), ErrorCode::limit_exceeded, "larger than");
    Server server = server_at(process);
    server.https.max_reply = 100U << 20U;
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::malformed, "no JSON");
}

TEST(Poll, WaitsNoLongerThanItIsTold) {
    const HttpsServer process(replying(R"({"hold": true})"));
    Server server = server_at(process);
    server.https.timeout = std::chrono::milliseconds(300);
    server.https.attempts = 2;
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::io, "(attempt 2)");
    server.https.timeout = std::chrono::hours(1);
    int asked = 0;
    server.https.go_on = [&] { return ++asked < 4; };
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::cancelled, "cancelled");
}

TEST(Poll, ComesThroughWhenTheServerRecovers) {
    const HttpsServer process(replying(R"([{"status": 503}, {"close": true}, )" + std::string(some_trusted) + "]"));
    EXPECT_THAT(levels_of(poll(server_at(process), {"a"})), ElementsAre("trusted"));
    EXPECT_EQ(process.requests().size(), 3U);
}

TEST(Poll, BelievesOnlyWhomItIsToldTo) {
    for (const char* identity : {"wrong-name", "expired", "other-ca", "self-signed"}) {
        const HttpsServer process(replying(some_trusted), {.identity = identity, .tls = "", .plain = false});
        expect_nobody(poll(server_at(process), {"a", "b"}), ErrorCode::permission, "certificate");
        EXPECT_THAT(process.requests(), IsEmpty());
    }
    const HttpsServer old(replying(some_trusted), {.identity = "good", .tls = "1.1", .plain = false});
    expect_nobody(poll(server_at(old), {"a", "b"}), ErrorCode::permission, "no reply from");
    const HttpsServer plain(replying(some_trusted), {.identity = "good", .tls = "", .plain = true});
    expect_nobody(poll(server_at(plain), {"a", "b"}), ErrorCode::invalid_argument, "https://");
    EXPECT_THAT(plain.requests(), IsEmpty());
}

TEST(Poll, NeedsAUrl) {
    for (const char* url : {"", "host", "https://", "https://u:sesame@h", "https://h?x"}) {
        Server server;
        server.url = url;
        server.https.authorities = "x";
        const Answers answers = poll(server, {"a"});
        expect_nobody(answers, ErrorCode::invalid_argument, "URL", 1);
        EXPECT_THAT(answers.error->message, testing::Not(HasSubstr("sesame")));
    }
}

TEST(Poll, TakesWhatACallbackThrowsForNoAnswer) {
    const HttpsServer process(replying(R"({"status": 503})"));
    Server server = server_at(process);
    server.https.wait = [](std::chrono::milliseconds) { throw std::runtime_error("no\nmore"); };
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::io, "no\\nmore");
    server.https.wait = [](std::chrono::milliseconds) { throw 7; };
    expect_nobody(poll(server, {"a", "b"}), ErrorCode::io, "broken off");
}

TEST(Asking, KeepsACopyOfTheServer) {
    const HttpsServer process(replying(some_trusted));
    Ask ask;
    {
        Server server = server_at(process);
        ask = asking(server);
        server.url = "https://nowhere.invalid";
    }
    EXPECT_THAT(levels_of(ask({"a", "b"})), ElementsAre("trusted", "untrusted"));
}

TEST(PollPath, HasNames) {
    EXPECT_EQ(to_string(PollPath::current), "current");
    EXPECT_EQ(to_string(PollPath::legacy), "legacy");
    EXPECT_EQ(to_string(PollPath::either), "either");
}

}  // namespace
}  // namespace ovfkit::attest
