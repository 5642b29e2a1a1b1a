// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/validate/fix.hpp>

#include "support/command.hpp"
#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

descriptor::Descriptor parsed(const std::string& bytes) {
    Diagnostics ignored;
    return descriptor::Descriptor::parse(bytes, ignored).value();
}

std::string in_envelope(const std::string& inside) {
    return "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:rasd=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData\">\n" +
           inside + "</Envelope>\n";
}

std::string fixed(const std::string& bytes) { return fix(parsed(bytes), {}).value().bytes; }

std::string item(const std::string& children) {
    return in_envelope(
        "<References/>\n<VirtualSystem "
        "ovf:id=\"web\">\n<Info>web</Info>\n<VirtualHardwareSection>\n<Info>hardware</Info>\n"
        "<Item>" +
        children + "</Item>\n</VirtualHardwareSection>\n</VirtualSystem>\n");
}

TEST(Fix, SortsTheChildrenOfAnItem) {
    EXPECT_EQ(fixed(item("\n  <rasd:ResourceType>3</rasd:ResourceType>\n  "
                         "<rasd:ElementName>cpu</rasd:ElementName>\n  <rasd:InstanceID>1</rasd:InstanceID>\n")),
              item("\n  <rasd:ElementName>cpu</rasd:ElementName>\n  <rasd:InstanceID>1</rasd:InstanceID>\n  "
                   "<rasd:ResourceType>3</rasd:ResourceType>\n"));
}

TEST(Fix, LeavesAnItemAloneInWhichAChildStandsTwice) {
    const std::string twice = item(
        "<rasd:ResourceType>3</rasd:ResourceType><rasd:InstanceID>1</rasd:InstanceID><rasd:InstanceID>2</"
        "rasd:InstanceID>");
    EXPECT_EQ(fixed(twice), twice);
}

TEST(Fix, BringsSectionsBehindReferencesAndBeforeTheContent) {
    const std::string references = "<References/>";
    const std::string disks = "<DiskSection><Info>disks</Info></DiskSection>";
    const std::string system = "<VirtualSystem ovf:id=\"web\"><Info>web</Info></VirtualSystem>";
    EXPECT_EQ(fixed(in_envelope(disks + "\n" + system + "\n" + references + "\n")),
              in_envelope(references + "\n" + disks + "\n" + system + "\n"));
}

TEST(Fix, MovesInfoToTheFront) {
    const std::string before = "<VirtualSystem ovf:id=\"web\"><Name>Web</Name> <Info>web</Info></VirtualSystem>\n";
    const std::string after = "<VirtualSystem ovf:id=\"web\"><Info>web</Info> <Name>Web</Name></VirtualSystem>\n";
    EXPECT_EQ(fixed(in_envelope("<References/>\n" + before)), in_envelope("<References/>\n" + after));
}

TEST(Fix, MendsNestedCollections) {
    const std::string inner =
        "<VirtualSystemCollection ovf:id=\"b\"><Name>B</Name><Info>b</Info></VirtualSystemCollection>";
    const std::string mended =
        "<VirtualSystemCollection ovf:id=\"b\"><Info>b</Info><Name>B</Name></VirtualSystemCollection>";
    const auto outer = [](const std::string& in) {
        return "<VirtualSystemCollection ovf:id=\"a\">" + in + "</VirtualSystemCollection>\n";
    };
    EXPECT_EQ(fixed(in_envelope("<References/>\n" + outer(inner + "<Info>a</Info>"))),
              in_envelope("<References/>\n" + outer("<Info>a</Info>" + mended)));
}

TEST(Fix, MendsCollectionsHoweverDeepTheyNest) {
    std::string before;
    std::string after;
    for (int depth = 40; depth > 0; --depth) {
        const std::string begin = "<VirtualSystemCollection ovf:id=\"c" + std::to_string(depth) + "\">";
        before = begin + before + "<Info>c</Info></VirtualSystemCollection>";
        after = begin + "<Info>c</Info>" + after + "</VirtualSystemCollection>";
    }
    EXPECT_EQ(fixed(in_envelope("<References/>\n" + before)), in_envelope("<References/>\n" + after));
}

TEST(Fix, AddsAMissingInfo) {
    const std::string text =
        fixed(in_envelope("<References/>\n<DiskSection>\n</DiskSection>\n"
                          "<VirtualSystem ovf:id=\"web\">\n  <Info>web</Info>\n</VirtualSystem>\n"));
    EXPECT_THAT(text, testing::HasSubstr("<Info>Virtual disks of the package</Info>"));
}

std::string cpu(const std::string& id) {
    return "<Item><rasd:ElementName>cpu</rasd:ElementName><rasd:InstanceID>" + id +
           "</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType></Item>";
}

std::string machine(const std::string& items) {
    return in_envelope(
        "<References/>\n<VirtualSystem ovf:id=\"web\">\n<Info>web</Info>\n<VirtualHardwareSection>\n"
        "<Info>hardware</Info>\n" +
        items + "\n</VirtualHardwareSection>\n</VirtualSystem>\n");
}

TEST(Fix, GivesTheSecondDeviceOfAnIdANewOne) {
    EXPECT_EQ(fixed(machine(cpu("1") + cpu("7") + cpu("1"))), machine(cpu("1") + cpu("7") + cpu("8")));
}

TEST(Fix, LeavesAnIdAloneThatSomethingRefersTo) {
    const std::string child =
        "<Item><rasd:ElementName>disk</rasd:ElementName><rasd:InstanceID>9</rasd:InstanceID>"
        "<rasd:Parent>1</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>";
    const std::string text = machine(cpu("1") + cpu("1") + child);
    EXPECT_EQ(fixed(text), text) << "which of the two is the parent, nobody knows";
}

TEST(Fix, LeavesVariantsAndRangesTheirId) {
    std::string variant = cpu("1");
    variant.replace(1, 4, "Item ovf:configuration=\"small\"");
    std::string marker = cpu("1");
    marker.replace(1, 4, "Item ovf:bound=\"min\"");
    const std::string text = machine(cpu("1") + variant + marker);
    EXPECT_EQ(fixed(text), text);
}

TEST(Fix, SpellsUnitsAsTheStandardDoes) {
    const auto memory = [](const std::string& unit) {
        return machine(
            "<Item><rasd:AllocationUnits>" + unit +
            "</rasd:AllocationUnits><rasd:ElementName>m</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID>"
            "<rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>512</rasd:VirtualQuantity></Item>");
    };
    EXPECT_EQ(fixed(memory("MegaBytes")), memory("byte * 2^20"));
    EXPECT_EQ(fixed(memory("byte * 2 ^ 20")), memory("byte * 2^20"));
    EXPECT_EQ(fixed(memory("Ports")), memory("Ports")) << "nobody knows what is meant";
}

TEST(Fix, SpellsNamespacesAsTheStandardDoes) {
    std::string text = machine(cpu("1"));
    const std::string right = "CIM_ResourceAllocationSettingData\"";
    text.replace(text.find(right), right.size(), "CIM_ResourceAllocationSettingData.xsd\"");
    EXPECT_EQ(fixed(text), machine(cpu("1")));
}

TEST(Fix, SaysWhatItMendedAndWhere) {
    const auto done =
        fix(parsed(item("<rasd:InstanceID>1</rasd:InstanceID><rasd:ElementName>x</rasd:ElementName>")), {});
    ASSERT_TRUE(done.has_value());
    ASSERT_EQ(done->mended.size(), 1U);
    EXPECT_EQ(done->mended[0].rule, "schema/item-order");
    EXPECT_EQ(done->mended[0].where.line, 7U);
}

TEST(Fix, MendsOnlyTheRulesThatItIsAskedFor) {
    const std::string odd = item("<rasd:InstanceID>1</rasd:InstanceID><rasd:ElementName>x</rasd:ElementName>");
    FixOptions options;
    options.rules.emplace();
    EXPECT_EQ(fix(parsed(odd), options).value().bytes, odd);
}

TEST(Fix, ChangesNoByteOfWhatIsRight) {
    for (const std::string& path : test::dialect_fixtures()) {
        const std::string bytes = test::contents(path);
        const auto done = fix(parsed(bytes), {});
        ASSERT_TRUE(done.has_value()) << path;
        if (done->mended.empty()) {
            EXPECT_EQ(done->bytes, bytes) << path;
        }
    }
}

TEST(Fix, HasNothingLeftToDoTheSecondTime) {
    std::vector<std::string> paths = test::files_below(test::fixture("rules"), {".ovf"});
    for (const std::string& path : test::dialect_fixtures()) paths.push_back(path);
    for (const std::string& path : paths) {
        Diagnostics ignored;
        const auto descriptor = descriptor::Descriptor::read_file(path, ignored);
        if (!descriptor) continue;
        const auto once = fix(*descriptor, {});
        if (!once) continue;  // refused, and nothing was changed
        const auto twice = fix(parsed(once->bytes), {});
        ASSERT_TRUE(twice.has_value()) << path;
        EXPECT_EQ(twice->bytes, once->bytes) << path;
        EXPECT_TRUE(twice->mended.empty()) << path << ": " << twice->mended.front().what;
    }
}

TEST(Fix, MovesNothingAroundAComment) {
    const std::string text = item(
        "<rasd:ResourceType>3</rasd:ResourceType><!-- about the name -->"
        "<rasd:ElementName>cpu</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID>");
    EXPECT_EQ(fixed(text), text);
}

TEST(Fix, LeavesSectionsOfOthersWhereTheyAre) {
    const std::string text = in_envelope(
        "<References/>\n<VirtualSystem ovf:id=\"web\"><Info>web</Info></VirtualSystem>\n"
        "<x:LastSection xmlns:x=\"urn:x\"/>\n");
    EXPECT_EQ(fixed(text), text);
}

TEST(Fix, CorrectsTheSizeOnlyOfAFileThatIsVerified) {
    const test::TemporaryFolder folder;
    folder.put("disk.vmdk", "12345");
    const std::string text = in_envelope(
        "<References><File ovf:id=\"f\" ovf:href=\"disk.vmdk\" ovf:size=\"4\"/></References>\n"
        "<VirtualSystem ovf:id=\"web\"><Info>web</Info></VirtualSystem>\n");
    const std::string path = folder.put("web.ovf", text);
    Diagnostics found;
    const auto package = package::Package::open(path, found).value();
    FixOptions options;
    options.package = &package;
    EXPECT_EQ(fix(package.descriptor(), options).value().bytes, text) << "it may be cut off";
    options.verified = {"disk.vmdk"};
    EXPECT_THAT(fix(package.descriptor(), options).value().bytes, testing::HasSubstr("ovf:size=\"5\""));
}

}  // namespace
}  // namespace ovfkit::validate
