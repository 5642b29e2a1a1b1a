// SPDX-License-Identifier: Apache-2.0
// Every finding of reading, with its place; and what a flood of them may cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/environment.hpp>
#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include <algorithm>
#include <set>

namespace ovfkit::descriptor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// `slug line:column path` of every finding.
std::vector<std::string> findings(const std::string& bytes) {
    Diagnostics diagnostics;
    (void)Descriptor::parse(bytes, diagnostics).has_value();
    std::vector<std::string> all;
    for (const Diagnostic& d : diagnostics)
        all.push_back(std::string(d.rule) + " " + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) +
                      " " + d.where.path);
    return all;
}

std::string standard(const std::string& system, const std::string& before = {}) {
    return "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:o=\"http://schemas.dmtf.org/ovf/envelope/1\">\n" +
           before + "<VirtualSystem o:id=\"é\">\n" + system + "</VirtualSystem></Envelope>";
}

std::string hardware(const std::string& item) {
    return standard("<VirtualHardwareSection>\n<Item>" + item + "</Item></VirtualHardwareSection>");
}

TEST(HostileRules, NotAnEnvelope) {
    EXPECT_THAT(findings("<!-- é -->\n <domain/>"), ElementsAre("descriptor/not-an-envelope 2:2 "));
    EXPECT_THAT(findings("<envelope/>"), ElementsAre("descriptor/not-an-envelope 1:1 "));
}

TEST(HostileRules, UnknownNamespace) {
    EXPECT_THAT(findings("\n<Envelope xmlns='urn:x'><VirtualSystem/></Envelope>"),
                ElementsAre("descriptor/unknown-namespace 2:1 "));
    EXPECT_THAT(findings("<Envelope><VirtualSystem/></Envelope>"), ElementsAre("descriptor/unknown-namespace 1:1 "));
}

TEST(HostileRules, NoEntity) {
    EXPECT_THAT(findings("<?a b?>\n<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'/>"),
                ElementsAre("descriptor/no-entity 2:1 /Envelope"));
}

TEST(HostileRules, UnreadableValueOfAnElement) {
    EXPECT_THAT(
        findings(hardware("<é/><VirtualQuantity>@@CPUS@@</VirtualQuantity>")),
        ElementsAre(
            "descriptor/unreadable-value 4:28 /Envelope/VirtualSystem/VirtualHardwareSection/Item/VirtualQuantity"));
}

TEST(HostileRules, UnreadableValueOfAnAttribute) {
    EXPECT_THAT(findings(standard("", "<References>\n <File o:id='é' o:size='-1'/></References>")),
                ElementsAre("descriptor/unreadable-value 3:25 /Envelope/References/File"));
}

TEST(HostileRules, DuplicateElement) {
    EXPECT_THAT(findings(standard("<Name>a</Name>\n<Name>b</Name>")),
                ElementsAre("descriptor/duplicate-element 4:1 /Envelope/VirtualSystem/Name[2]"));
}

TEST(HostileRules, NestedValue) {
    EXPECT_THAT(findings(standard(" <Name>a<b/></Name>")),
                ElementsAre("descriptor/nested-value 3:2 /Envelope/VirtualSystem/Name"));
}

TEST(HostileRules, CapacityOutOfRange) {
    const auto disk = [](const std::string& attributes) {
        return findings(standard("", "<DiskSection><Disk o:diskId='d' " + attributes + "/></DiskSection>\n"));
    };
    EXPECT_THAT(disk("o:capacity='9223372036854775808'"),
                ElementsAre("disk/capacity-out-of-range 2:45 /Envelope/DiskSection/Disk"));
    EXPECT_THAT(disk("o:capacity='-1'"), ElementsAre(HasSubstr("disk/capacity-out-of-range 2:45")));
    EXPECT_THAT(disk("o:capacity='2' o:capacityAllocationUnits='hertz'"),
                ElementsAre(HasSubstr("disk/capacity-out-of-range 2:75")));
    EXPECT_TRUE(disk("o:capacity='9223372036854775807'").empty());
    EXPECT_TRUE(disk("o:capacity='${size}'").empty()) << "a property decides";
}

TEST(HostileRules, MemoryOutOfRange) {
    const auto memory = [](const std::string& quantity, const std::string& units) {
        return findings(hardware("<AllocationUnits>" + units +
                                 "</AllocationUnits><ResourceType>4</ResourceType><VirtualQuantity>" + quantity +
                                 "</VirtualQuantity>"));
    };
    EXPECT_THAT(memory("9223372036854775807", "byte * 2^20"),
                ElementsAre(HasSubstr("hardware/memory-out-of-range 4:")));
    EXPECT_THAT(memory("1", "bananas"), ElementsAre(HasSubstr("hardware/memory-out-of-range 4:")));
    EXPECT_TRUE(memory("1024", "byte * 2^20").empty());
}

TEST(HostileRules, NotAnEnvironment) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_environment("\n <Envelope/>", diagnostics));
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics.all().front().rule, rule::not_an_environment.slug);
    EXPECT_EQ(diagnostics.all().front().where.line, 2U);
    EXPECT_EQ(diagnostics.all().front().where.column, 2U);
}

TEST(HostileRules, AreAllCoveredHere) {
    const std::set<std::string_view> covered = {
        rule::not_an_envelope.slug,       rule::unknown_namespace.slug,  rule::no_entity.slug,
        rule::unreadable_value.slug,      rule::duplicate_element.slug,  rule::nested_value.slug,
        rule::capacity_out_of_range.slug, rule::not_an_environment.slug, rule::memory_out_of_range.slug};
    for (const Rule* rule : rules()) EXPECT_EQ(covered.count(rule->slug), 1U) << rule->slug << " has no test";
    EXPECT_EQ(rules().size(), covered.size());
}

TEST(HostileRules, MessagesEscapeWhatTheDocumentSays) {
    Diagnostics diagnostics;
    const std::string prefix(5'000, 'p');
    const auto d = Descriptor::parse(
        hardware("<VirtualQuantity>\u202E\u009B%s%n" + std::string(5'000, 'x') + "</VirtualQuantity><" + prefix +
                 ":Limit xmlns:" + prefix + "='http://schemas.dmtf.org/ovf/envelope/1'>é</" + prefix + ":Limit>"),
        diagnostics);
    ASSERT_TRUE(d);
    ASSERT_EQ(diagnostics.size(), 2U);
    for (const Diagnostic& f : diagnostics) {
        EXPECT_EQ(f.message, printable(f.message, 10'000));
        EXPECT_LT(f.message.size(), 500U);
    }
    EXPECT_THAT(diagnostics.all().front().message, HasSubstr("\\u{202e}\\u{9b}%s%n"));
}

TEST(HostileRules, AFloodOfFindingsIsCounted) {
    std::string items;
    for (int i = 0; i < 20'000; ++i) items += "<Item><ResourceType>x</ResourceType><Limit>y</Limit></Item>";
    Diagnostics diagnostics(10);
    ASSERT_TRUE(
        Descriptor::parse(standard("<VirtualHardwareSection>" + items + "</VirtualHardwareSection>"), diagnostics));
    EXPECT_EQ(diagnostics.size(), 10U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 40'000U);
}

TEST(HostileRules, AFloodOfWarningsDoesNotHideTheError) {
    std::string items;
    for (int i = 0; i < 2'000; ++i) items += "<x:y/>";
    Diagnostics diagnostics;
    EXPECT_FALSE(Descriptor::parse("<a>" + items + "</b>", diagnostics));
    EXPECT_TRUE(diagnostics.has("xml/not-well-formed"));
    EXPECT_EQ(diagnostics.all().back().where.line, 1U);
}

// ---- what random inputs found
// ------------------------------------------------------------------------------------------

TEST(HostileEdges, CompletingAVmWithoutAnIdDoesNotMakeItATemplate) {
    const std::string bytes =
        "<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1/'><Content><Name>n</Name>"
        "<TemplateId>00000000-0000-0000-0000-000000000000</TemplateId></Content></ovf:Envelope>";
    Diagnostics diagnostics;
    const Descriptor d = Descriptor::parse(bytes, diagnostics).value();
    ASSERT_EQ(model::entity_kind(*model::virtual_systems(d.envelope()).front()), model::EntityKind::vm);
    const model::Envelope once = completed(d.envelope(), Grammar::ovirt);
    EXPECT_EQ(model::entity_kind(*model::virtual_systems(once).front()), model::EntityKind::vm);
    EXPECT_TRUE(completed(once, Grammar::ovirt) == once);
    const Descriptor again = Descriptor::parse(write(d.envelope(), Grammar::ovirt).value(), diagnostics).value();
    EXPECT_TRUE(again.envelope() == once);
}

TEST(HostileEdges, TextBesideTheElementsOfTheRootSurvivesAFreshDocument) {
    Diagnostics diagnostics;
    const Descriptor d = Descriptor::parse(standard("", " stray\n <v:a xmlns:v='urn:v'/> more "), diagnostics).value();
    const std::string fresh = write(d.envelope(), Grammar::ovf_1).value();
    const Descriptor again = Descriptor::parse(fresh, diagnostics).value();
    EXPECT_TRUE(again.envelope() == d.envelope());
    EXPECT_EQ(write(again.envelope(), Grammar::ovf_1).value(), fresh);
}

TEST(HostileEdges, ACopyOfAForeignElementIsWrittenAsASecondOne) {
    Diagnostics diagnostics;
    const Descriptor d = Descriptor::parse(standard("<v:a xmlns:v='urn:v'/><!--b-->"), diagnostics).value();
    model::Envelope changed = d.envelope();
    auto& extensions = model::virtual_systems(changed).front()->extensions;
    extensions.push_back(extensions.front());
    const auto bytes = rewrite(d, changed);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_TRUE(Descriptor::parse(*bytes, diagnostics).value().envelope() == changed);
}

TEST(HostileEdges, AnEditOfOneOfManyElementsCostsNoSquareOfTheirNumber) {
    std::string items;
    for (int i = 0; i < 30'000; ++i) items += "<Item><Connection>a</Connection><v:b xmlns:v='urn:v'/></Item>";
    ReadOptions options;
    options.limits.max_namespaces = 65'000;
    Diagnostics diagnostics;
    const std::string bytes = standard("<VirtualHardwareSection>" + items + "</VirtualHardwareSection>");
    const Descriptor d = Descriptor::parse(bytes, diagnostics, options).value();
    model::Envelope changed = d.envelope();
    EXPECT_EQ(rewrite(d, changed).value(), bytes);
    auto& hardware = std::get<model::VirtualHardwareSection>(model::virtual_systems(changed).front()->sections.front());
    hardware.items.erase(hardware.items.begin() + 15'000);
    EXPECT_EQ(rewrite(d, changed).value().size() + 61, bytes.size());
}

TEST(HostileEdges, AModelWithoutAnyIdIsWrittenAsTheVmThatItIs) {
    model::Envelope envelope;
    envelope.contents.push_back({model::VirtualSystem{}});
    Diagnostics diagnostics;
    const Descriptor d = Descriptor::parse(write(envelope, Grammar::ovirt).value(), diagnostics).value();
    EXPECT_EQ(model::entity_kind(*model::virtual_systems(d.envelope()).front()), model::EntityKind::vm);
}

}  // namespace
}  // namespace ovfkit::descriptor
