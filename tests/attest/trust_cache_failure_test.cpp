// SPDX-License-Identifier: Apache-2.0
// The cache over an asking, or a clock, that is wrong.

#include <ovfkit/attest/trust_cache.hpp>

#include <new>
#include <ostream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::IsEmpty;
using Hosts = std::vector<std::string>;

Answers thought_well_of(const Hosts& hosts) {
    Answers answers;
    for (const std::string& host : hosts) answers.hosts.push_back(answer_of(host, Level::trusted));
    return answers;
}

struct Wrong {
    const char* name;
    Ask ask;
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

const Wrong wrong_as_a_whole[] = {
    {"Throws", [](const Hosts&) -> Answers { throw std::runtime_error("down\n"); }},
    {"ThrowsNoException", [](const Hosts&) -> Answers { throw 7; }},
    {"HasNoMemory", [](const Hosts&) -> Answers { throw std::bad_alloc(); }},
    {"IsNoFunction", Ask{}},
    {"Nothing", [](const Hosts&) { return Answers{}; }},
    {"OneTooFew",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         answers.hosts.pop_back();
         return answers;
     }},
    {"OneTooMany",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         answers.hosts.push_back(answer_of("z", Level::trusted));
         return answers;
     }},
    {"TheWrongHosts",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         for (HostAnswer& answer : answers.hosts) answer.host += "x";
         return answers;
     }},
    {"TheRightHostsInAnotherOrder",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         std::rotate(answers.hosts.begin(), answers.hosts.begin() + 1, answers.hosts.end());
         return answers;
     }},
    {"AnErrorAndAnswers",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         answers.error = Error{ErrorCode::io, "refused", {}, {}};
         return answers;
     }},
    {"AnErrorWithoutAMessage",
     [](const Hosts&) {
         return Answers{{}, Error{}};
     }},
    {"SaysNothingOfAnyHost",
     [](const Hosts& hosts) {
         Answers answers = thought_well_of(hosts);
         for (HostAnswer& answer : answers.hosts) answer.level = Level::no_answer;
         return answers;
     }},
};

class AskingThatIsWrong : public testing::TestWithParam<Wrong> {};

TEST_P(AskingThatIsWrong, BringsNoAnswerAndIsTriedAgainLater) {
    SimulatedClock clock;
    bool well = false;
    std::size_t requests = 0;
    const Ask ask = [&](const Hosts& hosts) {
        ++requests;
        return well ? thought_well_of(hosts) : GetParam().ask(hosts);
    };
    CacheOptions options;
    options.retry_after = seconds{10};
    TrustCache cache(ask, clock.function(), {"a", "b", "c"}, options);
    for (const char* host : {"a", "b", "c", "new"}) {
        const HostAnswer answer = cache.answer(host);
        EXPECT_EQ(answer.level, Level::no_answer) << host;
        EXPECT_FALSE(answer.detail.empty()) << host;
        EXPECT_EQ(printable(answer.detail), answer.detail);
    }
    EXPECT_EQ(requests, 1U);
    EXPECT_EQ(cache.statistics().failures, 1U);
    well = true;
    clock.advance(seconds{10} - nanoseconds{1});
    EXPECT_EQ(cache.answer("b").level, Level::no_answer);
    clock.advance(nanoseconds{1});
    for (const HostAnswer& answer : cache.answers({"a", "b", "c", "new"})) EXPECT_EQ(answer.level, Level::trusted);
    EXPECT_EQ(requests, 2U);
    EXPECT_EQ(cache.statistics().failures, 1U);
}

INSTANTIATE_TEST_SUITE_P(TrustCache, AskingThatIsWrong, testing::ValuesIn(wrong_as_a_whole),
                         [](const auto& test) { return test.param.name; });

TEST(TrustCache, BelievesNoAnswerInAnothersPlace) {
    const Ask ask = [](const Hosts& hosts) {
        Answers answers = thought_well_of(hosts);
        answers.hosts[1].host = "evil\n";
        return answers;
    };
    TrustCache cache(ask, [] { return Instant{}; }, {"a", "b", "c"});
    EXPECT_EQ(cache.answer("a").level, Level::trusted);
    EXPECT_EQ(cache.answer("b").level, Level::no_answer);
    EXPECT_THAT(cache.answer("b").detail, testing::HasSubstr("evil\\n"));
    EXPECT_EQ(cache.answer("c").level, Level::trusted);
    EXPECT_EQ(cache.statistics().requests, 1U);
}

TEST(TrustCache, GoesOnAfterAClockThatFails) {
    SimulatedClock clock;
    SimulatedServer server;
    int readings_until_failure = 0;
    const Clock failing = [&] {
        if (readings_until_failure-- == 0) throw std::runtime_error("no time");
        return clock.now();
    };
    TrustCache cache(server.function(), failing, {"a"});
    EXPECT_THROW(static_cast<void>(cache.answer("a")), std::runtime_error);
    readings_until_failure = 1;
    EXPECT_THROW(static_cast<void>(cache.answer("a")), std::runtime_error);
    EXPECT_THAT(server.questions(), IsEmpty());
    readings_until_failure = 2;  // that is when the answer is back
    EXPECT_EQ(cache.answer("a").level, Level::no_answer);
    EXPECT_EQ(cache.statistics().failures, 1U);
    readings_until_failure = 100;
    EXPECT_EQ(cache.answer("a").level, Level::no_answer);
    clock.advance(seconds{10});
    EXPECT_EQ(cache.answer("a").level, Level::trusted);
}

}  // namespace
}  // namespace ovfkit::attest
