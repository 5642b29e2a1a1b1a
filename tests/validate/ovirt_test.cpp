// SPDX-License-Identifier: Apache-2.0
// What the rules about the oVirt engine's own forms say of files that a release of it writes, and of hostile ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

constexpr const char* prolog =
    "<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1/' "
    "xmlns:rasd='http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData' "
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>";

/// The findings of the group about a text, as `slug severity line:column`.
std::vector<std::string> ovirt_findings(const std::string& text) {
    Diagnostics ignored;
    Diagnostics found;
    const auto descriptor = descriptor::Descriptor::parse(text, ignored);
    EXPECT_TRUE(descriptor);
    if (descriptor) validate::check(*descriptor, {}, found);
    std::vector<std::string> lines;
    for (const Diagnostic& one : found)
        if (one.rule.rfind("ovirt/", 0) == 0) lines.push_back(summary(one));
    return lines;
}

std::string content(const std::string& inside) {
    return prolog +
           ("<Content ovf:id='out' xsi:type='ovf:VirtualSystem_Type'><Name>scale</Name><TemplateId>00000000-0000-"
            "0000-0000-000000000000</TemplateId><VmType>1</VmType>" +
            inside +
            "<Section ovf:id='4e5a2c60-8d7f-4b19-9a3c-1f0e6d2b7a51' xsi:type='ovf:OperatingSystemSection_Type'>"
            "<Description>other</Description></Section></Content></ovf:Envelope>");
}

TEST(OvirtRules, SayNothingBeyondNotesAboutWhatAnEngineWrites) {
    for (const std::string& path : files_below(fixture("dialects/ovirt"), {".ovf"}))
        for (const Diagnostic& one : validated(path))
            if (one.rule.rfind("ovirt/", 0) == 0) {
                EXPECT_EQ(one.severity, Severity::note) << path << ": " << one.message;
            }
    for (const std::string& path : files_below(fixture("dialects/ovirt-ova"), {".ovf"}))
        for (const Diagnostic& one : validated(path))
            if (one.rule.rfind("ovirt/", 0) == 0) {
                EXPECT_EQ(one.severity, Severity::note) << path << ": " << one.message;
            }
}

TEST(OvirtRules, SayNothingBeyondNotesAboutTheEnginesOwnTestFiles) {
    std::size_t seen = 0;
    for (const std::string& path : corpus_descriptors()) {
        if (path.find("oVirt+ovirt-engine") == std::string::npos) continue;
        ++seen;
        for (const Diagnostic& one : validated(path))
            if (one.rule.rfind("ovirt/", 0) == 0) {
                EXPECT_EQ(one.severity, Severity::note) << path << ": " << one.message;
            }
    }
    std::cout << "engine's own files: " << seen << "\n";
}

TEST(OvirtRules, LeaveTheStandardsOwnFormAlone) {
    for (const std::string& path : dialect_fixtures()) {
        if (path.find("/ovirt") != std::string::npos) continue;
        for (const Diagnostic& one : validated(path)) EXPECT_NE(one.rule.substr(0, 6), "ovirt/") << path;
    }
}

TEST(OvirtRules, SayNothingAboutTheSmallestVm) { EXPECT_THAT(ovirt_findings(content("")), testing::IsEmpty()); }

TEST(OvirtRules, TakeAValueThatCannotBeReadForPresent) {
    // what the reader could not make sense of is reported by it, and once is enough
    EXPECT_THAT(ovirt_findings(content("<BiosType>@@BIOS@@</BiosType><Origin></Origin>"
                                       "<CreationDate>05-03-2024</CreationDate>")),
                testing::IsEmpty());
}

TEST(OvirtRules, NameAForeignPrefixOnce) {
    std::string many =
        "<Section xmlns:x='http://schemas.dmtf.org/ovf/envelope/1/' xsi:type='ovf:NumaNodeSection_Type'>";
    for (int i = 0; i < 5000; ++i) many += "<NumaNode x:id='1'><Index>0</Index><MemTotal>1</MemTotal></NumaNode>";
    EXPECT_EQ(ovirt_findings(content(many + "</Section>")).size(), 1U);
}

TEST(OvirtRules, CountEveryFaultOfALargeFile) {
    std::string many = "<Section xsi:type='ovf:VirtualHardwareSection_Type'>";
    for (int i = 0; i < 5000; ++i) many += "<Item><rasd:ResourceType>0</rasd:ResourceType></Item>";
    Diagnostics ignored;
    Diagnostics found;
    const auto descriptor = descriptor::Descriptor::parse(content(many + "</Section>"), ignored);
    ASSERT_TRUE(descriptor);
    validate::Options options;
    options.profile.set("*", std::nullopt);
    options.profile.set("ovirt/missing-device-type", Severity::error);
    validate::check(*descriptor, options, found);
    EXPECT_EQ(found.count(Severity::error), 5000U);
}

TEST(OvirtRules, FollowTheCutOfADefaultNamespaceToItsEnd) {
    const std::string ova =
        "<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovirt='http://www.ovirt.org/ovf' "
        "xmlns='http://schemas.dmtf.org/ovf/envelope/1'><VirtualSystem ovf:id='4e5a2c60-8d7f-4b19-9a3c-1f0e6d2b7a51'>"
        "<VmType>1</VmType>";
    std::string tail;
    for (int i = 0; i < 1000; ++i) tail += "<Info>xmlns=x</Info>";
    const auto lines = ovirt_findings(ova + tail + "</VirtualSystem></ovf:Envelope>");
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                            [](const std::string& one) { return one.rfind("ovirt/default-namespace", 0) == 0; }),
              1);
}

TEST(OvirtRules, TakeNumbersBeyondAllMeasure) {
    EXPECT_THAT(ovirt_findings(content(
                    "<Section xsi:type='ovf:VirtualHardwareSection_Type'><Item><rasd:InstanceId>1</rasd:InstanceId>"
                    "<rasd:ResourceType>3</rasd:ResourceType><rasd:num_of_sockets>4294967295</rasd:num_of_sockets>"
                    "<rasd:cpu_per_socket>4294967295</rasd:cpu_per_socket><rasd:threads_per_cpu>4294967295</"
                    "rasd:threads_per_cpu>"
                    "<rasd:VirtualQuantity>18446744073709551615</rasd:VirtualQuantity></Item></Section>"
                    "<CreationDate>99999999999999999999/01/01 00:00:00</CreationDate>")),
                testing::IsEmpty());
}

}  // namespace
}  // namespace ovfkit::test
