// SPDX-License-Identifier: Apache-2.0
// What the cache does when many threads use it at once. Nothing here sleeps, or depends on who is faster.

#include <ovfkit/attest/trust_cache.hpp>

#include <memory>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::SizeIs;
using Hosts = std::vector<std::string>;

/// Runs `work(i)` in `count` threads, and is done when they are.
class Crowd {
public:
    Crowd(std::size_t count, const std::function<void(std::size_t)>& work) {
        for (std::size_t i = 0; i < count; ++i) threads_.emplace_back(work, i);
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    ~Crowd() { join(); }
    void join() {
        for (std::thread& thread : threads_)
            if (thread.joinable()) thread.join();
    }

private:
    std::vector<std::thread> threads_;
};

void wait_for(const std::function<bool()>& condition) {
    while (!condition()) std::this_thread::yield();
}

constexpr std::size_t many = 16;

TEST(TrustCacheThreads, ShareOneRequest) {
    SimulatedClock clock;
    SimulatedServer server;
    TrustCache cache(server.function(), clock.function(), {"a", "b"});
    // The question is answered when everybody else waits for it.
    server.during([&](const Hosts&) { wait_for([&] { return cache.statistics().waits == many - 1; }); });
    std::atomic<std::size_t> trusted{0};
    Crowd(many, [&](std::size_t i) { trusted += cache.answer(i % 2 == 0 ? "a" : "b").trusted() ? 1U : 0U; }).join();
    EXPECT_EQ(trusted, many);
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a", "b"}));
    EXPECT_EQ(cache.statistics().requests, 1U);
    EXPECT_EQ(cache.statistics().hits, 0U);
}

TEST(TrustCacheThreads, ShareAFailureEvenIfItIsNotToBeRemembered) {
    SimulatedClock clock;
    SimulatedServer server;
    CacheOptions options;
    options.retry_after = seconds{0};
    TrustCache cache(server.function(), clock.function(), {"a"}, options);
    server.during([&](const Hosts&) {
        wait_for([&] { return cache.statistics().waits == many - 1; });
        throw std::runtime_error("down");
    });
    std::atomic<std::size_t> without_answer{0};
    Crowd(many, [&](std::size_t) { without_answer += cache.answer("a").level == Level::no_answer ? 1U : 0U; }).join();
    EXPECT_EQ(without_answer, many);
    EXPECT_THAT(server.questions(), SizeIs(1)) << "a server that is down is asked once, not once by each";
}

TEST(TrustCacheThreads, ShareAnAnswerThatHasEndedWhenTheyWakeUp) {
    SimulatedClock clock;
    SimulatedServer server;
    CacheOptions options;
    options.validity = seconds{1};
    std::atomic<bool> returned{false};
    // Time passes as soon as the answer was found to be in time.
    const Clock leaping = [&] {
        const Instant now = clock.now();
        if (returned.exchange(false)) clock.advance(minutes{1});
        return now;
    };
    TrustCache cache(server.function(), leaping, {"a"}, options);
    server.during([&](const Hosts&) {
        wait_for([&] { return cache.statistics().waits == many - 1; });
        returned = true;
    });
    std::atomic<std::size_t> trusted{0};
    Crowd(many, [&](std::size_t) { trusted += cache.answer("a").trusted() ? 1U : 0U; }).join();
    EXPECT_EQ(trusted, many);
    EXPECT_THAT(server.questions(), SizeIs(1));
}

TEST(TrustCacheThreads, AskNextForHostsThatBecomeKnownMeanwhile) {
    SimulatedClock clock;
    SimulatedServer server;
    TrustCache cache(server.function(), clock.function(), {"a"});
    Gate asked;
    server.during([&](const Hosts&) {
        server.during({});
        asked.open();
        wait_for([&] { return cache.statistics().waits == many; });
    });
    Crowd first(1, [&](std::size_t) { EXPECT_TRUE(cache.answer("a").trusted()); });
    asked.wait();
    Crowd(many, [&](std::size_t i) { EXPECT_TRUE(cache.answer("new" + std::to_string(i)).trusted()); }).join();
    first.join();
    const auto questions = server.questions();
    ASSERT_THAT(questions, SizeIs(2)) << "one for all that are new";
    EXPECT_THAT(questions[1], SizeIs(many + 1));
    EXPECT_EQ(questions[1].front(), "a");
    EXPECT_EQ(cache.statistics().waits, many) << "who waits twice is one caller that waited";
}

TEST(TrustCacheThreads, TakeFromMemoryWhatCountsWhileAQuestionIsOnItsWay) {
    SimulatedClock clock;
    SimulatedServer server;
    TrustCache cache(server.function(), clock.function(), {"a", "b"});
    ASSERT_TRUE(cache.answer("a").trusted());
    Gate asked;
    Gate answered;
    server.during([&](const Hosts&) {
        asked.open();
        answered.wait();
    });
    Crowd asking(1, [&](std::size_t) { EXPECT_TRUE(cache.answer("new").trusted()); });
    asked.wait();
    EXPECT_TRUE(cache.answer("a").trusted());
    EXPECT_THAT(cache.answers({"b", "a"}), SizeIs(2));
    cache.know({"x"});
    cache.forget("b");
    EXPECT_EQ(cache.statistics().waits, 0U);
    answered.open();
    asking.join();
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a", "b"}, Hosts{"a", "b", "new"}));
    EXPECT_TRUE(cache.answer("x").trusted());
    EXPECT_THAT(server.questions().back(), ElementsAre("a", "new", "x"));
}

/// A cache whose answer about `a` has ended, with a question on its way that is going to say otherwise.
class Stale : public testing::Test {
protected:
    void ask(Instant after_the_end) {
        CacheOptions options;
        options.max_stale = minutes{10};
        cache = std::make_unique<TrustCache>(server.function(), clock.function(), Hosts{"a"}, options);
        ASSERT_TRUE(cache->answer("a").trusted());
        clock.advance(minutes{5} + after_the_end);
        server.say("a", next);
        server.during([this](const Hosts&) {
            server.during({});
            asked.open();
            answered.wait();
        });
        asking = std::make_unique<Crowd>(1, [this](std::size_t) {
            // Nobody asks yet, so whoever comes first has to, whatever he would take.
            EXPECT_EQ(cache->answer("a", Patience::take_stale).level, next);
        });
        asked.wait();
    }
    void TearDown() override {
        answered.open();
        asking.reset();
    }

    SimulatedClock clock;
    SimulatedServer server;
    std::unique_ptr<TrustCache> cache;
    Level next = Level::untrusted;
    Gate asked;
    Gate answered;
    std::unique_ptr<Crowd> asking;
};

TEST_F(Stale, IsGivenToThoseWhoTakeItUntilTheNewOneIsThere) {
    ask(Instant{0});
    EXPECT_TRUE(cache->answer("A", Patience::take_stale).trusted());
    EXPECT_EQ(cache->statistics().stale, 1U);
    EXPECT_EQ(cache->statistics().hits, 0U);
    answered.open();
    asking->join();
    EXPECT_EQ(cache->answer("a", Patience::take_stale).level, Level::untrusted);
    EXPECT_EQ(cache->statistics().requests, 2U);
}

TEST_F(Stale, IsNotGivenToThoseWhoWait) {
    ask(Instant{0});
    Crowd other(1, [this](std::size_t) { EXPECT_EQ(cache->answer("a").level, Level::untrusted); });
    wait_for([this] { return cache->statistics().waits == 1; });
    answered.open();
    other.join();
    EXPECT_EQ(cache->statistics().stale, 0U);
}

TEST_F(Stale, IsNotGivenWhenItIsTooOld) {
    ask(minutes{10});
    Crowd other(1,
                [this](std::size_t) { EXPECT_EQ(cache->answer("a", Patience::take_stale).level, Level::untrusted); });
    wait_for([this] { return cache->statistics().waits == 1; });
    answered.open();
    other.join();
    EXPECT_EQ(cache->statistics().stale, 0U);
}

TEST_F(Stale, IsNotGivenWithAHostThatIsNew) {
    ask(Instant{0});
    Crowd other(1, [this](std::size_t) {
        const auto answers = cache->answers({"a", "new"}, Patience::take_stale);
        EXPECT_EQ(answers.at(0).level, Level::untrusted);
        EXPECT_EQ(answers.at(1).level, Level::trusted);
    });
    wait_for([this] { return cache->statistics().waits == 1; });
    answered.open();
    other.join();
}

TEST_F(Stale, IsNotGivenAfterEverythingWasEnded) {
    ask(Instant{0});
    cache->expire();
    Crowd other(1,
                [this](std::size_t) { EXPECT_EQ(cache->answer("a", Patience::take_stale).level, Level::untrusted); });
    wait_for([this] { return cache->statistics().waits == 1; });
    answered.open();
    other.join();
    asking->join();
    EXPECT_EQ(cache->statistics().requests, 3U) << "neither of them believes the question that was on its way";
    EXPECT_EQ(cache->statistics().stale, 0U);
}

TEST_F(Stale, IsNotGivenAfterARefreshThatFailed) {
    next = Level::no_answer;
    ask(Instant{0});
    answered.open();
    wait_for([this] { return cache->statistics().failures == 1; });
    EXPECT_EQ(cache->answer("a", Patience::take_stale).level, Level::no_answer);
    clock.advance(seconds{10});
    server.say("a", Level::untrusted);
    EXPECT_EQ(cache->answer("a", Patience::take_stale).level, Level::untrusted);
}

TEST_F(Stale, IsNotTheFailureOfARefresh) {
    CacheOptions options;
    options.max_stale = minutes{10};
    cache = std::make_unique<TrustCache>(server.function(), clock.function(), Hosts{"a"}, options);
    server.say("a", Level::no_answer);
    ASSERT_EQ(cache->answer("a").level, Level::no_answer);
    clock.advance(seconds{10});
    server.say("a", Level::trusted);
    server.during([this](const Hosts&) {
        asked.open();
        answered.wait();
    });
    asking = std::make_unique<Crowd>(1, [this](std::size_t) { EXPECT_TRUE(cache->answer("a").trusted()); });
    asked.wait();
    Crowd other(1, [this](std::size_t) { EXPECT_TRUE(cache->answer("a", Patience::take_stale).trusted()); });
    wait_for([this] { return cache->statistics().waits + cache->statistics().stale == 1; });
    answered.open();
}

// Ten thousand hosts and 64 threads that ask all the time: what counts is that the server sees one request a period.
TEST(TrustCacheThreads, AskOnceAPeriodHoweverManyTheyAre) {
    constexpr std::size_t threads = 64;
    constexpr std::size_t periods = 3;
    constexpr std::size_t lookups = 200;
    SimulatedClock clock;
    SimulatedServer server;
    const Hosts hosts = numbered_hosts(10'000);
    TrustCache cache(server.function(), clock.function(), hosts);
    for (std::size_t period = 1; period <= periods; ++period) {
        std::atomic<std::size_t> trusted{0};
        Crowd(threads, [&](std::size_t thread) {
            for (std::size_t i = 0; i < lookups; ++i)
                trusted += cache.answer(hosts[(thread * 7919 + i * 104'729) % hosts.size()]).trusted() ? 1U : 0U;
        }).join();
        EXPECT_EQ(trusted, threads * lookups);
        EXPECT_THAT(server.questions(), SizeIs(period));
        clock.advance(minutes{5});
    }
    for (const Hosts& question : server.questions()) EXPECT_EQ(question, hosts);
    EXPECT_FALSE(server.overlapped());
    const TrustCache::Statistics statistics = cache.statistics();
    EXPECT_EQ(statistics.requests, periods);
    EXPECT_GE(statistics.hits + statistics.waits + statistics.requests, periods * threads * lookups);
}

}  // namespace
}  // namespace ovfkit::attest
