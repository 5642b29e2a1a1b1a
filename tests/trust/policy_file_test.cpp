// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_file.hpp>

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/trust/policy_rules.hpp>

#include "trust/pattern.hpp"
#include "trust/toml_scan.hpp"

namespace ovfkit::trust {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What is found in a policy, one line a finding: severity, slug, line and column.
std::vector<std::string> findings_of(const std::string& toml) {
    Diagnostics found;
    const auto policy = parse_policy(toml, "p.toml", found);
    EXPECT_EQ(policy.has_value(), found.worst() != Severity::error);
    if (!policy) {
        EXPECT_EQ(policy.error().code, ErrorCode::malformed);
        EXPECT_FALSE(policy.error().rule.empty());
    }
    std::vector<std::string> lines;
    for (const Diagnostic& one : found) {
        EXPECT_EQ(one.message, printable(one.message, 10'000));
        EXPECT_EQ(one.where.source, "p.toml");
        EXPECT_LE(one.where.span.begin, one.where.span.end);
        EXPECT_LE(one.where.span.end, toml.size());
        lines.push_back(std::string(one.rule) + " " + std::to_string(one.where.line) + ":" +
                        std::to_string(one.where.column));
    }
    return lines;
}

Policy parsed(const std::string& toml) {
    Diagnostics found;
    auto policy = parse_policy(toml, "p.toml", found);
    EXPECT_TRUE(policy) << (found.empty() ? "" : found.all().front().message);
    return policy ? *policy : Policy{};
}

std::string message_of(const std::string& toml) {
    Diagnostics found;
    (void)parse_policy(toml, "p.toml", found);
    return found.empty() ? "" : found.all().front().message;
}

TEST(PolicyFile, ReadsEveryKeyOfARule) {
    const Policy policy = parsed(R"(version = 1
unrecorded = "allow"
record = "required"
[otherwise]
action = "refuse"
landing = "from-cluster"
require-signed-trust = true

[[rule]]
name = "lab"
cluster = ["lab-*", "test"]
cluster-trust = ["untrusted", "unknown"]
vm = "web-?"
id = "4f*"
kind = "template"
requires-trust = true
trusted-host = [true, "absent"]
trusted-cluster = "false"
signature = ["accepted", "absent"]
action = "warn"
acknowledgement = "required"
acknowledged-by = ["root", "*@ops.example"]
require-signed-trust = true
digests = ["sha256", "sha512"]
rsa-bits = 3072
ec-bits = 256
landing = "from-cluster"
)");
    EXPECT_EQ(policy.source, "p.toml");
    EXPECT_EQ(policy.unrecorded, Policy::Unrecorded::allow);
    EXPECT_EQ(policy.record, Policy::Record::required);
    EXPECT_EQ(policy.otherwise, (ImportPolicy{Action::refuse, ImportPolicy::Landing::from_cluster, true}));
    EXPECT_EQ(policy.otherwise_line, 4U);
    EXPECT_TRUE(policy.otherwise_is_rule);
    ASSERT_EQ(policy.rules.size(), 1U);
    const PolicyRule& rule = policy.rules[0];
    EXPECT_EQ(rule.name, "lab");
    EXPECT_EQ(rule.line, 9U);
    EXPECT_THAT(rule.cluster, ElementsAre("lab-*", "test"));
    EXPECT_THAT(rule.cluster_trust, ElementsAre(Cluster::Trust::untrusted, Cluster::Trust::unknown));
    EXPECT_THAT(rule.vm, ElementsAre("web-?"));
    EXPECT_THAT(rule.id, ElementsAre("4f*"));
    EXPECT_EQ(rule.kind, model::EntityKind::template_);
    EXPECT_EQ(rule.requires_trust, true);
    EXPECT_THAT(rule.trusted_host, ElementsAre(FlagState::true_, FlagState::absent));
    EXPECT_THAT(rule.trusted_cluster, ElementsAre(FlagState::false_));
    EXPECT_THAT(rule.signature, ElementsAre(SignedTrust::accepted, SignedTrust::absent));
    EXPECT_EQ(rule.action, Action::warn);
    EXPECT_EQ(rule.acknowledgement, Acknowledging::required);
    EXPECT_THAT(rule.acknowledged_by, ElementsAre("root", "*@ops.example"));
    EXPECT_TRUE(rule.require_signed_trust);
    EXPECT_THAT(rule.strength.digests, ElementsAre(crypto::DigestAlgorithm::sha256, crypto::DigestAlgorithm::sha512));
    EXPECT_EQ(rule.strength.rsa_bits, 3072U);
    EXPECT_EQ(rule.strength.ec_bits, 256U);
    EXPECT_EQ(rule.landing, ImportPolicy::Landing::from_cluster);
}

TEST(PolicyFile, TakesTheDefaultsOfTheLibraryForWhatItDoesNotSay) {
    const Policy policy = parsed("version = 1\n[[rule]]\naction = \"refuse\"\n");
    EXPECT_EQ(policy.unrecorded, Policy::Unrecorded::refuse);
    EXPECT_EQ(policy.record, Policy::Record::optional);
    EXPECT_EQ(parsed("version = 1\nrecord = \"optional\"\n[[rule]]\naction = \"warn\"\n").record,
              Policy::Record::optional);
    EXPECT_THAT(findings_of("version = 1\nrecord = \"never\"\n[[rule]]\naction = \"warn\"\n"),
                ElementsAre("policy/wrong-value 2:10"));
    EXPECT_EQ(policy.otherwise, ImportPolicy{});
    EXPECT_EQ(policy.otherwise_line, 0U);
    EXPECT_FALSE(policy.otherwise_is_rule);
    ASSERT_EQ(policy.rules.size(), 1U);
    EXPECT_EQ(policy.rules[0].name, "rule 1");
    EXPECT_EQ(policy.rules[0].line, 2U);
    EXPECT_EQ(policy.rules[0].acknowledgement, Acknowledging::accepted);
    EXPECT_THAT(policy.rules[0].cluster, IsEmpty());
}

TEST(PolicyFile, FindsEverythingThatIsWrongAtOnceAndWhere) {
    EXPECT_THAT(findings_of(R"(versoin = 1
[otherwise]
action = "deny"
[[rule]]
cluster = []
vm = 7
acton = "allow"
[[rule]]
action = "allow"
digests = "md5"
rsa-bits = 1024
trusted-host = ["yes", 1.5]
requires-trust = "true"
)"),
                ElementsAre("policy/missing-key 1:1",     // version
                            "policy/unknown-key 1:1",     // versoin
                            "policy/wrong-value 3:10",    // deny
                            "policy/missing-key 4:1",     // action
                            "policy/wrong-value 5:11",    // an empty list
                            "policy/wrong-type 6:6",      // 7
                            "policy/unknown-key 7:1",     // acton
                            "policy/wrong-value 10:11",   // md5
                            "policy/wrong-value 11:12",   // 1024
                            "policy/wrong-value 12:17",   // yes
                            "policy/wrong-type 12:24",    // 1.5
                            "policy/wrong-type 13:18"));  // "true"
}

TEST(PolicyFile, GuessesWhichKeyIsMeant) {
    Diagnostics found;
    (void)parse_policy("version = 1\n[[rule]]\naction = \"warn\"\nacknowledged_by = \"x\"\ncolour = 1\n", "p", found);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found.all()[0].hint, "did you mean 'acknowledged-by'?");
    EXPECT_EQ(found.all()[0].message, "a rule has no key 'acknowledged_by'");
    EXPECT_EQ(found.all()[1].hint, rule::policy_unknown_key.hint) << "nothing is near";
}

TEST(PolicyFile, SaysWhereTheTextIsNoToml) {
    EXPECT_THAT(findings_of("version = 1\nversion = 1\n"), ElementsAre("policy/syntax 2:11"));
    EXPECT_THAT(findings_of("version = \n"), ElementsAre("policy/syntax 1:11"));
    EXPECT_THAT(findings_of("[[rule]\n"), ElementsAre("policy/syntax 1:8"));
    EXPECT_THAT(findings_of("a = \"\xC3\xA4\"\nb = \"\xFF\"\n"), ElementsAre("policy/syntax 2:6"));
    EXPECT_THAT(findings_of(std::string("a = 1\n\0", 7)), ElementsAre("policy/syntax 2:1"));
    EXPECT_THAT(findings_of("a = 1\rb = 2\n"), ElementsAre("policy/syntax 1:6"));
    EXPECT_THAT(findings_of("# \x1b[2J\n"), ElementsAre("policy/syntax 1:3"));
    EXPECT_THAT(findings_of("\xFF\xFEv\0"), ElementsAre("policy/syntax 1:1"));
}

TEST(PolicyFile, RefusesAnEmptyFile) { EXPECT_THAT(findings_of(""), ElementsAre("policy/missing-key 0:0")); }

TEST(PolicyFile, ReadsAMarkOfUtf8AndLinesOfWindows) {
    const Policy policy =
        parsed("\xEF\xBB\xBFversion = 1\r\n\r\n[[rule]]\r\nname = \"\xC3\xA4\"\r\naction = \"warn\"\r\n");
    ASSERT_EQ(policy.rules.size(), 1U);
    EXPECT_EQ(policy.rules[0].line, 3U);
    EXPECT_EQ(policy.rules[0].name, "\xC3\xA4");
    EXPECT_THAT(findings_of("\xEF\xBB\xBFversion = 1\r\nx = 1\r\n"), ElementsAre("policy/unknown-key 2:1"));
    Diagnostics found;
    (void)parse_policy("\xEF\xBB\xBFversion = 1\r\nx = 1\r\n", "p", found);
    EXPECT_EQ(found.all().front().where.span.begin, 16U) << "a byte of the file, with its mark";
}

TEST(PolicyFile, CountsColumnsInCharacters) {
    EXPECT_THAT(findings_of("version = 1\n\"\xC3\xA4\xC3\xB6\".b = 1 \n"), ElementsAre("policy/unknown-key 2:1"));
    EXPECT_THAT(findings_of("version = 1\nrule = [{name = \"\xC3\xA4\", x = 1, action = \"warn\"}]\n"),
                ElementsAre("policy/unknown-key 2:22"));
}

TEST(PolicyFile, RefusesWhatIsTooMuch) {
    EXPECT_THAT(findings_of("# " + std::string(300'000, 'x')), ElementsAre("policy/too-large 0:0"));
    std::string rules = "version = 1\n";
    for (int i = 0; i < 501; ++i) rules += "[[rule]]\naction = \"warn\"\ncluster = \"c" + std::to_string(i) + "\"\n";
    EXPECT_THAT(findings_of(rules), ElementsAre("policy/too-large 1502:1"));
    std::string names = "version = 1\n[[rule]]\naction = \"warn\"\nvm = [";
    for (int i = 0; i < 1001; ++i) names += "\"a\",";
    EXPECT_THAT(findings_of(names + "]\n"), ElementsAre("policy/too-large 4:6"));
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"warn\"\nvm = \"" + std::string(257, 'x') + "\"\n"),
                ElementsAre("policy/wrong-value 4:6"));
}

TEST(PolicyFile, SurvivesWhatNestsDeeply) {
    for (const char* piece : {"[", "{a=", "a.", "[{a=", "\"a\".", "'a' . "}) {
        std::string toml = "version = 1\nx = ";
        if (std::string(piece).find('.') != std::string::npos) toml = "version = 1\n";
        for (int i = 0; i < 40'000; ++i) toml += piece;
        EXPECT_THAT(findings_of(toml), ElementsAre(testing::StartsWith("policy/too-large "))) << piece;
    }
    // What only looks like it is no key.
    EXPECT_THAT(findings_of("# " + std::string(5000, '.') + "\nversion = 1\n[[rule]]\naction = \"warn\"\nvm = \"" +
                            std::string(200, '.') + "\"\nid = '''" + std::string(100, '[') + "'''\n"),
                IsEmpty());
}

TEST(PolicyFile, NamesAreOneEach) {
    EXPECT_THAT(
        findings_of("version = 1\n[[rule]]\nname = \"a\"\naction = \"warn\"\nkind=\"vm\"\n[[rule]]\nname = \"a\"\n"
                    "action = \"warn\"\n"),
        ElementsAre("policy/repeated-name 7:8"));
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\nname = \"rule 2\"\naction = \"warn\"\nkind=\"vm\"\n[[rule]]\n"
                            "action = \"warn\"\n"),
                ElementsAre("policy/repeated-name 6:1"));
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\nname = \"otherwise\"\naction = \"warn\"\n"),
                ElementsAre("policy/wrong-value 3:8"));
}

TEST(PolicyFile, RefusesWhatContradictsItself) {
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"warn\"\nacknowledgement = \"ignored\"\n"
                            "acknowledged-by = \"root\"\n"),
                ElementsAre("policy/contradiction 5:1"));
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"refuse\"\nacknowledgement = \"required\"\n"),
                ElementsAre("policy/contradiction 4:1"));
}

TEST(PolicyFile, EscapesWhatItRepeats) {
    EXPECT_THAT(message_of("version = 1\n\"\\u001b[2J\" = 1\n"), HasSubstr("\\u{1b}[2J"));
    EXPECT_THAT(message_of("version = 1\nunrecorded = \"\\u202e\"\n"), HasSubstr("\\u{202e}"));
}

TEST(PolicyFile, KnowsNoOtherVersion) {
    EXPECT_THAT(findings_of("version = 2\n"), ElementsAre("policy/wrong-value 1:11"));
    EXPECT_THAT(findings_of("version = \"1\"\n"), ElementsAre("policy/wrong-type 1:11"));
}

TEST(PolicyFile, WarnsOfRulesThatCannotDecide) {
    const std::string head = "version = 1\n";
    EXPECT_THAT(findings_of(head + "[[rule]]\naction = \"warn\"\n[[rule]]\naction = \"refuse\"\nkind = \"vm\"\n"),
                ElementsAre("policy/unreachable-rule 4:1"));
    EXPECT_THAT(findings_of(head + "[[rule]]\naction = \"warn\"\ncluster = [\"a\", \"b\"]\n[[rule]]\n"
                                   "action = \"refuse\"\ncluster = \"b\"\nkind = \"vm\"\n"),
                ElementsAre("policy/unreachable-rule 5:1"));
    EXPECT_THAT(findings_of(head + "[[rule]]\naction = \"warn\"\ncluster = \"*\"\n[[rule]]\naction = \"refuse\"\n"),
                ElementsAre("policy/unreachable-rule 5:1"));
    EXPECT_THAT(findings_of(head + "[[rule]]\naction = \"warn\"\ncluster = [\"a\", \"b\"]\n[[rule]]\n"
                                   "action = \"refuse\"\ncluster = [\"b\", \"c\"]\n"),
                IsEmpty());
    EXPECT_THAT(findings_of(head + "[[rule]]\naction = \"warn\"\nsignature = \"accepted\"\nrsa-bits = 4096\n[[rule]]\n"
                                   "action = \"refuse\"\nsignature = \"accepted\"\n"),
                IsEmpty())
        << "a weaker signature reaches the second one";
}

TEST(PolicyFile, WarnsOfNamesThatNobodySigned) {
    const std::string rule = "version = 1\n[[rule]]\naction = \"allow\"\nvm = \"lab-*\"\n";
    EXPECT_THAT(findings_of(rule), ElementsAre("policy/unsigned-name 2:1"));
    EXPECT_THAT(findings_of(rule + "signature = [\"accepted\", \"absent\"]\n"),
                ElementsAre("policy/unsigned-name 2:1"));
    EXPECT_THAT(findings_of(rule + "signature = \"accepted\"\n"), IsEmpty());
    EXPECT_THAT(findings_of(rule + "require-signed-trust = true\n"), IsEmpty());
    EXPECT_THAT(findings_of(rule + "acknowledgement = \"required\"\n"), IsEmpty());
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"warn\"\nid = \"lab-*\"\n"), IsEmpty());
}

TEST(PolicyFile, WarnsOfRefusalsThatAnotherNameEvades) {
    const std::string rule = "version = 1\n[[rule]]\naction = \"refuse\"\ncluster = \"prod\"\nvm = \"lab-*\"\n";
    const auto warned = ElementsAre("policy/evadable-name 2:1");
    EXPECT_THAT(findings_of(rule), warned);
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"refuse\"\nid = \"4f*\"\n"), warned);
    EXPECT_THAT(findings_of(rule + "[otherwise]\naction = \"warn\"\n"), warned);
    EXPECT_THAT(findings_of(rule + "[otherwise]\naction = \"refuse\"\n"), IsEmpty());
    EXPECT_THAT(findings_of(rule + "[[rule]]\naction = \"refuse\"\n"), IsEmpty());
    EXPECT_THAT(findings_of(rule + "[[rule]]\ncluster = \"lab\"\naction = \"refuse\"\n"), warned);
    EXPECT_THAT(findings_of(rule + "[[rule]]\naction = \"allow\"\n[otherwise]\naction = \"refuse\"\n"), warned);
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"refuse\"\nvm = \"*\"\n"), IsEmpty());
    EXPECT_THAT(findings_of("version = 1\n[[rule]]\naction = \"refuse\"\nkind = \"template\"\n"), IsEmpty());
}

TEST(PolicyFile, CallsTheLandingAsTheCommandLineDoes) {
    for (const std::string word : {"cluster", "from-cluster"})
        EXPECT_EQ(parsed("version = 1\n[[rule]]\naction = \"warn\"\nlanding = \"" + word + "\"\n").rules.at(0).landing,
                  ImportPolicy::Landing::from_cluster);
}

TEST(PolicyFile, WarnsOfAPolicyWithoutARule) {
    Diagnostics found;
    ASSERT_TRUE(parse_policy("version = 1\nunrecorded = \"allow\"\n", "p.toml", found));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.all()[0].rule, "policy/no-rule");
    EXPECT_EQ(found.all()[0].severity, Severity::warning);
    EXPECT_THAT(findings_of("version = 1\n[otherwise]\naction = \"refuse\"\n"), IsEmpty()) << "a rule for everything";
}

TEST(PolicyFile, SaysWhetherSignaturesMatter) {
    EXPECT_FALSE(asks_for_signatures(parsed("version = 1\n[[rule]]\naction = \"warn\"\n")));
    EXPECT_TRUE(
        asks_for_signatures(parsed("version = 1\n[otherwise]\naction = \"warn\"\nrequire-signed-trust = true\n")));
    EXPECT_TRUE(asks_for_signatures(parsed("version = 1\n[[rule]]\naction = \"warn\"\nsignature = \"absent\"\n")));
    EXPECT_TRUE(asks_for_signatures(parsed("version = 1\n[[rule]]\naction = \"warn\"\nrequire-signed-trust = true\n")));
}

TEST(Pattern, IsTheWholeTextLetterByLetter) {
    EXPECT_TRUE(matches("web", "web"));
    EXPECT_FALSE(matches("web", "Web"));
    EXPECT_FALSE(matches("web", "web1"));
    EXPECT_TRUE(matches("*", ""));
    EXPECT_FALSE(matches("?", ""));
    EXPECT_TRUE(matches("?", "\xC3\xA4")) << "one character";
    EXPECT_TRUE(matches("*?", "a\xC3\xA4"));
    EXPECT_TRUE(matches("a*b*c", "a-b-b-c"));
    EXPECT_FALSE(matches("a*b*c", "a-c-b"));
    EXPECT_TRUE(matches("**a**", "xax"));
    EXPECT_TRUE(matches("[a]", "[a]")) << "there are no classes";
    EXPECT_TRUE(matches("?", "*"));
}

TEST(Pattern, TakesNoLongerThanTheProductOfBothLengths) {
    std::string pattern;
    for (int i = 0; i < 100; ++i) pattern += "*a";
    // With backtracking over all stars this would not end in this world.
    EXPECT_FALSE(matches(pattern + "b*", std::string(most_matched, 'a')));
    EXPECT_FALSE(matches(pattern + "b", std::string(most_matched, 'a')));
    const std::string long_name = std::string(2000, 'x') + "-lab-" + std::string(2000, 'y');
    EXPECT_TRUE(matches("*-lab-*", long_name));
    EXPECT_TRUE(matches("x*-l?b-*y", long_name));
    EXPECT_FALSE(matches("*-lab-*z", long_name));
    EXPECT_TRUE(matches("*ab", "xaab")) << "the end is compared at the end";
    EXPECT_FALSE(matches("aab*aab", "aab"));
    EXPECT_FALSE(matches("?ab", "ab"));
}

TEST(Pattern, ComparesNoNameThatNoEngineHas) {
    EXPECT_TRUE(matches("*x", std::string(most_matched, 'x')));
    const std::string longer(most_matched + 1, 'x');
    EXPECT_FALSE(matches("*x", longer));
    EXPECT_FALSE(matches(longer, longer));
    EXPECT_TRUE(matches("*", longer));
    EXPECT_TRUE(matches("**", longer));
    EXPECT_FALSE(matches("?", longer));
}

TEST(PolicyCases, ReadsEveryKey) {
    Diagnostics found;
    const auto cases = parse_cases(R"(version = 1
[[case]]
name = "one"
vm = "web"
id = "4f"
kind = "template"
trusted-host = true
trusted-cluster = false
signature = "accepted"
digest = "sha256"
rsa-bits = 2048
ec-bits = 256
manifest-digest = "sha1"
disowned = true
cluster = "lab"
cluster-trust = "untrusted"
acknowledged-by = "root"
acknowledged-why = "drill"
expect = "warn"
expect-rule = "lab"
[[case]]
expect = "allow"
)",
                                   "c.toml", found);
    ASSERT_TRUE(cases);
    EXPECT_TRUE(found.empty());
    ASSERT_EQ(cases->size(), 2U);
    const PolicyCase& one = cases->front();
    EXPECT_EQ(one.name, "one");
    EXPECT_EQ(one.line, 2U);
    EXPECT_EQ(one.entity.name, "web");
    EXPECT_EQ(one.entity.id, "4f");
    EXPECT_EQ(one.entity.kind, model::EntityKind::template_);
    EXPECT_EQ(one.entity.trust, (TrustFacts{true, false}));
    EXPECT_EQ(one.signed_trust, SignedTrust::accepted);
    ASSERT_TRUE(one.signature_strength);
    EXPECT_EQ(*one.signature_strength, (SignatureStrength{crypto::DigestAlgorithm::sha256, false, 2048U, 256U, false}));
    EXPECT_EQ(one.manifest_digest, crypto::DigestAlgorithm::sha1);
    EXPECT_TRUE(one.disowned);
    EXPECT_EQ(one.cluster, (Cluster{"lab", Cluster::Trust::untrusted}));
    EXPECT_EQ(one.acknowledgement, (Acknowledgement{"root", "drill"}));
    EXPECT_EQ(one.expected, Outcome::warn);
    EXPECT_EQ(one.expected_rule, "lab");
    EXPECT_EQ(cases->back().name, "case 2");
    EXPECT_EQ(cases->back().cluster.trust, Cluster::Trust::unknown);
    EXPECT_FALSE(cases->back().acknowledgement);
}

TEST(PolicyCases, RefusesWhatHasNoExpectation) {
    Diagnostics found;
    EXPECT_FALSE(parse_cases("version = 1\n[[case]]\nvm = \"a\"\nexpected = \"warn\"\n", "c.toml", found));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found.all()[0].rule, rule::policy_missing_key.slug);
    EXPECT_EQ(found.all()[1].hint, "did you mean 'expect'?");
    Diagnostics none;
    EXPECT_FALSE(parse_cases("version = 1\n", "c.toml", none)) << "a table of nothing passes nothing";
    none = Diagnostics();
    EXPECT_FALSE(parse_cases("version = 1\ncase = []\n", "c.toml", none)) << "and neither does an empty one";
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none.all()[0].rule, rule::policy_wrong_value.slug);
    EXPECT_EQ(none.all()[0].where.line, 2U);
}

TEST(PolicyCases, PassWhenOutcomeAndRuleAreTheExpectedOnes) {
    const Policy policy = parsed("version = 1\n[[rule]]\nname = \"lab\"\ncluster = \"lab\"\naction = \"refuse\"\n");
    Diagnostics found;
    const auto cases = parse_cases(R"(version = 1
case = [
  {cluster = "lab", expect = "refuse"},
  {cluster = "lab", expect = "refuse", expect-rule = "lab"},
  {cluster = "lab", expect = "warn"},
  {cluster = "lab", expect = "refuse", expect-rule = "otherwise"},
  {cluster = "prod", expect = "allow", expect-rule = "otherwise"},
]
)",
                                   "c.toml", found);
    ASSERT_TRUE(cases);
    std::string passed;
    for (const CaseResult& one : run_cases(*cases, policy)) passed += one.passed ? '+' : '-';
    EXPECT_EQ(passed, "++--+");
    EXPECT_EQ(run_cases(*cases, policy)[0].rule, "lab");
    EXPECT_EQ(run_cases(*cases, policy)[0].decision.decided_by, "lab (p.toml:2)");
}

}  // namespace
}  // namespace ovfkit::trust
