// SPDX-License-Identifier: Apache-2.0
// What the fixtures of the rules do not show: edges of the checks of hardware and configurations, and where they say
// nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "validate/hardware_racks.hpp"
#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// An Item with these children, in the order of the schema as far as it matters here.
std::string item(const std::string& id, int type, const std::string& children = "", const std::string& attributes = "",
                 const std::string& behind = "") {
    return "<Item " + attributes + ">" + children + "<r:ElementName>device " + id + "</r:ElementName><r:InstanceID>" +
           id + "</r:InstanceID><r:ResourceType>" + std::to_string(type) + "</r:ResourceType>" + behind + "</Item>";
}

std::string envelope(const std::string& before, const std::string& items, const std::string& more = "") {
    return R"(<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
        xmlns:vmw="http://www.vmware.com/schema/ovf"
        xmlns:r="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"><References/>)" +
           before + R"(<VirtualSystem ovf:id="till"><Info/><VirtualHardwareSection><Info/>)" + items +
           "</VirtualHardwareSection>" + more + "</VirtualSystem></Envelope>";
}

std::string sizes(const std::vector<std::string>& ids) {
    std::string text = "<DeploymentOptionSection><Info/>";
    for (const std::string& id : ids)
        text += "<Configuration ovf:id=\"" + id + "\"><Label/><Description/></Configuration>";
    return text + "</DeploymentOptionSection>";
}

/// The messages of findings of the two rooms, each behind its slug.
std::vector<std::string> found(const std::string& document) {
    Diagnostics findings;
    const auto descriptor = descriptor::Descriptor::parse(document, findings);
    EXPECT_TRUE(descriptor.has_value()) << document;
    if (descriptor) validate::check(*descriptor, {}, findings);
    std::vector<std::string> lines;
    for (const Diagnostic& one : findings)
        if (one.rule.substr(0, 9) == "hardware/" || one.rule.substr(0, 11) == "deployment/")
            lines.push_back(std::string(one.rule) + ": " + one.message);
    return lines;
}

std::vector<std::string> found_of(const std::string& items) { return found(envelope("", items)); }

const std::string quantity(std::uint64_t n) {
    return "<r:VirtualQuantity>" + std::to_string(n) + "</r:VirtualQuantity>";
}

TEST(Hardware, OfTheDialectsIsFoundWrongOnlyWhereItIs) {
    const std::map<std::string, std::set<std::string>> wrong{
        {"dmtf-1.0/vm.ovf", {"hardware/iso-transport-without-cd", "hardware/unit-spelling"}},
        {"dmtf-1.1/vm.ovf", {"hardware/unknown-transport"}},
        {"dmtf-1.1/collection.ovf", {"hardware/drive-without-parent"}},
        {"dmtf-2.x/vm.ovf", {"hardware/iso-transport-without-cd"}},
        {"virtualbox/machines-1.0.ovf", {"hardware/unit-spelling"}},
        {"virtualbox/vm-1.0.ovf",
         {"hardware/unit-spelling", "hardware/reserved-type", "hardware/host-resource-spelling"}},
        {"virtualbox/template-2.0.ovf", {"hardware/unit-spelling", "hardware/host-resource-spelling"}},
        {"xen/vm.ovf", {"hardware/unknown-unit"}},
        {"xen/template.ovf", {"hardware/unknown-unit", "hardware/unit-spelling"}},
    };
    for (const std::string& path : dialect_fixtures()) {
        std::set<std::string> slugs;
        for (const Diagnostic& one : validated(path))
            if (one.rule.substr(0, 9) == "hardware/" || one.rule.substr(0, 11) == "deployment/")
                slugs.insert(std::string(one.rule));
        std::set<std::string> expected;
        for (const auto& [end, rules] : wrong)
            if (path.size() >= end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0)
                expected = rules;
        EXPECT_EQ(slugs, expected) << path;
    }
}

TEST(Hardware, OfTheEngineIsNotItsBusiness) {
    for (const std::string& path : dialect_fixtures())
        if (path.find("/ovirt") != std::string::npos) {
            for (const Diagnostic& one : validated(path)) EXPECT_NE(one.rule.substr(0, 9), "hardware/") << path;
        }
}

TEST(Hardware, IsJudgedUnderEachConfigurationAlone) {
    // Two drives at one address, that no single configuration has both of.
    const std::string drive = "<r:AddressOnParent>0</r:AddressOnParent>";
    const std::string parent = "<r:Parent>1</r:Parent>";
    EXPECT_THAT(found(envelope(sizes({"small", "large"}),
                               item("1", 5) + item("2", 15, drive + parent, R"(ovf:configuration="small")") +
                                   item("3", 15, drive + parent, R"(ovf:configuration="large")"))),
                IsEmpty());
}

TEST(Hardware, NamesTheConfigurationUnlessAllAreMeant) {
    const std::string none = item("1", 3, quantity(0));
    EXPECT_THAT(found(envelope(sizes({"small", "large"}), none)),
                ElementsAre("hardware/no-processors: 'device 1' stands for zero processors"));
    EXPECT_THAT(found(envelope(sizes({"small", "large"}),
                               item("1", 3, quantity(1)) + item("1", 3, quantity(0), R"(ovf:configuration="large")"))),
                ElementsAre("hardware/no-processors: 'device 1' stands for zero processors, in configuration 'large'"));
}

TEST(Hardware, MergesVariantsBeforeItComparesThem) {
    // Four processors in sockets of three, only where the variant is chosen.
    const std::string cores = R"(<vmw:CoresPerSocket ovf:required="false">3</vmw:CoresPerSocket>)";
    EXPECT_THAT(
        found(envelope(sizes({"small", "large"}), item("1", 3, quantity(3), "", cores) +
                                                      item("1", 3, quantity(4), R"(ovf:configuration="large")"))),
        ElementsAre(AllOf(HasSubstr("hardware/cores-per-socket"), HasSubstr("'large'"))));
}

TEST(Hardware, TakesTheLastOfVariantsOfAMarker) {
    const std::string small = R"(ovf:bound="min" ovf:configuration="small")";
    const std::string large = R"(ovf:bound="min" ovf:configuration="large")";
    EXPECT_THAT(found(envelope(sizes({"small", "large"}), item("1", 3, quantity(4)) + item("1", 3, quantity(1), small) +
                                                              item("1", 3, quantity(2), large))),
                IsEmpty());
}

TEST(Hardware, ComparesRangesInOneUnitOnly) {
    const auto memory = [](std::uint64_t n, const std::string& unit, const std::string& attributes) {
        return item("1", 4, (unit.empty() ? "" : "<r:AllocationUnits>" + unit + "</r:AllocationUnits>") + quantity(n),
                    attributes);
    };
    const std::string min = R"(ovf:bound="min")";
    EXPECT_THAT(found_of(memory(1024, "byte * 2^20", "") + memory(1, "byte * 2^30", min)), IsEmpty());
    EXPECT_THAT(found_of(memory(1024, "byte * 2^20", "") + memory(2, "byte * 2^30", min)),
                ElementsAre(HasSubstr("hardware/outside-of-range")));
    EXPECT_THAT(found_of(memory(1024, "byte * 2^20", "") + memory(1048576, "", min)), IsEmpty())
        << "a marker without a unit cannot be compared";
}

TEST(Hardware, FindsEveryCycleOnce) {
    const auto child = [](const std::string& id, const std::string& parent) {
        return item(id, 20, "<r:Parent>" + parent + "</r:Parent>");
    };
    EXPECT_THAT(found_of(child("1", "2") + child("2", "3") + child("3", "1") + child("4", "1") + child("5", "5")),
                ElementsAre(HasSubstr("hardware/parent-cycle"), HasSubstr("is its own parent")));
}

TEST(Hardware, LeavesRoomForWhatAdaptersOfSomeProductsHave) {
    const auto bus = [](const std::string& sub_type, const std::string& address) {
        return item("1", 6, "<r:ResourceSubType>" + sub_type + "</r:ResourceSubType>") +
               item("2", 15, "<r:AddressOnParent>" + address + "</r:AddressOnParent><r:Parent>1</r:Parent>");
    };
    EXPECT_THAT(found_of(bus("VirtualSCSI", "60")), IsEmpty());
    EXPECT_THAT(found_of(bus("lsilogicsas", "20")), IsEmpty());
    EXPECT_THAT(found_of(bus("LsiLogic", "16")), ElementsAre(HasSubstr("hardware/address-out-of-range")));
    EXPECT_THAT(found_of(bus("buslogic", "07")), ElementsAre(HasSubstr("hardware/address-out-of-range")));
}

TEST(Hardware, KnowsWhatIsNoMacAddress) {
    const auto adapter = [](const std::string& address) {
        return found(envelope("<NetworkSection><Info/><Network ovf:name='lan'/></NetworkSection>",
                              item("1", 10, "<r:Address>" + address + "</r:Address><r:Connection>lan</r:Connection>")));
    };
    for (const char* other : {"7", "0000:00:1f.2", "", "@@MAC@@", "pci", "00:50:56:ab:cd:ef", "005056abcdef"})
        EXPECT_THAT(adapter(other), IsEmpty()) << other;
    for (const char* bad : {"00:50:56:ab:cd", "0:50:56:ab:cd:ef", "00:50:56-ab:cd:ef", "005056abcde"})
        EXPECT_THAT(adapter(bad).size(), std::string(bad) == "00:50:56:ab:cd" ? 0U : 1U) << bad;
    EXPECT_THAT(adapter("ff:ff:ff:ff:ff:ff"), ElementsAre(HasSubstr("hardware/unusable-mac")));
}

TEST(Hardware, SaysNothingOfTextsOfATemplate) {
    EXPECT_THAT(found_of(item("1", 3, "<r:AllocationUnits>@@UNIT@@</r:AllocationUnits>" + quantity(2)) +
                         item("2", 17, "<r:HostResource>${disk}</r:HostResource><r:Parent>@@BUS@@</r:Parent>")),
                IsEmpty());
}

TEST(Hardware, TakesResourcesOfThePlatformAsTheyAre) {
    for (const char* resource : {"/dev/sdb", "datastore1/shop.vmdk", "", "12345/67890", "http://shop.example/disk/1"})
        EXPECT_THAT(found_of(item("1", 5) + item("2", 17,
                                                 "<r:HostResource>" + std::string(resource) +
                                                     "</r:HostResource><r:Parent>1</r:Parent>")),
                    IsEmpty())
            << resource;
}

TEST(Hardware, FindsEscapedIds) {
    const std::string disks = "<DiskSection><Info/><Disk ovf:diskId='shop disk' ovf:capacity='1'/></DiskSection>";
    const auto drive = [&](const std::string& resource) {
        return found(envelope(
            disks,
            item("1", 5) + item("2", 17, "<r:HostResource>" + resource + "</r:HostResource><r:Parent>1</r:Parent>")));
    };
    EXPECT_THAT(drive("ovf:/disk/shop%20disk"), IsEmpty());
    EXPECT_THAT(drive("ovf:/disk/shop disk"), IsEmpty());
    EXPECT_THAT(drive("ovf:/disk/shop%2"), ElementsAre(HasSubstr("hardware/unknown-host-resource")));
}

TEST(Hardware, HintsAtTheUnitThatIsMeant) {
    const auto hint = [](const std::string& unit) {
        Diagnostics findings;
        const auto descriptor = descriptor::Descriptor::parse(
            envelope("", item("1", 4, "<r:AllocationUnits>" + unit + "</r:AllocationUnits>" + quantity(99999))),
            findings);
        validate::check(*descriptor, {}, findings);
        for (const Diagnostic& one : findings)
            if (one.rule == "hardware/unit-spelling" || one.rule == "hardware/lost-exponent") return one.hint;
        return std::string();
    };
    EXPECT_EQ(hint("MegaBytes"), "write 'byte * 2^20'");
    EXPECT_EQ(hint("GB"), "write 'byte * 2^30'");
    EXPECT_EQ(hint("byte * 2 ^ 20"), "write 'byte * 2^20'");
    EXPECT_EQ(hint("byte * 220"), "write 'byte * 2^20'");
    EXPECT_EQ(hint("byte * 106"), "write 'byte * 10^6'");
    EXPECT_EQ(hint("byte * 2^20"), "");
    EXPECT_EQ(hint("byte*1024*1024"), "");
}

TEST(Hardware, KnowsNoFrequencyInAReasonableNumberOfProcessors) {
    const auto processors = [](std::uint64_t n) {
        return found_of(item("1", 3, "<r:AllocationUnits>hertz * 10^6</r:AllocationUnits>" + quantity(n)));
    };
    EXPECT_THAT(processors(960), IsEmpty());
    EXPECT_THAT(processors(2000), ElementsAre(HasSubstr("hardware/implausible-processors")));
}

TEST(Deployment, TakesACommaInAnIdForWhatItIs) {
    EXPECT_THAT(found(envelope(sizes({"a,b"}), item("1", 5, "", R"(ovf:configuration="a,b")"))), IsEmpty());
    EXPECT_THAT(found(envelope(sizes({"a", "b"}), item("1", 5, "", R"(ovf:configuration="a,b")"))),
                ElementsAre(HasSubstr("deployment/configuration-separator")));
    EXPECT_THAT(found(envelope(sizes({"a", "b"}), item("1", 5, "", R"(ovf:configuration="a,c")"))),
                ElementsAre(HasSubstr("'c'"), HasSubstr("deployment/configuration-separator")));
}

// Looking under every configuration at every Item would take forever here.
TEST(Hardware, BoundsWhatConfigurationsCost) {
    std::vector<std::string> ids;
    std::string items;
    for (int i = 0; i < 3000; ++i) {
        ids.push_back("c" + std::to_string(i));
        items += item("v" + std::to_string(i), 5, "", "ovf:configuration=\"" + ids.back() + "\"");
        items += item(std::to_string(i), 5);
    }
    Diagnostics findings;
    const auto descriptor = descriptor::Descriptor::parse(envelope(sizes(ids), items), findings);
    ASSERT_TRUE(descriptor.has_value());
    const validate::Subject subject(*descriptor);
    const auto racks = validate::hardware::racks_of(subject);
    const auto configurations = validate::hardware::configurations_to_try(subject, racks);
    EXPECT_GE(configurations.size(), 1U);
    EXPECT_LE(configurations.size() * 6000, 4'000'000U);
    EXPECT_EQ(configurations.front(), "c0") << "the default one is among them";
}

TEST(Hardware, LooksOnceForAllConfigurationsThatNoItemNames) {
    Diagnostics findings;
    const auto descriptor = descriptor::Descriptor::parse(
        envelope(sizes({"a", "b", "c", "d"}), item("1", 5, "", R"(ovf:configuration="c")")), findings);
    const validate::Subject subject(*descriptor);
    EXPECT_THAT(validate::hardware::configurations_to_try(subject, validate::hardware::racks_of(subject)),
                ElementsAre("a", "c"));
}

}  // namespace
}  // namespace ovfkit::test
