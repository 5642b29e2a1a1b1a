// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Item item_of(std::string id, ResourceType type, std::string configuration = {}) {
    Item item;
    item.instance_id = std::move(id);
    item.resource_type = type;
    if (!configuration.empty()) item.configuration = std::move(configuration);
    return item;
}

Item cpu_of(std::uint64_t quantity, std::string configuration = {}) {
    Item item = item_of("1", ResourceType::processor, std::move(configuration));
    item.virtual_quantity = quantity;
    return item;
}

Extension element_of(std::string name, std::string text) {
    Extension e;
    e.ns = "http://www.vmware.com/schema/ovf";
    e.name = std::move(name);
    e.text = std::move(text);
    return e;
}

VirtualSystem system_with(std::vector<Item> items) {
    VirtualHardwareSection section;
    section.items = std::move(items);
    VirtualSystem system;
    system.sections.emplace_back(section);
    return system;
}

Envelope with_configurations(std::vector<std::string> ids) {
    DeploymentOptionSection options;
    for (auto& id : ids) {
        Configuration configuration;
        configuration.id = std::move(id);
        options.configurations.push_back(configuration);
    }
    Envelope envelope;
    envelope.sections.emplace_back(options);
    return envelope;
}

std::vector<std::string> ids(const std::vector<Item>& items) {
    std::vector<std::string> found;
    for (const Item& i : items) found.push_back(i.instance_id.value_or("-"));
    return found;
}

TEST(EffectiveItems, AreNoneWithoutHardware) { EXPECT_THAT(effective_items({}, VirtualSystem{}), IsEmpty()); }

TEST(EffectiveItems, ComeFromTheFirstOfSeveralSections) {
    VirtualSystem system = system_with({item_of("1", ResourceType::memory)});
    VirtualHardwareSection other;
    other.items = {item_of("2", ResourceType::memory)};
    system.sections.emplace_back(other);
    EXPECT_THAT(ids(effective_items({}, system)), ElementsAre("1"));
}

TEST(EffectiveItems, StandInDocumentOrderAcrossKinds) {
    VirtualHardwareSection section;
    section.items = {item_of("a", ResourceType::processor), item_of("d", ResourceType::memory)};
    section.ethernet_port_items = {item_of("c", ResourceType::ethernet_adapter)};
    section.storage_items = {item_of("b", ResourceType::disk_drive)};
    VirtualSystem system;
    system.sections.emplace_back(section);
    EXPECT_THAT(ids(effective_items({}, system)), ElementsAre("a", "d", "c", "b")) << "built by hand: kind by kind";

    auto& read = *find<VirtualHardwareSection>(system.sections);
    read.items[0].at = {10, 20};
    read.storage_items[0].at = {20, 30};
    read.ethernet_port_items[0].at = {30, 40};
    read.items[1].at = {40, 50};
    EXPECT_THAT(ids(effective_items({}, system)), ElementsAre("a", "b", "c", "d"));
}

TEST(EffectiveItems, LeaveOutRangeMarkers) {
    Item low = cpu_of(1), normal = cpu_of(2), high = cpu_of(8);
    low.bound = "min";
    normal.bound = "normal";
    high.bound = "max";
    const auto items = effective_items({}, system_with({low, normal, high}));
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(*items[0].virtual_quantity, 2U);
}

TEST(EffectiveItems, HoldUnderTheChosenConfigurationOnly) {
    const Envelope envelope = with_configurations({"small", "large"});
    const auto system = system_with({cpu_of(1, "small"), cpu_of(8, "large\thuge"), cpu_of(16, "larger")});
    EXPECT_EQ(*effective_items(envelope, system).at(0).virtual_quantity, 1U) << "the first is the default";
    EXPECT_EQ(*effective_items(envelope, system, "large").at(0).virtual_quantity, 8U);
    EXPECT_EQ(effective_items(envelope, system, "large").size(), 1U);
    EXPECT_THAT(effective_items(envelope, system, "none such"), IsEmpty());
}

TEST(EffectiveItems, MergeChildByChildWithTheLaterOne) {
    Item base = cpu_of(1), variant = cpu_of(4, "large");
    base.element_name = Msg("processors");
    base.connection = {Field<std::string>("one"), Field<std::string>("two")};
    base.weight = 7;
    variant.connection = {Field<std::string>("three")};
    const auto system = system_with({base, variant});
    const auto items = effective_items(with_configurations({"small", "large"}), system, "large");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(*items[0].virtual_quantity, 4U);
    EXPECT_EQ(items[0].element_name->text, "processors");
    EXPECT_EQ(*items[0].weight, 7U);
    ASSERT_EQ(items[0].connection.size(), 1U) << "all like-named children are replaced";
    EXPECT_EQ(*items[0].connection[0], "three");
    EXPECT_TRUE(items[0].configuration.absent()) << "what stands on the Item itself stays";
}

TEST(EffectiveItems, MergeMoreThanTwo) {
    Item base = cpu_of(1), first = cpu_of(2, "c"), second = item_of("1", ResourceType::processor, "c");
    second.weight = 3;
    const auto items = effective_items(with_configurations({"c"}), system_with({base, first, second}));
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(*items[0].virtual_quantity, 2U);
    EXPECT_EQ(*items[0].weight, 3U);
}

TEST(EffectiveItems, MergeAnUnreadableValueToo) {
    Item variant = item_of("1", ResourceType::processor, "c");
    variant.virtual_quantity.set_unreadable("@@CPUS@@");
    const auto items = effective_items(with_configurations({"c"}), system_with({cpu_of(1), variant}));
    EXPECT_FALSE(items.at(0).virtual_quantity.has_value());
    EXPECT_EQ(items.at(0).virtual_quantity.text(), "@@CPUS@@");
}

TEST(EffectiveItems, MergeForeignChildrenByName) {
    Item base = cpu_of(1), variant = cpu_of(4, "c");
    base.extensions = {element_of("CoresPerSocket", "1"), element_of("Other", "kept")};
    variant.extensions = {element_of("CoresPerSocket", "2")};
    const auto items = effective_items(with_configurations({"c"}), system_with({base, variant}));
    ASSERT_EQ(items.at(0).extensions.size(), 2U);
    EXPECT_EQ(items[0].extensions[0].text, "kept");
    EXPECT_EQ(items[0].extensions[1].text, "2");
}

TEST(EffectiveItems, MergeGroupedMembersOneByOne) {
    Item base = cpu_of(1), variant = cpu_of(4, "c");
    base.ethernet_port = EthernetPortSettings{};
    base.ethernet_port->group_id = 5;
    variant.ethernet_port = EthernetPortSettings{};
    variant.ethernet_port->manager_id = 6;
    const auto items = effective_items(with_configurations({"c"}), system_with({base, variant}));
    EXPECT_EQ(*items.at(0).ethernet_port->group_id, 5U);
    EXPECT_EQ(*items.at(0).ethernet_port->manager_id, 6U);
}

TEST(EffectiveItems, KeepEqualIdsApartThatNoConfigurationExplains) {
    EXPECT_EQ(effective_items({}, system_with({cpu_of(1), cpu_of(2)})).size(), 2U);
    const Envelope envelope = with_configurations({"c"});
    EXPECT_EQ(effective_items(envelope, system_with({cpu_of(1), item_of("1", ResourceType::memory, "c")})).size(), 2U)
        << "of different types";
}

TEST(EffectiveItems, NeverMergeItemsWithoutAnId) {
    Item base = cpu_of(1), variant = cpu_of(2, "c");
    base.instance_id = "";
    variant.instance_id = std::nullopt;
    EXPECT_EQ(effective_items(with_configurations({"c"}), system_with({base, variant, variant})).size(), 3U);
}

}  // namespace
}  // namespace ovfkit::model
