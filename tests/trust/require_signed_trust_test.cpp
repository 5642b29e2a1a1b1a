// SPDX-License-Identifier: Apache-2.0
// What is decided on signed statements about trust, and without them.
#include <ovfkit/trust/decide.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::trust {
namespace {

using testing::IsEmpty;

EntityEvidence entity_of(bool trusted) {
    EntityEvidence entity;
    entity.id = "a";
    entity.trust.trusted_host = trusted;
    return entity;
}

Decision decided(bool trusted, std::optional<SignedTrust> signed_trust, Cluster::Trust cluster, bool required = true) {
    Evidence evidence;
    evidence.entities = {entity_of(trusted)};
    evidence.signed_trust = signed_trust;
    ImportPolicy policy;
    policy.trusted_into_untrusted = Action::refuse;
    policy.require_signed_trust = required;
    return decide(evidence, {"lab", cluster}, policy);
}

std::vector<std::string> codes_of(const Decision& decision) {
    std::vector<std::string> codes;
    for (const Reason& reason : decision.reasons) codes.emplace_back(reason.code);
    return codes;
}

TEST(RequireSignedTrust, DoesNotBelieveAFalseFlagThatNobodyTrustedSigned) {
    using testing::ElementsAre;
    constexpr auto untrusted = Cluster::Trust::untrusted;
    EXPECT_EQ(decided(false, SignedTrust::accepted, untrusted).outcome, Outcome::allow);
    EXPECT_THAT(codes_of(decided(false, SignedTrust::accepted, untrusted)), IsEmpty());
    for (const auto& [state, code] : std::vector<std::pair<std::optional<SignedTrust>, std::string>>{
             {std::nullopt, "trust/unsigned"},
             {SignedTrust::absent, "trust/unsigned"},
             {SignedTrust::altered, "trust/altered-statement"},
             {SignedTrust::rejected, "trust/rejected-signature"}}) {
        const Decision decision = decided(false, state, untrusted);
        EXPECT_EQ(decision.outcome, Outcome::refuse);
        EXPECT_THAT(codes_of(decision), ElementsAre(code, "trust/untrusted-target"));
        ASSERT_EQ(decision.events.size(), 1U);
        EXPECT_EQ(decision.events.front().id, 10003);
        EXPECT_EQ(decision.entities.front().trust.trusted_host, false);
        EXPECT_EQ(decision.signed_trust, state.value_or(SignedTrust::absent));
        EXPECT_EQ(decided(false, state, Cluster::Trust::unknown).outcome, Outcome::refuse);
        const Decision inside = decided(false, state, Cluster::Trust::trusted);
        EXPECT_EQ(inside.outcome, Outcome::allow);
        EXPECT_THAT(codes_of(inside), ElementsAre(code));
        EXPECT_THAT(inside.events, IsEmpty());
    }
}

TEST(RequireSignedTrust, BelievesAFlagThatAsksForProtectionWhoeverWroteIt) {
    for (const auto state : {SignedTrust::absent, SignedTrust::altered, SignedTrust::rejected, SignedTrust::accepted}) {
        const Decision decision = decided(true, state, Cluster::Trust::untrusted);
        EXPECT_EQ(decision.outcome, Outcome::refuse);
        EXPECT_THAT(codes_of(decision), testing::ElementsAre("trust/untrusted-target"));
    }
}

TEST(RequireSignedTrust, ChangesNothingUnlessItIsAskedForButForWhatIsAltered) {
    for (const auto state : {SignedTrust::absent, SignedTrust::rejected, SignedTrust::accepted}) {
        const Decision decision = decided(false, state, Cluster::Trust::untrusted, false);
        EXPECT_EQ(decision.outcome, Outcome::allow);
        EXPECT_THAT(codes_of(decision), IsEmpty());
    }
    const Decision altered = decided(false, SignedTrust::altered, Cluster::Trust::untrusted, false);
    EXPECT_EQ(altered.outcome, Outcome::refuse);
    EXPECT_THAT(codes_of(altered), testing::ElementsAre("trust/altered-statement", "trust/untrusted-target"));
}

TEST(RequireSignedTrust, RefusesAPackageInWhichThereIsNothingWhenNobodySignedIt) {
    ImportPolicy policy;
    policy.trusted_into_untrusted = Action::refuse;
    const Cluster lab{"lab", Cluster::Trust::untrusted};
    EXPECT_EQ(decide({}, lab, policy).outcome, Outcome::allow);
    policy.require_signed_trust = true;
    const Decision decision = decide({}, lab, policy);
    EXPECT_EQ(decision.outcome, Outcome::refuse);
    EXPECT_THAT(codes_of(decision), testing::ElementsAre("trust/unsigned", "trust/untrusted-target"));
    EXPECT_EQ(decide({}, {"vault", Cluster::Trust::trusted}, policy).outcome, Outcome::allow);
    const Decision meant = decide({}, lab, policy, Acknowledgement{"anna", "empty on purpose"});
    EXPECT_EQ(meant.outcome, Outcome::allow);
    EXPECT_TRUE(meant.acknowledged);
}

TEST(RequireSignedTrust, NeverGivesALaxerAnswer) {
    ImportPolicy lenient;
    lenient.trusted_into_untrusted = Action::refuse;
    ImportPolicy strict = lenient;
    strict.require_signed_trust = true;
    const std::optional<SignedTrust> looked[] = {std::nullopt, SignedTrust::absent, SignedTrust::altered,
                                                 SignedTrust::rejected, SignedTrust::accepted};
    for (const bool disowned : {false, true})
        for (const bool trusted : {false, true})
            for (const auto cluster : {Cluster::Trust::trusted, Cluster::Trust::untrusted, Cluster::Trust::unknown})
                for (const auto& state : looked) {
                    Evidence evidence;
                    evidence.disowned = disowned;
                    evidence.entities = {entity_of(trusted)};
                    // Who does not ask is told of what is altered and of nothing else.
                    const Decision unasked = decide(evidence, {"c", cluster}, lenient);
                    evidence.signed_trust = state;
                    EXPECT_GE(decide(evidence, {"c", cluster}, strict).outcome, unasked.outcome);
                    EXPECT_GE(decide(evidence, {"c", cluster}, lenient).outcome, unasked.outcome);
                }
}

TEST(RequireSignedTrust, IsNotNeededToDisbelieveADescriptorThatItsManifestDisowns) {
    Evidence evidence;
    evidence.disowned = true;
    evidence.entities = {entity_of(false)};
    const Cluster lab{"lab", Cluster::Trust::untrusted};
    const Decision decision = decide(evidence, lab);
    EXPECT_EQ(decision.outcome, Outcome::warn);
    EXPECT_THAT(codes_of(decision), testing::ElementsAre("trust/disowned-descriptor", "trust/untrusted-target"));
    EXPECT_THAT(codes_of(decide(evidence, {"vault", Cluster::Trust::trusted})),
                testing::ElementsAre("trust/disowned-descriptor"));
    evidence.signed_trust = SignedTrust::accepted;  // of another package, perhaps
    EXPECT_EQ(decide(evidence, lab), [&] {
        Evidence unsigned_one = evidence;
        unsigned_one.signed_trust.reset();
        Decision same = decide(unsigned_one, lab);
        same.signed_trust = SignedTrust::accepted;
        return same;
    }());
    evidence.signed_trust = SignedTrust::altered;
    EXPECT_THAT(codes_of(decide(evidence, lab)),
                testing::ElementsAre("trust/altered-statement", "trust/untrusted-target"));
    evidence.signed_trust.reset();
    evidence.entities = {entity_of(true)};
    EXPECT_THAT(codes_of(decide(evidence, lab)), testing::ElementsAre("trust/untrusted-target"));
}

}  // namespace
}  // namespace ovfkit::trust
