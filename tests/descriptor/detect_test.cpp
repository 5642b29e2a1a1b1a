// SPDX-License-Identifier: Apache-2.0
// Which dialect a document is of, by what stands in it and never by its name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/descriptor/descriptor.hpp>

#include <set>

#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

using testing::HasSubstr;

Dialect detected(const std::string& bytes, const std::string& name = "descriptor") {
    Diagnostics diagnostics;
    ReadOptions options;
    options.name = name;
    const auto d = Descriptor::parse(bytes, diagnostics, options);
    EXPECT_TRUE(d) << bytes;
    return d ? d->dialect() : Dialect{};
}

// `fixtures/dialects/ovirt-ova/vm.ovf`: `ovirt-ova`.
std::string folder_of(const std::string& path) {
    const std::size_t file = path.rfind('/');
    const std::size_t folder = path.rfind('/', file - 1);
    return path.substr(folder + 1, file - folder - 1);
}

std::string expected_name(const std::string& folder) {
    return folder == "dmtf-1.0" || folder == "dmtf-1.1" ? "dmtf-1.x" : folder;
}

TEST(Detect, FindsTheDialectOfEveryFixture) {
    std::set<std::string> seen;
    for (const std::string& path : test::dialect_fixtures()) {
        SCOPED_TRACE(path);
        const Dialect d = detected(test::contents(path));
        EXPECT_EQ(d.name, expected_name(folder_of(path)));
        EXPECT_EQ(d.name, dialect_name(d.grammar, d.vendor));
        seen.insert(d.name);
    }
    EXPECT_THAT(seen, testing::ElementsAre("dmtf-1.x", "dmtf-2.x", "ovirt", "ovirt-ova", "virtualbox", "vmware",
                                           "vmware-0.9", "xen"));
}

TEST(Detect, GivesReasonsThatSayWhatWasSeen) {
    for (const std::string& path : test::dialect_fixtures()) {
        SCOPED_TRACE(path);
        const Dialect d = detected(test::contents(path));
        ASSERT_FALSE(d.reasons.empty());
        for (const std::string& reason : d.reasons) {
            EXPECT_FALSE(reason.empty());
            EXPECT_EQ(reason, printable(reason, 1000));
        }
        EXPECT_THAT(d.reasons.front(), HasSubstr("envelope"));
        const bool standard = d.name == "dmtf-1.x" || d.name == "dmtf-2.x" || d.name == "vmware-0.9";
        EXPECT_GE(d.reasons.size(), standard ? 1U : 2U) << "a vendor is seen by more than the namespace";
    }
}

TEST(Detect, DoesNotLookAtTheName) {
    for (const std::string& path : test::dialect_fixtures()) {
        SCOPED_TRACE(path);
        const std::string bytes = test::contents(path);
        const Dialect d = detected(bytes);
        for (const char* name : {"-", "template.ovf", "virtualbox.ovf", "vm-virt-v2v.ovf", "/ovirt/ova/vmware.ova"}) {
            const Dialect other = detected(bytes, name);
            EXPECT_EQ(other.grammar, d.grammar);
            EXPECT_EQ(other.vendor, d.vendor);
            EXPECT_EQ(other.reasons, d.reasons);
        }
    }
}

TEST(Detect, DoesNotDependOnTheEncoding) {
    const Dialect d = detected(test::contents(test::fixture("hostile/odd-but-good.ovf")));
    for (const char* file : {"utf-8-bom", "utf-16le-bom", "utf-16be-bom", "utf-16le-no-bom", "crlf"})
        EXPECT_EQ(detected(test::contents(test::fixture("hostile/" + std::string(file) + ".ovf"))).name, d.name)
            << file;
}

TEST(Detect, KnowsVirtV2vByItsComment) {
    for (const char* file : {"dialects/ovirt/vm-virt-v2v.ovf", "dialects/ovirt-ova/vm-virt-v2v.ovf"}) {
        const Dialect d = detected(test::contents(test::fixture(file)));
        EXPECT_EQ(d.vendor, Vendor::virt_v2v) << file;
        EXPECT_THAT(d.reasons, testing::Contains(HasSubstr("virt-v2v")));
    }
}

std::string envelope(const std::string& ns, const std::string& inside, const std::string& more = {}) {
    return "<Envelope xmlns=\"" + ns + "\" xmlns:rasd=\"r\"" + more + ">" + inside + "</Envelope>";
}

constexpr const char* v1 = "http://schemas.dmtf.org/ovf/envelope/1";
constexpr const char* slash = "http://schemas.dmtf.org/ovf/envelope/1/";
constexpr const char* v2 = "http://schemas.dmtf.org/ovf/envelope/2";
constexpr const char* draft = "http://www.vmware.com/schema/ovf/1/envelope";

TEST(Detect, VersionIsThatOfTheEnvelopeNamespace) {
    EXPECT_EQ(detected(envelope(v1, "<VirtualSystem/>")).ovf_version, "1.0");
    EXPECT_EQ(detected(envelope(slash, "<Content/>")).ovf_version, "1.0");
    EXPECT_EQ(detected(envelope(v2, "<VirtualSystem/>")).ovf_version, "2.0");
    EXPECT_EQ(detected(envelope(draft, "<Content/>")).ovf_version, "0.9");
    EXPECT_EQ(detected("<Envelope/>").ovf_version, "1.0");
}

TEST(Detect, ContentWithEngineElementsIsOvirtWhateverTheNamespace) {
    EXPECT_EQ(detected(envelope(slash, "<Content><TemplateId/></Content>")).name, "ovirt");
    EXPECT_EQ(detected(envelope(v1, "<Content><TemplateId/></Content>")).name, "ovirt");
    EXPECT_EQ(detected(envelope(slash, "<Content/>")).name, "ovirt");
    EXPECT_EQ(detected(envelope(v1, "<Content/>")).name, "dmtf-1.x");
}

TEST(Detect, VirtualSystemWithEngineElementsIsAnOva) {
    EXPECT_EQ(detected(envelope(v1, "<VirtualSystem><IsStateless/></VirtualSystem>")).name, "ovirt-ova");
    EXPECT_EQ(detected(envelope(slash, "<VirtualSystem/>", " xmlns:ovirt=\"http://www.ovirt.org/ovf\"")).name,
              "ovirt-ova");
    EXPECT_EQ(detected(envelope(v1, "<VirtualSystem/>", " xmlns:ovirt=\"http://www.ovirt.org/ovf\"")).name, "dmtf-1.x")
        << "a declaration alone says little";
}

TEST(Detect, VendorsAreKnownByNamespaceOrHardwareFamily) {
    const auto family = [](const std::string& word) {
        return envelope(v1, "<VirtualSystem><VirtualHardwareSection><System><VirtualSystemType>" + word +
                                "</VirtualSystemType></System></VirtualHardwareSection></VirtualSystem>");
    };
    EXPECT_EQ(detected(family("vmx-19")).name, "vmware");
    EXPECT_EQ(detected(family("virtualbox-2.2")).name, "virtualbox");
    EXPECT_EQ(detected(family("hvm-3.0-unknown")).name, "xen");
    EXPECT_EQ(detected(family("qemu")).name, "dmtf-1.x");
    EXPECT_EQ(detected(envelope(v2, "<VirtualSystem/>", " xmlns:vmw=\"http://www.vmware.com/schema/ovf\"")).name,
              "vmware");
    EXPECT_EQ(detected(envelope(v1, "<VirtualSystem/>", " xmlns:vbox=\"http://www.virtualbox.org/ovf/machine\"")).name,
              "virtualbox");
}

TEST(Detect, TextOfTheDocumentIsEscapedInReasons) {
    const Dialect d = detected("<Envelope xmlns='urn:\xC2\x9B&#x202E;x'/>");
    EXPECT_THAT(d.reasons.front(), HasSubstr("urn:\\u{9b}\\u{202e}x"));
}

TEST(DialectName, CoversEveryGrammar) {
    EXPECT_EQ(dialect_name(Grammar::draft_0_9, Vendor::vmware), "vmware-0.9");
    EXPECT_EQ(dialect_name(Grammar::ovf_1, Vendor::unknown), "dmtf-1.x");
    EXPECT_EQ(dialect_name(Grammar::ovf_2, Vendor::unknown), "dmtf-2.x");
    EXPECT_EQ(dialect_name(Grammar::ovf_2, Vendor::xen), "xen");
    EXPECT_EQ(dialect_name(Grammar::ovirt, Vendor::virt_v2v), "ovirt");
    EXPECT_EQ(dialect_name(Grammar::ovirt_ova, Vendor::ovirt), "ovirt-ova");
}

}  // namespace
}  // namespace ovfkit::descriptor
