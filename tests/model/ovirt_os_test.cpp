// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/ovirt_os.hpp>

#include <string>

#include <gtest/gtest.h>

namespace ovfkit::model {
namespace {

VirtualSystem system_with(const OperatingSystemSection& section) {
    VirtualSystem system;
    system.sections.emplace_back(section);
    return system;
}

TEST(OvirtOs, KnowsUniqueAndLegacyNamesInAnyLetterCase) {
    EXPECT_EQ(ovirt_os_number("rhel_9x64"), 34);
    EXPECT_EQ(ovirt_os_number(" RHEL_9X64\n"), 34);
    EXPECT_EQ(ovirt_os_number("windows_2008R2x64"), 17);
    EXPECT_EQ(ovirt_os_number("RHEL6x64"), 19);
    EXPECT_EQ(ovirt_os_number("REHL3"), 9) << "the engine's own misspelling";
    EXPECT_EQ(ovirt_os_number("Unassigned"), 0);
}

// The engine takes such a name for 0; a site may have added it to the table, so that would be a guess.
TEST(OvirtOs, DoesNotGuessTheNumberOfAnUnknownName) {
    EXPECT_EQ(ovirt_os_number("plan9"), std::nullopt);
    EXPECT_EQ(ovirt_os_number(""), std::nullopt);
    EXPECT_EQ(ovirt_os_name(4711), "");
}

TEST(OvirtOs, NamesAndNumbersGoBothWays) {
    int known = 0;
    for (std::int64_t number = 0; number < 2100; ++number) {
        const std::string_view name = ovirt_os_name(number);
        if (name.empty()) continue;
        ++known;
        EXPECT_EQ(ovirt_os_number(name), number) << name;
    }
    EXPECT_EQ(known, 61);
}

TEST(OvirtOs, MapsToCimAsTheEngineWrites) {
    EXPECT_EQ(cim_os_of_ovirt(34), 80);
    EXPECT_EQ(cim_os_of_ovirt(11), 105);
    EXPECT_EQ(cim_os_of_ovirt(12), 105);
    EXPECT_EQ(cim_os_of_ovirt(1257), 94);
    EXPECT_EQ(cim_os_of_ovirt(30), 1) << "missing in the engine's list";
    EXPECT_EQ(cim_os_of_ovirt(4711), 1);
}

TEST(OvirtOs, MapsFromCimAsTheEngineReads) {
    EXPECT_EQ(ovirt_os_of_cim(80), 5);
    EXPECT_EQ(ovirt_os_of_cim(72), 1);
    EXPECT_EQ(ovirt_os_of_cim(101), 5);
    EXPECT_EQ(ovirt_os_of_cim(102), 0);
    EXPECT_EQ(ovirt_os_of_cim(125), 35);
    EXPECT_EQ(ovirt_os_of_cim(0), 0);
}

TEST(OperatingSystemOf, IsTheCimNumberInAStandardDialect) {
    OperatingSystemSection section;
    section.id = std::uint16_t{94};
    section.description = Msg(" Ubuntu ");
    const VirtualSystem system = system_with(section);
    EXPECT_EQ(operating_system(system).number, 94);
    EXPECT_EQ(operating_system(system).description, "Ubuntu");
    EXPECT_EQ(operating_system(VirtualSystem()).number, std::nullopt);
}

TEST(OperatingSystemOf, IsTheEnginesNumberInOvirt) {
    OperatingSystemSection section;
    section.description = Msg("rhel_9x64");
    VirtualSystem system = system_with(section);
    system.ovirt.ensure().comment = std::string("oVirt");
    EXPECT_EQ(operating_system(system).number, 34) << "by its name";
    section.id = std::uint16_t{42};
    system.sections = {section};
    EXPECT_EQ(operating_system(system).number, 1500) << "by the CIM number of an OVA";
    section.ovirt_id = 29;
    system.sections = {section};
    EXPECT_EQ(operating_system(system).number, 29) << "as stated";
}

}  // namespace
}  // namespace ovfkit::model
