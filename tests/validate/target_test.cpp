// SPDX-License-Identifier: Apache-2.0
// The profiles of importers name rules that there are, and say nothing about files that the importer's own tools write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include <ovfkit/report/catalog.hpp>

#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

const std::vector<std::string>& importers() {
    static const std::vector<std::string> all{"esxi",    "workstation", "virtualbox", "ovirt",
                                              "proxmox", "virt-v2v",    "xenserver"};
    return all;
}

std::string text_of(const std::string& profile) {
    for (const validate::ProfileText& profile_text : validate::profiles())
        if (profile_text.name == profile) return std::string(profile_text.text);
    ADD_FAILURE() << profile;
    return {};
}

/// Findings about what single importers mind, as the profile of `importer` has them.
std::vector<std::string> minded(const std::string& importer, const std::string& path) {
    std::vector<std::string> found;
    for (const Diagnostic& finding : validated(path, {validate::Profile::named(importer).value()}))
        if (finding.rule.rfind("target/", 0) == 0 && finding.severity != Severity::note)
            found.emplace_back(finding.rule);
    return found;
}

TEST(ImporterProfiles, NameRulesThatThereAre) {
    for (const std::string& importer : importers()) {
        const auto profile = validate::Profile::parse(text_of(importer), importer, report::catalog());
        EXPECT_TRUE(profile) << profile.error().message;
    }
}

TEST(ImporterProfiles, GiveAReasonForEveryLine) {
    for (const std::string& importer : importers()) {
        std::istringstream text(text_of(importer));
        std::size_t number = 0;
        for (std::string line; std::getline(text, line);) {
            ++number;
            if (line.empty() || line.rfind("extends ", 0) == 0) continue;
            const std::size_t reason = line.find("# ");
            ASSERT_NE(reason, std::string::npos) << importer << ":" << number;
            EXPECT_GT(line.size(), reason + 3) << importer << ":" << number;
        }
    }
}

TEST(ImporterProfiles, UseEveryRuleAboutImporters) {
    std::set<std::string> used;
    for (const std::string& importer : importers()) {
        std::istringstream text(text_of(importer));
        for (std::string weight, slug, rest; text >> weight >> slug && std::getline(text, rest);) used.insert(slug);
    }
    for (const Rule* rule : report::catalog())
        if (rule->slug.rfind("target/", 0) == 0) {
            EXPECT_EQ(used.count(std::string(rule->slug)), 1U) << rule->slug;
        }
}

TEST(ImporterProfiles, TakeWhatTheImporterItselfWrites) {
    EXPECT_THAT(minded("virtualbox", fixture("dialects/virtualbox/vm-1.0.ovf")), testing::IsEmpty());
    EXPECT_THAT(minded("virtualbox", fixture("dialects/virtualbox/template-2.0.ovf")), testing::IsEmpty());
    EXPECT_THAT(minded("esxi", fixture("dialects/vmware/template.ovf")), testing::IsEmpty());
    EXPECT_THAT(minded("workstation", fixture("dialects/vmware/template.ovf")), testing::IsEmpty());
    EXPECT_THAT(minded("xenserver", fixture("dialects/xen/vm.ovf")), testing::IsEmpty());
    for (const char* name : {"ovirt/vm-4.5.ovf", "ovirt/template-4.5.ovf", "ovirt-ova/vm-4.5.ovf"})
        EXPECT_THAT(minded("ovirt", fixture(std::string("dialects/") + name)), testing::IsEmpty());
}

TEST(ImporterProfiles, RefuseWhatAnotherOneWrites) {
    using testing::Contains;
    EXPECT_THAT(minded("esxi", fixture("dialects/virtualbox/vm-1.0.ovf")), Contains("target/vmware-hardware-family"));
    EXPECT_THAT(minded("virt-v2v", fixture("dialects/dmtf-2.x/vm.ovf")), Contains("target/ovf-2"));
    EXPECT_THAT(minded("virtualbox", fixture("dialects/ovirt-ova/vm-4.5.ovf")), Contains("target/ovirt-form"));
    EXPECT_THAT(minded("proxmox", fixture("dialects/dmtf-1.1/collection.ovf")), Contains("target/collection"));
}

TEST(ImporterProfiles, DependOnTheImporter) {
    const std::string efi = fixture("dialects/vmware/vm.ovf");
    EXPECT_THAT(minded("virtualbox", efi), testing::Contains("target/efi-ignored"));
    EXPECT_THAT(minded("esxi", efi), testing::Not(testing::Contains("target/efi-ignored")));
}

}  // namespace
}  // namespace ovfkit::test
