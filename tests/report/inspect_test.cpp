// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/inspect.hpp>

#include <string>
#include <vector>

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

std::string machine_with_item(const std::string& inside) {
    return "<VirtualSystem><Info/><VirtualHardwareSection><Info/><Item>" + inside +
           "</Item></VirtualHardwareSection></VirtualSystem>";
}

TEST(Inspect, SaysOfAMisplacedFlagThatItCounts) {
    const Inspected inspected(machine_with_item("<TrustedService>true</TrustedService>"));
    ASSERT_EQ(inspected.inspection.entities.size(), 1U);
    const InspectedEntity& entity = inspected.inspection.entities[0];
    EXPECT_FALSE(entity.trust.requires_trust());
    EXPECT_TRUE(entity.trust_misplaced);
    EXPECT_TRUE(entity.requires_trust);
    EXPECT_THAT(as_text(inspected.inspection), HasSubstr("flags in other places count when it is imported"));
    EXPECT_THAT(as_text(inspected.inspection), HasSubstr("requires a trusted cluster"));
    EXPECT_THAT(as_json(inspected.inspection, inspected.diagnostics), HasSubstr("\"requires_trust\": true"));
}

TEST(Inspect, DoesNotTakeAMisplacedNoForARequest) {
    const Inspected inspected(machine_with_item("<TrustedService>false</TrustedService>"));
    EXPECT_TRUE(inspected.inspection.entities.at(0).trust_misplaced);
    EXPECT_FALSE(inspected.inspection.entities.at(0).requires_trust);
    EXPECT_THAT(as_json(inspected.inspection, inspected.diagnostics), HasSubstr("\"requires_trust\": false"));
}

// Whatever the flags are and wherever they stand, what is shown is what an import would count.
TEST(Inspect, SaysThatTrustIsRequiredWhereTheEvidenceDoes) {
    const std::vector<std::string> flags = {"", "<TrustedService>true</TrustedService>",
                                            "<trusted_host_flag>false</trusted_host_flag>",
                                            "<x:trusted_service xmlns:x=\"urn:x\">perhaps</x:trusted_service>"};
    for (const std::string& above : flags)
        for (const std::string& own : flags)
            for (const std::string& inside : flags) {
                std::string machine = machine_with_item(inside);
                machine.insert(std::string("<VirtualSystem><Info/>").size(), own);
                const Inspected inspected(above + machine + machine_with_item(""));
                Diagnostics ignored;
                const trust::Evidence evidence = collect_trust(*inspected.source, ignored);
                ASSERT_EQ(evidence.entities.size(), inspected.inspection.entities.size());
                for (std::size_t i = 0; i < evidence.entities.size(); ++i)
                    EXPECT_EQ(inspected.inspection.entities[i].requires_trust,
                              trust::may_require_trust(evidence.entities[i], evidence))
                        << above << own << inside << i;
            }
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
