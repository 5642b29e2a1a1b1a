// SPDX-License-Identifier: Apache-2.0
// Sections: what fixtures are too coarse to show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const std::string one = "http://schemas.dmtf.org/ovf/envelope/1";
const std::string two = "http://schemas.dmtf.org/ovf/envelope/2";
const std::string guest = "<OperatingSystemSection ovf:id='1'><Info>g</Info></OperatingSystemSection>";

std::string machine(const std::string& id, const std::string& sections = guest) {
    return "<VirtualSystem ovf:id='" + id + "'><Info>A till</Info><Name>Till</Name>" + sections + "</VirtualSystem>";
}
std::string collection(const std::string& sections, const std::string& members) {
    return "<VirtualSystemCollection ovf:id='shop'><Info>i</Info><Name>n</Name>" + sections + members +
           "</VirtualSystemCollection>";
}
std::string document(const std::string& inner, const std::string& ns = one) {
    return "<Envelope xmlns='" + ns + "' xmlns:ovf='" + ns +
           "' xmlns:vmw='http://www.vmware.com/schema/ovf' xmlns:vbox='http://www.virtualbox.org/ovf/machine' "
           "xmlns:xenc='http://www.w3.org/2001/04/xmlenc#'><References><File ovf:id='f' ovf:href='disk%20one.vmdk'/>"
           "</References>" +
           inner + "</Envelope>";
}

/// The rules of this group that found something.
std::set<std::string> slugs(std::string text) {
    Diagnostics found;
    Diagnostics ignored;
    const auto descriptor = descriptor::Descriptor::parse(std::move(text), ignored);
    EXPECT_TRUE(descriptor.has_value());
    std::set<std::string> all;
    if (!descriptor) return all;
    validate::check(*descriptor, {}, found);
    for (const Diagnostic& finding : found)
        for (const char* subject : {"section/", "network/", "startup/", "os/", "install/", "annotation/", "eula/",
                                    "environment/", "boot/", "scale-out/", "placement/", "encryption/"})
            if (finding.rule.rfind(subject, 0) == 0) all.emplace(finding.rule);
    return all;
}

std::set<std::string> of_guest(const std::string& number, const std::string& description,
                               const std::string& more = {}) {
    return slugs(document(machine("m", "<OperatingSystemSection ovf:id='" + number + "' " + more +
                                           "><Info>g</Info><Description>" + description +
                                           "</Description></OperatingSystemSection>")));
}

TEST(OperatingSystems, ContradictTheirDescriptionOnlyWhereItIsCertain) {
    EXPECT_THAT(of_guest("94", "Microsoft Windows Server 2019 (64-bit)"), Contains("os/description-contradicts"));
    EXPECT_THAT(of_guest("103", "Red Hat, or rather RHEL 9"), Contains("os/description-contradicts"));
    EXPECT_THAT(of_guest("101", "FreeBSD 14"), Contains("os/description-contradicts"));
    EXPECT_THAT(of_guest("77", "windows8Server64Guest"), IsEmpty());
    EXPECT_THAT(of_guest("36", "Ubuntu_64"), IsEmpty());
    EXPECT_THAT(of_guest("79", "Linux for people who know Windows"), IsEmpty());
    EXPECT_THAT(of_guest("78", "Debian GNU/kFreeBSD"), IsEmpty());
    EXPECT_THAT(of_guest("94", "The web server; do not misuse"), IsEmpty());
    EXPECT_THAT(of_guest("1", "Windows"), IsEmpty());
    EXPECT_THAT(of_guest("102", "Linux"), IsEmpty());
    EXPECT_THAT(of_guest("112", "CentOS 7"), IsEmpty()) << "vCloud has numbers of its own there";
}

TEST(OperatingSystems, AreDisputedOnlyWhenNothingElseNamesThem) {
    EXPECT_THAT(of_guest("111", ""), IsEmpty());
    EXPECT_THAT(of_guest("112", ""), UnorderedElementsAre("os/disputed-number"));
    EXPECT_THAT(of_guest("112", "", "vmw:osType='windows9Server64Guest'"), IsEmpty());
    EXPECT_THAT(of_guest("112", "", "ovf:version='2012'"), IsEmpty());
    EXPECT_THAT(of_guest("112", "Windows Server 2012"), IsEmpty());
}

TEST(OperatingSystems, OfANewerCimMayBeThere) {
    EXPECT_THAT(of_guest("130", "Windows 12"), IsEmpty());
    EXPECT_THAT(of_guest("65535", "Windows 12"), UnorderedElementsAre("os/unknown-number"));
}

TEST(Networks, AreUsedByWhoeverNamesThem) {
    const std::string networks = "<NetworkSection><Info>n</Info><Network ovf:name='VM Network'/></NetworkSection>";
    EXPECT_THAT(slugs(document(networks + machine("m"))), UnorderedElementsAre("network/unused"));
    EXPECT_THAT(
        slugs(document(networks + machine("m", guest + "<vmw:Wires ovf:required='false'><Info>i</Info><vmw:Wire "
                                                       "net=' VM Network '/></vmw:Wires>"))),
        IsEmpty());
}

std::set<std::string> of_startup(const std::string& items) {
    return slugs(document(
        collection("<StartupSection><Info>s</Info>" + items + "</StartupSection>", machine("a") + machine("b"))));
}

TEST(Startup, MayHaveGapsAndMayLeaveMembersOut) {
    EXPECT_THAT(of_startup("<Item ovf:id='b' ovf:order='700'/>"), IsEmpty());
    EXPECT_THAT(of_startup("<Item ovf:id='b' ovf:order='1'/><Item ovf:id='a' ovf:order='1'/>"), IsEmpty());
}

TEST(Startup, DoesNotMindTemplates) {
    EXPECT_THAT(of_startup("<Item ovf:id='@@VM@@' ovf:order='1' ovf:startAction='${start}'/>"), IsEmpty());
}

TEST(Startup, NamesMembersOfItsOwnCollectionOnly) {
    const std::string inner =
        "<VirtualSystemCollection ovf:id='inner'><Info>i</Info>" + machine("deep") + "</VirtualSystemCollection>";
    const std::string order = "<StartupSection><Info>s</Info><Item ovf:id='deep' ovf:order='1'/></StartupSection>";
    EXPECT_THAT(slugs(document(collection(order, inner))), Contains("startup/unknown-entity"));
}

TEST(Startup, IsComparedInOneTurnHoweverLongItIs) {
    std::string items;
    std::string members;
    for (int i = 0; i < 10'000; ++i) {
        items += "<Item ovf:id='m" + std::to_string(i) + "' ovf:order='1'/>";
        members += machine("m" + std::to_string(i));
    }
    EXPECT_THAT(slugs(document(collection("<StartupSection><Info>s</Info>" + items + "</StartupSection>", members))),
                IsEmpty());
}

TEST(Sections, OfTheNextVersionHaveTheSamePlacesInVMwaresMix) {
    const auto mixed = [](const std::string& name) {
        return "<ovf2:" + name + " xmlns:ovf2='" + two +
               "' ovf2:id='g' ovf2:group='g' ovf2:policy='availability' "
               "ovf:required='false'><Info>i</Info></ovf2:" +
               name + ">";
    };
    EXPECT_THAT(slugs(document(mixed("PlacementGroupSection") + machine("m", guest + mixed("PlacementSection")))),
                IsEmpty());
    EXPECT_THAT(slugs(document(mixed("PlacementGroupSection") + mixed("PlacementSection") + machine("m"))),
                UnorderedElementsAre("section/wrong-place"));
}

TEST(Sections, OfVendorsStandWhereTheyLike) {
    EXPECT_THAT(
        slugs(document("<vmw:EulaSection ovf:required='false'><Info>i</Info></vmw:EulaSection>" + machine("m"))),
        IsEmpty());
}

TEST(ScaleOut, CountsFromOneWithoutAnEnd) {
    const auto counted = [](const std::string& count) {
        return slugs(document(
            collection("<ScaleOutSection ovf:id='a'><Info>i</Info>" + count + "</ScaleOutSection>", machine("a")),
            two));
    };
    EXPECT_THAT(counted("<InstanceCount ovf:default='4000000000'/>"), IsEmpty());
    EXPECT_THAT(counted("<InstanceCount ovf:minimum='0' ovf:default='0'/>"), IsEmpty());
    EXPECT_THAT(counted("<InstanceCount ovf:default='0'/>"), UnorderedElementsAre("scale-out/range"));
    EXPECT_THAT(counted("<InstanceCount ovf:minimum='@@MIN@@' ovf:default='0'/>"), IsEmpty());
    EXPECT_THAT(counted("<InstanceCount ovf:default='1'/><InstanceCount ovf:default='2' ovf:configuration='a b'/>"
                        "<InstanceCount ovf:default='2' ovf:configuration='c b'/>"),
                UnorderedElementsAre("scale-out/repeated-configuration"));
}

TEST(Placement, KnowsPoliciesWithAndWithoutScope) {
    const auto policy = [](const std::string& words) {
        return slugs(document("<PlacementGroupSection ovf:id='g' ovf:policy='" + words +
                                  "'><Info>i</Info></PlacementGroupSection>" + machine("m"),
                              two));
    };
    for (const char* fine : {"affinity", "availability", "affinity-geographic availability-chassis", "affinity-site"})
        EXPECT_THAT(policy(fine), IsEmpty()) << fine;
    for (const char* wrong : {"", "Affinity", "affinity-", "availability,affinity", "affinityx"})
        EXPECT_THAT(policy(wrong), UnorderedElementsAre("placement/unknown-policy")) << wrong;
}

std::set<std::string> of_reference(const std::string& target) {
    return slugs(
        document("<EncryptionSection><Info>i</Info><xenc:EncryptedKey><xenc:ReferenceList><xenc:DataReference "
                 "URI='" +
                     target + "'/></xenc:ReferenceList></xenc:EncryptedKey></EncryptionSection>" +
                     machine("m", guest + "<xenc:EncryptedData Id='secret'/>"),
                 two));
}

TEST(Encryption, FindsWhatItsKeysName) {
    for (const char* fine : {"#secret", "disk%20one.vmdk", "./disk one.vmdk", "", "http://keys.example/x",
                             "#xpointer(id(&apos;none&apos;))"})
        EXPECT_THAT(of_reference(fine), IsEmpty()) << fine;
    for (const char* wrong : {"#", "#Secret", "disk.vmdk"})
        EXPECT_THAT(of_reference(wrong), UnorderedElementsAre("encryption/unresolved-reference")) << wrong;
}

// What our own fixtures of real dialects are told: nothing but what is known of these products.
TEST(SectionRules, AreSilentAboutWhatProductsWriteWell) {
    for (const std::string& path : dialect_fixtures()) {
        if (path.find("/ovirt") != std::string::npos) continue;  // has rules of its own
        auto found = slugs(contents(path));
        found.erase("os/no-section");
        if (path.find("vmware/vapp-ovf2") != std::string::npos) found.erase("startup/vendor-stop-action");
        if (path.find("xen/vm") != std::string::npos) found.erase("section/wrong-place");
        EXPECT_THAT(found, IsEmpty()) << path;
    }
}

}  // namespace
}  // namespace ovfkit::test
