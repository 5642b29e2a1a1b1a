// SPDX-License-Identifier: Apache-2.0
// Every rule has a bad fixture in which it is found, where its `.expect` says, and a good one in which it is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

#include <ovfkit/report/catalog.hpp>

#include "validate/validated.hpp"

namespace ovfkit::test {

void PrintTo(const RuleFixture& fixture, std::ostream* out) { *out << fixture.slug << "/" << fixture.name; }

namespace {

class RuleFixtures : public testing::TestWithParam<RuleFixture> {};

std::vector<std::string> findings_of(const Diagnostics& found, const std::string& slug) {
    std::vector<std::string> lines;
    for (const Diagnostic& one : found)
        if (one.rule == slug) lines.push_back(summary(one));
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<std::string> lines_of(const std::string& path) {
    std::vector<std::string> lines;
    std::istringstream text(contents(path));
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

TEST_P(RuleFixtures, BehavesAsItsNameSays) {
    const RuleFixture& fixture = GetParam();
    EXPECT_NE(report::find_rule(fixture.slug), nullptr) << "there is no such rule";
    const Diagnostics found = validated(fixture.path);
    const auto lines = findings_of(found, fixture.slug);
    if (!fixture.bad) {
        EXPECT_THAT(lines, testing::IsEmpty());
        return;
    }
    EXPECT_THAT(lines, testing::Not(testing::IsEmpty()));
    if (std::getenv("OVFKIT_UPDATE_FIXTURES") != nullptr) {
        std::ofstream out(fixture.expect_path());
        for (const std::string& line : lines) out << line << "\n";
    }
    EXPECT_EQ(lines, lines_of(fixture.expect_path())) << "set OVFKIT_UPDATE_FIXTURES=1 to write it anew";
    for (const Diagnostic& one : found) {
        EXPECT_FALSE(one.message.empty()) << one.rule;
        EXPECT_EQ(one.message, printable(one.message, 10'000)) << "messages are escaped";
    }
}

INSTANTIATE_TEST_SUITE_P(All, RuleFixtures, testing::ValuesIn(rule_fixtures()), [](const auto& one) {
    std::string name = one.param.slug + "_" + one.param.name;
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return name;
});

TEST(RuleFixtureCoverage, EveryRuleOfTheRoomHasABadAndAGoodOne) {
    std::map<std::string, std::set<bool>> kinds;
    for (const RuleFixture& fixture : rule_fixtures()) kinds[fixture.slug].insert(fixture.bad);
    for (const Rule* rule : validate::rules())
        EXPECT_EQ(kinds[std::string(rule->slug)].size(), 2U) << rule->slug << " lacks a bad or a good fixture";
}

}  // namespace
}  // namespace ovfkit::test
