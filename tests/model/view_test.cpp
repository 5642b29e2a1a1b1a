// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

VirtualSystem system_of(std::string id) {
    VirtualSystem system;
    system.id = std::move(id);
    return system;
}

VirtualSystemCollection collection_of(std::string id, std::vector<Content> contents) {
    VirtualSystemCollection collection;
    collection.id = std::move(id);
    collection.contents = std::move(contents);
    return collection;
}

/// lone, outer{ a, inner{ b }, c }
Envelope nested() {
    Envelope envelope;
    auto inner = collection_of("inner", {Content{system_of("b")}});
    auto outer = collection_of("outer", {Content{system_of("a")}, Content{inner}, Content{system_of("c")}});
    envelope.contents = {Content{system_of("lone")}, Content{outer}};
    return envelope;
}

std::vector<std::string> ids(const std::vector<const VirtualSystem*>& systems) {
    std::vector<std::string> found;
    for (const auto* s : systems) found.push_back(*s->id);
    return found;
}

OperatingSystemSection os_of(std::string id) {
    OperatingSystemSection os;
    os.entity_id = std::move(id);
    return os;
}

/// An entity of an oVirt configuration: the id stands on the operating system only.
VirtualSystem ovirt_entity(std::string id) {
    VirtualSystem system = system_of("out");
    system.ovirt = OvirtSystem{};
    system.sections.emplace_back(os_of(std::move(id)));
    return system;
}

TEST(View, DescendsIntoCollectionsInDocumentOrder) {
    const Envelope envelope = nested();
    EXPECT_THAT(ids(virtual_systems(envelope)), ElementsAre("lone", "a", "b", "c"));
}

TEST(View, GivesSystemsThatCanBeChanged) {
    Envelope envelope = nested();
    virtual_systems(envelope)[2]->name = Msg("renamed");
    EXPECT_EQ(entity_name(*virtual_systems(std::as_const(envelope))[2]), "renamed");
}

TEST(View, ListsCollectionsFromTheOutsideIn) {
    const Envelope envelope = nested();
    const auto systems = virtual_systems(envelope);
    EXPECT_THAT(collections_around(envelope, *systems[0]), IsEmpty());
    const auto around_b = collections_around(envelope, *systems[2]);
    ASSERT_EQ(around_b.size(), 2U);
    EXPECT_EQ(*around_b[0]->id, "outer");
    EXPECT_EQ(*around_b[1]->id, "inner");
    EXPECT_EQ(collections_around(envelope, *systems[3]).size(), 1U) << "c stands behind the inner collection";
}

TEST(View, FindsNoCollectionsAroundAStranger) { EXPECT_THAT(collections_around(nested(), system_of("b")), IsEmpty()); }

TEST(View, TakesTheIdOfAnOvirtConfigurationFromItsOperatingSystem) {
    EXPECT_EQ(entity_id(ovirt_entity("6a1f")), "6a1f");
}

TEST(View, TakesTheIdOfAVirtualSystemBeforeThatOfItsOperatingSystem) {
    VirtualSystem system = ovirt_entity("6a1f");
    system.id = "5778";
    EXPECT_EQ(entity_id(system), "5778");
}

TEST(View, BelievesTheIdOutOutsideOfOvirt) {
    EXPECT_EQ(entity_id(system_of("out")), "out");
    VirtualSystem configuration = system_of("out");
    configuration.ovirt = OvirtSystem{};
    EXPECT_EQ(entity_id(configuration), "") << "in oVirt configurations `out` is no id";
}

TEST(View, HasEmptyTextsForWhatIsMissing) {
    EXPECT_EQ(entity_id(VirtualSystem{}), "");
    EXPECT_EQ(entity_name(VirtualSystem{}), "");
}

TEST(View, CallsEverythingAVmThatDoesNotSayTemplate) {
    VirtualSystem named = system_of("t");
    named.name = Msg("template of everything");
    EXPECT_EQ(entity_kind(named), EntityKind::vm);
    EXPECT_EQ(entity_kind(ovirt_entity("6a1f")), EntityKind::vm);
}

TEST(View, KnowsATemplateByItsType) {
    VirtualSystem system = ovirt_entity("6a1f");
    system.ovirt->template_type = "TEMPLATE";
    EXPECT_EQ(entity_kind(system), EntityKind::template_);
}

TEST(View, KnowsATemplateByATemplateIdThatIsItsOwn) {
    VirtualSystem system = ovirt_entity("6a1f");
    system.ovirt->template_id = "6a1f";
    EXPECT_EQ(entity_kind(system), EntityKind::template_);
    system.ovirt->template_id = "6A1F";
    EXPECT_EQ(entity_kind(system), EntityKind::vm) << "ids are compared as texts";
}

TEST(View, DoesNotTakeTwoMissingIdsForEqual) {
    VirtualSystem system;
    system.ovirt = OvirtSystem{};
    system.ovirt->template_id = "";
    EXPECT_EQ(entity_kind(system), EntityKind::vm);
}

TEST(View, KnowsATemplateByTheTrustSection) {
    VirtualSystem system = system_of("t");
    TrustSection section;
    section.kind = "template";
    system.sections.emplace_back(section);
    EXPECT_EQ(entity_kind(system), EntityKind::template_);
    EXPECT_EQ(to_string(entity_kind(system)), "template");
}

Configuration configuration_of(std::string id) {
    Configuration configuration;
    configuration.id = std::move(id);
    return configuration;
}

TEST(View, TakesTheConfigurationMarkedAsDefaultElseTheFirst) {
    Envelope envelope;
    EXPECT_EQ(default_configuration(envelope), "");
    DeploymentOptionSection options;
    options.configurations = {configuration_of("small"), configuration_of("large")};
    envelope.sections.emplace_back(options);
    EXPECT_EQ(default_configuration(envelope), "small");
    find<DeploymentOptionSection>(envelope.sections)->configurations[1].is_default = true;
    EXPECT_EQ(default_configuration(envelope), "large");
}

}  // namespace
}  // namespace ovfkit::model
