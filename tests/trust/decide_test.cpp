// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/decide.hpp>

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/trust/rules.hpp>

namespace ovfkit::trust {
namespace {

using model::EntityKind;
using testing::ElementsAre;
using testing::IsEmpty;
using Tri = std::optional<bool>;

constexpr Tri tri_states[] = {std::nullopt, false, true};
constexpr EntityKind kinds[] = {EntityKind::vm, EntityKind::template_};
constexpr Action actions[] = {Action::warn, Action::allow, Action::refuse};
constexpr Cluster::Trust cluster_states[] = {Cluster::Trust::trusted, Cluster::Trust::untrusted,
                                             Cluster::Trust::unknown};
constexpr ImportPolicy::Landing landings[] = {ImportPolicy::Landing::keep, ImportPolicy::Landing::from_cluster};
enum class Ack { none, valid, without_who, without_why };
constexpr Ack acks[] = {Ack::none, Ack::valid, Ack::without_who, Ack::without_why};

EntityEvidence entity_of(TrustFacts facts, EntityKind kind = EntityKind::vm, std::string name = "web") {
    EntityEvidence entity;
    entity.id = "id of " + name;
    entity.name = std::move(name);
    entity.kind = kind;
    entity.trust = facts;
    return entity;
}

Evidence evidence_of(std::vector<EntityEvidence> entities) {
    Evidence evidence;
    evidence.entities = std::move(entities);
    return evidence;
}

std::optional<Acknowledgement> acknowledgement_of(Ack ack) {
    switch (ack) {
        case Ack::none: return std::nullopt;
        case Ack::valid: return Acknowledgement{"root", "drill"};
        case Ack::without_who: return Acknowledgement{" ", "drill"};
        case Ack::without_why: break;
    }
    return Acknowledgement{"root", ""};
}

std::vector<std::string> codes(const std::vector<Reason>& reasons) {
    std::vector<std::string> slugs;
    for (const Reason& r : reasons) slugs.emplace_back(r.code);
    return slugs;
}

bool has(const std::vector<Reason>& reasons, const Rule& rule) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.code == rule.slug; });
}

/// One cell of the decision table, and what was decided there.
struct Cell {
    Action action;
    ImportPolicy policy;
    Cluster cluster;
    TrustFacts facts;
    EntityKind kind;
    Ack ack;
    bool trusted = cluster.trust == Cluster::Trust::trusted;
    bool needs = facts.trusted_host.value_or(false) || facts.trusted_cluster.value_or(false);
    bool endangered = needs && !trusted;
    Decision decision = decide(evidence_of({entity_of(facts, kind)}), cluster, policy, acknowledgement_of(ack));
    const EntityDecision& one = decision.entities.at(0);

    [[nodiscard]] std::string name() const {
        const auto word = [](Tri t) { return t ? *t ? "true" : "false" : "absent"; };
        return std::string(to_string(action)) + ", " + std::string(to_string(policy.landing)) + ", cluster " +
               std::string(to_string(cluster.trust)) + ", host " + word(facts.trusted_host) + ", from " +
               word(facts.trusted_cluster) + ", " + std::string(model::to_string(kind)) + ", acknowledgement " +
               std::to_string(static_cast<int>(ack));
    }
};

/// Calls `law` for every cell: 3 policies, 2 landings, 3 clusters, 3 x 3 flags, 2 kinds, 4 acknowledgements. A test of
/// its own for each of the 1296 would cost a process each.
template <class Law>
void in_every_cell(Law law) {
    int cells = 0;
    for (const Action action : actions)
        for (const auto landing : landings)
            for (const auto trust : cluster_states)
                for (const Tri host : tri_states)
                    for (const Tri cluster : tri_states)
                        for (const EntityKind kind : kinds)
                            for (const Ack ack : acks) {
                                const Cell cell{action, {action, landing}, {"lab", trust}, {host, cluster}, kind, ack};
                                SCOPED_TRACE(cell.name());
                                law(cell);
                                ++cells;
                            }
    EXPECT_EQ(cells, 1296);
}

TEST(DecisionTable, GivesTheOutcomeOfThePolicy) {
    in_every_cell([](const Cell& c) {
        Outcome expected = Outcome::allow;
        if (c.endangered && c.ack != Ack::valid) {
            if (c.action == Action::warn) expected = Outcome::warn;
            if (c.action == Action::refuse) expected = Outcome::refuse;
        }
        EXPECT_EQ(c.one.outcome, expected);
        EXPECT_EQ(c.decision.outcome, expected);
    });
}

TEST(DecisionTable, AcknowledgesOnlyWhatNeedsIt) {
    in_every_cell([](const Cell& c) {
        const bool expected = c.endangered && c.action != Action::allow && c.ack == Ack::valid;
        EXPECT_EQ(c.one.acknowledged, expected);
        EXPECT_EQ(c.decision.acknowledged, expected);
        EXPECT_EQ(has(c.one.reasons, rule::acknowledged), expected);
        EXPECT_EQ(c.decision.acknowledgement, acknowledgement_of(c.ack)) << "it is kept as it was given";
    });
}

TEST(DecisionTable, NamesAllReasons) {
    in_every_cell([](const Cell& c) {
        EXPECT_EQ(has(c.one.reasons, rule::untrusted_target), c.endangered);
        EXPECT_EQ(has(c.one.reasons, rule::trusted_target), c.trusted && !c.needs);
        EXPECT_EQ(has(c.one.reasons, rule::unknown_cluster), c.cluster.trust == Cluster::Trust::unknown);
        EXPECT_EQ(has(c.one.reasons, rule::invalid_acknowledgement),
                  c.ack == Ack::without_who || c.ack == Ack::without_why);
        EXPECT_EQ(has(c.one.reasons, rule::flags_from_cluster), c.one.trust_after != c.one.trust);
        EXPECT_EQ(c.decision.reasons, c.one.reasons) << "there is one entity";
        if (c.one.outcome == Outcome::allow) return;
        const Severity weight = c.one.outcome == Outcome::warn ? Severity::warning : Severity::error;
        EXPECT_TRUE(std::any_of(c.one.reasons.begin(), c.one.reasons.end(), [&](const Reason& r) {
            return r.code == rule::untrusted_target.slug && r.severity == weight;
        })) << "the reason weighs as much as the outcome";
    });
}

TEST(DecisionTable, RaisesTheEventOfTheEngineWhenTrustDiffers) {
    in_every_cell([](const Cell& c) {
        if (c.needs == c.trusted) {
            EXPECT_THAT(c.one.events, IsEmpty());
            return;
        }
        ASSERT_EQ(c.one.events.size(), 1U);
        const Event& event = c.one.events[0];
        const bool vm = c.kind == EntityKind::vm;
        EXPECT_EQ(event.id, vm ? (c.needs ? 10003 : 10004) : (c.needs ? 10007 : 10008));
        EXPECT_EQ(event.name, std::string("IMPORTEXPORT_IMPORT_") + (vm ? "VM" : "TEMPLATE") +
                                  (c.needs ? "_FROM_TRUSTED_TO_UNTRUSTED" : "_FROM_UNTRUSTED_TO_TRUSTED"));
        EXPECT_EQ(event.severity, Severity::warning);
        EXPECT_THAT(event.variables,
                    ElementsAre(std::pair<std::string, std::string>(vm ? "VmName" : "VmTemplateName", "web")));
        EXPECT_EQ(c.decision.events, c.one.events);
    });
}

TEST(DecisionTable, LandsWithTheFlagsOfThePolicy) {
    in_every_cell([](const Cell& c) {
        const bool changes = c.policy.landing == ImportPolicy::Landing::from_cluster &&
                             c.cluster.trust != Cluster::Trust::unknown && c.one.outcome != Outcome::refuse;
        EXPECT_EQ(c.one.trust, c.facts);
        EXPECT_EQ(c.one.trust_after, changes ? (TrustFacts{c.trusted, c.trusted}) : c.facts);
    });
}

TEST(DecisionTable, NeverLosesARequirementToAClusterThatNobodyKnows) {
    in_every_cell([](const Cell& c) {
        if (c.needs && c.cluster.trust == Cluster::Trust::unknown) {
            EXPECT_TRUE(c.one.trust_after.requires_trust());
        }
    });
}

TEST(DecisionTable, NeverAllowsWhatThePolicyRefusesWithoutAnAcknowledgement) {
    in_every_cell([](const Cell& c) {
        if (c.action == Action::refuse && c.endangered && c.decision.outcome != Outcome::refuse) {
            EXPECT_TRUE(c.decision.acknowledged);
            EXPECT_TRUE(c.decision.acknowledgement && c.decision.acknowledgement->valid());
            EXPECT_TRUE(has(c.decision.reasons, rule::acknowledged));
        }
    });
}

TEST(DecisionTable, TreatsAnUnknownClusterAsAnUntrustedOne) {
    in_every_cell([](const Cell& c) {
        if (c.cluster.trust != Cluster::Trust::unknown) return;
        const Decision untrusted = decide(evidence_of({entity_of(c.facts, c.kind)}), {"lab", Cluster::Trust::untrusted},
                                          c.policy, acknowledgement_of(c.ack));
        EXPECT_EQ(c.decision.outcome, untrusted.outcome);
        EXPECT_EQ(c.decision.events, untrusted.events);
    });
}

TEST(DecisionTable, IsTheSameEveryTimeAndRemembersWhatItWasAsked) {
    in_every_cell([](const Cell& c) {
        EXPECT_EQ(c.decision,
                  decide(evidence_of({entity_of(c.facts, c.kind)}), c.cluster, c.policy, acknowledgement_of(c.ack)));
        EXPECT_EQ(c.decision.cluster, c.cluster);
        EXPECT_EQ(c.decision.policy, c.policy);
        EXPECT_EQ(c.one.name, "web");
        EXPECT_EQ(c.one.id, "id of web");
        EXPECT_EQ(c.one.kind, c.kind);
    });
}

TEST(Decide, AllowsAPackageWithoutEntities) {
    const Decision decision = decide({}, {"lab", Cluster::Trust::unknown}, {Action::refuse, {}});
    EXPECT_EQ(decision.outcome, Outcome::allow);
    EXPECT_THAT(codes(decision.reasons), ElementsAre("trust/unknown-cluster"));
}

TEST(Decide, JudgesAPackageByItsStrictestEntityInAnyOrder) {
    std::vector<EntityEvidence> entities = {entity_of({}, EntityKind::vm, "a"),
                                            entity_of({true, {}}, EntityKind::vm, "b"),
                                            entity_of({false, false}, EntityKind::template_, "c")};
    const auto by_name = [](const EntityEvidence& a, const EntityEvidence& b) { return a.name < b.name; };
    do {
        for (const Action action : actions)
            for (const auto trust : cluster_states) {
                const Decision decision = decide(evidence_of(entities), {"lab", trust}, {action, {}});
                Outcome strictest = Outcome::allow;
                std::size_t events = 0;
                ASSERT_EQ(decision.entities.size(), entities.size());
                for (std::size_t i = 0; i < entities.size(); ++i) {
                    const Decision alone = decide(evidence_of({entities[i]}), {"lab", trust}, {action, {}});
                    EXPECT_EQ(decision.entities[i], alone.entities[0]) << "others do not matter to one entity";
                    strictest = std::max(strictest, alone.outcome);
                    events += alone.events.size();
                    for (const Reason& r : alone.reasons)
                        EXPECT_EQ(std::count(decision.reasons.begin(), decision.reasons.end(), r), 1);
                }
                EXPECT_EQ(decision.outcome, strictest);
                EXPECT_EQ(decision.events.size(), events);
            }
    } while (std::next_permutation(entities.begin(), entities.end(), by_name));
}

TEST(Decide, SaysWhatIsEqualForAllEntitiesOnce) {
    const Decision decision =
        decide(evidence_of({entity_of({}, EntityKind::vm, "a"), entity_of({}, EntityKind::vm, "b")}),
               {"lab", Cluster::Trust::unknown}, {}, Acknowledgement{"", ""});
    EXPECT_THAT(codes(decision.reasons), ElementsAre("trust/unknown-cluster", "trust/invalid-acknowledgement"));
}

TEST(Decide, RefusesUnderAPolicyThatDoesNotExist) {
    const ImportPolicy odd{static_cast<Action>(77), {}};
    EXPECT_EQ(decide(evidence_of({entity_of({true, {}})}), {"lab", Cluster::Trust::untrusted}, odd).outcome,
              Outcome::refuse);
    const auto odd_trust = static_cast<Cluster::Trust>(77);
    EXPECT_EQ(decide(evidence_of({entity_of({true, {}})}), {"lab", odd_trust}).outcome, Outcome::warn);
}

TEST(Decide, EscapesNamesInMessagesButNotInVariables) {
    const std::string name = "a\x1b[31m\n";
    const Decision decision =
        decide(evidence_of({entity_of({true, {}}, EntityKind::vm, name)}), {"lab\x1b", Cluster::Trust::untrusted}, {},
               Acknowledgement{"me\n",
                               "be\x1b"
                               "cause"});
    for (const Reason& r : decision.reasons)
        EXPECT_EQ(r.message.find_first_of("\x1b\n"), std::string::npos) << r.message;
    for (const Event& e : decision.events) EXPECT_EQ(e.message.find_first_of("\x1b\n"), std::string::npos) << e.message;
    EXPECT_EQ(decision.events.at(0).variables.at(0).second, name);
}

TEST(Decide, CallsAnEntityWithoutANameByItsId) {
    EntityEvidence nameless = entity_of({true, {}});
    nameless.name.clear();
    const Decision decision = decide(evidence_of({nameless}), {"lab", Cluster::Trust::untrusted});
    EXPECT_EQ(decision.events.at(0).variables.at(0).second, "id of web");
    EXPECT_NE(decision.reasons.at(0).message.find("id of web"), std::string::npos);
    EXPECT_EQ(decision.entities.at(0).name, "");
}

TEST(Decide, OrdersOutcomesByStrictness) {
    EXPECT_LT(Outcome::allow, Outcome::warn);
    EXPECT_LT(Outcome::warn, Outcome::refuse);
    EXPECT_EQ(to_string(Outcome::refuse), "refuse");
}

}  // namespace
}  // namespace ovfkit::trust
