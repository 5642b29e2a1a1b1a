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
#include <ovfkit/report/examples.hpp>

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

/// A rule that no file can show by lying there, only something that is done, and the test that does it.
struct Exception {
    const char* slug;
    const char* why;
    const char* shown_by;
};

constexpr Exception exceptions[] = {
    {"attest/conflicting-answers", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"attest/malformed-entry", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"attest/malformed-reply", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"attest/missing-host", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"attest/no-server", "a cluster and its configuration", "tests/attest/activation_test.cpp"},
    {"attest/trusted-in-name-only", "what hosts of a cluster are", "tests/golden/import_test.py"},
    {"attest/unanswered", "a server that does not answer", "tests/golden/import_test.py"},
    {"attest/unasked-host", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"attest/unknown-level", "a reply that an attestation server gave", "tests/attest/poll_reply_test.cpp"},
    {"engine/ambiguous-cluster", "an engine that was asked", "tests/engine/client_test.cpp"},
    {"engine/conflicting-flags", "REST XML is no descriptor", "tests/engine/resource_read_test.cpp"},
    {"engine/misplaced-flag", "REST XML is no descriptor", "tests/engine/resource_read_test.cpp"},
    {"engine/not-a-resource", "REST XML is no descriptor", "tests/engine/resource_read_test.cpp"},
    {"engine/refused-credentials", "an engine that was asked", "tests/engine/client_test.cpp"},
    {"engine/repeated-value", "REST XML is no descriptor", "tests/engine/resource_read_test.cpp"},
    {"engine/unknown-cluster", "an engine that was asked", "tests/engine/client_test.cpp"},
    {"engine/unreadable-answer", "an engine that was asked", "tests/engine/client_test.cpp"},
    {"engine/unreadable-flag", "REST XML is no descriptor", "tests/engine/resource_read_test.cpp"},
    {"file/too-many-findings", "the command line says it of what it leaves out", "tests/golden/validate_test.py"},
    {"manifest/too-large", "it would be too large a fixture", "tests/manifest/limits_test.cpp"},
    {"manifest/too-many-lines", "it would be too large a fixture", "tests/manifest/limits_test.cpp"},
    {"package/interrupted-change", "the record of a change counts only beside the archive it was made for",
     "tests/golden/system_test.py"},
    {"package/signature-dropped", "packing says it when it makes a new manifest",
     "tests/package/pack_contents_test.cpp"},
    {"package/unreferenced-file", "packing says it of what it leaves out", "tests/golden/transcripts/pack.txt"},
    {"policy/acknowledgement-ignored", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/acknowledgement-needed", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/contradiction", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/decided", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/evadable-name", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/missing-key", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/no-rule", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/not-entitled", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/not-recorded", "a decision that could not be recorded", "tests/trust/policy_decide_test.cpp"},
    {"policy/not-understood", "a decision by a rule that no file can hold", "tests/trust/policy_decide_test.cpp"},
    {"policy/repeated-name", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/signature-needed", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/syntax", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/too-large", "a finding about a policy", "tests/trust/policy_file_test.cpp"},
    {"policy/unknown-key", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/unreachable-rule", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/unsigned-name", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/weak-manifest", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/weak-signature", "a decision", "tests/golden/transcripts/policy.txt"},
    {"policy/wrong-type", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"policy/wrong-value", "a finding about a policy", "tests/golden/transcripts/policy.txt"},
    {"trust/acknowledged", "a decision", "tests/golden/transcripts/check_import.txt"},
    {"trust/disowned-descriptor", "a decision", "tests/golden/transcripts/verify.txt"},
    {"trust/flags-from-cluster", "a decision", "tests/golden/transcripts/check_import.txt"},
    {"trust/invalid-acknowledgement", "a decision", "tests/trust/decide_test.cpp"},
    {"trust/trusted-target", "a decision", "tests/golden/transcripts/check_import.txt"},
    {"trust/unknown-cluster", "a decision", "tests/golden/transcripts/check_import.txt"},
    {"trust/untrusted-target", "a decision", "tests/golden/transcripts/check_import.txt"},
};

std::map<std::string, std::set<bool>> kinds_by_slug() {
    std::map<std::string, std::set<bool>> kinds;
    for (const RuleFixture& fixture : rule_fixtures()) kinds[fixture.slug].insert(fixture.bad);
    return kinds;
}

/// All rules of the catalog that lack something, one a line.
template <class HasIt>
std::string rules_without(HasIt has_it) {
    std::string lacking;
    for (const Rule* rule : report::catalog())
        if (!has_it(rule->slug)) lacking += std::string(rule->slug) + "\n";
    return lacking;
}

TEST(RuleFixtureCoverage, EveryRuleHasABadAndAGoodOne) {
    auto kinds = kinds_by_slug();
    for (const Exception& one : exceptions) kinds[one.slug] = {false, true};
    EXPECT_EQ(rules_without([&](std::string_view slug) { return kinds[std::string(slug)].size() == 2; }), "");
}

TEST(RuleFixtureCoverage, EveryRuleHasAnExample) {
    EXPECT_EQ(rules_without([](std::string_view slug) { return !report::example_of(slug).empty(); }), "");
}

TEST(RuleFixtureCoverage, WhatIsExceptedIsARuleWithoutFixturesThatAnotherTestShows) {
    const auto kinds = kinds_by_slug();
    for (const Exception& one : exceptions) {
        EXPECT_NE(report::find_rule(one.slug), nullptr) << one.slug;
        EXPECT_EQ(kinds.count(one.slug), 0U) << one.slug << " has fixtures and is no exception any more";
        EXPECT_THAT(contents(std::string(OVFKIT_SOURCE_DIR) + "/" + one.shown_by), testing::HasSubstr(one.slug))
            << one.why;
    }
}

}  // namespace
}  // namespace ovfkit::test
