// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/random_resource.hpp"
#include "support/command.hpp"

namespace ovfkit::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(WriteResource, WritesAVmAsItIsPosted) {
    const VmResource vm{"7", "a<b", model::EntityKind::vm, "3", "Trusted & true", true};
    EXPECT_EQ(write(vm).value(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<vm id=\"7\">\n"
              "  <name>a&lt;b</name>\n"
              "  <cluster id=\"3\">\n"
              "    <name>Trusted &amp; true</name>\n"
              "  </cluster>\n"
              "  <trusted_host_flag>true</trusted_host_flag>\n"
              "</vm>\n");
}

TEST(WriteResource, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(write(VmResource{}).value(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<vm/>\n");
    EXPECT_EQ(write(VmResource{"", "", model::EntityKind::template_, "3", "", false}).value(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<template>\n  <cluster id=\"3\"/>\n"
              "  <trusted_host_flag>false</trusted_host_flag>\n</template>\n");
}

TEST(WriteResource, WritesAClusterInTheSpellingThatIsWanted) {
    const ClusterResource cluster{"", "c", {}, true};
    EXPECT_THAT(write(cluster).value(), HasSubstr("  <trusted_service>true</trusted_service>\n</cluster>\n"));
    const std::string draft = write(cluster, ClusterSpelling::draft).value();
    EXPECT_THAT(draft, HasSubstr("  <trusted_cluster_flag>true</trusted_cluster_flag>\n</cluster>\n"));
    EXPECT_THAT(draft, testing::Not(HasSubstr("trusted_service")));
}

TEST(WriteResource, RefusesWhatXmlCannotHold) {
    for (const std::string& bad : {std::string("a\0b", 3), std::string("\x1B[2J"), std::string("\xFF"),
                                   std::string("\xED\xA0\x80"), std::string("\xEF\xBF\xBE")}) {
        VmResource vm;
        vm.name = bad;
        const auto written = write(vm);
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(written.error().message, printable(written.error().message, 1000));
        EXPECT_FALSE(write(ClusterResource{bad, "", {}, {}}));
        vm = {};
        vm.cluster_name = bad;
        EXPECT_FALSE(write(vm));
    }
}

/// Texts that a careless writer would break.
std::string hard_text(std::mt19937& random) {
    static const char* const parts[] = {"a", " ",   "\n",   "\r",    "\t", "<",    ">", "&",    "\"",
                                        "'", "]]>", "<!--", "&amp;", "é",  "日本", "😀", "true", "</name>"};
    std::string text;
    for (std::uint32_t n = static_cast<std::uint32_t>(random() % 6); n > 0; --n)
        text += parts[random() % std::size(parts)];
    return text;
}
std::optional<bool> tristate(std::mt19937& random) {
    const auto n = random() % 3;
    return n == 0 ? std::nullopt : std::optional(n == 1);
}

TEST(WriteResource, ReadsBackWhatItWrote) {
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        const VmResource vm{hard_text(random),
                            hard_text(random),
                            random() % 2 == 0 ? model::EntityKind::vm : model::EntityKind::template_,
                            hard_text(random),
                            hard_text(random),
                            tristate(random)};
        Diagnostics found;
        const std::string xml = write(vm).value();
        ASSERT_THAT(parse_vms(xml, found).value(), ElementsAre(vm)) << xml;
        const ClusterResource cluster{hard_text(random), hard_text(random), tristate(random), tristate(random)};
        for (const auto spelling : {ClusterSpelling::merged, ClusterSpelling::draft}) {
            const auto read = parse_clusters(write(cluster, spelling).value(), found).value().front();
            ASSERT_EQ(read.trust(), cluster.trust());
            ASSERT_EQ(read.id, cluster.id);
            ASSERT_EQ(read.name, cluster.name);
            const auto& other = spelling == ClusterSpelling::merged ? read.trusted_cluster_flag : read.trusted_service;
            ASSERT_EQ(other, std::nullopt);
        }
        ASSERT_TRUE(found.empty());
    }
}

TEST(WriteResource, IsUnderstoodByAnotherParser) {
    const test::TemporaryFolder folder;
    const VmResource vm{"i\"d", "a<b>&\r\n\t ]]>é", model::EntityKind::vm, "c'1", "日本", true};
    const std::string path = folder.put("vm.xml", write(vm).value());
    const std::string script = R"(
import sys, xml.etree.ElementTree as ET
vm = ET.parse(sys.argv[1]).getroot()
print(ascii([vm.tag, vm.get('id'), vm.find('name').text, vm.find('cluster').get('id'), vm.find('cluster/name').text,
             vm.find('trusted_host_flag').text]))
)";
    const test::Outcome read = test::run_python(script, {path});
    EXPECT_EQ(read.output, "['vm', 'i\"d', 'a<b>&\\r\\n\\t ]]>\\xe9', \"c'1\", '\\u65e5\\u672c', 'true']\n")
        << read.errors;
}

trust::EntityEvidence entity(std::optional<bool> host, std::optional<bool> cluster) {
    trust::EntityEvidence e;
    e.id = "e1";
    e.trust = {host, cluster};
    return e;
}

/// What is asked for of an entity with those flags.
std::optional<bool> asked(std::optional<bool> host, std::optional<bool> cluster, trust::Evidence evidence = {}) {
    evidence.entities = {entity(host, cluster)};
    return requested_vm(evidence.entities.front(), evidence, {"Blue", {}}).trusted_host_flag;
}

trust::Evidence signed_as(trust::SignedTrust state) {
    trust::Evidence evidence;
    evidence.signed_trust = state;
    return evidence;
}

trust::Evidence disowned() {
    trust::Evidence evidence;
    evidence.disowned = true;
    return evidence;
}

TEST(RequestedVm, AsksForWhatTheDescriptorSays) {
    EXPECT_EQ(asked(true, {}), true);
    EXPECT_EQ(asked({}, true), true);
    EXPECT_EQ(asked(false, true), true);
    EXPECT_EQ(asked(false, {}), false);
    EXPECT_EQ(asked({}, false), false);
    EXPECT_EQ(asked({}, {}), std::nullopt);
}

TEST(RequestedVm, AsksForTrustWhenThatNoneIsNeededIsNotBelieved) {
    for (const trust::Evidence& evidence : {signed_as(trust::SignedTrust::altered), disowned()}) {
        EXPECT_EQ(asked(false, false, evidence), true);
        EXPECT_EQ(asked({}, {}, evidence), true);
        EXPECT_EQ(asked(true, {}, evidence), true);
    }
    for (const auto state : {trust::SignedTrust::absent, trust::SignedTrust::rejected, trust::SignedTrust::accepted}) {
        EXPECT_EQ(asked(false, {}, signed_as(state)), false);
        EXPECT_EQ(asked({}, {}, signed_as(state)), std::nullopt);
    }
}

TEST(RequestedVm, HasANameAndNoIdOfItsOwn) {
    trust::EntityEvidence e = entity({}, {});
    const VmResource by_id = requested_vm(e, {}, {"Blue", {}});
    EXPECT_EQ(by_id, (VmResource{"", "e1", model::EntityKind::vm, "", "Blue", {}}));
    e.name = "web";
    e.kind = model::EntityKind::template_;
    EXPECT_EQ(requested_vm(e, {}, {"", {}}), (VmResource{"", "web", model::EntityKind::template_, "", "", {}}));
}

/// A cluster for such entities.
ClusterResource cluster_for(std::vector<trust::EntityEvidence> entities, trust::Evidence evidence = {}) {
    evidence.entities = std::move(entities);
    return requested_cluster(evidence, "Blue");
}

TEST(RequestedCluster, IsTrustedWhenAnEntityRequiresIt) {
    EXPECT_EQ(cluster_for({}), (ClusterResource{"", "Blue", {}, {}}));
    EXPECT_EQ(cluster_for({entity({}, {})}).trusted_service, std::nullopt);
    EXPECT_EQ(cluster_for({entity({}, {}), entity(false, {})}).trusted_service, false);
    EXPECT_EQ(cluster_for({entity(true, {}), entity(false, {})}).trusted_service, true);
    EXPECT_EQ(cluster_for({entity(false, {}), entity({}, true)}).trusted_service, true);
}

TEST(RequestedCluster, IsTrustedWhenThatNoneNeedsItIsNotBelieved) {
    for (const trust::Evidence& evidence : {signed_as(trust::SignedTrust::altered), disowned()}) {
        EXPECT_EQ(cluster_for({entity(false, {})}, evidence).trusted_service, true);
        EXPECT_EQ(cluster_for({entity({}, {})}, evidence).trusted_service, true);
        EXPECT_EQ(cluster_for({}, evidence).trusted_service, true) << "an entity may have been taken away";
    }
    EXPECT_EQ(cluster_for({entity(false, {})}, signed_as(trust::SignedTrust::accepted)).trusted_service, false);
}

}  // namespace
}  // namespace ovfkit::engine
