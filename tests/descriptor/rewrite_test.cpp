// SPDX-License-Identifier: Apache-2.0
// Edits change the bytes of what they edit, and nothing else.
#include <gtest/gtest.h>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/parsed.hpp"
#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

using model::VirtualSystem;

const std::string head =
    "<?xml version='1.0'?>\n"
    "<!-- exported by hand -->\n"
    "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:o='http://schemas.dmtf.org/ovf/envelope/1'\n"
    "          xmlns:r='http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData'>\n"
    "  <References>\n"
    "    <File o:id='f1'   o:href='disk 1.vmdk' o:size='100'/>\n"
    "  </References>\n";
const std::string tail =
    "</Envelope>\n"
    "<!-- end -->\n";
const std::string system_head =
    "  <VirtualSystem o:id='vm'>\n"
    "    <Info>A VM</Info>\n"
    "    <Name>caf\xC3\xA9 &amp; co</Name>\n";
const std::string hardware =
    "    <VirtualHardwareSection>\n"
    "      <Info>Hardware</Info>\n"
    "      <Item>\n"
    "        <r:ElementName>1 CPU</r:ElementName>\n"
    "        <r:InstanceID>1</r:InstanceID>\n"
    "        <r:ResourceType>3</r:ResourceType>\n"
    "        <r:VirtualQuantity>1</r:VirtualQuantity>\n"
    "      </Item>\n"
    "      <Item>\n"
    "        <r:ElementName>Network</r:ElementName><!-- the first -->\n"
    "        <r:InstanceID>2</r:InstanceID>\n"
    "        <r:ResourceType>10</r:ResourceType>\n"
    "      </Item>\n"
    "    </VirtualHardwareSection>\n";
const std::string document = head + system_head + hardware + "  </VirtualSystem>\n" + tail;

VirtualSystem& system_of(model::Envelope& envelope) { return *model::virtual_systems(envelope).front(); }

model::VirtualHardwareSection& hardware_of(model::Envelope& envelope) {
    return *model::find<model::VirtualHardwareSection>(system_of(envelope).sections);
}

// The document after `edit`; the test fails when the edit is refused.
template <class Edit>
std::string edited(const std::string& bytes, Edit edit) {
    const Descriptor read = parsed(bytes);
    model::Envelope changed = read.envelope();
    edit(changed);
    auto result = rewrite(read, changed);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? *result : std::string();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

TEST(Rewrite, ReplacesOnlyTheTextOfAnElement) {
    EXPECT_EQ(edited(document, [](auto& e) { system_of(e).name = model::Msg("a < b"); }),
              replaced(document, "caf\xC3\xA9 &amp; co", "a &lt; b"));
}

TEST(Rewrite, ReplacesOnlyTheValueOfAnAttributeAndKeepsItsQuotes) {
    EXPECT_EQ(edited(document, [](auto& e) { e.references->files[0].href = std::string("it's.vmdk"); }),
              replaced(document, "'disk 1.vmdk'", "'it&apos;s.vmdk'"));
}

TEST(Rewrite, AddsAnAttributeBehindTheLastOne) {
    EXPECT_EQ(edited(document, [](auto& e) { e.references->files[0].compression = std::string("gzip"); }),
              replaced(document, "o:size='100'/>", "o:size='100' o:compression=\"gzip\"/>"));
}

TEST(Rewrite, RemovesAnAttributeWithTheBlanksInFront) {
    EXPECT_EQ(edited(document, [](auto& e) { e.references->files[0].href.reset(); }),
              replaced(document, "   o:href='disk 1.vmdk'", ""));
}

TEST(Rewrite, PutsANewElementWhereTheDialectWantsItIndentedLikeItsNeighbours) {
    EXPECT_EQ(edited(document, [](auto& e) { hardware_of(e).items[0].description = model::Msg("CPUs"); }),
              replaced(document, "      <Item>\n        <r:ElementName>1 CPU",
                       "      <Item>\n        <r:Description>CPUs</r:Description>\n        <r:ElementName>1 CPU"));
}

TEST(Rewrite, RemovesAnElementWithItsLine) {
    EXPECT_EQ(edited(document, [](auto& e) { hardware_of(e).items[0].virtual_quantity.reset(); }),
              replaced(document, "        <r:VirtualQuantity>1</r:VirtualQuantity>\n", ""));
}

TEST(Rewrite, RemovesAnItemAndKeepsTheOthersToTheByte) {
    const std::size_t begin = hardware.find("      <Item>");
    const std::size_t end = hardware.find("      <Item>", begin + 1);
    EXPECT_EQ(edited(document, [](auto& e) { hardware_of(e).items.erase(hardware_of(e).items.begin()); }),
              replaced(document, hardware.substr(begin, end - begin), ""));
}

TEST(Rewrite, AppendsAnItemBehindTheLast) {
    const std::string result = edited(document, [](auto& e) {
        model::Item item;
        item.element_name = model::Msg("Memory");
        item.instance_id = std::string("3");
        item.resource_type = model::ResourceType::memory;
        hardware_of(e).items.push_back(item);
    });
    EXPECT_EQ(result, replaced(document, "      </Item>\n    </VirtualHardwareSection>",
                               "      </Item>\n"
                               "      <Item>\n"
                               "        <r:ElementName>Memory</r:ElementName>\n"
                               "        <r:InstanceID>3</r:InstanceID>\n"
                               "        <r:ResourceType>4</r:ResourceType>\n"
                               "      </Item>\n"
                               "    </VirtualHardwareSection>"));
}

TEST(Rewrite, InsertsBetweenTwoItems) {
    const std::string result = edited(document, [](auto& e) {
        model::Item item;
        item.instance_id = std::string("9");
        hardware_of(e).items.insert(hardware_of(e).items.begin() + 1, item);
    });
    const Descriptor read = parsed(result);
    const auto* section =
        model::find<model::VirtualHardwareSection>(model::virtual_systems(read.envelope())[0]->sections);
    ASSERT_EQ(section->items.size(), 3U);
    EXPECT_EQ(*section->items[1].instance_id, "9");
}

TEST(Rewrite, AddsATrustSectionWithItsNamespace) {
    const std::string result = edited(document, [](auto& e) {
        model::TrustSection trust;
        trust.info = model::Msg("Trust");
        trust.required = false;
        trust.flags.set_trusted_host(true);
        system_of(e).sections.push_back(trust);
    });
    EXPECT_EQ(result, replaced(document, "    </VirtualHardwareSection>\n",
                               "    </VirtualHardwareSection>\n"
                               "    <trust:TrustSection xmlns:trust=\"urn:ovfkit:trust:1\" o:required=\"false\">\n"
                               "      <Info>Trust</Info>\n"
                               "      <trust:TrustedHostFlag>true</trust:TrustedHostFlag>\n"
                               "    </trust:TrustSection>\n"));
}

TEST(Rewrite, SetsAFlagInTheSpellingAndPlaceThatTheFileHas) {
    const std::string flagged =
        replaced(document, "    <VirtualHardwareSection>",
                 "    <o:trusted_service >FALSE</o:trusted_service>\n    <VirtualHardwareSection>");
    EXPECT_EQ(edited(flagged, [](auto& e) { system_of(e).trust.set_trusted_cluster(true); }),
              replaced(flagged, "FALSE", "true"));
}

TEST(Rewrite, OpensAnEmptyElementToPutSomethingInside) {
    const std::string empty = replaced(document, hardware, "    <AnnotationSection />\n");
    EXPECT_EQ(edited(empty,
                     [](auto& e) {
                         auto* section = model::find<model::AnnotationSection>(system_of(e).sections);
                         section->annotation = model::Msg("note");
                     }),
              replaced(empty, "<AnnotationSection />",
                       "<AnnotationSection >\n      <Annotation>note</Annotation>\n    </AnnotationSection>"));
}

TEST(Rewrite, KeepsCarriageReturnsAtLineEnds) {
    std::string windows;
    for (const char c : document) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const std::string result =
        edited(windows, [](auto& e) { hardware_of(e).items[0].description = model::Msg("CPUs"); });
    EXPECT_EQ(result,
              replaced(windows, "<Item>\r\n        <r:ElementName>1 CPU",
                       "<Item>\r\n        <r:Description>CPUs</r:Description>\r\n        <r:ElementName>1 CPU"));
}

TEST(Rewrite, SplicesIntoUtf16) {
    std::u16string wide =
        u"\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><Envelope xmlns=\"http://schemas.dmtf.org/ovf/"
        u"envelope/1\"><VirtualSystem><Info>\u00E9</Info><Name>alt</Name></VirtualSystem></Envelope>";
    const auto bytes_of = [](const std::u16string& s) {
        std::string out;
        for (const char16_t c : s) {
            out += static_cast<char>(c & 0xFF);
            out += static_cast<char>(c >> 8);
        }
        return out;
    };
    std::u16string expected = wide;
    expected.replace(expected.find(u"alt"), 3, u"ne\u00FC \U0001F600");
    EXPECT_EQ(edited(bytes_of(wide), [](auto& e) { system_of(e).name = model::Msg("ne\xC3\xBC \xF0\x9F\x98\x80"); }),
              bytes_of(expected));
}

TEST(Rewrite, RefusesACharacterThatXmlDoesNotHave) {
    const Descriptor read = parsed(document);
    model::Envelope changed = read.envelope();
    system_of(changed).name = model::Msg(std::string("a\x01z"));
    const auto result = rewrite(read, changed);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::invalid_argument);
}

TEST(Rewrite, RefusesAValueThatTheDialectHasNoPlaceFor) {
    const Descriptor read = parsed(document);
    model::Envelope changed = read.envelope();
    system_of(changed).ovirt.ensure().comment = std::string("of the engine");
    const auto result = rewrite(read, changed);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("Comment has no place in the dialect dmtf-1.x"), std::string::npos)
        << result.error().message;
}

TEST(Rewrite, RefusesToSwapElements) {
    const Descriptor read = parsed(document);
    model::Envelope changed = read.envelope();
    std::swap(hardware_of(changed).items[0], hardware_of(changed).items[1]);
    EXPECT_FALSE(rewrite(read, changed));
}

// One value changed: everything in front of it and behind it is the same to the byte.
TEST(Rewrite, ChangesNothingAroundAValueInAnyDialect) {
    std::size_t edits = 0;
    for (const std::string& path : test::dialect_fixtures()) {
        const std::string bytes = test::contents(path);
        const Descriptor read = parsed(bytes);
        if (read.bytes() != bytes || bytes.substr(0, 2) == "\xFF\xFE") continue;
        for (std::size_t i = 0; i < model::virtual_systems(read.envelope()).size(); ++i) {
            model::Envelope changed = read.envelope();
            VirtualSystem& system = *model::virtual_systems(changed)[i];
            if (!system.name.has_value() || system.name.at().empty()) continue;
            system.name = model::Msg("renamed", system.name->msgid);
            const auto result = rewrite(read, changed);
            ASSERT_TRUE(result) << path << ": " << result.error().message;
            const Span at = system.name.at();
            EXPECT_EQ(*result, bytes.substr(0, at.begin) + "renamed" + bytes.substr(at.end)) << path;
            ++edits;
        }
    }
    EXPECT_GT(edits, 30U);
}

}  // namespace
}  // namespace ovfkit::descriptor
