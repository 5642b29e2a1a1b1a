// SPDX-License-Identifier: Apache-2.0
// Laws of policies over random ones, against an evaluator that shares nothing with the library but its types.
#include <ovfkit/trust/policy_file.hpp>

#include <algorithm>
#include <random>
#include <regex>
#include <string>

#include <gtest/gtest.h>

namespace ovfkit::trust {
namespace {

class Dice {
public:
    explicit Dice(unsigned seed) : engine_(seed) {}
    int upto(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most + 1)); }
    bool one_in(int n) { return upto(n - 1) == 0; }
    template <class T, std::size_t n>
    T of(const T (&values)[n]) {
        return values[upto(static_cast<int>(n) - 1)];
    }
    template <class T, std::size_t n>
    std::vector<T> some(const T (&values)[n]) {
        std::vector<T> list;
        if (!one_in(2)) return list;
        for (int i = upto(1); i >= 0; --i) list.push_back(of(values));
        return list;
    }

private:
    std::mt19937 engine_;
};

constexpr Action actions[] = {Action::warn, Action::allow, Action::refuse};
constexpr Cluster::Trust trusts[] = {Cluster::Trust::trusted, Cluster::Trust::untrusted, Cluster::Trust::unknown};
constexpr SignedTrust states[] = {SignedTrust::absent, SignedTrust::altered, SignedTrust::rejected,
                                  SignedTrust::accepted};
constexpr FlagState flags[] = {FlagState::absent, FlagState::false_, FlagState::true_};
constexpr Acknowledging kinds_of_acknowledging[] = {Acknowledging::accepted, Acknowledging::required,
                                                    Acknowledging::ignored};
constexpr model::EntityKind entity_kinds[] = {model::EntityKind::vm, model::EntityKind::template_};
constexpr crypto::DigestAlgorithm digests[] = {crypto::DigestAlgorithm::sha1, crypto::DigestAlgorithm::sha256,
                                               crypto::DigestAlgorithm::sha512};
constexpr ImportPolicy::Landing landings[] = {ImportPolicy::Landing::keep, ImportPolicy::Landing::from_cluster};
const std::string names[] = {"a", "ab", "ba", "b.a", "aab", ""};
const std::string patterns[] = {"a", "a*", "*b", "?a", "*", "a*b", "b.a", "??", "*a*"};
const std::optional<bool> tri[] = {std::nullopt, false, true};

PolicyRule random_rule(Dice& dice, int number) {
    PolicyRule rule;
    rule.name = "r" + std::to_string(number);
    rule.line = static_cast<std::uint32_t>(number + 1);
    rule.cluster = dice.some(patterns);
    rule.cluster_trust = dice.some(trusts);
    rule.vm = dice.some(patterns);
    if (dice.one_in(3)) rule.id = dice.some(patterns);
    if (dice.one_in(3)) rule.kind = dice.of(entity_kinds);
    if (dice.one_in(3)) rule.requires_trust = dice.one_in(2);
    if (dice.one_in(3)) rule.trusted_host = dice.some(flags);
    if (dice.one_in(3)) rule.trusted_cluster = dice.some(flags);
    if (dice.one_in(2)) rule.signature = dice.some(states);
    rule.action = dice.of(actions);
    rule.acknowledgement = dice.of(kinds_of_acknowledging);
    if (dice.one_in(3)) rule.acknowledged_by = dice.some(patterns);
    rule.require_signed_trust = dice.one_in(4);
    if (dice.one_in(3)) rule.strength.digests = dice.some(digests);
    if (dice.one_in(3)) rule.strength.rsa_bits = 3072;
    rule.landing = dice.of(landings);
    return rule;
}

ImportPolicy random_otherwise(Dice& dice) { return {dice.of(actions), dice.of(landings), dice.one_in(3)}; }

Policy random_policy(Dice& dice) {
    Policy policy;
    policy.source = "p";
    for (int i = dice.upto(4); i > 0; --i)
        policy.rules.push_back(random_rule(dice, static_cast<int>(policy.rules.size())));
    policy.otherwise = random_otherwise(dice);
    policy.otherwise_is_rule = dice.one_in(2);
    return policy;
}

Evidence random_evidence(Dice& dice) {
    Evidence evidence;
    for (int i = dice.upto(3); i > 0; --i) {
        EntityEvidence entity;
        entity.name = dice.of(names);
        entity.id = dice.of(names);
        entity.kind = dice.of(entity_kinds);
        entity.trust = {dice.of(tri), dice.of(tri)};
        evidence.entities.push_back(entity);
    }
    if (!dice.one_in(5)) evidence.signed_trust = dice.of(states);
    evidence.disowned = dice.one_in(4);
    if (dice.one_in(2)) {
        SignatureStrength strength;
        if (!dice.one_in(4)) strength.digest = dice.of(digests);
        strength.weak_digest = strength.digest == crypto::DigestAlgorithm::sha1;
        strength.rsa_bits = dice.one_in(2) ? 2048 : 4096;
        evidence.signature_strength = strength;
    }
    if (dice.one_in(3)) evidence.manifest_digest = dice.of(digests);
    return evidence;
}

std::optional<Acknowledgement> random_word(Dice& dice) {
    if (dice.one_in(2)) return std::nullopt;
    return Acknowledgement{dice.of(names), dice.one_in(5) ? "" : "drill"};
}

// ---- the evaluator: what a rule is, said another way

bool glob(const std::string& pattern, const std::string& text) {
    std::string expression;
    for (const char c : pattern) expression += c == '*' ? ".*" : c == '?' ? "." : c == '.' ? "\\." : std::string(1, c);
    return std::regex_match(text, std::regex(expression));
}

bool any_glob(const std::vector<std::string>& patterns_of_rule, const std::string& text) {
    for (const std::string& pattern : patterns_of_rule)
        if (glob(pattern, text)) return true;
    return patterns_of_rule.empty();
}

template <class T>
bool any_of(const std::vector<T>& values, T value) {
    return values.empty() || std::count(values.begin(), values.end(), value) != 0;
}

SignedTrust counted(const Evidence& e, const Strength& wanted) {
    const SignedTrust state = e.signed_trust.value_or(SignedTrust::absent);
    if (state != SignedTrust::accepted) return state;
    const bool picky = !wanted.digests.empty() || wanted.rsa_bits > 2048;
    if (!e.signature_strength) return picky ? SignedTrust::rejected : state;
    const SignatureStrength& s = *e.signature_strength;
    const auto listed = [&](crypto::DigestAlgorithm d) {
        return std::count(wanted.digests.begin(), wanted.digests.end(), d) != 0;
    };
    const bool digest_good = wanted.digests.empty() || (s.digest && listed(*s.digest) &&
                                                        (!s.weak_digest || listed(crypto::DigestAlgorithm::sha1)));
    return digest_good && s.rsa_bits.value_or(9999) >= wanted.rsa_bits ? state : SignedTrust::rejected;
}

FlagState state_of(std::optional<bool> fact) {
    if (!fact) return FlagState::absent;
    return *fact ? FlagState::true_ : FlagState::false_;
}

bool reference_fits(const PolicyRule& r, const EntityEvidence& x, const Evidence& e, const Cluster& c) {
    const SignedTrust state = counted(e, r.strength);
    const bool asks = x.trust.trusted_host == true || x.trust.trusted_cluster == true;
    const bool doubtful = state == SignedTrust::altered || e.disowned;
    return any_glob(r.cluster, c.name) && any_of(r.cluster_trust, c.trust) && any_glob(r.vm, x.name) &&
           any_glob(r.id, x.id) && (!r.kind || *r.kind == x.kind) &&
           (!r.requires_trust || *r.requires_trust == (asks || doubtful)) &&
           any_of(r.trusted_host, state_of(x.trust.trusted_host)) &&
           any_of(r.trusted_cluster, state_of(x.trust.trusted_cluster)) && any_of(r.signature, state);
}

Outcome reference_outcome(const PolicyRule& r, const Evidence& e, const std::optional<Acknowledgement>& word) {
    const bool counts = word && word->valid() && any_glob(r.acknowledged_by, word->who);
    const bool unsigned_ = r.require_signed_trust && counted(e, r.strength) != SignedTrust::accepted;
    const Outcome said = r.action == Action::allow  ? Outcome::allow
                         : r.action == Action::warn ? Outcome::warn
                                                    : Outcome::refuse;
    const Outcome signed_ = unsigned_ ? Outcome::refuse : said;
    if (r.acknowledgement == Acknowledging::accepted) return counts ? Outcome::allow : signed_;
    if (r.acknowledgement == Acknowledging::ignored || signed_ == Outcome::refuse) return signed_;
    return counts ? Outcome::allow : Outcome::refuse;
}

constexpr unsigned rounds = 4000;

template <class Law>
void over_random_policies(Law law) {
    for (unsigned seed = 1; seed <= rounds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Dice dice(seed);
        const Policy policy = random_policy(dice);
        const Evidence evidence = random_evidence(dice);
        const Cluster cluster{dice.of(names), dice.of(trusts)};
        law(dice, policy, evidence, cluster, random_word(dice));
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PolicyLaw, TheFirstRuleThatFitsDecides) {
    int by_rules = 0;
    over_random_policies([&](Dice&, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        const Decision decision = decide(e, c, policy, word);
        ASSERT_EQ(decision.entities.size(), e.entities.size());
        for (std::size_t i = 0; i < e.entities.size(); ++i) {
            const EntityEvidence& entity = e.entities[i];
            const EntityDecision& one = decision.entities[i];
            const auto fits = [&](const PolicyRule& rule) { return reference_fits(rule, entity, e, c); };
            const auto first = std::find_if(policy.rules.begin(), policy.rules.end(), fits);
            const auto traces = explain(entity, e, c, policy);
            ASSERT_EQ(traces.size(), policy.rules.size() + 1);
            EXPECT_EQ(std::count_if(traces.begin(), traces.end(), [](const RuleTrace& t) { return t.fits; }), 1);
            EXPECT_TRUE(traces[static_cast<std::size_t>(first - policy.rules.begin())].fits);
            EXPECT_EQ(one.acknowledged && one.outcome != Outcome::allow, false);
            if (first == policy.rules.end()) {
                EXPECT_EQ(one.decided_by, "otherwise (p)");
                continue;
            }
            ++by_rules;
            EXPECT_EQ(one.decided_by, first->name + " (p:" + std::to_string(first->line) + ")");
            EXPECT_EQ(to_string(one.outcome), to_string(reference_outcome(*first, e, word)));
        }
    });
    EXPECT_GT(by_rules, 1000) << "rules do decide";
}

TEST(PolicyLaw, ARefusingRuleInFrontNeverMakesAnythingLaxer) {
    over_random_policies([](Dice& dice, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        PolicyRule refusing = random_rule(dice, 99);
        refusing.action = Action::refuse;
        refusing.acknowledgement = Acknowledging::ignored;
        Policy stricter = policy;
        stricter.rules.insert(stricter.rules.begin(), refusing);
        const Decision before = decide(e, c, policy, word);
        const Decision after = decide(e, c, stricter, word);
        EXPECT_GE(after.outcome, before.outcome);
        for (std::size_t i = 0; i < e.entities.size(); ++i)
            EXPECT_GE(after.entities[i].outcome, before.entities[i].outcome);
    });
}

TEST(PolicyLaw, ARuleBehindOneThatFitsEverythingChangesNothing) {
    over_random_policies([](Dice& dice, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        Policy closed = policy;
        closed.rules.push_back({});
        closed.rules.back().name = "all";
        Policy longer = closed;
        longer.rules.push_back(random_rule(dice, 99));
        longer.otherwise = random_otherwise(dice);
        longer.otherwise_is_rule = dice.one_in(2);
        Decision one = decide(e, c, closed, word);
        Decision other = decide(e, c, longer, word);
        one.policy = other.policy;
        one.signed_trust = other.signed_trust;  // what a rule asks for is looked for, whether it is reached or not
        EXPECT_EQ(one, other);
    });
}

TEST(PolicyLaw, APolicyWithoutRulesDecidesAsNoFileDoes) {
    over_random_policies([](Dice&, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        Policy bare;
        bare.otherwise = policy.otherwise;
        Decision decision = decide(e, c, bare, word);
        for (EntityDecision& one : decision.entities) {
            EXPECT_EQ(one.decided_by, "otherwise");
            one.decided_by.clear();
        }
        decision.decided_by.clear();
        EXPECT_EQ(decision, decide(e, c, policy.otherwise, word));
    });
}

TEST(PolicyLaw, OtherwiseThatIsARuleDecidesAsALastRuleWithoutConditions) {
    over_random_policies([](Dice&, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        Policy closed = policy;
        closed.otherwise_is_rule = true;
        Policy spelled = policy;
        PolicyRule last;
        last.name = "otherwise";
        last.action = policy.otherwise.trusted_into_untrusted;
        last.landing = policy.otherwise.landing;
        last.require_signed_trust = policy.otherwise.require_signed_trust;
        spelled.rules.push_back(last);
        EXPECT_EQ(decide(e, c, closed, word), decide(e, c, spelled, word));
    });
}

TEST(PolicyLaw, AnImportPolicyCanBeWrittenAsRules) {
    over_random_policies([](Dice&, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        const ImportPolicy& wanted = policy.otherwise;
        Policy rules;
        PolicyRule endangered;
        endangered.cluster_trust = {Cluster::Trust::untrusted, Cluster::Trust::unknown};
        endangered.action = wanted.trusted_into_untrusted;
        endangered.landing = wanted.landing;
        PolicyRule asking = endangered;
        asking.requires_trust = true;
        rules.rules.push_back(asking);
        if (wanted.require_signed_trust) {
            endangered.signature = {SignedTrust::absent, SignedTrust::altered, SignedTrust::rejected};
            rules.rules.push_back(endangered);
        }
        PolicyRule harmless;
        harmless.action = Action::allow;
        harmless.landing = wanted.landing;
        rules.rules.push_back(harmless);
        const Decision by_rules = decide(e, c, rules, word);
        const Decision without = decide(e, c, wanted, word);
        for (std::size_t i = 0; i < e.entities.size(); ++i) {
            EXPECT_EQ(by_rules.entities[i].outcome, without.entities[i].outcome);
            EXPECT_EQ(by_rules.entities[i].trust_after, without.entities[i].trust_after);
            EXPECT_EQ(by_rules.entities[i].acknowledged, without.entities[i].acknowledged);
        }
    });
}

TEST(PolicyLaw, ToAPolicyThatDoesNotAskWhoSignedItMakesNoDifference) {
    int silent = 0;
    over_random_policies([&](Dice&, const Policy& policy, Evidence e, const Cluster& c, const auto& word) {
        Policy unasking = policy;
        unasking.otherwise.require_signed_trust = false;
        for (PolicyRule& rule : unasking.rules) {
            rule.signature.clear();
            rule.require_signed_trust = false;
        }
        ASSERT_FALSE(asks_for_signatures(unasking));
        if (e.signed_trust == SignedTrust::altered) return;  // counts under every policy
        e.signed_trust.reset();
        e.signature_strength.reset();
        const Decision unseen = decide(e, c, unasking, word);
        SignatureStrength weak;
        weak.rsa_bits = 2048;
        e.signature_strength = weak;
        for (const SignedTrust state : {SignedTrust::absent, SignedTrust::rejected, SignedTrust::accepted}) {
            e.signed_trust = state;
            const Decision seen = decide(e, c, unasking, word);
            ++silent;
            EXPECT_EQ(seen.outcome, unseen.outcome);
            for (std::size_t i = 0; i < e.entities.size(); ++i) {
                EXPECT_EQ(seen.entities[i].decided_by, unseen.entities[i].decided_by);
                EXPECT_EQ(seen.entities[i].outcome, unseen.entities[i].outcome);
            }
        }
    });
    EXPECT_GT(silent, 1000);
}

TEST(PolicyLaw, ThePackageIsAsStrictAsItsStrictestEntity) {
    over_random_policies([](Dice&, const Policy& policy, const Evidence& e, const Cluster& c, const auto& word) {
        const Decision decision = decide(e, c, policy, word);
        if (e.entities.empty()) return;
        Outcome strictest = Outcome::allow;
        for (const EntityDecision& one : decision.entities) strictest = std::max(strictest, one.outcome);
        EXPECT_EQ(decision.outcome, strictest);
        EXPECT_EQ(decision, decide(e, c, policy, word)) << "a pure function";
    });
}

}  // namespace
}  // namespace ovfkit::trust
