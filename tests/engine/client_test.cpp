// SPDX-License-Identifier: Apache-2.0
// Against a server process that answers as an engine does, and as no engine should.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <ovfkit/engine/client.hpp>

#include "engine/random_resource.hpp"
#include "support/https_server.hpp"

namespace ovfkit::engine {
namespace {

using nlohmann::json;
using test::HttpsServer;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Trust = trust::Cluster::Trust;

constexpr const char* clusters_route = "GET /ovirt-engine/api/clusters";
constexpr const char* hosts_route = "GET /ovirt-engine/api/hosts";
constexpr const char* token_route = "POST /ovirt-engine/sso/oauth/token";

/// What an engine answers that has these clusters and hosts; see `engine_server.py`.
json script_of(const json& clusters, const json& hosts = json::array()) {
    const json wanted = {{"clusters", clusters}, {"hosts", hosts}, {"token", "t0ken"}};
    const std::string program = OVFKIT_SOURCE_DIR "/tests/support/engine_server.py";
    const auto made = test::run({"/usr/bin/python3", "-B", program, wanted.dump()});
    EXPECT_EQ(made.status, 0) << made.errors;
    return json::parse(made.output);
}

/// `script_of` the clusters that most tests need, made once.
const json& usual_script() {
    static const json script =
        script_of(json::array({{"Blue", "true"}, {"Red", "false"}, {"Grey", nullptr}, {"a & <b>", "true"}}),
                  json::array({{"h1", "Blue"}, {"h2", "Red", "maintenance"}, {"h3", "Blue", "non_operational"}}));
    return script;
}

Engine engine_at(const HttpsServer& server, Credentials who = {"t0ken", "", ""}) {
    Engine engine;
    engine.url = server.url("/ovirt-engine");
    engine.credentials = std::move(who);
    engine.https.authorities = server.authorities();
    engine.https.wait = [](std::chrono::milliseconds) {};
    return engine;
}

const Credentials by_password{"", "admin@internal", "s3 cr&t=é"};

json with(const char* route, json reply) {
    json script = usual_script();
    script[route] = std::move(reply);
    return script;
}

json body(std::string text, int status = 200) { return {{"status", status}, {"body", std::move(text)}}; }

TEST(FindCluster, ReadsWhetherAClusterIsTrusted) {
    const HttpsServer server(usual_script().dump());
    const Engine engine = engine_at(server);
    Diagnostics found;
    EXPECT_EQ(find_cluster(engine, "Blue", found).value().trust(), Trust::trusted);
    EXPECT_EQ(find_cluster(engine, "Red", found).value().trust(), Trust::untrusted);
    EXPECT_EQ(find_cluster(engine, "Grey", found).value().trust(), Trust::unknown);
    EXPECT_EQ(find_cluster(engine, "a & <b>", found).value().trust(), Trust::trusted);
    EXPECT_THAT(found.all(), IsEmpty());
}

TEST(FindCluster, AsksAsTheApiWants) {
    const HttpsServer server(usual_script().dump());
    Diagnostics found;
    ASSERT_TRUE(find_cluster(engine_at(server), "Blue", found));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].query, "") << "a name has no chance to become part of a search";
    EXPECT_EQ(requests[0].headers.at("accept"), "application/xml");
    EXPECT_EQ(requests[0].headers.at("version"), "4");
    EXPECT_EQ(requests[0].headers.at("authorization"), "Bearer t0ken");
}

TEST(FindCluster, TakesTheUrlWithOrWithoutApi) {
    const HttpsServer server(usual_script().dump());
    Engine engine = engine_at(server);
    for (const char* end : {"", "/", "/api", "/api/", "//"}) {
        engine.url = server.url("/ovirt-engine") + end;
        Diagnostics found;
        EXPECT_TRUE(find_cluster(engine, "Blue", found)) << end;
    }
}

TEST(FindCluster, FindsNoNameThatIsNotExactlyThere) {
    const HttpsServer server(usual_script().dump());
    for (const char* name : {"blue", "Blue ", "Bl", "*", "Blue\" or name=\"Red", ""}) {
        Diagnostics found;
        const auto cluster = find_cluster(engine_at(server), name, found);
        ASSERT_FALSE(cluster) << name;
        EXPECT_EQ(cluster.error().code, ErrorCode::not_found);
        EXPECT_EQ(cluster.error().rule, "engine/unknown-cluster");
        EXPECT_TRUE(found.has("engine/unknown-cluster"));
    }
}

TEST(FindCluster, RefusesSeveralOfOneNameThatAreNotEquallyTrusted) {
    json script = script_of(
        json::array({{"Blue", "true", "1"}, {"Blue", "false", "2"}, {"Red", "true", "3"}, {"Red", "true", "4"}}));
    const HttpsServer server(script.dump());
    Diagnostics found;
    const auto blue = find_cluster(engine_at(server), "Blue", found);
    ASSERT_FALSE(blue);
    EXPECT_EQ(blue.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(blue.error().rule, "engine/ambiguous-cluster");
    EXPECT_EQ(found.worst(), Severity::error);
    Diagnostics equal;
    EXPECT_EQ(find_cluster(engine_at(server), "Red", equal).value().id, "3");
    EXPECT_TRUE(equal.has("engine/ambiguous-cluster"));
    EXPECT_EQ(equal.worst(), Severity::warning);
}

TEST(FindCluster, ReportsWhatIsOddInTheAnswerWithItsAddress) {
    const HttpsServer server(script_of(json::array({{"Blue", "maybe"}})).dump());
    Diagnostics found;
    EXPECT_EQ(find_cluster(engine_at(server), "Blue", found).value().trust(), Trust::untrusted);
    ASSERT_TRUE(found.has("engine/unreadable-flag"));
    EXPECT_EQ(found.all().front().where.source, server.url("/ovirt-engine/api/clusters"));
}

TEST(FindCluster, SaysNothingOfWhatIsOddAboutOtherClusters) {
    json script = script_of(json::array({{"Blue", "true"}, {"Odd", "maybe"}}));
    const HttpsServer server(script.dump());
    Diagnostics found;
    EXPECT_TRUE(find_cluster(engine_at(server), "Blue", found));
    EXPECT_THAT(found.all(), IsEmpty());
    EXPECT_TRUE(find_cluster(engine_at(server), "Odd", found));
    EXPECT_TRUE(found.has("engine/unreadable-flag"));
}

TEST(HostsOf, ListsTheHostsOfOneClusterInOrder) {
    const HttpsServer server(usual_script().dump());
    Diagnostics found;
    const ClusterResource blue = find_cluster(engine_at(server), "Blue", found).value();
    const auto hosts = hosts_of(engine_at(server), blue.id, found).value();
    ASSERT_EQ(hosts.size(), 2U);
    EXPECT_EQ(hosts[0].name, "h1");
    EXPECT_EQ(hosts[0].address, "h1.example");
    EXPECT_EQ(hosts[0].status, "up");
    EXPECT_EQ(hosts[1].name, "h3");
    EXPECT_EQ(hosts[1].status, "non_operational");
    EXPECT_THAT(hosts_of(engine_at(server), "nobody's", found).value(), IsEmpty());
    EXPECT_EQ(hosts_of(engine_at(server), "", found).error().code, ErrorCode::invalid_argument);
}

TEST(HostsOf, ReadsALargeEngine) {
    std::string hosts = "<hosts>";
    for (int i = 0; i < 20'000; ++i)
        hosts += "<host id='" + std::to_string(i) +
                 "'><actions><link href='x' rel='a'/></actions><name>h</name><address>h</address><cluster id='c'/>"
                 "<status>up</status><memory>1</memory><port>1</port><type>t</type></host>";
    ASSERT_LT(hosts.size(), 16U << 20U);
    const HttpsServer server(with(hosts_route, body(hosts + "</hosts>")).dump());
    Diagnostics found;
    EXPECT_EQ(hosts_of(engine_at(server), "c", found).value().size(), 20'000U);
}

TEST(EngineLogin, ExchangesUserAndPasswordForAToken) {
    const HttpsServer server(usual_script().dump());
    Diagnostics found;
    EXPECT_TRUE(find_cluster(engine_at(server, by_password), "Blue", found));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].path, "/ovirt-engine/sso/oauth/token");
    EXPECT_EQ(requests[0].headers.at("content-type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(requests[0].headers.count("authorization"), 0U);
    EXPECT_EQ(requests[0].body,
              "grant_type=password&scope=ovirt-app-api&username=admin%40internal&password=s3%20cr%26t%3D%C3%A9");
    EXPECT_EQ(requests[1].headers.at("authorization"), "Bearer t0ken");
}

TEST(EngineLogin, GivesThePasswordToAnEngineWithoutSingleSignOn) {
    json script = usual_script();
    script.erase(token_route);
    script[clusters_route]["require"] = {{"Authorization", "Basic YWRtaW5AaW50ZXJuYWw6czMgY3ImdD3DqQ=="}};
    const HttpsServer server(script.dump());
    Diagnostics found;
    EXPECT_EQ(find_cluster(engine_at(server, by_password), "Blue", found).value().trust(), Trust::trusted);
    const auto colon = find_cluster(engine_at(server, {"", "a:b", "p"}), "Blue", found);
    EXPECT_EQ(colon.error().code, ErrorCode::invalid_argument);
}

TEST(EngineLogin, IsRefusedInTheEnginesWords) {
    const json refusal = {{"status", 400},
                          {"json", {{"error", "access_denied"}, {"error_description", "Cannot authenticate\x1b[2J"}}}};
    const HttpsServer server(with(token_route, refusal).dump());
    Diagnostics found;
    const auto cluster = find_cluster(engine_at(server, by_password), "Blue", found);
    ASSERT_FALSE(cluster);
    EXPECT_EQ(cluster.error().code, ErrorCode::permission);
    EXPECT_EQ(cluster.error().rule, "engine/refused-credentials");
    EXPECT_THAT(cluster.error().message, HasSubstr("Cannot authenticate\\u{1b}[2J"));
    EXPECT_TRUE(found.has("engine/refused-credentials"));
}

TEST(EngineLogin, TakesNothingElseForAToken) {
    for (const json& reply : {json{{"json", {{"access_token", 7}}}}, json{{"json", {{"access_token", ""}}}},
                              json{{"json", json::array()}}, json{{"json", {{"access_token", "a\r\nX: y"}}}},
                              body("<html/>"), body(""), body("{\"access_token\": \"t0ken\"")}) {
        const HttpsServer server(with(token_route, reply).dump());
        Diagnostics found;
        const auto cluster = find_cluster(engine_at(server, by_password), "Blue", found);
        ASSERT_FALSE(cluster) << reply;
        EXPECT_EQ(cluster.error().code, ErrorCode::not_a_descriptor) << reply;
        EXPECT_EQ(cluster.error().rule, "engine/unreadable-answer") << reply;
        EXPECT_EQ(server.requests().size(), 1U) << reply;
    }
}

TEST(EngineLogin, IsNotTriedWithCredentialsThatMakeNoSense) {
    const HttpsServer server(usual_script().dump());
    for (const Credentials& who : {Credentials{}, Credentials{"t", "u", "p"}, Credentials{"", "u", ""},
                                   Credentials{"", "", "p"}, Credentials{"a\r\nb", "", ""}}) {
        Diagnostics found;
        EXPECT_EQ(find_cluster(engine_at(server, who), "Blue", found).error().code, ErrorCode::invalid_argument);
    }
    EXPECT_THAT(server.requests(), IsEmpty());
}

TEST(EngineAnswers, ThatRefuseAreAMatterOfPermission) {
    for (const int status : {401, 403}) {
        const HttpsServer server(
            with(clusters_route, body("<fault><reason>Unauthorized</reason><detail>expired</detail></fault>", status))
                .dump());
        Diagnostics found;
        const auto cluster = find_cluster(engine_at(server), "Blue", found);
        ASSERT_FALSE(cluster);
        EXPECT_EQ(cluster.error().code, ErrorCode::permission);
        EXPECT_EQ(cluster.error().rule, "engine/refused-credentials");
        EXPECT_THAT(cluster.error().message, HasSubstr("Unauthorized: expired"));
    }
    const HttpsServer server(usual_script().dump());
    Diagnostics found;
    const auto wrong = find_cluster(engine_at(server, {"another", "", ""}), "Blue", found);
    EXPECT_EQ(wrong.error().code, ErrorCode::permission);
}

TEST(EngineAnswers, ThatAreNoneAreErrors) {
    const struct {
        json reply;
        ErrorCode code;
    } cases[] = {
        {body("<html><body>Login</body></html>"), ErrorCode::not_a_descriptor},
        {body("<cluster><name>Blue</name></cluster>"), ErrorCode::not_a_descriptor},
        {body("<hosts/>"), ErrorCode::not_a_descriptor},
        {body("<fault><reason>no</reason></fault>"), ErrorCode::not_a_descriptor},
        {body("<clusters>"), ErrorCode::malformed},
        {body(""), ErrorCode::malformed},
        {body("<!DOCTYPE clusters><clusters/>"), ErrorCode::malformed},
        {body("no such page", 404), ErrorCode::not_a_descriptor},
        {body("<fault><reason>x</reason></fault>", 400), ErrorCode::not_a_descriptor},
        {body("<fault><reason>x</reason></fault>", 500), ErrorCode::io},
        {body("later", 503), ErrorCode::io},
        {json{{"close", true}}, ErrorCode::io},
        {json{{"body", "<clusters/>     "}, {"truncate", 11}}, ErrorCode::io},
        {json{{"status", 302}, {"headers", {{"Location", "/ovirt-engine/api/hosts"}}}}, ErrorCode::not_a_descriptor},
    };
    for (const auto& one : cases) {
        const HttpsServer server(with(clusters_route, one.reply).dump());
        Diagnostics found;
        const auto cluster = find_cluster(engine_at(server), "Blue", found);
        ASSERT_FALSE(cluster) << one.reply;
        EXPECT_EQ(cluster.error().code, one.code) << one.reply << cluster.error().message;
        for (const auto& request : server.requests()) EXPECT_EQ(request.path, "/ovirt-engine/api/clusters");
    }
}

TEST(EngineAnswers, ThatAreTooLargeAreNotRead) {
    const HttpsServer server(with(clusters_route, {{"megabytes", 2}}).dump());
    Engine engine = engine_at(server);
    engine.https.max_reply = 1U << 20U;
    Diagnostics found;
    EXPECT_EQ(find_cluster(engine, "Blue", found).error().code, ErrorCode::limit_exceeded);
}

TEST(EngineAnswers, OfAServerThatIsNotBelievedAreNotAskedFor) {
    const HttpsServer server(usual_script().dump(), {"other-ca", {}, false});
    Diagnostics found;
    EXPECT_EQ(find_cluster(engine_at(server, by_password), "Blue", found).error().code, ErrorCode::permission);
    EXPECT_THAT(server.requests(), IsEmpty());
    Engine plain = engine_at(server);
    plain.url = "http://127.0.0.1/ovirt-engine";
    EXPECT_EQ(find_cluster(plain, "Blue", found).error().code, ErrorCode::invalid_argument);
}

TEST(EngineAnswers, DoNotPutASecretIntoAMessage) {
    const json tells = {{"status", 400},
                        {"json", {{"error", "access_denied"}, {"error_description", "'s3 cr&t=é' is wrong"}}}};
    const HttpsServer server(with(token_route, tells).dump());
    Diagnostics found;
    const auto refused = find_cluster(engine_at(server, by_password), "Blue", found);
    EXPECT_EQ(refused.error().code, ErrorCode::permission);
    EXPECT_THAT(refused.error().message, AllOf(HasSubstr("left out"), Not(HasSubstr("s3 cr"))));
    const HttpsServer echo(
        with(clusters_route, body("<fault><reason>Bearer t0ken is wrong</reason></fault>", 403)).dump());
    const auto echoed = find_cluster(engine_at(echo), "Blue", found);
    EXPECT_THAT(echoed.error().message, Not(HasSubstr("t0ken")));
    for (const Diagnostic& one : found)
        EXPECT_THAT(one.message, AllOf(Not(HasSubstr("t0ken")), Not(HasSubstr("s3 cr"))));
}

}  // namespace
}  // namespace ovfkit::engine
