// SPDX-License-Identifier: Apache-2.0
// Contents, names and extensions: what fixtures are too coarse to show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const std::string one = "http://schemas.dmtf.org/ovf/envelope/1";

/// A descriptor with `sections` in the envelope and `inner` in its machine.
std::string document(const std::string& sections, const std::string& inner = {}, const std::string& attributes = {}) {
    return "<Envelope xmlns='" + one + "' xmlns:ovf='" + one +
           "' xmlns:shop='http://shop.example/' xmlns:vmw='http://www.vmware.com/schema/ovf' " + attributes +
           "><References/>" + sections +
           "<VirtualSystem ovf:id='till'><Info>A till</Info><Name>Till</Name><OperatingSystemSection "
           "ovf:id='1'><Info>g</Info></OperatingSystemSection>" +
           inner + "<VirtualHardwareSection><Info>h</Info></VirtualHardwareSection></VirtualSystem></Envelope>";
}

Diagnostics check_text(std::string text, const validate::Options& options = {}) {
    Diagnostics found;
    Diagnostics ignored;
    const auto descriptor = descriptor::Descriptor::parse(std::move(text), ignored);
    EXPECT_TRUE(descriptor.has_value());
    if (descriptor) validate::check(*descriptor, options, found);
    return found;
}

/// The rules of this group that found something.
std::set<std::string> slugs(const Diagnostics& found) {
    std::set<std::string> all;
    for (const Diagnostic& finding : found)
        for (const char* subject : {"document/", "content/", "extension/"})
            if (finding.rule.rfind(subject, 0) == 0) all.emplace(finding.rule);
    return all;
}

std::vector<std::string> messages(const Diagnostics& found, std::string_view rule) {
    std::vector<std::string> all;
    for (const Diagnostic& finding : found)
        if (finding.rule == rule) all.push_back(finding.message);
    return all;
}

std::string section(const std::string& attributes, const std::string& name = "shop:Extra") {
    return "<" + name + " " + attributes + "><Info>i</Info></" + name + ">";
}

TEST(Extensions, AreNotRequiredWhenTheySayFalseInEitherSpelling) {
    EXPECT_THAT(slugs(check_text(document(section("ovf:required='false'")))), IsEmpty());
    EXPECT_THAT(slugs(check_text(document(section("ovf:required=' 0 '")))), IsEmpty());
}

TEST(Extensions, OfWhichItIsUnclearWhetherTheyAreRequiredAreLeftToTheSchema) {
    EXPECT_THAT(slugs(check_text(document(section("ovf:required='FALSE'")))), IsEmpty());
}

TEST(Extensions, OfAnUnknownVendorAreErrorsWhenTheyAreRequired) {
    for (const char* required : {"", "ovf:required='true'", "ovf:required='1'"})
        EXPECT_THAT(slugs(check_text(document(section(required)))),
                    UnorderedElementsAre("extension/required-section", "extension/conformance-level"));
}

TEST(Extensions, OfAKnownVendorAreOfARuleOfTheirOwn) {
    EXPECT_THAT(slugs(check_text(document(section("", "vmw:Extra")))),
                UnorderedElementsAre("extension/required-by-vendor", "extension/conformance-level"));
}

TEST(Extensions, AreCountedButNotTurnedIntoAFlood) {
    std::string many;
    for (int i = 0; i < 500; ++i) many += "<vmw:Config vmw:key='k'/>";
    const auto found = check_text(
        document({}, "<AnnotationSection><Info>i</Info><Annotation>a</Annotation>" + many + "</AnnotationSection>"));
    const auto said = messages(found, "extension/required-by-vendor");
    ASSERT_EQ(said.size(), 1U);
    EXPECT_THAT(said[0], HasSubstr("so are 499 more"));
    EXPECT_THAT(messages(found, "extension/conformance-level").at(0), HasSubstr("500 extensions"));
}

TEST(Extensions, MayHoldWhatTheyLike) {
    EXPECT_THAT(slugs(check_text(document("<shop:Extra ovf:required='false'><Info>i</Info><shop:Part id='1'/><shop:Odd "
                                          "shop:required='true'/></shop:Extra>"))),
                IsEmpty());
}

TEST(Extensions, OfTheNextVersionAreKnownToVMware) {
    const std::string scale =
        "<ovf2:PlacementGroupSection xmlns:ovf2='http://schemas.dmtf.org/ovf/envelope/2' "
        "ovf2:id='g' ovf2:policy='availability' ";
    EXPECT_THAT(slugs(check_text(document(scale + "ovf:required='false'><Info>i</Info></ovf2:PlacementGroupSection>"))),
                IsEmpty());
    EXPECT_THAT(slugs(check_text(document(scale + "><Info>i</Info></ovf2:PlacementGroupSection>"))),
                Contains("extension/required-by-vendor"));
}

TEST(Namespaces, AreKnownByTheirSlips) {
    const std::string rasd = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData";
    for (const std::string& wrong :
         {rasd + ".xsd", rasd + "/", "https" + rasd.substr(4), "http://schema.dmtf.org" + rasd.substr(23)})
        EXPECT_THAT(slugs(check_text(document({}, {}, "xmlns:rasd='" + wrong + "'"))),
                    UnorderedElementsAre("document/namespace-spelling"))
            << wrong;
    for (const std::string& fine : {rasd, rasd + "2", std::string("http://shop.example/ovf/envelope/1/")})
        EXPECT_THAT(slugs(check_text(document({}, {}, "xmlns:x='" + fine + "'"))), IsEmpty()) << fine;
}

TEST(Namespaces, ArePointedAtWhereTheyAreDeclared) {
    const std::string wrong = "http://schema.dmtf.org/ovf/envelope/1";
    const std::string text = document({}, {}, "xmlns:b = '" + wrong + "'");
    const auto found = check_text(text);
    const auto finding = std::find_if(
        found.begin(), found.end(), [](const Diagnostic& each) { return each.rule == "document/namespace-spelling"; });
    ASSERT_NE(finding, found.end());
    EXPECT_EQ(text.substr(finding->where.span.begin, finding->where.span.end - finding->where.span.begin), wrong);
    EXPECT_THAT(finding->hint, HasSubstr(one));
}

TEST(Namespaces, MayBeWrittenWithReferences) {
    EXPECT_THAT(slugs(check_text(document({}, {}, "xmlns:b='http://schema.dmtf.org/ovf/envelope/&#49;'"))),
                UnorderedElementsAre("document/namespace-spelling"));
}

TEST(Versions, OfProductsAreNoVersionsOfOvf) {
    for (const char* version : {"1.0", "1.1.0", "1", "3.5.0.0", "4.4", "10.0", "", "x"})
        EXPECT_THAT(slugs(check_text(document({}, {}, std::string("ovf:version='") + version + "'"))), IsEmpty())
            << version;
    for (const char* version : {"0.9", "2.0", "2"})
        EXPECT_THAT(slugs(check_text(document({}, {}, std::string("ovf:version='") + version + "'"))),
                    UnorderedElementsAre("document/version-contradicts"))
            << version;
}

TEST(Attributes, OfExtensionsNeedNoNamespace) {
    EXPECT_THAT(slugs(check_text(document("<shop:Extra id='x' ovf:required='false'><Info>i</Info></shop:Extra>"))),
                IsEmpty());
}

TEST(Attributes, ThatAreWrongInTheSameWayAreSaidOnce) {
    std::string networks = "<NetworkSection><Info>n</Info>";
    for (int i = 0; i < 300; ++i) networks += "<Network name='n" + std::to_string(i) + "'/>";
    const auto said = messages(check_text(document(networks + "</NetworkSection>")), "document/unqualified-attribute");
    ASSERT_EQ(said.size(), 1U);
    EXPECT_THAT(said[0], HasSubstr("in 299 more"));
}

TEST(Contents, AreComparedInOneTurnHoweverManyThereAre) {
    constexpr std::size_t machines = 20'000;
    std::string text = "<Envelope xmlns='" + one + "' xmlns:ovf='" + one +
                       "'><References/><VirtualSystemCollection "
                       "ovf:id='all'><Info>i</Info>";
    for (std::size_t i = 0; i < machines; ++i) text += "<VirtualSystem ovf:id='same'><Info>i</Info></VirtualSystem>";
    validate::Options only;
    only.profile.set("*", std::nullopt);
    only.profile.set("content/duplicate-id", Severity::error);
    only.profile.set("content/no-name", Severity::note);
    const auto found = check_text(text + "</VirtualSystemCollection></Envelope>", only);
    EXPECT_EQ(found.count(Severity::error), machines - 1);
    EXPECT_EQ(found.count(Severity::note), machines);
}

TEST(Contents, MayBeNestedAsDeepAsTheLimitsAllow) {
    std::string text = "<Envelope xmlns='" + one + "' xmlns:ovf='" + one + "'><References/>";
    std::string end;
    for (int i = 0; i < 150; ++i) {
        text += "<VirtualSystemCollection ovf:id='c" + std::to_string(i) + "'><Info>i</Info>";
        end += "</VirtualSystemCollection>";
    }
    const auto found = check_text(text + end + "</Envelope>");
    EXPECT_EQ(messages(found, "content/deep-nesting").size(), 1U);
    EXPECT_EQ(messages(found, "content/empty-collection").size(), 1U);
}

TEST(Contents, HaveIdsWithBlanksAndOtherLettersButNoControlCharacters) {
    const auto with_id = [](const std::string& id) {
        std::string text = document({});
        return slugs(check_text(text.replace(text.find("ovf:id='till'"), 13, "ovf:id='" + id + "'")));
    };
    EXPECT_THAT(with_id("the till, K\xC3\xBCln"), IsEmpty());
    EXPECT_THAT(with_id("a\xC2\xA0no-break"), IsEmpty());
    EXPECT_THAT(with_id("a&#x85;b"), Contains("content/unusable-id"));
    EXPECT_THAT(with_id("a&#x7F;b"), Contains("content/unusable-id"));
}

// What our own fixtures of real dialects are told: nothing but what is known of these products.
TEST(DocumentRules, AreSilentAboutWhatProductsWriteWell) {
    const std::set<std::string> known{"content/no-name", "extension/required-by-vendor", "extension/conformance-level"};
    for (const std::string& path : dialect_fixtures()) {
        auto found = slugs(validated(path));
        for (const std::string& slug : known) found.erase(slug);
        if (path.find("virtualbox/template-2.0") != std::string::npos) found.erase("document/namespace-spelling");
        EXPECT_THAT(found, IsEmpty()) << path;
    }
}

}  // namespace
}  // namespace ovfkit::test
