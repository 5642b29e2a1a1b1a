// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/inspect.hpp>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::report {
namespace {

using testing::HasSubstr;

constexpr const char* head = R"(<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1")"
                             R"( xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">)";

struct Inspected {
    explicit Inspected(const std::string& content) {
        auto parsed = descriptor::Descriptor::parse(head + content + "</Envelope>", diagnostics);
        source.emplace(*std::move(parsed));
        inspection = inspect(*source, diagnostics);
    }
    Diagnostics diagnostics;
    std::optional<descriptor::Descriptor> source;
    Inspection inspection;
};

TEST(Inspect, CallsAnyNumberOfEntitiesButOneACollection) {
    const std::string system = "<VirtualSystem><Info/></VirtualSystem>";
    EXPECT_EQ(Inspected(system).inspection.kind, PackageKind::vm);
    EXPECT_EQ(Inspected(system + system).inspection.kind, PackageKind::collection);
    EXPECT_EQ(Inspected("<VirtualSystemCollection>" + system + "</VirtualSystemCollection>").inspection.kind,
              PackageKind::collection);
}

TEST(Inspect, OfADescriptorWithoutAMachineShowsNone) {
    const Inspected inspected("<ovf:TrustedService>true</ovf:TrustedService>");
    EXPECT_TRUE(inspected.inspection.entities.empty());
    EXPECT_TRUE(inspected.diagnostics.has("descriptor/no-entity"));
    EXPECT_THAT(as_text(inspected.inspection), HasSubstr("no virtual machine"));
    EXPECT_THAT(as_json(inspected.inspection, inspected.diagnostics), HasSubstr("\"entities\": [],"));
}

TEST(Inspect, SaysThatAMisplacedFlagCountsOnlyForAnImport) {
    const Inspected inspected(
        "<VirtualSystem><Info/><VirtualHardwareSection><Info/><Item><TrustedService>true</TrustedService></Item>"
        "</VirtualHardwareSection></VirtualSystem>");
    ASSERT_EQ(inspected.inspection.entities.size(), 1U);
    EXPECT_FALSE(inspected.inspection.entities[0].trust.requires_trust());
    EXPECT_TRUE(inspected.inspection.entities[0].trust_misplaced);
    EXPECT_THAT(as_text(inspected.inspection), HasSubstr("flags in other places count when it is imported"));
}

TEST(Inspect, LocatesFindingsAboutTrust) {
    const Inspected inspected("\n<VirtualSystem><Info/>\n<TrustedService>maybe</TrustedService></VirtualSystem>");
    for (const Diagnostic& finding : inspected.diagnostics) {
        if (finding.rule != "trust/unknown-flag-value") continue;
        EXPECT_EQ(finding.where.line, 3U);
        EXPECT_EQ(finding.where.column, 17U);
        return;
    }
    ADD_FAILURE() << "not reported";
}

// A machine without a CPU is a template marker that nobody filled in; the schema begins at 1.
TEST(Inspect, TakesNoCpusForUnknown) {
    const Inspected inspected(
        "<VirtualSystem><Info/><VirtualHardwareSection><Info/><Item><ResourceType>3</ResourceType>"
        "<VirtualQuantity>0</VirtualQuantity></Item></VirtualHardwareSection></VirtualSystem>");
    EXPECT_THAT(as_json(inspected.inspection, inspected.diagnostics), HasSubstr("\"cpus\": null,"));
}

}  // namespace
}  // namespace ovfkit::report
