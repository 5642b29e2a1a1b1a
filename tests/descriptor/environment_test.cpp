// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ovfkit/descriptor/environment.hpp>

namespace ovfkit::descriptor {
namespace {

const std::string document =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Environment xmlns=\"http://schemas.dmtf.org/ovf/environment/1\" "
    "xmlns:oe=\"http://schemas.dmtf.org/ovf/environment/1\" xmlns:ve=\"urn:example:platform\" oe:id=\"web\">\n"
    "  <PlatformSection>\n"
    "    <Kind>hypervisor</Kind>\n"
    "    <Locale>de</Locale>\n"
    "    <Timezone>-120</Timezone>\n"
    "  </PlatformSection>\n"
    "  <PropertySection>\n"
    "    <Property oe:key=\"app.admin\" oe:value=\"a &lt; b\"/>\n"
    "  </PropertySection>\n"
    "  <Entity oe:id=\"db\">\n"
    "    <PropertySection/>\n"
    "  </Entity>\n"
    "  <ve:Adapters>\n"
    "    <ve:Adapter ve:mac=\"00:50:56:00:00:01\"/>\n"
    "  </ve:Adapters>\n"
    "</Environment>\n";

model::Environment read_environment_of(const std::string& bytes) {
    Diagnostics diagnostics;
    return parse_environment(bytes, diagnostics).value();
}

TEST(Environment, IsRead) {
    const model::Environment e = read_environment_of(document);
    EXPECT_EQ(*e.id, "web");
    EXPECT_EQ(*e.platform->time_zone, -120);
    ASSERT_EQ(e.properties->properties.size(), 1U);
    EXPECT_EQ(*e.properties->properties[0].value, "a < b");
    ASSERT_EQ(e.entities.size(), 1U);
    EXPECT_EQ(*e.entities[0].id, "db");
    ASSERT_EQ(e.extensions.size(), 1U);
    EXPECT_EQ(e.extensions[0].ns, "urn:example:platform");
}

TEST(Environment, IsWrittenAsItWasRead) {
    EXPECT_EQ(write_environment(read_environment_of(document)).value(), document);
}

TEST(Environment, ReadsTheSpellingOfTheTextAndWritesThatOfTheSchema) {
    std::string other = document;
    for (std::size_t at; (at = other.find("Timezone")) != std::string::npos;) other.replace(at, 8, "TimeZone");
    EXPECT_EQ(write_environment(read_environment_of(other)).value(), document);
}

TEST(Environment, IsNotADescriptor) {
    Diagnostics diagnostics;
    const auto result = parse_environment("<Envelope/>", diagnostics);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::not_a_descriptor);
}

}  // namespace
}  // namespace ovfkit::descriptor
