// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "xml/parsed.hpp"

namespace ovfkit::xml {
namespace {

using Kind = SchemaViolation::Kind;

constexpr std::string_view shop = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:shop"
    xmlns="urn:shop" xmlns:p="urn:parts" elementFormDefault="qualified" attributeFormDefault="qualified">
  <xs:import namespace="urn:parts" schemaLocation="parts.xsd"/>
  <xs:element name="shop">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="owner" type="xs:string"/>
        <xs:element ref="shelf" minOccurs="0" maxOccurs="unbounded"/>
        <xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
      <xs:attribute name="open" type="xs:boolean" use="required"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="shelf">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="width" type="xs:unsignedShort"/>
        <xs:element name="part" type="p:part" minOccurs="0"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>)";

constexpr std::string_view parts = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:parts"
    xmlns="urn:parts" elementFormDefault="qualified">
  <xs:complexType name="part"><xs:sequence><xs:element name="weight" type="xs:unsignedByte"/></xs:sequence></xs:complexType>
  <xs:complexType name="glass"><xs:complexContent><xs:extension base="part">
    <xs:sequence><xs:element name="colour"><xs:simpleType><xs:restriction base="xs:string">
      <xs:enumeration value="red"/><xs:enumeration value="green"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>
  </xs:extension></xs:complexContent></xs:complexType>
</xs:schema>)";

const Schema& schema() {
    static const Schema compiled = Schema::compile("shop.xsd", {{"shop.xsd", shop}, {"parts.xsd", parts}}).value();
    return compiled;
}

struct Found {
    Kind kind;
    std::string at;  // the text of the node's start tag, or of the attribute's value
    std::string attribute;
    std::vector<std::string> expected;
    std::string value;
};

std::vector<Found> violations(const std::string& body, const std::function<bool(const Node&)>& leave_out = {}) {
    const Parsed parsed = parse_bytes(body);
    std::vector<Found> found;
    Schema::Walk walk;
    walk.leave_out = leave_out;
    walk.report = [&](const SchemaViolation& v) {
        const Tree& tree = *parsed.tree;
        const std::string_view text = tree.text();
        const std::string at = v.on != nullptr
                                   ? std::string(tree.raw_value(*v.on))
                                   : std::string(text.substr(v.node->begin, v.node->inner_begin - v.node->begin));
        found.push_back({v.kind, at, v.attribute, v.expected, v.value});
        return true;
    };
    schema().validate((*parsed.tree), walk);
    return found;
}

std::string in_shop(const std::string& inside, const std::string& attributes = "s:open='true'") {
    return "<s:shop xmlns:s='urn:shop' xmlns:p='urn:parts' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' " +
           attributes + ">" + inside + "</s:shop>";
}

const std::string owner = "<s:owner>Ada</s:owner>";

TEST(Schema, SaysNothingOfAValidDocument) {
    EXPECT_TRUE(violations(in_shop(owner + "<s:shelf><s:width>80</s:width></s:shelf><x xmlns='urn:else'/>")).empty());
}

TEST(Schema, NamesTheElementThatHasNoPlaceAndWhatCouldStandThere) {
    const auto found = violations(in_shop("<s:shelf><s:width>80</s:width></s:shelf>"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::unexpected_element);
    EXPECT_EQ(found[0].at, "<s:shelf>");
    EXPECT_THAT(found[0].expected, testing::ElementsAre("owner"));
}

TEST(Schema, NamesTheParentThatEndsTooEarly) {
    const auto found = violations(in_shop(owner + "<s:shelf></s:shelf>"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::missing_element);
    EXPECT_EQ(found[0].at, "<s:shelf>");
    EXPECT_THAT(found[0].expected, testing::ElementsAre("width"));
}

TEST(Schema, NamesTheAttributeThatIsMissing) {
    const auto found = violations(in_shop(owner, ""));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::missing_attribute);
    EXPECT_EQ(found[0].attribute, "open");
}

TEST(Schema, PointsAtTheValueOfAnAttribute) {
    const auto found = violations(in_shop(owner, "s:open='perhaps'"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::bad_value);
    EXPECT_EQ(found[0].at, "perhaps");
}

TEST(Schema, PointsAtTheElementOfABadValue) {
    const auto found = violations(in_shop(owner + "<s:shelf><s:width>70000</s:width></s:shelf>"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::bad_value);
    EXPECT_EQ(found[0].at, "<s:width>");
}

TEST(Schema, GoesOnBehindAnUnexpectedElementWithWhatIsDeclaredOnItsOwn) {
    const auto found = violations(in_shop("<s:till/>" + owner + "<s:shelf><s:width>x</s:width></s:shelf>"));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].at, "<s:till/>");
    EXPECT_EQ(found[1].at, "<s:width>") << "the shelf is declared, the owner is not and is passed over";
}

TEST(Schema, LeavesOutWhatItIsTold) {
    const auto till = [](const Node& node) { return node.name == "till"; };
    EXPECT_TRUE(violations(in_shop("<s:till>x</s:till>" + owner + "<s:till/>"), till).empty());
}

TEST(Schema, ResolvesThePrefixOfATypeThatAnAncestorDeclares) {
    const std::string glass = "<s:part xsi:type='p:glass'><p:weight>1</p:weight><p:colour>blue</p:colour></s:part>";
    const auto found = violations(in_shop(owner + "<s:shelf><s:width>8</s:width>" + glass + "</s:shelf>"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].at, "<p:colour>");
    EXPECT_EQ(found[0].value, "blue");
    // The same behind an unexpected element, where the ancestors are not played.
    const auto later = violations(in_shop("<s:till/><s:shelf><s:width>8</s:width>" + glass + "</s:shelf>"));
    ASSERT_EQ(later.size(), 2U);
    EXPECT_EQ(later[1].at, "<p:colour>");
}

TEST(Schema, FindsTextWhereThereIsRoomForElementsOnly) {
    const auto found = violations(in_shop(owner + "closed today"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::unexpected_text);
}

TEST(Schema, TellsWhenTheRootIsNothingItKnows) {
    const auto found = violations("<market xmlns='urn:shop'/>");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::no_declaration);
}

TEST(Schema, TakesAnUndeclaredPrefixAsPartOfTheName) {
    const auto found = violations(in_shop(owner + "<q:shelf/>"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::unexpected_element);
}

TEST(Schema, EndsWhenTheReceiverHasHadEnough) {
    const Parsed parsed = parse_bytes(in_shop("<s:a/><s:b/>", ""));
    int calls = 0;
    Schema::Walk walk;
    walk.report = [&](const SchemaViolation&) { return ++calls < 1; };
    schema().validate((*parsed.tree), walk);
    EXPECT_EQ(calls, 1);
}

TEST(Schema, ServesManyThreadsAtOnce) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 100; ++round) {
                const bool good = (i + round) % 2 == 0;
                const auto found = violations(good ? in_shop(owner) : in_shop(owner + "<s:shelf/>"));
                if (found.empty() != good) ++wrong;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST(Schema, OpensNothingThatItWasNotGiven) {
    EXPECT_FALSE(Schema::compile("shop.xsd", {{"shop.xsd", shop}}).has_value()) << "parts.xsd is not among them";
    EXPECT_FALSE(Schema::compile("/etc/passwd", {}).has_value());
}

}  // namespace
}  // namespace ovfkit::xml
