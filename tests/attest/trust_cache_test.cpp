// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/trust_cache.hpp>

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Hosts = std::vector<std::string>;

/// A cache over a server that thinks well of everybody.
struct Scene {
    SimulatedClock clock;
    SimulatedServer server;
    TrustCache cache;

    explicit Scene(Hosts known = {"a", "b", "c"}, CacheOptions options = {})
        : cache(server.function(), clock.function(), std::move(known), options) {}

    [[nodiscard]] Level level(const std::string& host, Patience patience = Patience::wait) {
        return cache.answer(host, patience).level;
    }
    [[nodiscard]] std::vector<Level> levels(const Hosts& hosts) {
        std::vector<Level> all;
        for (const HostAnswer& answer : cache.answers(hosts)) all.push_back(answer.level);
        return all;
    }
    [[nodiscard]] std::size_t requests() const { return server.questions().size(); }
};

CacheOptions with_validity(milliseconds validity) {
    CacheOptions options;
    options.validity = validity;
    return options;
}

CacheOptions with_stale(milliseconds max_stale) {
    CacheOptions options;
    options.max_stale = max_stale;
    return options;
}

TEST(TrustCache, AsksForAllKnownHostsAtTheFirstQuestion) {
    Scene scene;
    scene.server.say("c", Level::untrusted);
    EXPECT_THAT(scene.server.questions(), IsEmpty());
    EXPECT_EQ(scene.level("b"), Level::trusted);
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.level("c"), Level::untrusted);
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a", "b", "c"}));
}

TEST(TrustCache, GivesTheWholeAnswerUnderTheNameThatWasAskedFor) {
    const Ask ask = [](const Hosts& hosts) {
        Answers answers;
        for (const std::string& host : hosts) answers.hosts.push_back({host, Level::unknown, "Unknown", "now", "odd"});
        return answers;
    };
    TrustCache cache(ask, [] { return Instant{}; }, {"Node.Example"});
    const HostAnswer answer{"NODE.example.", Level::unknown, "Unknown", "now", "odd"};
    EXPECT_EQ(cache.answer("NODE.example."), answer);
    EXPECT_EQ(cache.answer("NODE.example."), answer);
}

TEST(TrustCache, GivesAnAnswerFromMemoryUntilItsEnd) {
    Scene scene({"a"}, with_validity(seconds{1}));
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.say("a", Level::untrusted);
    scene.clock.advance(seconds{1} - nanoseconds{1});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.clock.advance(nanoseconds{1});
    EXPECT_EQ(scene.level("a"), Level::untrusted);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, CountsTheTimeFromWhenTheQuestionWasSent) {
    Scene scene({"a"}, with_validity(seconds{10}));
    scene.server.during([&](const Hosts&) { scene.clock.advance(seconds{9}); });
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.clock.advance(seconds{1} - nanoseconds{1});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 1U);
    scene.clock.advance(nanoseconds{1});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, BelievesNoAnswerThatComesAfterItsEnd) {
    Scene scene({"a"}, with_validity(seconds{10}));
    scene.server.during([&](const Hosts&) { scene.clock.advance(seconds{10}); });
    const HostAnswer late = scene.cache.answer("a");
    EXPECT_EQ(late.level, Level::no_answer);
    EXPECT_THAT(late.detail, testing::HasSubstr("after its own end"));
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_EQ(scene.requests(), 1U) << "what comes too late is a failure, and not asked for again at once";
    EXPECT_EQ(scene.cache.statistics().failures, 1U);
}

TEST(TrustCache, AsksForAllAgainWhenOneHostIsNew) {
    Scene scene({"a", "b"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.say("b", Level::untrusted);
    scene.server.say("d", Level::pending);
    EXPECT_EQ(scene.level("d"), Level::pending);
    EXPECT_EQ(scene.level("b"), Level::untrusted);
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a", "b"}, Hosts{"a", "b", "d"}));
}

TEST(TrustCache, AsksForHostsThatBecomeKnownOnlyWhenSomebodyWantsThem) {
    Scene scene({"a"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.cache.know({"b", "A."});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 1U);
    EXPECT_EQ(scene.level("b"), Level::trusted);
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a"}, Hosts{"a", "b"}));
}

TEST(TrustCache, AnswersAboutSeveralWithOneRequest) {
    Scene scene({"a"});
    scene.server.say("x", Level::untrusted);
    EXPECT_THAT(scene.levels({"x", "a", "y", "X", "a"}),
                ElementsAre(Level::untrusted, Level::trusted, Level::trusted, Level::untrusted, Level::trusted));
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a", "x", "y"}));
    EXPECT_THAT(scene.levels({"y", "a"}), ElementsAre(Level::trusted, Level::trusted));
    EXPECT_EQ(scene.requests(), 1U);
    EXPECT_THAT(scene.levels({}), IsEmpty());
}

TEST(TrustCache, AsksNobodyAboutNobody) {
    Scene scene(Hosts{});
    EXPECT_THAT(scene.cache.answers({}), IsEmpty());
    EXPECT_EQ(scene.requests(), 0U);
}

TEST(TrustCache, DoesNotRememberWhatARefreshDoesNotSay) {
    Scene scene({"a", "b"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.say("a", Level::no_answer);
    scene.clock.advance(minutes{5});
    EXPECT_EQ(scene.level("b"), Level::trusted);
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_FALSE(scene.cache.answer("a").detail.empty());
    EXPECT_EQ(scene.requests(), 2U) << "that nothing was said is remembered as well";
}

TEST(TrustCache, TakesSpellingsOfANameForOneHost) {
    Scene scene({"Node1.Example", "node1.example.", "NODE1.EXAMPLE"});
    EXPECT_EQ(scene.cache.answer("node1.EXAMPLE.").host, "node1.EXAMPLE.");
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"Node1.Example"}));
    EXPECT_EQ(scene.level("node1.example.."), Level::trusted) << "two dots are another name";
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, AsksForNothingThatCanBeNoNameOfAHost) {
    const std::string longest(254, 'x');
    Scene scene({"", "a", ".", std::string(255, 'y'), longest});
    scene.cache.know({""});
    EXPECT_THAT(scene.levels({"", ".", longest + "x", "a", longest}),
                ElementsAre(Level::no_answer, Level::no_answer, Level::no_answer, Level::trusted, Level::trusted));
    EXPECT_EQ(scene.level(""), Level::no_answer);
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a", longest}));
}

TEST(TrustCache, GivesNoRoomToWhatCanBeNoNameOfAHost) {
    CacheOptions options;
    options.max_hosts = 2;
    Scene scene({"", "a", "."}, options);
    EXPECT_EQ(scene.level("b"), Level::trusted);
}

TEST(TrustCache, LetsNobodyMakeMoreHostsKnownThanThereIsRoomFor) {
    CacheOptions options;
    options.max_hosts = 3;
    Scene scene({"a", "b"}, options);
    EXPECT_THAT(scene.levels({"c", "d", "a"}), ElementsAre(Level::trusted, Level::no_answer, Level::trusted));
    for (int i = 0; i < 50; ++i) EXPECT_EQ(scene.level("made-up-" + std::to_string(i)), Level::no_answer);
    EXPECT_THAT(scene.server.questions(), ElementsAre(Hosts{"a", "b", "c"}));
    scene.cache.know({"e"});  // the owner's word is not bound
    EXPECT_EQ(scene.level("e"), Level::trusted);
    scene.cache.forget("a");
    scene.cache.forget("b");
    EXPECT_EQ(scene.level("f"), Level::trusted) << "who is forgotten makes room";
    EXPECT_THAT(scene.server.questions().back(), ElementsAre("c", "e", "f"));
}

TEST(TrustCache, CountsTheTimeAfterAFailureFromItsEnd) {
    Scene scene({"a"});
    scene.server.say_of_all_others(Level::no_answer);
    scene.server.during([&](const Hosts&) { scene.clock.advance(minutes{2}); });
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    scene.clock.advance(seconds{9});
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_EQ(scene.requests(), 1U);
    scene.clock.advance(seconds{1});
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, KeepsAnAnswerToItsEndWhenARefreshFailed) {
    Scene scene({"a", "b"});
    scene.server.say("b", Level::untrusted);
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.during([](const Hosts&) { throw std::runtime_error("down"); });
    scene.clock.advance(minutes{5} - seconds{1});
    EXPECT_EQ(scene.level("new"), Level::no_answer);
    EXPECT_THAT(scene.levels({"a", "new", "b"}), ElementsAre(Level::trusted, Level::no_answer, Level::untrusted));
    EXPECT_EQ(scene.requests(), 2U);
    scene.clock.advance(seconds{1});
    EXPECT_THAT(scene.levels({"a", "new", "b"}), ElementsAre(Level::no_answer, Level::no_answer, Level::no_answer));
    EXPECT_EQ(scene.requests(), 2U) << "nobody is asked so soon";
    scene.clock.advance(seconds{9});
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_EQ(scene.requests(), 3U);
}

TEST(TrustCache, DoesNotLetOneFailureAfterTheOtherProlongAnAnswer) {
    Scene scene({"a"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.during([](const Hosts&) { throw std::runtime_error("down"); });
    for (int i = 0; i < 29; ++i) {
        scene.clock.advance(seconds{10});
        EXPECT_EQ(scene.level("new"), Level::no_answer);
        EXPECT_EQ(scene.level("a"), Level::trusted);
    }
    scene.clock.advance(seconds{10});
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    scene.server.during({});
    scene.clock.advance(seconds{10});
    EXPECT_THAT(scene.levels({"a", "new"}), ElementsAre(Level::trusted, Level::trusted));
}

TEST(TrustCache, ForgetsAHostAfterAFailedRefreshAsWell) {
    Scene scene({"a", "b"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.during([](const Hosts&) { throw std::runtime_error("down"); });
    EXPECT_EQ(scene.level("new"), Level::no_answer);
    scene.cache.forget("a");
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    EXPECT_EQ(scene.level("b"), Level::trusted);
    scene.server.during({});
    scene.cache.expire();
    scene.server.say("b", Level::untrusted);
    EXPECT_EQ(scene.level("b"), Level::untrusted) << "what was kept has ended as well";
}

// Forgetting and ending, also while a question is on its way.

TEST(TrustCache, ForgetsAHost) {
    Scene scene({"a", "b", "c"});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.cache.forget("B.");
    scene.cache.forget("never-known");
    scene.server.say("b", Level::untrusted);
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 1U) << "the others are remembered";
    EXPECT_EQ(scene.level("b"), Level::untrusted) << "what was known is gone";
    EXPECT_THAT(scene.server.questions().back(), ElementsAre("a", "c", "b"));
}

TEST(TrustCache, BelievesNothingAboutAHostThatIsForgottenMeanwhile) {
    Scene scene({"a", "b"});
    scene.server.during([&](const Hosts&) { scene.cache.forget("b"); });
    EXPECT_THAT(scene.levels({"a", "b"}), ElementsAre(Level::trusted, Level::no_answer));
    scene.server.during({});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 1U);
    scene.clock.advance(minutes{5});
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_THAT(scene.server.questions().back(), ElementsAre("a"));
}

TEST(TrustCache, AsksAgainForAHostThatComesBackMeanwhile) {
    Scene scene({"a", "b"});
    scene.server.during([&](const Hosts&) {
        scene.server.during({});
        scene.cache.forget("b");
        scene.cache.know({"b"});
        scene.server.say("b", Level::untrusted);
    });
    EXPECT_EQ(scene.level("a"), Level::trusted);
    EXPECT_EQ(scene.requests(), 1U);
    EXPECT_EQ(scene.level("b"), Level::untrusted);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, EndsEveryAnswer) {
    Scene scene({"a", "b"}, with_stale(minutes{5}));
    EXPECT_EQ(scene.level("a"), Level::trusted);
    scene.server.say("a", Level::untrusted);
    scene.cache.expire();
    EXPECT_EQ(scene.level("a"), Level::untrusted);
    EXPECT_EQ(scene.level("b"), Level::trusted);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, EndsAFailureAsWell) {
    Scene scene({"a"});
    scene.server.say("a", Level::no_answer);
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    scene.server.say("a", Level::trusted);
    EXPECT_EQ(scene.level("a"), Level::no_answer);
    scene.cache.expire();
    EXPECT_EQ(scene.level("a"), Level::trusted);
}

TEST(TrustCache, BelievesNoAnswerOfAQuestionThatWasSentBeforeTheEnd) {
    Scene scene({"a"});
    scene.server.during([&](const Hosts&) {
        scene.server.during([&](const Hosts&) { scene.server.say("a", Level::untrusted); });
        scene.cache.expire();
    });
    EXPECT_EQ(scene.level("a"), Level::untrusted);
    EXPECT_EQ(scene.requests(), 2U);
}

TEST(TrustCache, GivesUpWhenEverythingEndsAgainAndAgain) {
    Scene scene({"a"});
    scene.server.during([&](const Hosts&) { scene.cache.expire(); });
    const HostAnswer answer = scene.cache.answer("a");
    EXPECT_EQ(answer.level, Level::no_answer);
    EXPECT_FALSE(answer.detail.empty());
    EXPECT_LE(scene.requests(), 5U);
    scene.server.during({});
    EXPECT_EQ(scene.level("a"), Level::trusted);
}

TEST(TrustCache, TellsTheAskingNothingThatItWouldHaveToAnswerItself) {
    Scene scene({"a"});
    std::vector<HostAnswer> inside;
    scene.server.during([&](const Hosts&) {
        inside = scene.cache.answers({"a", "b"});
        inside.push_back(scene.cache.answer("a", Patience::take_stale));
        scene.cache.know({"c"});
        static_cast<void>(scene.cache.statistics());
    });
    EXPECT_EQ(scene.level("a"), Level::trusted);
    ASSERT_THAT(inside, SizeIs(3));
    for (const HostAnswer& answer : inside) {
        EXPECT_EQ(answer.level, Level::no_answer);
        EXPECT_FALSE(answer.detail.empty());
    }
    scene.server.during([&](const Hosts&) { EXPECT_EQ(scene.level("a"), Level::trusted) << "that is in memory"; });
    EXPECT_THAT(scene.levels({"b", "c"}), ElementsAre(Level::trusted, Level::trusted));
    EXPECT_THAT(scene.server.questions().back(), ElementsAre("a", "b", "c"));
}

// Times that make no sense.

TEST(TrustCache, NeverBelievesAnswersThatAreValidForNoTime) {
    for (const milliseconds validity : {milliseconds{0}, milliseconds{-1}, milliseconds::min()}) {
        Scene scene({"a"}, with_validity(validity));
        EXPECT_EQ(scene.level("a"), Level::no_answer);
        EXPECT_EQ(scene.level("a"), Level::no_answer);
        EXPECT_EQ(scene.requests(), 1U);
    }
}

TEST(TrustCache, TakesTimesThatAreTooLongForTheClock) {
    CacheOptions options;
    options.validity = options.retry_after = options.max_stale = milliseconds::max();
    for (const Instant start : {Instant::min(), Instant{0}, Instant::max() - seconds{1}}) {
        SimulatedClock clock(start);
        SimulatedServer server;
        TrustCache cache(server.function(), clock.function(), {"a"}, options);
        server.during([](const Hosts&) { throw 1; });
        EXPECT_EQ(cache.answer("a").level, Level::no_answer);
        clock.advance(milliseconds{999});
        EXPECT_EQ(cache.answer("a").level, Level::no_answer);
        EXPECT_EQ(cache.statistics().requests, 1U);
        server.during({});
        cache.expire();
        EXPECT_EQ(cache.answer("a").level, Level::trusted);
        EXPECT_EQ(cache.answer("a").level, Level::trusted);
        EXPECT_EQ(cache.statistics().requests, 2U);
    }
}

TEST(TrustCache, AsksAtOnceAfterAFailureThatIsNotToBeRemembered) {
    for (const milliseconds retry_after : {milliseconds{0}, milliseconds::min()}) {
        CacheOptions options;
        options.retry_after = retry_after;
        Scene scene({"a"}, options);
        scene.server.say("a", Level::no_answer);
        EXPECT_EQ(scene.level("a"), Level::no_answer);
        scene.server.say("a", Level::trusted);
        EXPECT_EQ(scene.level("a"), Level::trusted);
    }
}

TEST(TrustCache, CountsWhatHappens) {
    Scene scene({"a", "b"});
    static_cast<void>(scene.level("a"));
    EXPECT_EQ(scene.cache.statistics().hits, 0U);
    static_cast<void>(scene.level("a"));
    static_cast<void>(scene.levels({"a", "b"}));
    const TrustCache::Statistics statistics = scene.cache.statistics();
    EXPECT_EQ(statistics.requests, 1U);
    EXPECT_EQ(statistics.hits, 3U);
    EXPECT_EQ(statistics.failures + statistics.waits + statistics.stale, 0U);
}

}  // namespace
}  // namespace ovfkit::attest
