// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validate/property_value.hpp"
#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::string with_body(const std::string& body, const std::string& behind = {}) {
    return R"(<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
 xmlns:vmw="http://www.vmware.com/schema/ovf"><References/>)" +
           behind + "<VirtualSystem ovf:id=\"shop\"><Info/>" + body + "</VirtualSystem></Envelope>";
}

std::string with_property(const std::string& attributes, const std::string& values = {}) {
    return with_body("<ProductSection><Info/><Property ovf:key=\"key\" " + attributes + ">" + values +
                     "</Property></ProductSection>");
}

// Findings about properties and product sections; the schema's are not meant here.
std::vector<Diagnostic> found_in(const std::string& document) {
    Diagnostics reading;
    Diagnostics found;
    const auto descriptor = descriptor::Descriptor::parse(document, reading);
    check(descriptor.value(), {}, found);
    std::vector<Diagnostic> own;
    for (const Diagnostic& one : found)
        if (one.rule.substr(0, 9) == "property/" || one.rule.substr(0, 8) == "product/") own.push_back(one);
    return own;
}

std::vector<std::string> slugs(const std::string& document) {
    std::vector<std::string> all;
    for (const Diagnostic& one : found_in(document)) all.emplace_back(one.rule);
    return all;
}

bool is_value(const std::string& text, const std::string& type) { return is_of_type(text, property_type(type)); }

TEST(PropertyValue, HasTheRangeOfItsType) {
    struct Row {
        const char* type;
        const char* least;
        const char* most;
        const char* below;
        const char* above;
    };
    for (const Row& row :
         {Row{"uint8", "0", "255", "-1", "256"}, Row{"sint8", "-128", "127", "-129", "128"},
          Row{"uint16", "0", "65535", "-1", "65536"}, Row{"sint16", "-32768", "32767", "-32769", "32768"},
          Row{"uint32", "0", "4294967295", "-1", "4294967296"},
          Row{"sint32", "-2147483648", "2147483647", "-2147483649", "2147483648"},
          Row{"uint64", "0", "18446744073709551615", "-1", "18446744073709551616"},
          Row{"sint64", "-9223372036854775808", "9223372036854775807", "-9223372036854775809",
              "9223372036854775808"}}) {
        EXPECT_TRUE(is_value(row.least, row.type)) << row.type;
        EXPECT_TRUE(is_value(row.most, row.type)) << row.type;
        EXPECT_FALSE(is_value(row.below, row.type)) << row.type;
        EXPECT_FALSE(is_value(row.above, row.type)) << row.type;
    }
}

TEST(PropertyValue, ReadsTheLiteralsOfCim) {
    for (const char* text : {"10", "+10", "-0", "0xFF", "0Xff", "0377", "11111111b", "11111111B", "007", "08", " 5 "})
        EXPECT_TRUE(is_value(text, "uint8")) << text;
    for (const char* text : {"", " ", "x", "0x", "0x100", "100000000b", "1.0", "1e2", "--1", "+-1", "1 2", "b", "0xFG",
                             "12b", "ten", "+", "1,000", "99999999999999999999999999999999999999"})
        EXPECT_FALSE(is_value(text, "uint8")) << text;
    for (const char* text : {"true", "false", "TRUE", "False"}) EXPECT_TRUE(is_value(text, "boolean")) << text;
    for (const char* text : {"", "yes", "1", "0", "t", "true false"}) EXPECT_FALSE(is_value(text, "boolean")) << text;
    for (const char* text : {"1", "-1.5", "+.5", "1e10", "1.5E-3"}) EXPECT_TRUE(is_value(text, "real64")) << text;
    for (const char* text : {"", "inf", "nan", "0x1p3", "1,5", "1.5f", ".", "1e", "1e999"})
        EXPECT_FALSE(is_value(text, "real64")) << text;
    EXPECT_TRUE(is_value("1e300", "real64"));
    EXPECT_FALSE(is_value("1e300", "real32"));
}

TEST(PropertyValue, IsTheSameInAnyLiteral) {
    const PropertyType type = property_type("uint32");
    EXPECT_TRUE(same_value("16", "0x10", type));
    EXPECT_TRUE(same_value("020", "16", type));
    EXPECT_TRUE(same_value("020", "20", type)) << "people write zeros in front of decimals, too";
    EXPECT_FALSE(same_value("16", "10", type));
    EXPECT_FALSE(same_value("1", "01", property_type("string")));
}

TEST(PropertyType, KnowsThoseOfTheStandardAndOfVmware) {
    for (const char* name : {"uint8", "sint8", "uint16", "sint16", "uint32", "sint32", "uint64", "sint64", "string",
                             "boolean", "real32", "real64"})
        EXPECT_EQ(property_type(name).origin, PropertyOrigin::standard) << name;
    for (const char* name : {"int", "real", "ip", "ip:Network 1", "String", "Boolean", "string[dhcp,static]",
                             "password", "int(1..10)", "string(..20)", " string"})
        EXPECT_EQ(property_type(name).origin, PropertyOrigin::vendor) << name;
    for (const char* name : {"", "text", "strings", "uint", "uint128", "[string]"})
        EXPECT_EQ(property_type(name).origin, PropertyOrigin::unknown) << name;
}

TEST(Qualifiers, AreRead) {
    const QualifierList list = read_qualifiers(R"( MinLen(1) , ValueMap{"a,}\"b", "c"},Ip('Net )1'),Dns)");
    EXPECT_EQ(list.problem, "");
    EXPECT_TRUE(list.commas);
    ASSERT_EQ(list.entries.size(), 4U);
    EXPECT_EQ(list.entries[0].inner, "1");
    EXPECT_EQ(list.entries[2].inner, "'Net )1'");
    EXPECT_EQ(list.entries[3].name, "Dns");
    const auto map = read_value_map(list.entries[1].inner);
    ASSERT_TRUE(map);
    ASSERT_EQ(map->members.size(), 2U);
    EXPECT_EQ(map->members[0].text, "a,}\"b");
    EXPECT_FALSE(read_qualifiers("MinValue(1) MaxValue(2)").commas);
}

TEST(Qualifiers, ThatCannotBeReadSayWhy) {
    for (const char* text :
         {",", "MinLen(1),", "MinLen(1", "ValueMap{\"a}", "(1)", "MinLen(1),,MaxLen(2)", "1", "\x01"})
        EXPECT_NE(read_qualifiers(text).problem, "") << text;
    for (const char* text : {"", "\"a\"", "1,2,0x3", " \"a\" , 1 "})
        EXPECT_EQ(read_value_map(text).has_value(), *text != '\0') << text;
    for (const char* text : {"a", "\"a", "\"a\" \"b\"", "1,", ",1", "1 2", "\"a\\", "1.5"})
        EXPECT_FALSE(read_value_map(text)) << text;
}

// Reading is one pass: twice the text may not bring more than twice the entries, and every byte is looked at.
TEST(Qualifiers, ThatAreHostileEnd) {
    for (const std::string& piece : std::vector<std::string>{"(", "{", "\"", "A(", "A{\"", ",", "A,", "\\", "A ("}) {
        std::string text;
        while (text.size() < 200'000) text += piece;
        EXPECT_LE(read_qualifiers(text).entries.size(), text.size());
        (void)read_value_map(text);
    }
}

TEST(Property, IsSilentWhereItCannotBeSure) {
    for (const char* attributes : {
             "ovf:type=\"uint8\" ovf:value=\"@@PORT@@\"",
             "ovf:type=\"uint8\" ovf:value=\"___PORT___\"",
             "ovf:type=\"uint8\" ovf:value=\"+PORT+\"",
             "ovf:type=\"@@TYPE@@\" ovf:value=\"x\"",
             "ovf:type=\"string\" ovf:value=\"echo ${HOME}\"",
             "ovf:type=\"string\" ovf:value=\"echo ${HOME:-x} ${#a}\"",
             "ovf:type=\"string\" ovf:qualifiers=\"MinLen(1)\" ovf:value=\"x\" ovf:userConfigurable=\"maybe\"",
             "ovf:type=\"string\" ovf:qualifiers=\"MinLen(3)\" ovf:value=\"&#228;&#246;&#252;\"",
             "ovf:type=\"uint16\" vmw:qualifiers=\"Ip('Net')\"",
             "ovf:type=\"string\" ovf:qualifiers=\"\" ovf:value=\"\"",
             "ovf:type=\"sint8\" ovf:qualifiers=\"ValueMap{-1,0x01}\" ovf:value=\"1\"",
         })
        EXPECT_THAT(slugs(with_property(attributes)), IsEmpty()) << attributes;
}

TEST(Property, WithAValueForEachConfigurationNeedsNoOther) {
    const std::string options =
        "<DeploymentOptionSection><Info/><Configuration ovf:id=\"a\"/></DeploymentOptionSection>";
    const std::string property = R"(<ProductSection><Info/><Property ovf:key="k" ovf:type="uint8">
      <Value ovf:value="1" ovf:configuration="a"/></Property></ProductSection>)";
    EXPECT_THAT(slugs(with_body(property, options)), IsEmpty());
    // Options in the wrong place are defined all the same.
    EXPECT_THAT(slugs(with_body(options + property)), IsEmpty());
    EXPECT_THAT(slugs(with_body(property)), Contains("property/unknown-configuration"));
}

TEST(Property, ThatIsAPasswordIsNotNamedInMessages) {
    for (const Diagnostic& one : found_in(
             with_property(R"x(ovf:type="string" ovf:password="true" ovf:value="sesame" ovf:qualifiers="MinLen(8)")x")))
        EXPECT_THAT(one.message, Not(testing::HasSubstr("sesame"))) << one.rule;
    EXPECT_THAT(
        slugs(with_property(R"(ovf:type="uint8" ovf:password="true" ovf:value="sesame" ovf:userConfigurable="true")")),
        testing::ElementsAre("property/password-default", "property/value-not-of-type"));
    EXPECT_THAT(slugs(with_property(R"(ovf:type="password" ovf:value="sesame")")),
                testing::ElementsAre("property/vendor-type", "property/password-default"));
}

TEST(Property, OfVmwareIsHeldToItsOwnBounds) {
    const auto bounded = [](const char* value) {
        return slugs(with_property("ovf:type=\"uint16\" ovf:qualifiers=\"MinValue(10) MaxValue(20)\" ovf:value=\"" +
                                   std::string(value) + "\""));
    };
    for (const char* value : {"10", "20", "0xF"})
        EXPECT_THAT(bounded(value), Not(Contains("property/value-not-allowed"))) << value;
    for (const char* value : {"9", "21"}) EXPECT_THAT(bounded(value), Contains("property/value-not-allowed")) << value;
}

TEST(Property, SeesOnlyTheCollectionDirectlyAround) {
    const auto section = [](const std::string& class_, const std::string& key, const std::string& value) {
        return "<ProductSection ovf:class=\"" + class_ + "\" ovf:instance=\"1\"><Info/><Property ovf:key=\"" + key +
               "\" ovf:type=\"string\" ovf:value=\"" + value + "\"/></ProductSection>";
    };
    const auto nested = [&](const std::string& value) {
        return slugs(
            "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
            "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\"><References/>"
            "<VirtualSystemCollection ovf:id=\"all\"><Info/>" +
            section("outer", "far", "x") + "<VirtualSystemCollection ovf:id=\"some\"><Info/>" +
            section("inner", "near", "x") + "<VirtualSystem ovf:id=\"one\"><Info/>" + section("own", "key", value) +
            "</VirtualSystem></VirtualSystemCollection></VirtualSystemCollection></Envelope>");
    };
    for (const char* value :
         {"${near}", "${inner.near}", "${inner.near:1}", "${inner.near.1}", "http://${near}/${near}"})
        EXPECT_THAT(nested(value), IsEmpty()) << value;
    for (const char* value : {"${far}", "${key}", "http://${far}/"})
        EXPECT_THAT(nested(value), testing::ElementsAre("property/unknown-macro")) << value;
    for (const char* value : {"${}", "${", "$far", "${a b}", "${far"}) EXPECT_THAT(nested(value), IsEmpty()) << value;
}

TEST(Property, OverridesThatOfItsCollectionWithoutCollision) {
    const std::string section = R"(<ProductSection ovf:class="c"><Info/>
      <Property ovf:key="k" ovf:type="string" ovf:value="x"/></ProductSection>)";
    EXPECT_THAT(slugs("<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
                      "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\"><References/>"
                      "<VirtualSystemCollection ovf:id=\"all\"><Info/>" +
                      section + "<VirtualSystem ovf:id=\"one\"><Info/>" + section +
                      "</VirtualSystem></VirtualSystemCollection></Envelope>"),
                IsEmpty());
}

// How often one rule is broken; of most findings nothing but their number is kept.
std::size_t count_of(const std::string& slug, const std::string& document) {
    Diagnostics reading;
    Diagnostics found(10);
    Options options;
    options.profile.set("*", std::nullopt);
    options.profile.set(slug, Severity::note);
    check(descriptor::Descriptor::parse(document, reading).value(), options, found);
    return found.count(Severity::note);
}

// One finding for each that is wrong, and nothing that grows faster than the document: neither all pairs of equal keys
// nor every property of a collection for each of its systems.
TEST(Property, IsLookedAtOnceInLargeDocuments) {
    std::string properties;
    for (int i = 0; i < 3'000; ++i) properties += "<Property ovf:key=\"k\" ovf:type=\"uint8\" ovf:value=\"1\"/>";
    properties = with_body("<ProductSection><Info/>" + properties + "</ProductSection>");
    EXPECT_EQ(count_of("property/duplicate-key", properties), 2'999U);
    EXPECT_EQ(count_of("property/environment-key-collision", properties), 0U);

    std::string document =
        "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
        "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\"><References/>"
        "<VirtualSystemCollection ovf:id=\"all\"><Info/><ProductSection ovf:class=\"c\"><Info/>";
    for (int i = 0; i < 2'000; ++i)
        document += "<Property ovf:key=\"k" + std::to_string(i) + "\" ovf:type=\"string\" ovf:value=\"v\"/>";
    document += "</ProductSection>";
    for (int i = 0; i < 2'000; ++i)
        document += "<VirtualSystem ovf:id=\"s" + std::to_string(i) +
                    "\"><Info/><ProductSection><Info/><Property ovf:key=\"c.k1\" ovf:type=\"string\" "
                    "ovf:value=\"${k1}${no}\"/></ProductSection></VirtualSystem>";
    document += "</VirtualSystemCollection></Envelope>";
    EXPECT_EQ(count_of("property/environment-key-collision", document), 2'000U);
    EXPECT_EQ(count_of("property/dotted-key", document), 2'000U);
    EXPECT_EQ(count_of("property/unknown-macro", document), 2'000U);
}

TEST(Property, IsFineInTheFixturesOfAllDialects) {
    for (const std::string& path : test::dialect_fixtures()) {
        const auto all = slugs(test::contents(path));
        for (const std::string& slug : all)
            EXPECT_THAT(slug,
                        testing::AnyOf("property/dotted-key", "property/vendor-type", "property/vendor-qualifier"))
                << path;
    }
}

}  // namespace
}  // namespace ovfkit::validate
