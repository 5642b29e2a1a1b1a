// SPDX-License-Identifier: Apache-2.0
// What the fixtures of the rules of files and disks do not show: values that nobody is sure about, and sizes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "validate/reference_passes.hpp"
#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string ovf_1 = "http://schemas.dmtf.org/ovf/envelope/1";

/// An envelope of version 1 with these lines of References and of DiskSection, and `more` behind them.
std::string envelope(const std::string& files, const std::string& disks = "", const std::string& more = "") {
    return "<Envelope xmlns='" + ovf_1 + "' xmlns:ovf='" + ovf_1 + "'>\n<References>" + files +
           "</References>\n<DiskSection><Info>disks</Info>" + disks +
           "</DiskSection>\n<VirtualSystem ovf:id='till'><Info>a till</Info></VirtualSystem>" + more + "</Envelope>";
}

/// The slugs of what is said of files and disks.
std::vector<std::string> slugs_of(const std::string& text) {
    Diagnostics read;
    const auto descriptor = descriptor::Descriptor::parse(text, read);
    EXPECT_TRUE(descriptor);
    Diagnostics found;
    validate::check(*descriptor, {}, found);
    std::vector<std::string> slugs;
    for (const Diagnostic& one : found)
        if (one.rule.substr(0, 11) == "references/" || one.rule.substr(0, 5) == "disk/") slugs.emplace_back(one.rule);
    return slugs;
}

TEST(ReferenceKeys, AreEqualForTheSameFile) {
    using validate::reference_key;
    EXPECT_EQ(reference_key("disk.vmdk"), "disk.vmdk");
    EXPECT_EQ(reference_key("./disks//./disk%20one.vmdk"), reference_key("disks/disk one.vmdk"));
    EXPECT_EQ(reference_key("HTTP://depot.example/a%20b"), "http://depot.example/a%20b");
    EXPECT_NE(reference_key("/disk.vmdk"), reference_key("disk.vmdk"));
    EXPECT_NE(reference_key("Disk.vmdk"), reference_key("disk.vmdk"));
    EXPECT_EQ(reference_key("disk%zz"), "disk%zz");
}

TEST(ReferenceRules, SayNothingOfWhatATemplateLeavesOpen) {
    EXPECT_THAT(
        slugs_of(envelope("<File ovf:id='@@ID@@' ovf:href='@@NAME@@'/><File ovf:id='@@ID@@' ovf:href='{{ disk }}'/>"
                          "<File ovf:id='___ID___' ovf:href='___A B___' ovf:compression='@@HOW@@'/>",
                          "<Disk ovf:diskId='${ID}' ovf:fileRef='@@ID@@' ovf:capacity='@@SIZE@@' "
                          "ovf:capacityAllocationUnits='@@UNIT@@' ovf:format='@@FORMAT@@' ovf:parentRef='{{p}}'/>")),
        UnorderedElementsAre());
}

TEST(ReferenceRules, TakeEveryWayOfUsingAFile) {
    const std::string files =
        "<File ovf:id='a' ovf:href='a'/><File ovf:id='b' ovf:href='b'/><File ovf:id='c d' ovf:href='c'/>"
        "<File ovf:id='e' ovf:href='e'/><File ovf:id='f' ovf:href='f'/>";
    const std::string uses =
        "<x:Nvram xmlns:x='urn:x' x:value='ovf:/file/a'/><x:List xmlns:x='urn:x'>e, b</x:List>"
        "<x:Note xmlns:x='urn:x'> c d </x:Note>";
    EXPECT_THAT(slugs_of(envelope(files, "", uses)), UnorderedElementsAre("references/unused-file"));
    const std::string last = "<x:Any xmlns:x='urn:x'><!-- a comment -->f<x:y/></x:Any>";
    EXPECT_THAT(slugs_of(envelope(files, "", uses + last)), IsEmpty());
}

TEST(ReferenceRules, DoNotTakeAnAttributeOfTheFileItselfForAUse) {
    EXPECT_THAT(slugs_of(envelope("<File ovf:id='notes' ovf:href='notes'/>")),
                UnorderedElementsAre("references/unused-file"));
}

TEST(ReferenceRules, FindEveryRepeatedIdOfALongList) {
    std::string files;
    for (int i = 0; i < 5'000; ++i) files += "<File ovf:id='disk' ovf:href='f" + std::to_string(i) + "'/>";
    Diagnostics read;
    const auto descriptor = descriptor::Descriptor::parse(envelope(files), read);
    ASSERT_TRUE(descriptor);
    validate::Options options;
    options.profile.set("*", std::nullopt);
    options.profile.set("references/duplicate-id", Severity::error);
    Diagnostics found;
    validate::check(*descriptor, options, found);
    EXPECT_EQ(found.count(Severity::error), 4'999U);
}

TEST(DiskRules, DoNotMindWhatSomebodyElseReports) {
    EXPECT_THAT(slugs_of(envelope("",
                                  "<Disk/><Disk ovf:diskId='d' ovf:capacity='1024MB' ovf:populatedSize='x'/>"
                                  "<x:Use xmlns:x='urn:x'>d</x:Use>")),
                IsEmpty());
}

TEST(DiskRules, TakeAPropertyByItsKeyAndByItsFullName) {
    const auto with_capacity = [](const std::string& capacity, const std::string& type) {
        return slugs_of("<Envelope xmlns='" + ovf_1 + "' xmlns:ovf='" + ovf_1 +
                        "'><References/><DiskSection><Info>disks</Info><Disk ovf:diskId='data' ovf:capacity='" +
                        capacity +
                        "'/></DiskSection><VirtualSystem ovf:id='till'><Info>a till</Info>"
                        "<ProductSection ovf:class='org.shop' ovf:instance='1'><Info>it</Info><Property ovf:key='size' "
                        "ovf:type='" +
                        type + "'/></ProductSection><x:Use xmlns:x='urn:x'>data</x:Use></VirtualSystem></Envelope>");
    };
    EXPECT_THAT(with_capacity("${size}", "uint32"), IsEmpty());
    EXPECT_THAT(with_capacity("${org.shop.size.1}", "sint64"), IsEmpty());
    EXPECT_THAT(with_capacity("${size}", "string"), IsEmpty());  // a number can stand in it
    EXPECT_THAT(with_capacity("${size}", "int"), IsEmpty());     // not of the standard, but whole numbers
    EXPECT_THAT(with_capacity("${org.shop.size}", "uint32"), UnorderedElementsAre("disk/capacity-property"));
    EXPECT_THAT(with_capacity("${size}", "real32"), UnorderedElementsAre("disk/capacity-property"));
    EXPECT_THAT(with_capacity("${}", "uint32"), UnorderedElementsAre("disk/capacity-property"));
}

TEST(DiskRules, SayNothingOfTheDescriptorsOfKnownProducts) {
    for (const std::string& path : dialect_fixtures()) {
        Diagnostics read;
        const auto descriptor = descriptor::Descriptor::read_file(path, read);
        ASSERT_TRUE(descriptor) << path;
        Diagnostics found;
        validate::check(*descriptor, {}, found);
        for (const Diagnostic& one : found)
            EXPECT_FALSE(one.rule.substr(0, 11) == "references/" || one.rule.substr(0, 5) == "disk/")
                << path << ": " << summary(one) << ": " << one.message;
    }
}

}  // namespace
}  // namespace ovfkit::test
