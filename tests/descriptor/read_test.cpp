// SPDX-License-Identifier: Apache-2.0
// What the reader makes of values: types, spellings, places, and what it keeps of the rest.
#include <gtest/gtest.h>

#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/leaf.hpp"
#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

using model::VirtualSystem;

struct Read {
    Diagnostics diagnostics;
    Result<Descriptor> descriptor{Error{}};
    const VirtualSystem& system() const { return *model::virtual_systems(descriptor->envelope()).front(); }
};

Read read(const std::string& bytes) {
    Read r;
    r.descriptor = Descriptor::parse(bytes, r.diagnostics);
    EXPECT_TRUE(r.descriptor) << (r.descriptor ? "" : r.descriptor.error().message);
    return r;
}

Read standard(const std::string& inside) {
    return read(
        "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1' "
        "xmlns:rasd='http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData' "
        "xmlns:v='urn:example:vendor'><VirtualSystem ovf:id='vm'>" +
        inside + "</VirtualSystem></Envelope>");
}

Read ovirt(const std::string& inside) {
    return read(
        "<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1/' "
        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><Content ovf:id='out' "
        "xsi:type='ovf:VirtualSystem_Type'><VmType>1</VmType>" +
        inside + "</Content></ovf:Envelope>");
}

TEST(Read, KeepsForeignElementsAndCommentsInOrder) {
    const Read r = standard("<!-- one --><v:a x='1'><v:b/>text</v:a><?two three?><v:c/>");
    const auto& kept = r.system().extensions;
    ASSERT_EQ(kept.size(), 4U);
    EXPECT_EQ(kept[0].kind, model::Extension::Kind::comment);
    EXPECT_EQ(kept[0].text, " one ");
    EXPECT_EQ(kept[1].name, "a");
    EXPECT_EQ(kept[1].ns, "urn:example:vendor");
    EXPECT_EQ(kept[1].prefix, "v");
    EXPECT_EQ(*kept[1].attribute("x"), "1");
    ASSERT_EQ(kept[1].children.size(), 2U);
    EXPECT_EQ(kept[1].children[1].text, "text");
    EXPECT_EQ(kept[2].kind, model::Extension::Kind::processing_instruction);
    EXPECT_EQ(kept[3].name, "c");
}

TEST(Read, KeepsForeignAttributesOfElementsAndValues) {
    const Read r = standard("<Info v:hint='h' ovf:msgid='m'>text</Info>");
    EXPECT_EQ(r.system().info->msgid, "m");
    ASSERT_EQ(r.system().info.attributes().size(), 1U);
    EXPECT_EQ(r.system().info.attributes()[0].name, "hint");
}

TEST(Read, KeepsATextThatIsNoNumberAndSaysWhere) {
    const Read r = standard(
        "\n<VirtualHardwareSection><Info/><Item><rasd:VirtualQuantity>@@CPUS@@</rasd:VirtualQuantity>"
        "</Item></VirtualHardwareSection>");
    const auto& item = model::find<model::VirtualHardwareSection>(r.system().sections)->items.at(0);
    EXPECT_FALSE(item.virtual_quantity.has_value());
    EXPECT_FALSE(item.virtual_quantity.absent());
    EXPECT_EQ(item.virtual_quantity.text(), "@@CPUS@@");
    ASSERT_EQ(r.diagnostics.size(), 1U);
    const Diagnostic& d = r.diagnostics.all()[0];
    EXPECT_EQ(d.rule, rule::unreadable_value.slug);
    EXPECT_EQ(d.where.line, 2U);
    EXPECT_EQ(d.where.column, 60U);
    EXPECT_EQ(d.where.path, "/Envelope/VirtualSystem/VirtualHardwareSection/Item/VirtualQuantity");
}

TEST(Read, TakesTheFirstOfTwoAndKeepsTheOther) {
    const Read r = standard("<Name>a</Name><Name>b</Name>");
    EXPECT_EQ(r.system().name->text, "a");
    ASSERT_EQ(r.system().extensions.size(), 1U);
    EXPECT_EQ(r.system().extensions[0].text, "b");
    EXPECT_TRUE(r.diagnostics.has(rule::duplicate_element.slug));
}

TEST(Read, GivesNoValueToAnElementThatHoldsElements) {
    const Read r = standard("<Name>a<v:b/></Name>");
    EXPECT_TRUE(r.system().name.absent());
    ASSERT_EQ(r.system().extensions.size(), 1U);
    EXPECT_TRUE(r.diagnostics.has(rule::nested_value.slug));
}

TEST(Read, UnderstandsReferencesInAttributesAndText) {
    const Read r =
        standard("<Name>a &lt;&amp;&#x41; b</Name><ProductSection ovf:class='a&amp;b&#10;c'><Info/></ProductSection>");
    EXPECT_EQ(r.system().name->text, "a <&A b");
    EXPECT_EQ(*model::find<model::ProductSection>(r.system().sections)->class_, "a&b\nc");
}

TEST(Read, ReadsCdataAsText) { EXPECT_EQ(standard("<Name><![CDATA[a < b]]></Name>").system().name->text, "a < b"); }

TEST(Read, KeepsATrustFlagThatIsNoBooleanAsTrue) {
    const Read r = standard("<TrustedService>maybe</TrustedService>");
    EXPECT_EQ(r.system().trust.trusted_cluster(), true);
    EXPECT_EQ(r.system().trust.TrustedService.text(), "maybe");
}

TEST(Read, ReadsEveryBooleanSpellingOfAFlag) {
    for (const char* yes : {"true", "True", "TRUE", " true\n", "1"})
        EXPECT_EQ(
            standard(std::string("<trusted_host_flag>") + yes + "</trusted_host_flag>").system().trust.trusted_host(),
            true);
    for (const char* no : {"false", "False", "FALSE", "0"})
        EXPECT_EQ(
            standard(std::string("<trusted_host_flag>") + no + "</trusted_host_flag>").system().trust.trusted_host(),
            false);
    EXPECT_FALSE(standard("").system().trust.trusted_host().has_value());
}

TEST(Read, FindsTheEntityOfAnOvirtConfigurationInItsOperatingSystem) {
    const Read r = ovirt("<Section ovf:id='77' xsi:type='ovf:OperatingSystemSection_Type'><Info/></Section>");
    EXPECT_EQ(model::entity_id(r.system()), "77");
    EXPECT_EQ(*r.system().id, "out");
}

TEST(Read, UnderstandsTheFourEncodingsOfANewlineInAScript) {
    for (const char* raw : {"a&#10;b", "a&#xA;b", "a\\nb", "a&amp;#10;b", "a\nb"}) {
        const Read r = ovirt(std::string("<VmInit ovf:customScript='") + raw + "'/>");
        EXPECT_EQ(*r.system().ovirt->vm_init->custom_script, "a\nb") << raw;
    }
}

TEST(Read, TakesBackslashNLiterallyBesideARealNewline) {
    const Read r = ovirt("<VmInit ovf:customScript='printf \"a\\n\"&#10;b'/>");
    EXPECT_EQ(*r.system().ovirt->vm_init->custom_script, "printf \"a\\n\"\nb");
}

TEST(Script, SurvivesOurOwnWriteAndRead) {
    for (const char* script : {"a\nb", "a\\nb", "literal &#10; stays", "\\n\n", "", "\t\r\n'\"<&>", "&amp;#10;"})
        for (const char quote : {'"', '\''}) EXPECT_EQ(parse_script(print_script(script, quote)), script) << script;
}

TEST(Timestamp, ReadsWhatTheEngineReads) {
    const auto seconds = [](const char* s) {
        const auto t = parse_timestamp(s);
        return t ? std::optional(t->unix_seconds) : std::nullopt;
    };
    EXPECT_EQ(seconds("1984/06/19 14:25:11"), 456503111);
    EXPECT_EQ(seconds("1984.06.19 14:25:11"), 456503111);
    EXPECT_EQ(seconds(" 1984/6/19 14:25:11 and more"), 456503111);
    EXPECT_EQ(seconds("1983/18/19 14:25:11"), 456503111) << "the 18th month is June of the next year";
    EXPECT_EQ(seconds("1984/05/50 14:25:11"), 456503111) << "the 50th day of May is the 19th of June";
    EXPECT_FALSE(seconds("1984-06-19 14:25:11"));
    EXPECT_FALSE(seconds("1984/06/19"));
    EXPECT_FALSE(seconds(""));
}

TEST(Timestamp, PrintsWhatItReads) {
    for (const char* text :
         {"1984/06/19 14:25:11", "1970/01/01 00:00:00", "2026/12/31 23:59:59", "0001/01/01 00:00:00"})
        EXPECT_EQ(print_timestamp(*parse_timestamp(text)), text);
}

TEST(Read, ReportsACapacityThatCannotBe) {
    const Read r = read(
        "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovf='http://schemas.dmtf.org/ovf/"
        "envelope/1'><DiskSection><Info/><Disk ovf:diskId='d' ovf:capacity='99999999999' "
        "ovf:capacityAllocationUnits='byte * 2^40'/></DiskSection><VirtualSystem ovf:id='v'/></Envelope>");
    EXPECT_TRUE(r.diagnostics.has(rule::capacity_out_of_range.slug));
}

TEST(Read, LeavesACapacityToAProperty) {
    const Read r = read(
        "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovf='http://schemas.dmtf.org/ovf/"
        "envelope/1'><DiskSection><Info/><Disk ovf:diskId='d' ovf:capacity='${disk.size}'/></DiskSection>"
        "<VirtualSystem ovf:id='v'/></Envelope>");
    EXPECT_TRUE(r.diagnostics.empty());
}

TEST(Locate, CountsCharactersAndLinesBeyond65535) {
    std::string bytes = "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'>";
    bytes += std::string(70000, '\n');
    bytes += "<VirtualSystem><!-- \xC3\xA9\xF0\x9F\x98\x80 --><Name>x</Name></VirtualSystem></Envelope>";
    const Read r = read(bytes);
    const Location where = r.descriptor->locate(r.system().name.at());
    EXPECT_EQ(where.line, 70001U);
    EXPECT_EQ(where.column, 33U);
    EXPECT_EQ(where.path, "/Envelope/VirtualSystem/Name");
}

TEST(Write, KeepsALineEndInAForeignNamespace) {
    const Read r = standard("<n:a xmlns:n='urn:with&#10;a line end'/>");
    const auto fresh = write(r.descriptor->envelope(), Grammar::ovf_1);
    ASSERT_TRUE(fresh);
    EXPECT_TRUE(read(*fresh).descriptor->envelope() == r.descriptor->envelope());
}

TEST(ReadFile, SaysWhichFileIsMissing) {
    Diagnostics diagnostics;
    const auto result = Descriptor::read_file("no/such/file.ovf", diagnostics);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::not_found);
    EXPECT_NE(result.error().message.find("no/such/file.ovf"), std::string::npos);
}

}  // namespace
}  // namespace ovfkit::descriptor
