// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/diagnostic.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit {
namespace {

constexpr Rule a_note{"base/a-note", Severity::note, "a note", "", "", "", "0.1.0"};
constexpr Rule a_warning{"base/a-warning", Severity::warning, "a warning", "", "", "mend it", "0.1.0"};
constexpr Rule an_error{"base/an-error", Severity::error, "an error", "", "", "", "0.1.0"};

TEST(Diagnostics, StartsEmpty) {
    const Diagnostics diagnostics;
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(diagnostics.size(), 0U);
    EXPECT_EQ(diagnostics.worst(), std::nullopt);
    EXPECT_EQ(diagnostics.dropped(), 0U);
    EXPECT_FALSE(diagnostics.full());
}

TEST(Diagnostics, TakesSeverityAndHintFromTheRule) {
    Diagnostics diagnostics;
    diagnostics.report(a_warning, "something", {"file", {3, 5}, 1, 4, "/a"});
    ASSERT_EQ(diagnostics.size(), 1U);
    const Diagnostic& d = diagnostics.all().front();
    EXPECT_EQ(d.rule, "base/a-warning");
    EXPECT_EQ(d.severity, Severity::warning);
    EXPECT_EQ(d.hint, "mend it");
    EXPECT_EQ(d.message, "something");
    EXPECT_EQ(d.where.source, "file");
    EXPECT_EQ(d.where.span, (Span{3, 5}));
}

TEST(Diagnostics, KeepsTheOrderOfReports) {
    Diagnostics diagnostics;
    diagnostics.report(an_error, "first");
    diagnostics.report(a_note, "second");
    std::vector<std::string> messages;
    for (const Diagnostic& d : diagnostics) messages.push_back(d.message);
    EXPECT_THAT(messages, testing::ElementsAre("first", "second"));
}

TEST(Diagnostics, CountsBySeverity) {
    Diagnostics diagnostics;
    diagnostics.report(a_note, "n");
    diagnostics.report(a_warning, "w");
    diagnostics.report(a_warning, "w");
    EXPECT_EQ(diagnostics.count(Severity::note), 1U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 2U);
    EXPECT_EQ(diagnostics.count(Severity::error), 0U);
}

TEST(Diagnostics, WorstIsTheGreatestSeverity) {
    Diagnostics diagnostics;
    diagnostics.report(a_note, "n");
    EXPECT_EQ(diagnostics.worst(), Severity::note);
    diagnostics.report(an_error, "e");
    EXPECT_EQ(diagnostics.worst(), Severity::error);
    diagnostics.report(a_warning, "w");
    EXPECT_EQ(diagnostics.worst(), Severity::error);
}

TEST(Diagnostics, KeepsNoMoreThanTheLimitAndCountsTheRest) {
    Diagnostics diagnostics(2);
    diagnostics.report(a_note, "1");
    EXPECT_FALSE(diagnostics.full());
    diagnostics.report(a_note, "2");
    EXPECT_TRUE(diagnostics.full());
    diagnostics.report(a_warning, "3");
    diagnostics.report(a_warning, "4");
    EXPECT_EQ(diagnostics.size(), 2U);
    EXPECT_EQ(diagnostics.dropped(), 2U);
    EXPECT_EQ(diagnostics.count(Severity::note), 2U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 2U);
    EXPECT_EQ(diagnostics.worst(), Severity::warning);
    EXPECT_FALSE(diagnostics.has("base/a-warning")) << "it was not kept";
}

TEST(Diagnostics, AnErrorTakesThePlaceOfTheNewestLesserFinding) {
    Diagnostics diagnostics(3);
    diagnostics.report(a_note, "1");
    diagnostics.report(an_error, "2");
    diagnostics.report(a_warning, "3");
    EXPECT_FALSE(diagnostics.keeps(Severity::warning));
    EXPECT_TRUE(diagnostics.keeps(Severity::error));
    EXPECT_EQ(diagnostics.report(an_error, "4").message, "4");
    const auto messages = [&] {
        std::string all;
        for (const Diagnostic& d : diagnostics) all += d.message;
        return all;
    };
    EXPECT_EQ(messages(), "124");
    diagnostics.report(an_error, "5");
    EXPECT_EQ(messages(), "245");
    EXPECT_FALSE(diagnostics.keeps(Severity::error));
    EXPECT_EQ(diagnostics.report(an_error, "6").message, "6");
    EXPECT_EQ(messages(), "245");
    EXPECT_EQ(diagnostics.dropped(), 3U);
    EXPECT_EQ(diagnostics.count(Severity::note), 1U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
    EXPECT_EQ(diagnostics.count(Severity::error), 4U);
}

TEST(Diagnostics, ALimitOfZeroKeepsNothingAndStillKnowsTheWorst) {
    Diagnostics diagnostics(0);
    diagnostics.report(a_warning, "w").hint = "may be changed";
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(diagnostics.worst(), Severity::warning);
}

TEST(Diagnostics, AnOmittedLimitIsTheDefault) {
    Diagnostics diagnostics;
    for (std::size_t i = 0; i <= Diagnostics::default_limit; ++i) diagnostics.report(a_note, "n");
    EXPECT_EQ(diagnostics.size(), Diagnostics::default_limit);
    EXPECT_EQ(diagnostics.dropped(), 1U);
}

TEST(Diagnostics, CountsFollowAChangeOfSeverity) {
    Diagnostics diagnostics;
    diagnostics.report(a_warning, "w").severity = Severity::error;
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
    EXPECT_EQ(diagnostics.count(Severity::error), 1U);
    EXPECT_EQ(diagnostics.worst(), Severity::error);
}

TEST(Diagnostics, CountsFollowAChangeOfSeverityOfADroppedFinding) {
    Diagnostics diagnostics(0);
    diagnostics.report(a_warning, "w").severity = Severity::note;
    EXPECT_EQ(diagnostics.worst(), Severity::note);
    diagnostics.report(a_note, "n").severity = Severity::error;
    diagnostics.report(a_note, "n");
    EXPECT_EQ(diagnostics.count(Severity::note), 2U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
    EXPECT_EQ(diagnostics.count(Severity::error), 1U);
}

TEST(Diagnostics, HasFindsASlug) {
    Diagnostics diagnostics;
    diagnostics.report(a_warning, "w");
    EXPECT_TRUE(diagnostics.has("base/a-warning"));
    EXPECT_FALSE(diagnostics.has("base/a-note"));
}

TEST(Diagnostics, AppendTakesFindingsAndCounts) {
    Diagnostics from(1);
    from.report(an_error, "kept");
    from.report(a_warning, "dropped");
    from.report(an_error, "dropped, too");
    Diagnostics to;
    to.report(a_note, "mine");
    to.append(from);
    EXPECT_EQ(to.size(), 2U);
    EXPECT_EQ(to.dropped(), 2U);
    EXPECT_EQ(to.count(Severity::note), 1U);
    EXPECT_EQ(to.count(Severity::warning), 1U);
    EXPECT_EQ(to.count(Severity::error), 2U);
}

TEST(Diagnostics, AppendRespectsTheLimit) {
    Diagnostics from;
    for (int i = 0; i < 5; ++i) from.report(an_error, "e");
    Diagnostics to(2);
    to.append(from);
    EXPECT_EQ(to.size(), 2U);
    EXPECT_EQ(to.dropped(), 3U);
    EXPECT_EQ(to.count(Severity::error), 5U);
}

TEST(Diagnostics, ReportReturnsTheKeptFindingAfterAppendingASinkThatDropped) {
    Diagnostics from(0);
    from.report(a_note, "dropped");
    Diagnostics to;
    to.append(from);
    to.report(a_warning, "w").hint = "changed";
    EXPECT_EQ(to.all().back().hint, "changed");
}

TEST(Diagnostics, CanBeAppendedToItself) {
    Diagnostics diagnostics(3);
    for (int i = 0; i < 5; ++i) diagnostics.report(a_warning, "w");
    diagnostics.append(diagnostics);
    EXPECT_EQ(diagnostics.size(), 3U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 10U);
    EXPECT_EQ(diagnostics.dropped(), 7U);
}

TEST(Severity, HasAWord) {
    EXPECT_EQ(to_string(Severity::note), "note");
    EXPECT_EQ(to_string(Severity::warning), "warning");
    EXPECT_EQ(to_string(Severity::error), "error");
}

}  // namespace
}  // namespace ovfkit
