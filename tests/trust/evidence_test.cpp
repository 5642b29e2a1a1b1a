// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/evidence.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/trust/decide.hpp>

#include "trust/collected.hpp"

namespace ovfkit::trust {
namespace {

using model::Content;
using model::Envelope;
using model::Extension;
using model::Field;
using model::TrustFlags;
using model::TrustSection;
using model::VirtualSystem;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view all_spellings[] = {"TrustedHostFlag", "trusted_host_flag", "TrustedService",
                                              "trusted_cluster_flag", "trusted_service"};

bool is_host(std::string_view spelling) { return spelling.find("ost") != std::string_view::npos; }

TEST(Evidence, IsSilentAboutAnEntityWithoutFlags) {
    const Collected got(system_of("a"));
    EXPECT_EQ(got.one().trust, TrustFacts{});
    EXPECT_EQ(got.one().stated, TrustFacts{});
    EXPECT_FALSE(got.one().requires_trust());
    EXPECT_THAT(got.one().flags, IsEmpty());
    EXPECT_THAT(got.rules(), IsEmpty());
}

TEST(Evidence, KeepsAbsentFalseAndTrueApart) {
    EXPECT_EQ(Collected(system_of("a", service(false))).one().trust, (TrustFacts{std::nullopt, false}));
    EXPECT_EQ(Collected(system_of("a", service(true))).one().trust, (TrustFacts{std::nullopt, true}));
    EXPECT_EQ(Collected(system_of("a", host(false))).one().trust, (TrustFacts{false, std::nullopt}));
}

TEST(Evidence, NamesTheEntity) {
    VirtualSystem system = system_of("42", service(true));
    system.name = model::Msg("web");
    system.ovirt = model::OvirtSystem{};
    system.ovirt->template_id = "42";
    const Collected got(system);
    EXPECT_EQ(got.one().id, "42");
    EXPECT_EQ(got.one().name, "web");
    EXPECT_EQ(got.one().kind, model::EntityKind::template_);
}

class EvidenceSpelling : public testing::TestWithParam<std::string_view> {
protected:
    [[nodiscard]] TrustFacts fact(bool value) const {
        TrustFacts facts;
        (is_host(GetParam()) ? facts.trusted_host : facts.trusted_cluster) = value;
        return facts;
    }
    static Field<bool>& member(TrustFlags& flags) {
        const auto name = GetParam();
        if (name == "TrustedHostFlag") return flags.TrustedHostFlag;
        if (name == "trusted_host_flag") return flags.trusted_host_flag;
        if (name == "TrustedService") return flags.TrustedService;
        if (name == "trusted_cluster_flag") return flags.trusted_cluster_flag;
        return flags.trusted_service;
    }
};

TEST_P(EvidenceSpelling, CountsInTheEntity) {
    for (const bool value : {false, true}) {
        TrustFlags flags;
        member(flags) = value;
        member(flags).set_at({5, 9});
        const Collected got(system_of("a", flags));
        EXPECT_EQ(got.one().trust, fact(value));
        EXPECT_EQ(got.one().stated, fact(value));
        EXPECT_THAT(got.rules(), IsEmpty());
        ASSERT_EQ(got.one().flags.size(), 1U);
        EXPECT_EQ(got.one().flags[0].spelling, GetParam());
        EXPECT_EQ(got.one().flags[0].place, FlagPlace::entity);
        EXPECT_EQ(got.one().flags[0].at, (Span{5, 9}));
    }
}

TEST_P(EvidenceSpelling, CountsInATrustSection) {
    TrustFlags flags;
    member(flags) = true;
    VirtualSystem system = system_of("a");
    system.sections.emplace_back(section_of(flags));
    const Collected got(system);
    EXPECT_EQ(got.one().stated, fact(true));
    EXPECT_EQ(got.one().flags.at(0).place, FlagPlace::trust_section);
    EXPECT_THAT(got.rules(), IsEmpty());
}

TEST_P(EvidenceSpelling, CountsAsAForeignElementAtAnyDepthInAnyNamespace) {
    for (const int depth : {0, 1, 7}) {
        VirtualSystem system = system_of("a");
        system.extensions = {wrapped(element_of(GetParam(), " True ", "urn:example:other"), depth)};
        const Collected got(system);
        EXPECT_EQ(got.one().trust, fact(true)) << depth;
        EXPECT_EQ(got.one().stated, TrustFacts{}) << "it does not stand where it belongs";
        EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag"));
    }
}

TEST_P(EvidenceSpelling, CountsAsAForeignAttributeOfTheEntityAndDeeper) {
    const model::Attribute attribute{"urn:x", "x", std::string(GetParam()), "1", {3, 4}};
    VirtualSystem outside = system_of("a"), inside = system_of("a");
    outside.attributes = {attribute};
    Extension element = element_of("Anything", "");
    element.attributes = {attribute};
    inside.extensions = {wrapped(element, 2)};
    for (const auto& system : {outside, inside}) {
        const Collected got(system);
        EXPECT_EQ(got.one().trust, fact(true));
        EXPECT_EQ(got.one().flags.at(0).at, (Span{3, 4}));
        EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag"));
    }
}

INSTANTIATE_TEST_SUITE_P(All, EvidenceSpelling, testing::ValuesIn(all_spellings));

TEST(Evidence, DoesNotTakeOtherNamesForFlags) {
    VirtualSystem system = system_of("a");
    system.extensions = {element_of("TrustedServices", "true"), element_of("trustedservice", "true"),
                         element_of("Trusted", "true")};
    Extension comment = element_of("TrustedService", "true");
    comment.kind = Extension::Kind::comment;
    system.extensions.push_back(comment);
    EXPECT_EQ(Collected(system).one().trust, TrustFacts{});
}

TEST(Evidence, SeesThroughAnUndeclaredPrefix) {
    VirtualSystem system = system_of("a");
    system.extensions = {element_of("vendor:TrustedService", "true")};
    EXPECT_TRUE(Collected(system).one().requires_trust());
}

/// Every place deep in an entity's own structures where a foreign element can stand.
TEST(Evidence, LooksIntoEveryPartOfTheEntity) {
    const Extension flag = element_of("TrustedHostFlag", "true");
    std::vector<VirtualSystem> systems;
    const auto with_section = [&](auto section) {
        VirtualSystem system = system_of("a");
        system.sections.emplace_back(std::move(section));
        systems.push_back(std::move(system));
    };
    model::VirtualHardwareSection hardware;
    hardware.extensions = {flag};
    with_section(hardware);
    hardware.extensions.clear();
    hardware.system = model::System{};
    hardware.system->extensions = {flag};
    with_section(hardware);
    hardware.system.reset();
    hardware.storage_items.resize(2);
    hardware.storage_items[1].extensions = {flag};
    with_section(hardware);
    hardware.storage_items[1] = model::Item{};
    hardware.storage_items[1].ovirt = model::OvirtDevice{};
    hardware.storage_items[1].ovirt->spec_params = model::SpecParams{};
    hardware.storage_items[1].ovirt->spec_params->extensions = {flag};
    with_section(hardware);
    model::ProductSection product;
    model::Property property;
    property.extensions = {flag};
    product.properties = {model::CategoryOrProperty{property}};
    with_section(product);
    TrustSection trust;
    trust.extensions = {wrapped(flag, 1)};
    with_section(trust);
    model::OperatingSystemSection os;
    os.version = "9";
    os.version.set_attributes({model::Attribute{"", "", "TrustedHostFlag", "true", {}}});
    with_section(os);
    VirtualSystem with_init = system_of("a");
    with_init.ovirt = model::OvirtSystem{};
    with_init.ovirt->vm_init = model::VmInit{};
    with_init.ovirt->vm_init->extensions = {flag};
    systems.push_back(with_init);

    for (std::size_t i = 0; i < systems.size(); ++i) {
        const Collected got(systems[i]);
        EXPECT_EQ(got.one().trust.trusted_host, true) << i;
        EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag")) << i;
    }
}

TEST(Evidence, CountsWhatStandsOutsideOfAnyEntityForAll) {
    Envelope envelope;
    envelope.contents = {Content{system_of("a")}, Content{collection_of({Content{system_of("b")}})}};
    model::DiskSection disks;
    disks.disks.resize(1);
    disks.disks[0].extensions = {element_of("TrustedService", "true")};
    envelope.sections.emplace_back(disks);
    const Collected got(envelope);
    ASSERT_EQ(got.evidence.entities.size(), 2U);
    for (const EntityEvidence& e : got.evidence.entities) {
        EXPECT_EQ(e.trust.trusted_cluster, true);
        EXPECT_EQ(e.stated, TrustFacts{});
        ASSERT_EQ(e.flags.size(), 1U);
        EXPECT_EQ(e.flags[0].place, FlagPlace::document);
    }
    EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag")) << "once, not once per entity";
}

TEST(Evidence, CountsATrustSectionOfTheEnvelopeForAllButCallsItMisplaced) {
    Envelope envelope = envelope_of(system_of("a"));
    envelope.sections.emplace_back(section_of(host(true)));
    const Collected got(envelope);
    EXPECT_EQ(got.one().trust.trusted_host, true);
    EXPECT_EQ(got.one().stated.trusted_host, std::nullopt);
    EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag"));
}

TEST(Evidence, LooksIntoReferencesAndAttributesOfTheEnvelope) {
    Envelope with_file = envelope_of(system_of("a")), with_attribute = envelope_of(system_of("a"));
    with_file.references.ensure().files.resize(1);
    with_file.references->files[0].attributes = {model::Attribute{"", "", "trusted_service", "true", {}}};
    with_attribute.attributes = {model::Attribute{"", "", "trusted_host_flag", "true", {}}};
    EXPECT_TRUE(Collected(with_file).one().requires_trust());
    EXPECT_TRUE(Collected(with_attribute).one().requires_trust());
}

TEST(Evidence, CountsTheFlagOfACollectionForEverythingInside) {
    auto inner = collection_of({Content{system_of("b")}});
    auto outer = collection_of({Content{system_of("a")}, Content{inner}}, host(true));
    Envelope envelope;
    envelope.contents = {Content{outer}, Content{system_of("c")}};
    const Collected got(envelope);
    ASSERT_EQ(got.evidence.entities.size(), 3U);
    EXPECT_EQ(got.evidence.entities[0].stated.trusted_host, true);
    EXPECT_EQ(got.evidence.entities[1].stated.trusted_host, true);
    EXPECT_EQ(got.evidence.entities[1].flags.at(0).place, FlagPlace::collection);
    EXPECT_EQ(got.evidence.entities[2].trust, TrustFacts{}) << "it stands beside the collection";
    EXPECT_THAT(got.rules(), IsEmpty());
}

TEST(Evidence, CountsATrustSectionOfACollection) {
    auto collection = collection_of({Content{system_of("a")}});
    collection.sections.emplace_back(section_of(service(true)));
    Envelope envelope;
    envelope.contents = {Content{collection}};
    EXPECT_EQ(Collected(envelope).one().stated.trusted_cluster, true);
}

TEST(Evidence, DoesNotCarryAFlagFromOneEntityToAnother) {
    VirtualSystem deep = system_of("a");
    deep.extensions = {wrapped(element_of("TrustedService", "true"), 3)};
    Envelope envelope;
    envelope.contents = {
        Content{collection_of({Content{deep}, Content{system_of("b", host(true))}, Content{system_of("c")}})}};
    const Collected got(envelope);
    EXPECT_TRUE(got.evidence.entities.at(0).requires_trust());
    EXPECT_TRUE(got.evidence.entities.at(1).requires_trust());
    EXPECT_FALSE(got.evidence.entities.at(2).requires_trust());
}

TEST(MayRequireTrust, IsWhatDecidingWithoutAPolicyRefusesInAnUntrustedCluster) {
    ImportPolicy refuse;
    refuse.trusted_into_untrusted = Action::refuse;
    const auto states = {SignedTrust::absent, SignedTrust::altered, SignedTrust::rejected, SignedTrust::accepted};
    for (const auto flag : {std::optional<bool>(), std::optional(false), std::optional(true)})
        for (const SignedTrust state : states)
            for (const bool disowned : {false, true}) {
                Evidence evidence;
                evidence.entities.resize(1);
                evidence.entities.front().trust.trusted_host = flag;
                evidence.signed_trust = state;
                evidence.disowned = disowned;
                const auto is_refused = [&] {
                    return decide(evidence, {"lab", Cluster::Trust::untrusted}, refuse).outcome == Outcome::refuse;
                };
                EXPECT_EQ(may_require_trust(evidence.entities.front(), evidence), is_refused())
                    << to_string(state) << (disowned ? " disowned" : "");
                EXPECT_EQ(may_require_trust(evidence), is_refused());
                evidence.entities.clear();
                EXPECT_EQ(may_require_trust(evidence), is_refused()) << "an entity may have been taken away";
            }
}

TEST(MayRequireTrust, IsFalseOfWhatNobodyLookedAt) {
    Evidence evidence;
    EXPECT_FALSE(may_require_trust(evidence));
    evidence.entities.resize(2);
    EXPECT_FALSE(may_require_trust(evidence));
    evidence.entities.back().trust.trusted_cluster = true;
    EXPECT_FALSE(may_require_trust(evidence.entities.front(), evidence));
    EXPECT_TRUE(may_require_trust(evidence));
}

}  // namespace
}  // namespace ovfkit::trust
