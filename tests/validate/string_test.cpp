// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string with_strings(const std::string& info, const std::string& strings, const std::string& attributes = {}) {
    return "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\" xmlns:v=\"urn:example:vendor\"" +
           attributes + "><References><File ovf:id=\"file\" ovf:href=\"file.xml\"/></References>" +
           "<VirtualSystem ovf:id=\"shop\">" + info + "</VirtualSystem>" + strings + "</Envelope>";
}

Diagnostics strings_findings(const std::string& document) {
    Diagnostics reading;
    Diagnostics found;
    Options options;
    options.profile.set("*", std::nullopt);
    options.profile.set("strings/*", Severity::note);
    check(descriptor::Descriptor::parse(document, reading).value(), options, found);
    return found;
}

std::vector<std::string> strings_slugs(const std::string& document) {
    std::vector<std::string> all;
    for (const Diagnostic& one : strings_findings(document)) all.emplace_back(one.rule);
    return all;
}

std::string bundle(const std::string& language, const std::string& messages) {
    return "<Strings xml:lang=\"" + language + "\">" + messages + "</Strings>";
}

const std::string info = "<Info ovf:msgid=\"a\">words</Info>";
const std::string message = "<Msg ovf:msgid=\"a\">Worte</Msg>";

TEST(Strings, AreFineInAnyNumberOfLanguages) {
    EXPECT_THAT(strings_slugs(with_strings(info, {})), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("de", message) + bundle("zh-Hant", message))), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("x-shop", message))), IsEmpty());
}

TEST(Strings, InFilesMayHaveWhatIsMissing) {
    const std::string external = "<Strings xml:lang=\"de\" ovf:fileRef=\"file\"/>";
    EXPECT_THAT(strings_slugs(with_strings("<Info ovf:msgid=\"b\"/>", external)), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings("<Info ovf:msgid=\"b\"/>", {})), ElementsAre("strings/missing-message"));
}

TEST(Strings, AreUsedByElementsOfOthers) {
    const std::string foreign = "<Info/><v:Section><v:Note ovf:msgid=\"a\"/><v:Note msgid=\"b\"/></v:Section>";
    EXPECT_THAT(strings_slugs(with_strings(foreign, bundle("de", message + "<Msg ovf:msgid=\"b\">B</Msg>"))),
                IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings("<Info v:msgid=\"a\"/>", bundle("de", message))), IsEmpty());
}

TEST(Strings, OfOneLanguageAreOneBundleHoweverTheTagIsSpelled) {
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("de-AT", message) + bundle("DE-at", message))),
                ElementsAre("strings/duplicate-message"));
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("de-AT", message) + bundle("de", message))), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("de_AT", message) + bundle("de-AT", message))),
                ElementsAre("strings/locale-spelling", "strings/duplicate-message"));
}

TEST(Strings, OfTheDescriptorsOwnLanguageAreComparedWithIt) {
    const std::string own = " xml:lang=\"de\"";
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("de", message), own)),
                ElementsAre("strings/contradicts-default"));
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("en-US", message), own)), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("en-US", message))),
                ElementsAre("strings/contradicts-default"));
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("en-US", "<Msg ovf:msgid=\"a\">\n words </Msg>"))), IsEmpty());
    EXPECT_THAT(strings_slugs(with_strings("<Info ovf:msgid=\"a\"/>", bundle("en-US", message))), IsEmpty());
}

// What the schema finds is not said again.
TEST(Strings, LeaveToTheSchemaWhatHasNotTheFormOfALanguage) {
    for (const char* tag : {"e!", "en-", "-", "abcdefghi", "en--us"})
        EXPECT_THAT(strings_slugs(with_strings(info, bundle(tag, message))), IsEmpty()) << tag;
    for (const char* tag : {"english", "en-UK", "xq"})
        EXPECT_THAT(strings_slugs(with_strings(info, bundle(tag, message))), ElementsAre("strings/unknown-locale"))
            << tag;
    EXPECT_THAT(strings_slugs(with_strings(info, bundle("en_UK", message))),
                ElementsAre("strings/locale-spelling", "strings/unknown-locale"));
    EXPECT_THAT(strings_slugs(with_strings(info, bundle(std::string(100'000, 'a'), message))), IsEmpty());
}

TEST(Strings, AreCountedOnceInLargeDocuments) {
    std::string elements;
    std::string messages;
    for (int i = 0; i < 3'000; ++i) {
        const std::string id = std::to_string(i);
        elements += "<Info ovf:msgid=\"" + id + "\">words</Info>";
        messages += "<Msg ovf:msgid=\"" + id + "\">Worte</Msg><Msg ovf:msgid=\"u" + id + "\">Worte</Msg>";
    }
    const Diagnostics found = strings_findings(with_strings(elements, bundle("de", messages) + bundle("fr", messages)));
    EXPECT_EQ(found.count(Severity::note), 3'000U) << "each message that nobody asks for, once";
}

TEST(Strings, AreFineInTheFixturesOfAllDialects) {
    for (const std::string& path : test::dialect_fixtures())
        EXPECT_THAT(strings_slugs(test::contents(path)), IsEmpty()) << path;
}

}  // namespace
}  // namespace ovfkit::validate
