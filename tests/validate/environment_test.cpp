// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/descriptor/environment.hpp>
#include <ovfkit/validate/environment.hpp>

#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string environment(const std::string& body, const std::string& attributes = " e:id=\"shop\"") {
    return "<Environment xmlns=\"http://schemas.dmtf.org/ovf/environment/1\" "
           "xmlns:e=\"http://schemas.dmtf.org/ovf/environment/1\" xmlns:ve=\"http://www.vmware.com/schema/ovfenv\"" +
           attributes + ">" + body + "</Environment>";
}

std::vector<std::string> environment_findings(const std::string& bytes, const Options& options = {}) {
    Diagnostics found;
    (void)check_environment(bytes, "ovf-env.xml", options, found);
    std::vector<std::string> lines;
    for (const Diagnostic& one : found) lines.push_back(test::summary(one));
    return lines;
}

const std::string property = "<Property e:key=\"port\" e:value=\"80\"/>";

TEST(CheckEnvironment, IsSilentAboutWhatTheLibraryWrites) {
    model::Environment made;
    made.id = "shop";
    made.platform.ensure().kind = "Example";
    made.platform->time_zone = -60;
    made.properties.ensure().properties.resize(2);
    made.properties->properties[0].key = "com.example.port";
    made.properties->properties[0].value = "80";
    made.properties->properties[1].key = "com.example.mail";
    made.properties->properties[1].value = "";
    made.entities.resize(1);
    made.entities[0].id = "till";
    (void)made.entities[0].properties.ensure();
    EXPECT_THAT(environment_findings(descriptor::write_environment(made).value()), IsEmpty());
}

TEST(CheckEnvironment, PassesOverWhatOthersPutThere) {
    EXPECT_THAT(
        environment_findings(environment("<PropertySection>" + property + "</PropertySection>" +
                                             "<ve:EthernetAdapterSection><ve:Adapter ve:mac=\"00:50:56:00:00:01\" "
                                             "ve:network=\"VM Network\"/></ve:EthernetAdapterSection>",
                                         " e:id=\"\" ve:esxId=\"vm-7\"")),
        IsEmpty());
    EXPECT_THAT(environment_findings(environment("<ve:PropertySection/><ve:PropertySection/><ve:PlatformSection/>")),
                IsEmpty());
}

TEST(CheckEnvironment, CountsSectionsOfEachEntityForItself) {
    const std::string section = "<PropertySection>" + property + "</PropertySection>";
    EXPECT_THAT(environment_findings(environment(section + "<Entity e:id=\"a\">" + section +
                                                 "</Entity><Entity e:id=\"b\">" + section + "</Entity>")),
                IsEmpty());
    EXPECT_THAT(environment_findings(environment("<Entity e:id=\"a\">" + section + section + "</Entity>")),
                ElementsAre(testing::StartsWith("environment/duplicate-section error 1:")));
}

TEST(CheckEnvironment, FindsWhatTheSchemaSays) {
    EXPECT_THAT(environment_findings(environment("<PropertySection><Property e:key=\"port\"/></PropertySection>")),
                ElementsAre(testing::StartsWith("schema/missing-attribute error 1:")));
    EXPECT_THAT(environment_findings(environment("<PlatformSection><Timezone>Vienna</Timezone></PlatformSection>")),
                ElementsAre(testing::StartsWith("schema/bad-value error 1:")));
}

TEST(CheckEnvironment, FollowsTheProfile) {
    const std::string doubled = environment("<PropertySection>" + property + property + "</PropertySection>");
    EXPECT_THAT(environment_findings(doubled), ElementsAre(testing::StartsWith("environment/duplicate-key warning")));
    Options options;
    options.profile.set("environment/*", Severity::error);
    EXPECT_THAT(environment_findings(doubled, options),
                ElementsAre(testing::StartsWith("environment/duplicate-key error")));
    options.profile.set("environment/duplicate-key", std::nullopt);
    EXPECT_THAT(environment_findings(doubled, options), IsEmpty());
}

TEST(CheckEnvironment, SaysWhereTheFirstOneIs) {
    Diagnostics found;
    const std::string bytes =
        environment("\n<PropertySection>\n" + property + "\n" + property + "\n</PropertySection>");
    ASSERT_TRUE(check_environment(bytes, "ovf-env.xml", {}, found));
    ASSERT_EQ(found.size(), 1U);
    const Diagnostic& one = found.all()[0];
    EXPECT_EQ(one.where.source, "ovf-env.xml");
    EXPECT_EQ(one.where.line, 4U);
    EXPECT_EQ(one.where.span.of(bytes), "port");
    EXPECT_EQ(one.where.path, "/Environment/PropertySection/Property[2]");
    ASSERT_EQ(one.related.size(), 1U);
    EXPECT_EQ(one.related[0].where.line, 3U);
}

TEST(CheckEnvironment, RefusesWhatIsNone) {
    Diagnostics found;
    const auto other = check_environment("<Envelope/>", "x", {}, found);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::not_a_descriptor);
    EXPECT_TRUE(found.has("descriptor/not-an-environment"));
    const auto broken = check_environment("<Environment>", "x", {}, found);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::malformed);
    EXPECT_TRUE(found.has(broken.error().rule));
}

TEST(CheckEnvironment, CountsOnceInLargeDocuments) {
    std::string properties;
    for (int i = 0; i < 5'000; ++i) properties += property;
    Diagnostics found(10);
    ASSERT_TRUE(
        check_environment(environment("<PropertySection>" + properties + "</PropertySection>"), "x", {}, found));
    EXPECT_EQ(found.count(Severity::warning), 4'999U);
}

}  // namespace
}  // namespace ovfkit::validate
