// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_file.hpp>

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/trust/policy_rules.hpp>
#include <ovfkit/trust/rules.hpp>

namespace ovfkit::trust {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto sha1 = crypto::DigestAlgorithm::sha1;
constexpr auto sha256 = crypto::DigestAlgorithm::sha256;
constexpr auto sha512 = crypto::DigestAlgorithm::sha512;

const Cluster prod{"prod", Cluster::Trust::trusted};
const Cluster lab{"lab", Cluster::Trust::untrusted};
const Acknowledgement root{"root", "drill"};

PolicyRule rule_of(std::string name, Action action) {
    PolicyRule rule;
    rule.name = std::move(name);
    rule.line = 7;
    rule.action = action;
    return rule;
}

Policy policy_of(std::vector<PolicyRule> rules, ImportPolicy otherwise = {}) {
    Policy policy;
    policy.source = "p.toml";
    policy.rules = std::move(rules);
    policy.otherwise = otherwise;
    return policy;
}

Evidence evidence_of(std::string name, TrustFacts trust = {}) {
    EntityEvidence entity;
    entity.name = std::move(name);
    entity.id = "id";
    entity.trust = trust;
    Evidence evidence;
    evidence.entities.push_back(std::move(entity));
    return evidence;
}

Evidence signed_by(Evidence evidence, std::optional<SignatureStrength> strength = std::nullopt,
                   SignedTrust state = SignedTrust::accepted) {
    evidence.signed_trust = state;
    evidence.signature_strength = strength;
    return evidence;
}

SignatureStrength strength_of(std::optional<crypto::DigestAlgorithm> digest, unsigned rsa_bits) {
    SignatureStrength strength;
    strength.digest = digest;
    strength.rsa_bits = rsa_bits;
    return strength;
}

std::vector<std::string> codes(const std::vector<Reason>& reasons) {
    std::vector<std::string> slugs;
    for (const Reason& r : reasons) slugs.emplace_back(r.code);
    return slugs;
}

bool has(const EntityDecision& decision, const Rule& rule) {
    return std::any_of(decision.reasons.begin(), decision.reasons.end(),
                       [&](const Reason& r) { return r.code == rule.slug; });
}

EntityDecision decided(const PolicyRule& rule, const Evidence& evidence, const Cluster& cluster = lab,
                       const std::optional<Acknowledgement>& acknowledgement = std::nullopt) {
    return decide(evidence, cluster, policy_of({rule}), acknowledgement).entities.at(0);
}

TEST(PolicyDecide, NamesTheRuleAndTheLine) {
    const Decision decision = decide(evidence_of("web"), lab, policy_of({rule_of("all", Action::warn)}));
    EXPECT_EQ(decision.entities.at(0).decided_by, "all (p.toml:7)");
    EXPECT_EQ(decision.policy_file, "p.toml");
    EXPECT_EQ(decision.outcome, Outcome::warn);
    ASSERT_THAT(codes(decision.reasons), ElementsAre("policy/decided"));
    EXPECT_EQ(decision.reasons[0].message, "decided by 'all' (p.toml:7): warn");
    EXPECT_EQ(decision.reasons[0].severity, Severity::warning);
    EXPECT_EQ(decision.decided_by, "") << "the entity says it";
}

TEST(PolicyDecide, AppliesTheActionToWhateverTheRuleFits) {
    for (const Action action : {Action::allow, Action::warn, Action::refuse})
        for (const Cluster& cluster : {prod, lab, Cluster{"x", Cluster::Trust::unknown}})
            for (const TrustFacts facts : {TrustFacts{}, TrustFacts{true, {}}, TrustFacts{false, false}}) {
                const EntityDecision one = decided(rule_of("r", action), evidence_of("web", facts), cluster);
                EXPECT_EQ(to_string(one.outcome), to_string(action));
                EXPECT_EQ(one.events.size(),
                          facts.requires_trust() == (cluster.trust == Cluster::Trust::trusted) ? 0U : 1U)
                    << "events tell of the difference and not of the rule";
            }
}

TEST(PolicyDecide, JudgesEachEntityByItsOwnRule) {
    Evidence evidence = evidence_of("web");
    evidence.entities.push_back(evidence_of("db").entities[0]);
    evidence.entities.push_back(evidence_of("mail", {true, {}}).entities[0]);
    PolicyRule web = rule_of("web", Action::refuse);
    web.vm = {"web"};
    PolicyRule db = rule_of("db", Action::allow);
    db.vm = {"d?"};
    const Decision decision = decide(evidence, lab, policy_of({web, db}));
    EXPECT_EQ(decision.entities[0].decided_by, "web (p.toml:7)");
    EXPECT_EQ(decision.entities[1].decided_by, "db (p.toml:7)");
    EXPECT_EQ(decision.entities[2].decided_by, "otherwise (p.toml)");
    EXPECT_EQ(decision.entities[2].outcome, Outcome::warn);
    EXPECT_EQ(decision.outcome, Outcome::refuse) << "as strict as its strictest entity";
}

/// A condition, an entity that it fits, and one that it does not.
struct ConditionCase {
    const char* name;
    void (*set)(PolicyRule&);
    void (*fitting)(Evidence&, Cluster&);
    void (*other)(Evidence&, Cluster&);
    const char* because;
};

const ConditionCase conditions[] = {
    {"cluster",
     [](PolicyRule& r) {
         r.cluster = {"x", "l*"};
     },
     [](Evidence&, Cluster&) {}, [](Evidence&, Cluster& c) { c.name = "prod"; },
     "the cluster 'prod' is none of 'x', 'l*'"},
    {"cluster-trust", [](PolicyRule& r) { r.cluster_trust = {Cluster::Trust::untrusted}; }, [](Evidence&, Cluster&) {},
     [](Evidence&, Cluster& c) { c.trust = Cluster::Trust::unknown; }, "cluster 'lab' is unknown, and not untrusted"},
    {"vm", [](PolicyRule& r) { r.vm = {"w?b"}; }, [](Evidence&, Cluster&) {},
     [](Evidence& e, Cluster&) { e.entities[0].name = ""; }, "the name is not given, and is none of 'w?b'"},
    {"id", [](PolicyRule& r) { r.id = {"id"}; }, [](Evidence&, Cluster&) {},
     [](Evidence& e, Cluster&) { e.entities[0].id = "ID"; }, "the id 'ID' is none of 'id'"},
    {"kind", [](PolicyRule& r) { r.kind = model::EntityKind::vm; }, [](Evidence&, Cluster&) {},
     [](Evidence& e, Cluster&) { e.entities[0].kind = model::EntityKind::template_; }, "template 'web' is no vm"},
    {"requires-trust", [](PolicyRule& r) { r.requires_trust = true; },
     [](Evidence& e, Cluster&) { e.entities[0].trust.trusted_cluster = true; }, [](Evidence&, Cluster&) {},
     "VM 'web' does not require trust"},
    {"requires no trust", [](PolicyRule& r) { r.requires_trust = false; }, [](Evidence&, Cluster&) {},
     [](Evidence& e, Cluster&) { e.signed_trust = SignedTrust::altered; }, "VM 'web' counts as requiring trust"},
    {"trusted-host", [](PolicyRule& r) { r.trusted_host = {FlagState::absent}; }, [](Evidence&, Cluster&) {},
     [](Evidence& e, Cluster&) { e.entities[0].trust.trusted_host = false; },
     "the flag trusted host is false, and not absent"},
    {"trusted-cluster",
     [](PolicyRule& r) {
         r.trusted_cluster = {FlagState::false_, FlagState::true_};
     },
     [](Evidence& e, Cluster&) { e.entities[0].trust.trusted_cluster = false; }, [](Evidence&, Cluster&) {},
     "the flag trusted cluster is absent, and not false, true"},
    {"signature", [](PolicyRule& r) { r.signature = {SignedTrust::accepted}; },
     [](Evidence& e, Cluster&) { e.signed_trust = SignedTrust::accepted; }, [](Evidence&, Cluster&) {},
     "the signed statement is absent, and not accepted"},
    {"weak signature",
     [](PolicyRule& r) {
         r.signature = {SignedTrust::accepted};
         r.strength.rsa_bits = 3072;
     },
     [](Evidence& e, Cluster&) { e = signed_by(e, strength_of(sha256, 3072)); },
     [](Evidence& e, Cluster&) { e = signed_by(e, strength_of(sha256, 2048)); },
     "the signed statement is rejected, and not accepted: a key in its chain is RSA with 2048 bits, and 3072 are "
     "wanted"},
};

TEST(PolicyDecide, EachConditionHasToHold) {
    for (const ConditionCase& c : conditions) {
        SCOPED_TRACE(c.name);
        PolicyRule rule = rule_of("r", Action::refuse);
        c.set(rule);
        const Policy policy = policy_of({rule});
        Evidence evidence = evidence_of("web");
        Cluster cluster = lab;
        c.fitting(evidence, cluster);
        EXPECT_EQ(decide(evidence, cluster, policy).entities.at(0).decided_by, "r (p.toml:7)");
        const auto fits = explain(evidence.entities[0], evidence, cluster, policy);
        ASSERT_EQ(fits.size(), 2U);
        EXPECT_TRUE(fits[0].fits);
        EXPECT_EQ(fits[0].because, "decides");
        EXPECT_FALSE(fits[1].fits);
        EXPECT_EQ(fits[1].because, "not reached");

        evidence = evidence_of("web");
        cluster = lab;
        c.other(evidence, cluster);
        EXPECT_EQ(decide(evidence, cluster, policy).entities.at(0).decided_by, "otherwise (p.toml)");
        const auto differs = explain(evidence.entities[0], evidence, cluster, policy);
        EXPECT_FALSE(differs[0].fits);
        EXPECT_EQ(differs[0].because, c.because);
        EXPECT_EQ(differs[1].rule, "otherwise");
        EXPECT_TRUE(differs[1].fits);
    }
}

TEST(PolicyDecide, AllowsWhatIsAcknowledgedUnlessTheRuleIgnoresIt) {
    for (const Action action : {Action::warn, Action::refuse}) {
        PolicyRule rule = rule_of("r", action);
        EntityDecision one = decided(rule, evidence_of("web"), lab, root);
        EXPECT_EQ(one.outcome, Outcome::allow);
        EXPECT_TRUE(one.acknowledged);
        EXPECT_TRUE(has(one, rule::acknowledged));
        rule.acknowledgement = Acknowledging::ignored;
        one = decided(rule, evidence_of("web"), lab, root);
        EXPECT_EQ(to_string(one.outcome), to_string(action));
        EXPECT_FALSE(one.acknowledged);
        EXPECT_TRUE(has(one, rule::policy_acknowledgement_ignored));
    }
}

TEST(PolicyDecide, IsNotAcknowledgedWhenAnotherEntityIsRefused) {
    PolicyRule closed = rule_of("closed", Action::refuse);
    closed.vm = {"vault"};
    closed.acknowledgement = Acknowledging::ignored;
    Evidence evidence = evidence_of("web");
    evidence.entities.push_back(evidence_of("vault").entities[0]);
    const Policy policy = policy_of({closed, rule_of("open", Action::refuse)});
    const Decision decision = decide(evidence, lab, policy, root);
    EXPECT_EQ(decision.outcome, Outcome::refuse);
    EXPECT_FALSE(decision.acknowledged);
    EXPECT_TRUE(decision.entities[0].acknowledged) << "what was thought of it by itself";
    EXPECT_TRUE(decide(evidence_of("web"), lab, policy, root).acknowledged);
}

TEST(PolicyDecide, TakesTheWordOfThoseOnlyWhomTheRuleNames) {
    PolicyRule rule = rule_of("r", Action::refuse);
    rule.acknowledged_by = {"*@ops.example", "root"};
    EXPECT_EQ(decided(rule, evidence_of("web"), lab, root).outcome, Outcome::allow);
    EXPECT_EQ(decided(rule, evidence_of("web"), lab, Acknowledgement{"a@ops.example", "x"}).outcome, Outcome::allow);
    const EntityDecision one = decided(rule, evidence_of("web"), lab, Acknowledgement{"Root", "x"});
    EXPECT_EQ(one.outcome, Outcome::refuse);
    EXPECT_TRUE(has(one, rule::policy_not_entitled));
    EXPECT_FALSE(has(one, rule::acknowledged));
}

TEST(PolicyDecide, RefusesWhatNeedsAnAcknowledgementAndHasNone) {
    for (const Action action : {Action::allow, Action::warn}) {
        PolicyRule rule = rule_of("r", action);
        rule.acknowledgement = Acknowledging::required;
        rule.acknowledged_by = {"root"};
        const EntityDecision none = decided(rule, evidence_of("web"));
        EXPECT_EQ(none.outcome, Outcome::refuse);
        EXPECT_TRUE(has(none, rule::policy_acknowledgement_needed));
        const EntityDecision other = decided(rule, evidence_of("web"), lab, Acknowledgement{"guest", "x"});
        EXPECT_EQ(other.outcome, Outcome::refuse);
        EXPECT_TRUE(has(other, rule::policy_not_entitled));
        EXPECT_TRUE(has(other, rule::policy_acknowledgement_needed));
        const EntityDecision empty = decided(rule, evidence_of("web"), lab, Acknowledgement{"root", " "});
        EXPECT_EQ(empty.outcome, Outcome::refuse);
        EXPECT_TRUE(has(empty, rule::invalid_acknowledgement));
        const EntityDecision given = decided(rule, evidence_of("web"), lab, root);
        EXPECT_EQ(given.outcome, Outcome::allow);
        EXPECT_TRUE(given.acknowledged);
    }
    PolicyRule rule = rule_of("r", Action::refuse);
    rule.acknowledgement = Acknowledging::required;
    EXPECT_EQ(decided(rule, evidence_of("web"), lab, root).outcome, Outcome::refuse) << "a refusal stays one";
}

TEST(PolicyDecide, RefusesWhatHasToBeSignedAndIsNot) {
    PolicyRule rule = rule_of("r", Action::allow);
    rule.require_signed_trust = true;
    for (const TrustFacts facts : {TrustFacts{}, TrustFacts{true, {}}})
        for (const Cluster& cluster : {prod, lab}) {
            for (const SignedTrust state : {SignedTrust::absent, SignedTrust::altered, SignedTrust::rejected}) {
                const EntityDecision one =
                    decided(rule, signed_by(evidence_of("web", facts), std::nullopt, state), cluster);
                EXPECT_EQ(one.outcome, Outcome::refuse);
                EXPECT_TRUE(has(one, rule::policy_signature_needed));
            }
            EXPECT_EQ(decided(rule, evidence_of("web", facts), cluster).outcome, Outcome::refuse) << "nobody looked";
            EXPECT_EQ(decided(rule, signed_by(evidence_of("web", facts)), cluster).outcome, Outcome::allow);
        }
    EXPECT_EQ(decided(rule, evidence_of("web"), lab, root).outcome, Outcome::allow) << "somebody answers for it";
    EXPECT_EQ(decide(evidence_of("web"), lab, policy_of({rule})).signed_trust, SignedTrust::absent);
}

TEST(PolicyDecide, CountsOnlySignaturesOfTheStrengthOfTheRule) {
    PolicyRule rule = rule_of("r", Action::allow);
    rule.require_signed_trust = true;
    const auto outcome = [&](std::optional<SignatureStrength> strength) {
        return decided(rule, signed_by(evidence_of("web"), strength)).outcome;
    };
    EXPECT_EQ(outcome(std::nullopt), Outcome::allow) << "no more is wanted than what is accepted anyhow";
    EXPECT_EQ(outcome(strength_of(std::nullopt, 2048)), Outcome::allow);
    rule.strength.rsa_bits = 3072;
    EXPECT_EQ(outcome(std::nullopt), Outcome::refuse) << "nobody looked";
    EXPECT_EQ(outcome(strength_of(sha256, 2048)), Outcome::refuse);
    EXPECT_EQ(outcome(strength_of(sha256, 3072)), Outcome::allow);
    SignatureStrength other = strength_of(sha256, 4096);
    other.other_key = true;
    EXPECT_EQ(outcome(other), Outcome::refuse);
    rule.strength = {};
    EXPECT_EQ(outcome(other), Outcome::allow);
    rule.strength.ec_bits = 256;
    SignatureStrength curve;
    curve.digest = sha256;
    curve.ec_bits = 224;
    EXPECT_EQ(outcome(curve), Outcome::refuse);
    curve.ec_bits = 256;
    EXPECT_EQ(outcome(curve), Outcome::allow);
    rule.strength = {};
    rule.strength.digests = {sha512};
    EXPECT_EQ(outcome(std::nullopt), Outcome::refuse);
    EXPECT_EQ(outcome(strength_of(sha256, 4096)), Outcome::refuse);
    EXPECT_EQ(outcome(strength_of(std::nullopt, 4096)), Outcome::refuse) << "SHA-384, perhaps";
    EXPECT_EQ(outcome(strength_of(sha512, 2048)), Outcome::allow);
    SignatureStrength chain = strength_of(sha512, 2048);
    chain.weak_digest = true;
    EXPECT_EQ(outcome(chain), Outcome::refuse) << "a certificate is signed with SHA-1";
    rule.strength.digests = {sha1, sha512};
    EXPECT_EQ(outcome(chain), Outcome::allow);
}

TEST(PolicyDecide, SaysThatASignatureIsTooWeak) {
    PolicyRule rule = rule_of("r", Action::warn);
    rule.strength.digests = {sha512};
    const EntityDecision one = decided(rule, signed_by(evidence_of("web"), strength_of(sha256, 2048)));
    EXPECT_TRUE(has(one, rule::policy_weak_signature));
    EXPECT_EQ(one.outcome, Outcome::warn) << "nobody asked for one";
    EXPECT_FALSE(
        has(decided(rule, signed_by(evidence_of("web"), strength_of(sha512, 2048))), rule::policy_weak_signature));
}

TEST(PolicyDecide, NoSignatureProvesThatADisownedDescriptorIsHarmless) {
    Evidence evidence = signed_by(evidence_of("web"), strength_of(sha256, 4096));
    PolicyRule harmless = rule_of("harmless", Action::allow);
    harmless.requires_trust = false;
    EXPECT_EQ(decided(harmless, evidence).decided_by, "harmless (p.toml:7)");
    evidence.disowned = true;
    EXPECT_EQ(decided(harmless, evidence).decided_by, "otherwise (p.toml)");
    evidence.signed_trust.reset();
    EXPECT_EQ(decided(harmless, evidence).decided_by, "otherwise (p.toml)");
}

TEST(PolicyDecide, SaysThatAManifestStandsForNothingAndDrawsNoConclusion) {
    PolicyRule rule = rule_of("r", Action::allow);
    rule.strength.digests = {sha256};
    Evidence evidence = evidence_of("web");
    const EntityDecision without = decided(rule, evidence);
    EXPECT_FALSE(has(without, rule::policy_weak_manifest));
    evidence.manifest_digest = sha256;
    EXPECT_EQ(decided(rule, evidence), without);
    evidence.manifest_digest = sha1;
    EntityDecision weak = decided(rule, evidence);
    ASSERT_TRUE(has(weak, rule::policy_weak_manifest));
    weak.reasons = without.reasons;
    EXPECT_EQ(weak, without);
    rule.strength.digests.clear();
    EXPECT_FALSE(has(decided(rule, evidence), rule::policy_weak_manifest)) << "any digest counts";
}

TEST(PolicyDecide, RefusesByARuleThatHoldsWhatIsNoValue) {
    const auto broken = [](auto spoil) {
        PolicyRule rule = rule_of("r", Action::allow);
        spoil(rule);
        const EntityDecision one = decided(rule, evidence_of("web"), prod);
        EXPECT_EQ(one.outcome, Outcome::refuse);
        EXPECT_TRUE(has(one, rule::policy_not_understood));
        EXPECT_EQ(rule::policy_not_understood.slug, "policy/not-understood");
    };
    broken([](PolicyRule& r) { r.action = static_cast<Action>(9); });
    broken([](PolicyRule& r) { r.acknowledgement = static_cast<Acknowledging>(9); });
    broken([](PolicyRule& r) { r.landing = static_cast<ImportPolicy::Landing>(9); });
    broken([](PolicyRule& r) { r.kind = static_cast<model::EntityKind>(9); });
    broken([](PolicyRule& r) { r.cluster_trust = {static_cast<Cluster::Trust>(9)}; });
    broken([](PolicyRule& r) { r.trusted_host = {static_cast<FlagState>(9)}; });
    broken([](PolicyRule& r) { r.trusted_cluster = {static_cast<FlagState>(9)}; });
    broken([](PolicyRule& r) { r.signature = {static_cast<SignedTrust>(9)}; });
    broken([](PolicyRule& r) { r.strength.digests = {static_cast<crypto::DigestAlgorithm>(9)}; });
}

TEST(PolicyDecide, TakesNumbersOfTheEvidenceThatMeanNothingForTheWorst) {
    PolicyRule trusted = rule_of("trusted", Action::allow);
    trusted.cluster_trust = {Cluster::Trust::trusted};
    EXPECT_EQ(decided(trusted, evidence_of("web"), {"x", static_cast<Cluster::Trust>(9)}).decided_by,
              "otherwise (p.toml)");
    PolicyRule proven = rule_of("proven", Action::allow);
    proven.signature = {SignedTrust::accepted};
    EXPECT_EQ(decided(proven, signed_by(evidence_of("web"), std::nullopt, static_cast<SignedTrust>(9))).decided_by,
              "otherwise (p.toml)");
}

TEST(PolicyDecide, LandsAsTheRuleSays) {
    PolicyRule rule = rule_of("r", Action::allow);
    rule.landing = ImportPolicy::Landing::from_cluster;
    EXPECT_EQ(decided(rule, evidence_of("web"), prod).trust_after, (TrustFacts{true, true}));
    rule.action = Action::refuse;
    EXPECT_EQ(decided(rule, evidence_of("web"), prod).trust_after, TrustFacts{}) << "what is refused does not land";
}

TEST(PolicyDecide, JudgesAPackageWithoutEntitiesByARuleThatFitsNobody) {
    PolicyRule named = rule_of("named", Action::allow);
    named.vm = {"web"};
    Decision decision = decide(Evidence{}, lab, policy_of({named, rule_of("all", Action::refuse)}));
    EXPECT_EQ(decision.outcome, Outcome::refuse);
    EXPECT_EQ(decision.decided_by, "all (p.toml:7)");
    EXPECT_THAT(codes(decision.reasons), ElementsAre("policy/decided"));
    EXPECT_THAT(decision.events, IsEmpty());
    decision = decide(Evidence{}, lab, policy_of({named}, {Action::refuse, {}, false}));
    EXPECT_EQ(decision.outcome, Outcome::allow) << "as without a file";
    EXPECT_EQ(decision.decided_by, "otherwise (p.toml)");
    decision = decide(Evidence{}, lab, policy_of({named}, {Action::refuse, {}, true}));
    EXPECT_EQ(decision.outcome, Outcome::refuse);
}

TEST(PolicyDecide, RefusesByOtherwiseWhateverReachesItWhenItIsARule) {
    PolicyRule named = rule_of("named", Action::allow);
    named.vm = {"web"};
    Policy policy = policy_of({named}, {Action::refuse, {}, false});
    EXPECT_EQ(decide(evidence_of("toy"), prod, policy).outcome, Outcome::allow) << "as without a file";
    policy.otherwise_is_rule = true;
    policy.otherwise_line = 3;
    for (const Cluster& cluster : {prod, lab, Cluster{"x", Cluster::Trust::unknown}}) {
        const Decision decision = decide(evidence_of("toy"), cluster, policy);
        EXPECT_EQ(decision.outcome, Outcome::refuse) << cluster.name;
        EXPECT_EQ(decision.entities.at(0).decided_by, "otherwise (p.toml:3)");
        EXPECT_TRUE(has(decision.entities.at(0), rule::policy_decided));
        EXPECT_EQ(decide(evidence_of("web"), cluster, policy).outcome, Outcome::allow);
        EXPECT_EQ(decide(evidence_of("toy"), cluster, policy, root).outcome, Outcome::allow) << "somebody answers";
        EXPECT_EQ(decide(Evidence{}, cluster, policy).outcome, Outcome::refuse) << "a package of nothing";
    }
    policy.otherwise = {Action::allow, {}, true};
    EXPECT_EQ(decide(evidence_of("toy"), prod, policy).outcome, Outcome::refuse) << "nobody signed it";
    EXPECT_EQ(decide(signed_by(evidence_of("toy")), prod, policy).outcome, Outcome::allow);
}

TEST(PolicyDecide, ANameThatIsTooLongFitsOnlyWhatRefuses) {
    for (const bool by_id : {false, true}) {
        PolicyRule one = rule_of("one", Action::allow);
        (by_id ? one.id : one.vm) = {"lab-*"};
        Evidence evidence = evidence_of("lab-1");
        evidence.entities[0].id = "lab-1";
        (by_id ? evidence.entities[0].id : evidence.entities[0].name) = "lab-" + std::string(8'000'000, 'x');
        for (const Action action : {Action::allow, Action::warn}) {
            one.action = action;
            EXPECT_EQ(decided(one, evidence).decided_by, "otherwise (p.toml)");
        }
        const auto traces = explain(evidence.entities[0], evidence, lab, policy_of({one}));
        EXPECT_THAT(traces.at(0).because, HasSubstr("has more than 4096 bytes, and fits only rules that refuse"));
        one.action = Action::refuse;
        EXPECT_EQ(decided(one, evidence).outcome, Outcome::refuse);
        one.action = Action::allow;
        (by_id ? one.id : one.vm) = {"*"};
        EXPECT_EQ(decided(one, evidence).decided_by, "one (p.toml:7)");
    }
}

TEST(PolicyDecide, HundredsOfPatternsAgainstALongNameTakeNoTimeWorthMentioning) {
    std::vector<PolicyRule> rules;
    for (int i = 0; i < 500; ++i) {
        rules.push_back(rule_of("r", Action::warn));
        rules.back().vm = {"*abababababababababababababababababababababababababababababababababab" + std::to_string(i)};
    }
    std::string name(8'000'000, 'a');
    for (std::size_t i = 1; i < name.size(); i += 2) name[i] = 'b';
    EXPECT_EQ(decide(evidence_of(name), lab, policy_of(rules)).outcome, Outcome::allow);
    name.resize(4096);
    EXPECT_EQ(decide(evidence_of(name), lab, policy_of(rules)).outcome, Outcome::allow);
}

TEST(PolicyDecide, EscapesWhatTheFileCallsARule) {
    Policy policy = policy_of({rule_of("a\x1b[2J", Action::allow)});
    policy.source = "p\n.toml";
    const EntityDecision one = decide(evidence_of("web"), lab, policy).entities.at(0);
    EXPECT_EQ(one.decided_by, "a\\u{1b}[2J (p\\n.toml:7)");
}

TEST(NotRecorded, RefusesEverything) {
    PolicyRule rule = rule_of("r", Action::refuse);
    rule.landing = ImportPolicy::Landing::from_cluster;
    const Decision before = decide(evidence_of("web"), prod, policy_of({rule}), root);
    ASSERT_EQ(before.outcome, Outcome::allow);
    ASSERT_TRUE(before.acknowledged);
    ASSERT_TRUE(has(before.entities[0], rule::flags_from_cluster));
    const Decision after =
        not_recorded(before, {ErrorCode::no_space, "the disk is full\n", {}, {}}, Policy::Unrecorded::refuse);
    EXPECT_EQ(after.outcome, Outcome::refuse);
    EXPECT_FALSE(after.acknowledged);
    EXPECT_EQ(after.entities[0].outcome, Outcome::refuse);
    EXPECT_FALSE(after.entities[0].acknowledged);
    EXPECT_EQ(after.entities[0].trust_after, after.entities[0].trust) << "nothing lands";
    EXPECT_FALSE(has(after.entities[0], rule::flags_from_cluster));
    ASSERT_TRUE(has(after.entities[0], rule::policy_not_recorded));
    EXPECT_EQ(after.reasons.back().code, "policy/not-recorded");
    EXPECT_EQ(after.reasons.back().severity, Severity::error);
    EXPECT_THAT(after.reasons.back().message, HasSubstr("the disk is full\\n"));
    EXPECT_THAT(codes(after.reasons), Not(testing::Contains("trust/flags-from-cluster")));
    EXPECT_EQ(not_recorded(Decision{}, {}, static_cast<Policy::Unrecorded>(9)).outcome, Outcome::refuse);
}

TEST(NotRecorded, WarnsWhereThePolicySaysSo) {
    const Decision before = decide(evidence_of("web"), prod, policy_of({rule_of("r", Action::allow)}));
    Decision after = not_recorded(before, {ErrorCode::io, "x", {}, {}}, Policy::Unrecorded::allow);
    EXPECT_EQ(after.outcome, Outcome::allow);
    EXPECT_EQ(after.reasons.back().code, rule::policy_not_recorded.slug);
    EXPECT_EQ(after.reasons.back().severity, Severity::warning);
    after.reasons.pop_back();
    after.entities[0].reasons.pop_back();
    EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace ovfkit::trust
