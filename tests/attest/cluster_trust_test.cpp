// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/cluster_trust.hpp>

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {
namespace {

using Trust = trust::Cluster::Trust;
using testing::HasSubstr;

Answers answers(const std::vector<Level>& levels) {
    Answers all;
    for (const Level level : levels) {
        HostAnswer answer;
        answer.host = "host-" + std::to_string(all.hosts.size() + 1);
        answer.level = level;
        all.hosts.push_back(answer);
    }
    return all;
}

Answers failed(std::size_t hosts) {
    Answers all = answers(std::vector<Level>(hosts, Level::no_answer));
    all.error = Error{ErrorCode::io, "the server hung up", {}, {}};
    return all;
}

Trust trust_of(Trust claimed, const Answers& hosts, Diagnostics& found) {
    return attested_cluster({"pool", claimed}, hosts, "clusters.toml", found).trust;
}

TEST(AttestedCluster, StaysTrustedWithOneTrustedHost) {
    Diagnostics found;
    EXPECT_EQ(trust_of(Trust::trusted, answers({Level::untrusted, Level::trusted, Level::no_answer}), found),
              Trust::trusted);
    EXPECT_TRUE(found.empty());
}

TEST(AttestedCluster, IsTrustedInNameOnlyWithoutATrustedHost) {
    for (const Level level : {Level::untrusted, Level::unknown, Level::timeout, Level::pending, Level::unrecognized}) {
        Diagnostics found;
        EXPECT_EQ(trust_of(Trust::trusted, answers({Level::no_answer, level}), found), Trust::untrusted);
        ASSERT_EQ(found.size(), 1U) << to_string(level);
        EXPECT_EQ(found.all()[0].rule, rule::trusted_in_name_only.slug);
        EXPECT_THAT(found.all()[0].message, HasSubstr(std::string("'host-2' is ") + std::string(to_string(level))));
        EXPECT_EQ(found.all()[0].where.source, "clusters.toml");
    }
}

TEST(AttestedCluster, IsTrustedInNameOnlyWithoutHosts) {
    Diagnostics found;
    EXPECT_EQ(trust_of(Trust::trusted, {}, found), Trust::untrusted);
    EXPECT_TRUE(found.has(rule::trusted_in_name_only.slug));
    EXPECT_THAT(found.all()[0].message, HasSubstr("has no hosts"));
}

TEST(AttestedCluster, SaysOfHostsThatNobodyWasAskedAboutWhatItIsTold) {
    Diagnostics found;
    EXPECT_EQ(attested_cluster({"pool", Trust::trusted}, {}, "engine", found, "has no host that is up").trust,
              Trust::untrusted);
    EXPECT_THAT(found.all().at(0).message, HasSubstr("'pool' calls itself trusted and has no host that is up"));
    Diagnostics asked;
    EXPECT_EQ(attested_cluster({"pool", Trust::trusted}, answers({Level::pending}), "engine", asked, "is odd").trust,
              Trust::untrusted);
    EXPECT_THAT(asked.all().at(0).message, testing::Not(HasSubstr("is odd")));
}

TEST(AttestedCluster, IsUnknownWhenNobodyAnswers) {
    Diagnostics found;
    EXPECT_EQ(trust_of(Trust::trusted, failed(3), found), Trust::unknown);
    ASSERT_TRUE(found.has(rule::unanswered.slug));
    EXPECT_THAT(found.all()[0].message, HasSubstr("the server hung up"));
    Diagnostics silent;
    EXPECT_EQ(trust_of(Trust::trusted, answers({Level::no_answer}), silent), Trust::unknown);
    EXPECT_TRUE(silent.has(rule::unanswered.slug));
}

TEST(AttestedCluster, BelievesNoAnswerBesideAnError) {
    Answers contradiction = answers({Level::trusted});
    contradiction.error = Error{ErrorCode::io, "broken off", {}, {}};
    Diagnostics found;
    EXPECT_NE(trust_of(Trust::trusted, contradiction, found), Trust::trusted);
    EXPECT_FALSE(found.empty());
}

TEST(AttestedCluster, LeavesOthersAsTheyAre) {
    for (const Trust claimed : {Trust::untrusted, Trust::unknown}) {
        Diagnostics found;
        EXPECT_EQ(trust_of(claimed, answers({Level::trusted}), found), claimed);
        EXPECT_EQ(trust_of(claimed, failed(2), found), claimed);
        EXPECT_TRUE(found.empty());
    }
}

TEST(AttestedCluster, NamesFiveHostsAtMostAndEscapesThem) {
    Answers many = answers(std::vector<Level>(1000, Level::untrusted));
    many.hosts[0].host = "a\x1b[2J";
    Diagnostics found;
    EXPECT_EQ(trust_of(Trust::trusted, many, found), Trust::untrusted);
    const std::string& message = found.all()[0].message;
    EXPECT_THAT(message, HasSubstr("1000 hosts"));
    EXPECT_THAT(message, HasSubstr("'host-5'"));
    EXPECT_EQ(message.find("host-6"), std::string::npos);
    EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace ovfkit::attest
