// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/host_choice.hpp>

#include <iterator>
#include <optional>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Level all_levels[] = {Level::untrusted, Level::trusted,      Level::unknown,  Level::timeout,
                                Level::pending,   Level::unrecognized, Level::no_answer};

std::vector<HostAnswer> one_of_each() {
    std::vector<HostAnswer> hosts;
    for (const Level level : all_levels) hosts.push_back(answer_of("is-" + std::string(to_string(level)), level));
    return hosts;
}

TEST(HostChoice, RequiresATrustedHostWhenEitherFactAsksForTrust) {
    const std::optional<bool> states[] = {std::nullopt, false, true};
    for (const auto host : states) {
        for (const auto cluster : states) {
            const bool asks = host == true || cluster == true;
            EXPECT_EQ(requirement_of({host, cluster}), asks ? Requirement::trusted_host : Requirement::any_host);
        }
    }
}

TEST(HostChoice, LeavesOnlyTrustedHostsToWhomNeedsOne) {
    const HostChoice choice = choose_hosts(one_of_each(), Requirement::trusted_host);
    EXPECT_THAT(choice.hosts, ElementsAre("is-trusted"));
    std::vector<std::string> left_out;
    for (const LeftOut& host : choice.left_out) left_out.push_back(host.answer.host);
    EXPECT_THAT(left_out, ElementsAre("is-untrusted", "is-unknown", "is-timeout", "is-pending", "is-unrecognized",
                                      "is-no-answer"));
}

TEST(HostChoice, LeavesEveryHostToWhomNeedsNone) {
    const HostChoice choice = choose_hosts(one_of_each(), Requirement::any_host);
    EXPECT_THAT(choice.hosts, SizeIs(std::size(all_levels)));
    EXPECT_THAT(choice.left_out, IsEmpty());
}

TEST(HostChoice, TakesANumberThatIsNoRequirementForTheStricterOne) {
    EXPECT_THAT(choose_hosts(one_of_each(), static_cast<Requirement>(77)).hosts, ElementsAre("is-trusted"));
}

TEST(HostChoice, BelievesNoLevelThatIsNone) {
    EXPECT_THAT(choose_hosts({answer_of("a", static_cast<Level>(77))}, Requirement::trusted_host).hosts, IsEmpty());
}

TEST(HostChoice, KeepsTheOrderAndWhatStandsTwice) {
    const std::vector<HostAnswer> hosts = {answer_of("b", Level::trusted), answer_of("a", Level::trusted),
                                           answer_of("b", Level::trusted)};
    EXPECT_THAT(choose_hosts(hosts, Requirement::trusted_host).hosts, ElementsAre("b", "a", "b"));
    EXPECT_THAT(choose_hosts({}, Requirement::trusted_host).hosts, IsEmpty());
}

TEST(HostChoice, SaysOfEachHostWhyItIsLeftOut) {
    std::set<std::string> reasons;
    for (const LeftOut& host : choose_hosts(one_of_each(), Requirement::trusted_host).left_out) {
        EXPECT_THAT(host.reason, HasSubstr("'" + host.answer.host + "'"));
        EXPECT_NE(host.reason.back(), '.');
        reasons.insert(host.reason.substr(host.reason.rfind('\'')));
    }
    EXPECT_THAT(reasons, SizeIs(6)) << "each level has a reason of its own";
}

TEST(HostChoice, EscapesWhatServersAndHostsSay) {
    HostAnswer evil = answer_of("e\x1b[2J\n", Level::unrecognized);
    evil.word = "\xE2\x80\xAEtrusted";
    evil.detail = "so\nit is";
    const HostChoice choice = choose_hosts({evil}, Requirement::trusted_host);
    const std::string& reason = choice.left_out.at(0).reason;
    EXPECT_EQ(reason, "host 'e\\u{1b}[2J\\n' is said to be '\\u{202e}trusted', which is no known level: so\\nit is");
    EXPECT_EQ(choice.left_out.at(0).answer, evil);
}

TEST(HostChoice, SaysWhenALevelIsMissing) {
    HostAnswer without = answer_of("a", Level::unrecognized);
    without.word.clear();
    const HostChoice choice = choose_hosts({without}, Requirement::trusted_host);
    EXPECT_THAT(choice.left_out.at(0).reason, HasSubstr("without a level"));
}

}  // namespace
}  // namespace ovfkit::attest
