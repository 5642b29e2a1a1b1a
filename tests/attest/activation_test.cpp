// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/activation.hpp>

#include <memory>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/attest/rules.hpp>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Hosts = std::vector<std::string>;
using trust::Cluster;
using Variables = std::vector<std::pair<std::string, std::string>>;

const Cluster trusted_cluster{"pool", Cluster::Trust::trusted};
const Cluster untrusted_cluster{"lab", Cluster::Trust::untrusted};
const Cluster unknown_cluster{"?", Cluster::Trust::unknown};

Ask saying(Level level) {
    return [level](const Hosts& hosts) {
        Answers answers;
        for (const std::string& host : hosts) answers.hosts.push_back(answer_of(host, level));
        return answers;
    };
}

void expect_down(const HostState& state, NonOperationalReason reason) {
    EXPECT_FALSE(state.up) << state.host;
    EXPECT_EQ(state.reason, reason) << state.host;
    ASSERT_TRUE(state.event) << state.host;
    EXPECT_EQ(state.event->id, 10000);
    EXPECT_EQ(state.event->name, "VDS_UNTRUSTED");
    EXPECT_EQ(state.event->severity, Severity::error);
    EXPECT_EQ(state.event->variables, (Variables{{"VdsName", state.host}}));
    EXPECT_EQ(printable(state.event->message, 1000), state.event->message);
    EXPECT_NE(state.event->message.back(), '.');
    EXPECT_EQ(state.answer.host, state.host);
}

void expect_up(const HostState& state) {
    EXPECT_TRUE(state.up) << state.host;
    EXPECT_FALSE(state.reason) << state.host;
    EXPECT_FALSE(state.event) << state.host;
    EXPECT_EQ(state.answer.host, state.host);
}

TEST(Activation, HasTheNumbersAndNamesOfTheEngine) {
    EXPECT_EQ(static_cast<int>(NonOperationalReason::untrusted), 12);
    EXPECT_EQ(static_cast<int>(NonOperationalReason::uninitialized), 13);
    EXPECT_EQ(to_string(NonOperationalReason::untrusted), "UNTRUSTED");
    EXPECT_EQ(to_string(NonOperationalReason::uninitialized), "UNINITIALIZED");
}

TEST(Activation, AsksNobodyInAClusterThatIsNotTrusted) {
    SimulatedServer server;
    server.say_of_all_others(Level::untrusted);
    const HostState state = activate_host("a", untrusted_cluster, server.function());
    expect_up(state);
    EXPECT_EQ(state.answer.level, Level::no_answer);
    EXPECT_THAT(server.questions(), IsEmpty());
}

TEST(Activation, LetsOnlyTrustedHostsUpInAClusterThatIsTrusted) {
    for (const Level level : {Level::untrusted, Level::trusted, Level::unknown, Level::timeout, Level::pending,
                              Level::unrecognized, Level::no_answer, static_cast<Level>(99)}) {
        for (const Cluster& cluster : {trusted_cluster, unknown_cluster, Cluster{"", Cluster::Trust{9}}}) {
            const HostState state = activate_host("a", cluster, saying(level));
            if (level == Level::trusted)
                expect_up(state);
            else
                expect_down(state, NonOperationalReason::untrusted);
        }
    }
}

TEST(Activation, AsksForThatHostAlone) {
    SimulatedServer server;
    expect_up(activate_host("a", trusted_cluster, server.function()));
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a"}));
}

TEST(Activation, KeepsAHostDownWhateverGoesWrong) {
    const Ask wrong[] = {
        Ask{},
        [](const Hosts&) -> Answers { throw std::runtime_error("down\n"); },
        [](const Hosts&) -> Answers { throw 1; },
        [](const Hosts&) { return Answers{}; },
        [](const Hosts&) {
            return Answers{{answer_of("a", Level::trusted)}, Error{ErrorCode::permission, "no", {}, {}}};
        },
        [](const Hosts&) {
            return Answers{{answer_of("b", Level::trusted)}, {}};
        },
        [](const Hosts&) {
            return Answers{{answer_of("a", Level::trusted), answer_of("a", Level::trusted)}, {}};
        },
    };
    for (const Ask& ask : wrong) {
        const HostState state = activate_host("a", trusted_cluster, ask);
        expect_down(state, NonOperationalReason::untrusted);
        EXPECT_EQ(state.answer.level, Level::no_answer);
        EXPECT_FALSE(state.answer.detail.empty());
    }
    expect_down(activate_host("", trusted_cluster, saying(Level::trusted)), NonOperationalReason::untrusted);
}

TEST(Activation, EscapesNamesInMessagesAndNotInVariables) {
    const HostState state = activate_host("a\n", trusted_cluster, saying(Level::unknown));
    expect_down(state, NonOperationalReason::untrusted);
    EXPECT_THAT(state.event->message, HasSubstr("'a\\n'"));
}

TEST(EngineStart, AsksForTenAndThenForTwentyAtATime) {
    SimulatedServer server;
    const Hosts hosts = numbered_hosts(55);
    const auto states = start_engine(hosts, server.function());
    ASSERT_THAT(states, SizeIs(55));
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        EXPECT_EQ(states[i].host, hosts[i]);
        expect_up(states[i]);
    }
    std::vector<std::size_t> sizes;
    Hosts asked;
    for (const Hosts& question : server.questions()) {
        sizes.push_back(question.size());
        asked.insert(asked.end(), question.begin(), question.end());
    }
    EXPECT_THAT(sizes, ElementsAre(10, 20, 20, 5));
    EXPECT_EQ(asked, hosts);
}

TEST(EngineStart, TakesOtherSizesAndNoneForOne) {
    const auto sizes = [](std::size_t hosts, Stages stages) {
        SimulatedServer server;
        EXPECT_THAT(start_engine(numbered_hosts(hosts), server.function(), stages), SizeIs(hosts));
        std::vector<std::size_t> asked;
        for (const Hosts& question : server.questions()) asked.push_back(question.size());
        return asked;
    };
    EXPECT_THAT(sizes(0, {}), IsEmpty());
    EXPECT_THAT(sizes(10, {}), ElementsAre(10));
    EXPECT_THAT(sizes(11, {}), ElementsAre(10, 1));
    EXPECT_THAT(sizes(4, {0, 0}), ElementsAre(1, 1, 1, 1));
    EXPECT_THAT(sizes(7, {3, 2}), ElementsAre(3, 2, 2));
    EXPECT_THAT(sizes(7, {static_cast<std::size_t>(-1), 2}), ElementsAre(7));
    EXPECT_THAT(sizes(7, {1, static_cast<std::size_t>(-1)}), ElementsAre(1, 6));
}

TEST(EngineStart, PutsAllHostsDownBeforeItAsksForTheFirst) {
    SimulatedServer server;
    std::vector<std::string> story;
    server.during([&](const Hosts& hosts) { story.push_back("ask " + std::to_string(hosts.size())); });
    server.say("c", Level::untrusted);
    server.say("b", Level::no_answer);
    const OnHostState on_state = [&](const HostState& state) {
        story.push_back(state.host + (state.up ? " up" : " " + std::string(to_string(*state.reason))) +
                        (state.event ? " with event" : ""));
    };
    static_cast<void>(start_engine({"a", "b", "c"}, server.function(), {2, 20}, on_state));
    EXPECT_THAT(story, ElementsAre("a UNINITIALIZED", "b UNINITIALIZED", "c UNINITIALIZED", "ask 2", "a up",
                                   "b UNINITIALIZED with event", "ask 1", "c UNTRUSTED with event"));
}

TEST(EngineStart, TellsWhoIsNotTrustedFromWhomNothingIsSaidAbout) {
    SimulatedServer server;
    const Hosts hosts = {"untrusted", "trusted", "unknown", "timeout", "pending", "unrecognized", "silent"};
    for (std::size_t i = 0; i < hosts.size(); ++i) server.say(hosts[i], static_cast<Level>(i));
    const auto states = start_engine(hosts, server.function());
    for (const HostState& state : states) {
        if (state.host == "trusted")
            expect_up(state);
        else if (state.host == "silent")
            expect_down(state, NonOperationalReason::uninitialized);
        else
            expect_down(state, NonOperationalReason::untrusted);
    }
    EXPECT_THAT(unanswered(states), ElementsAre("silent"));
}

// The engine's own thread ends at the first level that it has no word for, and every host behind it stays down.
TEST(EngineStart, GoesOnBehindALevelThatTheEngineDoesNotKnow) {
    SimulatedServer server;
    const Hosts hosts = numbered_hosts(45);
    server.say(hosts[0], Level::pending);
    server.say(hosts[12], Level::unrecognized);
    const auto states = start_engine(hosts, server.function());
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        if (i == 0 || i == 12)
            expect_down(states[i], NonOperationalReason::untrusted);
        else
            expect_up(states[i]);
    }
}

// Nor does anything retry there what the server left out.
TEST(EngineStart, CanAskAgainForThoseThatHadNoAnswer) {
    SimulatedServer server;
    server.say("b", Level::no_answer);
    const auto first = start_engine({"a", "b"}, server.function());
    server.say("b", Level::trusted);
    const auto second = start_engine(unanswered(first), server.function());
    ASSERT_THAT(second, SizeIs(1));
    expect_up(second[0]);
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a", "b"}, Hosts{"b"}));
    EXPECT_THAT(unanswered(second), IsEmpty());
}

TEST(EngineStart, LetsABadBatchLeaveTheOthersAlone) {
    enum class Bad { throws, throws_anything, error, too_few, too_many, wrong_hosts };
    for (const Bad bad :
         {Bad::throws, Bad::throws_anything, Bad::error, Bad::too_few, Bad::too_many, Bad::wrong_hosts}) {
        for (std::size_t bad_batch = 0; bad_batch < 3; ++bad_batch) {
            std::size_t batch = 0;
            const Ask ask = [&](const Hosts& hosts) {
                Answers answers = saying(Level::trusted)(hosts);
                if (batch++ != bad_batch) return answers;
                switch (bad) {
                    case Bad::throws: throw std::runtime_error("down");
                    case Bad::throws_anything: throw 3;
                    case Bad::error: answers.error = Error{ErrorCode::io, "reset", {}, {}}; break;
                    case Bad::too_few: answers.hosts.pop_back(); break;
                    case Bad::too_many: answers.hosts.push_back(answer_of("x", Level::trusted)); break;
                    case Bad::wrong_hosts:
                        for (HostAnswer& answer : answers.hosts) answer.host = "x";
                }
                return answers;
            };
            const Hosts hosts = numbered_hosts(6);
            const auto states = start_engine(hosts, ask, {2, 2});
            EXPECT_EQ(batch, 3U);
            for (std::size_t i = 0; i < hosts.size(); ++i) {
                if (i / 2 == bad_batch)
                    expect_down(states[i], NonOperationalReason::uninitialized);
                else
                    expect_up(states[i]);
            }
            EXPECT_THAT(unanswered(states), ElementsAre(hosts[2 * bad_batch], hosts[2 * bad_batch + 1]));
        }
    }
}

TEST(EngineStart, AsksOnceForAHostThatStandsTwice) {
    SimulatedServer server;
    server.say("a", Level::untrusted);
    std::size_t told = 0;
    const auto states =
        start_engine({"a", "b", "A.", "a", "B"}, server.function(), {}, [&](const HostState&) { ++told; });
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a", "b"}));
    EXPECT_EQ(told, 4U);
    ASSERT_THAT(states, SizeIs(5));
    EXPECT_EQ(states[2].host, "A.");
    EXPECT_EQ(states[4].host, "B");
    for (const std::size_t i : {0U, 2U, 3U}) expect_down(states[i], NonOperationalReason::untrusted);
    for (const std::size_t i : {1U, 4U}) expect_up(states[i]);
    server.say("a", Level::no_answer);
    EXPECT_THAT(unanswered(start_engine({"a", "b", "A."}, server.function())), ElementsAre("a"));
}

TEST(EngineStart, AsksForNothingThatCanBeNoNameOfAHost) {
    SimulatedServer server;
    const auto states = start_engine({"", "a", std::string(300, 'x')}, server.function());
    EXPECT_THAT(server.questions(), ElementsAre(Hosts{"a"}));
    expect_down(states.at(0), NonOperationalReason::uninitialized);
    expect_up(states.at(1));
    expect_down(states.at(2), NonOperationalReason::uninitialized);
}

TEST(EngineStart, IsEndedByWhomItTells) {
    SimulatedServer server;
    const OnHostState stop = [](const HostState& state) {
        if (state.up) throw std::runtime_error("stop");
    };
    EXPECT_THROW(static_cast<void>(start_engine({"a", "b"}, server.function(), {1, 1}, stop)), std::runtime_error);
    EXPECT_THAT(server.questions(), SizeIs(1));
}

trust::Event vds_event(const std::string& host) {
    return *activate_host(host, trusted_cluster, saying(Level::untrusted)).event;
}

TEST(EventThrottle, LetsAnEventOfAHostThroughOnceAMinute) {
    EventThrottle throttle;
    const trust::Event event = vds_event("a");
    EXPECT_TRUE(throttle.admit(event, hours{1}));
    EXPECT_FALSE(throttle.admit(event, hours{1}));
    EXPECT_FALSE(throttle.admit(event, hours{1} + seconds{59}));
    EXPECT_TRUE(throttle.admit(event, hours{1} + minutes{1})) << "counted from the last that was raised";
    EXPECT_FALSE(throttle.admit(event, hours{1} + seconds{119}));
}

TEST(EventThrottle, TellsHostsAndKindsApart) {
    EventThrottle throttle;
    const Instant now{0};
    EXPECT_TRUE(throttle.admit(vds_event("a"), now));
    EXPECT_TRUE(throttle.admit(vds_event("b"), now));
    EXPECT_FALSE(throttle.admit(vds_event("A."), now)) << "the same host";
    trust::Event other = vds_event("a");
    other.id = 10001;
    EXPECT_TRUE(throttle.admit(other, now));
    trust::Event shifted;
    shifted.variables = {{"VmName", "x"}, {"y", "z"}};
    EXPECT_TRUE(throttle.admit(shifted, now));
    shifted.variables = {{"VmName", "x y z"}};
    EXPECT_TRUE(throttle.admit(shifted, now));
    shifted.variables = {{"VmName", "X y z"}};
    EXPECT_TRUE(throttle.admit(shifted, now)) << "names of VMs have their case";
}

TEST(EventThrottle, TakesPeriodsThatMakeNoSense) {
    for (const milliseconds period : {milliseconds{0}, milliseconds{-5}, milliseconds::min()}) {
        EventThrottle open(period);
        EXPECT_TRUE(open.admit(vds_event("a"), seconds{1}));
        EXPECT_TRUE(open.admit(vds_event("a"), seconds{1}));
    }
    EventThrottle closed(milliseconds::max());
    EXPECT_TRUE(closed.admit(vds_event("a"), Instant::min()));
    EXPECT_FALSE(closed.admit(vds_event("a"), hours{100'000}));
}

TEST(EventThrottle, CanBeCopied) {
    auto throttle = std::make_unique<EventThrottle>();
    EXPECT_TRUE(throttle->admit(vds_event("a"), seconds{1}));
    EventThrottle copy = *throttle;
    throttle.reset();
    EXPECT_FALSE(copy.admit(vds_event("a"), seconds{2}));
    EXPECT_TRUE(copy.admit(vds_event("a"), seconds{61}));
}

TEST(ClusterCheck, RefusesATrustedClusterWithoutAnAttestationServer) {
    for (const char* server : {"", " ", "\t\n"}) {
        const auto checked = check_cluster(trusted_cluster, server);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(checked.error().rule, rule::no_server.slug);
        EXPECT_EQ(checked.error().rule, "attest/no-server");
        EXPECT_THAT(checked.error().message, HasSubstr("CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED"));
    }
    EXPECT_TRUE(check_cluster(trusted_cluster, "oat.example.org"));
    EXPECT_TRUE(check_cluster(trusted_cluster, "https://oat.example.org:8443"));
}

TEST(ClusterCheck, PassesAClusterThatIsNotTrustedWhateverTheServer) {
    for (const Cluster& cluster : {untrusted_cluster, unknown_cluster}) {
        EXPECT_TRUE(check_cluster(cluster, ""));
        EXPECT_TRUE(check_cluster(cluster, "oat.example.org"));
    }
}

TEST(ClusterCheck, EscapesTheNameOfTheCluster) {
    const auto checked = check_cluster({"a\nb", Cluster::Trust::trusted}, "");
    ASSERT_FALSE(checked);
    EXPECT_EQ(printable(checked.error().message), checked.error().message);
}

}  // namespace
}  // namespace ovfkit::attest
