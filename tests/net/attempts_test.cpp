// SPDX-License-Identifier: Apache-2.0
// What is tried again, how long that waits, and how it is stopped.
#include <thread>

#include "net/asked.hpp"

namespace ovfkit::net {
namespace {

using std::chrono::milliseconds;
using test::HttpsServer;

struct Waits {
    std::vector<long> list;
    void in(HttpsOptions& options) {
        options.wait = [this](milliseconds time) { list.push_back(static_cast<long>(time.count())); };
    }
};

TEST(Attempts, GoOnUntilTheServerIsThere) {
    const HttpsServer server(R"({"POST /": [{"status": 503, "times": 2}, {"body": "there"}]})");
    HttpsOptions options = believing(server);
    Waits waits;
    waits.in(options);
    const auto reply = send(post(server.url("/"), "asked"), options);
    EXPECT_EQ(said(reply), "status 200, 5 bytes");
    EXPECT_EQ(reply->attempts, 3U);
    EXPECT_THAT(waits.list, testing::ElementsAre(200, 400));
    ASSERT_EQ(server.requests().size(), 3U);
    for (const auto& request : server.requests()) EXPECT_EQ(request.body, "asked");
}

TEST(Attempts, EndWithTheLastReply) {
    for (const char* status : {"429", "502", "503", "504"}) {
        const HttpsServer server(R"({"*": {"status": )" + std::string(status) + R"(, "body": "busy"}})");
        const auto reply = send(get(server.url("/")), believing(server));
        EXPECT_EQ(said(reply), "status " + std::string(status) + ", 4 bytes");
        EXPECT_EQ(reply->attempts, 3U);
        EXPECT_EQ(server.requests().size(), 3U);
    }
}

TEST(Attempts, AreNotWastedOnAnAnswer) {
    for (const char* status : {"200", "301", "400", "401", "404", "500", "501"}) {
        const HttpsServer server(R"({"*": {"status": )" + std::string(status) + R"(}})");
        EXPECT_EQ(send(get(server.url("/")), believing(server)).value().attempts, 1U) << status;
        EXPECT_EQ(server.requests().size(), 1U) << status;
    }
}

TEST(Attempts, FollowABrokenConnection) {
    for (const char* broken : {R"({"close": true})", R"({"body": "abcdef", "truncate": 3})",
                               R"({"body": "abcdef", "chunked": 2, "break": true})"}) {
        const HttpsServer server(R"({"*": [)" + std::string(broken) + R"(, {"body": "there"}]})");
        const auto reply = send(get(server.url("/")), believing(server));
        EXPECT_EQ(said(reply), "status 200, 5 bytes") << broken;
        EXPECT_EQ(reply->attempts, 2U);
        EXPECT_EQ(server.requests().size(), 2U);
    }
}

TEST(Attempts, FollowATimeout) {
    const HttpsServer server(R"({"*": [{"hold": true}, {"body": "there"}]})");
    HttpsOptions options = believing(server);
    options.timeout = milliseconds(500);
    options.attempts = 20;  // on a machine that is busy the second one may be late as well
    EXPECT_EQ(said(send(get(server.url("/")), options)), "status 200, 5 bytes");
    EXPECT_GE(server.requests().size(), 2U);
}

TEST(Attempts, FollowARefusedConnection) {
    HttpsServer server("{}");
    HttpsOptions options = believing(server);
    Waits waits;
    waits.in(options);
    options.attempts = 6;
    options.max_backoff = milliseconds(900);
    server.stop();
    expect_error(send(get(server.url("/")), options), ErrorCode::io, "(attempt 6)");
    EXPECT_THAT(waits.list, testing::ElementsAre(200, 400, 800, 900, 900));
}

TEST(Attempts, WaitAsTheServerSays) {
    const auto waits_for = [](const std::string& said, long most) {
        const HttpsServer server(R"({"*": [{"status": 503, "headers": {"Retry-After": ")" + said + R"("}}, {}]})");
        HttpsOptions options = believing(server);
        options.max_backoff = milliseconds(most);
        Waits waits;
        waits.in(options);
        EXPECT_EQ(said.empty() ? 0 : send(get(server.url("/")), options).value().status, 200);
        return waits.list;
    };
    EXPECT_THAT(waits_for("2", 5000), testing::ElementsAre(2000));
    EXPECT_THAT(waits_for("0", 5000), testing::IsEmpty());
    EXPECT_THAT(waits_for("3600", 5000), testing::ElementsAre(5000));
    EXPECT_THAT(waits_for("99999999999999999999999999", 5000), testing::ElementsAre(5000));
    for (const char* nonsense : {"-1", "soon", "1.5", "Fri, 31 Dec 2099 23:59:59 GMT"})
        EXPECT_THAT(waits_for(nonsense, 5000), testing::ElementsAre(200)) << nonsense;
}

TEST(Attempts, AreNotMadeAfterTheEnd) {
    const HttpsServer server(R"({"*": {"body": "x"}})");
    HttpsOptions options = believing(server);
    options.go_on = [] { return false; };
    expect_error(send(get(server.url("/")), options), ErrorCode::cancelled, "cancelled");
    EXPECT_THAT(server.requests(), testing::IsEmpty());
}

TEST(Attempts, CanBeCancelledWhileNothingComes) {
    const HttpsServer server(R"({"*": {"hold": true}})");
    HttpsOptions options = believing(server);
    options.timeout = std::chrono::hours(1);
    options.go_on = [&] { return server.requests().empty(); };
    expect_error(send(get(server.url("/")), options), ErrorCode::cancelled, "cancelled");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Attempts, CanBeCancelledBetweenThem) {
    const HttpsServer server(R"({"*": {"status": 503}})");
    HttpsOptions options = believing(server);
    options.backoff = options.max_backoff = std::chrono::hours(1);
    long waited = 0;
    options.wait = [&](milliseconds time) { waited += static_cast<long>(time.count()); };
    options.go_on = [&] { return waited < 1000; };
    expect_error(send(get(server.url("/")), options), ErrorCode::cancelled, "cancelled");
    EXPECT_EQ(waited, 1000) << "it is asked about ten times a second";
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Attempts, LetWhatTheCallerThrowsThrough) {
    const HttpsServer server(R"({"*": {"hold": true}})");
    HttpsOptions options = believing(server);
    int asked = 0;
    options.go_on = [&]() -> bool {
        if (++asked == 3) throw std::runtime_error("enough");
        return true;
    };
    EXPECT_THROW((void)send(get(server.url("/")), options), std::runtime_error);
}

TEST(Attempts, CanBeMadeByManyThreadsAtOnce) {
    const HttpsServer server(R"({"*": {"echo": true}})");
    constexpr int threads = 16;
    std::vector<std::string> outcomes(threads);
    std::vector<std::thread> all;
    for (int number = 0; number < threads; ++number)
        all.emplace_back([&, number] {
            const std::string name = "thread-" + std::to_string(number);
            const auto reply = send(post(server.url("/" + name), name), believing(server));
            const bool own = reply && reply->body.find("\"/" + name + "\"") != std::string::npos;
            outcomes[static_cast<std::size_t>(number)] = own ? "own" : said(reply);
        });
    for (std::thread& thread : all) thread.join();
    EXPECT_THAT(outcomes, testing::Each("own"));
    EXPECT_EQ(server.requests().size(), 16U);
}

}  // namespace
}  // namespace ovfkit::net
