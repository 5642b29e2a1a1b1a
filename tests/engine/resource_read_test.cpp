// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/engine/rules.hpp>
#include <ovfkit/xml/rules.hpp>

#include "engine/random_resource.hpp"
#include "support/files.hpp"

namespace ovfkit::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> slugs(const Diagnostics& found) {
    std::vector<std::string> all;
    for (const Diagnostic& one : found) all.emplace_back(one.rule);
    return all;
}

VmResource vm_of(const std::string& xml) {
    Diagnostics found;
    auto vms = parse_vms(xml, found).value();
    EXPECT_EQ(vms.size(), 1U);
    return vms.front();
}
ClusterResource cluster_of(const std::string& xml, Diagnostics& found) {
    auto clusters = parse_clusters(xml, found).value();
    EXPECT_EQ(clusters.size(), 1U);
    return clusters.front();
}
ClusterResource cluster_of(const std::string& xml) {
    Diagnostics found;
    return cluster_of(xml, found);
}

TEST(ReadResource, TakesIdNameClusterAndFlagOfAVm) {
    const VmResource vm = vm_of(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<vm href="/ovirt-engine/api/vms/7" id="7">
  <actions><link href="/ovirt-engine/api/vms/7/start" rel="start"/></actions>
  <name>web &amp; mail</name>
  <cluster href="/ovirt-engine/api/clusters/3" id="3"><name>Trusted</name></cluster>
  <trusted_host_flag>true</trusted_host_flag>
</vm>)");
    EXPECT_EQ(vm, (VmResource{"7", "web & mail", model::EntityKind::vm, "3", "Trusted", true}));
}

TEST(ReadResource, KeepsAbsentFalseAndTrueApart) {
    EXPECT_EQ(vm_of("<vm/>").trusted_host_flag, std::nullopt);
    EXPECT_EQ(vm_of("<vm><trusted_host_flag>false</trusted_host_flag></vm>").trusted_host_flag, false);
    EXPECT_EQ(vm_of("<vm><trusted_host_flag>1</trusted_host_flag></vm>").trusted_host_flag, true);
    EXPECT_EQ(cluster_of("<cluster/>").trusted_service, std::nullopt);
    EXPECT_EQ(cluster_of("<cluster><trusted_service>0</trusted_service></cluster>").trusted_service, false);
    EXPECT_EQ(cluster_of("<cluster><trusted_service> TRUE\n</trusted_service></cluster>").trusted_service, true);
}

TEST(ReadResource, SaysWhatAClusterIsFromBothSpellings) {
    using Said = trust::Cluster::Trust;
    const auto trust = [](std::optional<bool> draft, std::optional<bool> merged) {
        return ClusterResource{"", "", draft, merged}.trust();
    };
    EXPECT_EQ(trust({}, {}), Said::unknown);
    EXPECT_EQ(trust(true, {}), Said::trusted);
    EXPECT_EQ(trust({}, true), Said::trusted);
    EXPECT_EQ(trust(true, true), Said::trusted);
    EXPECT_EQ(trust(false, {}), Said::untrusted);
    EXPECT_EQ(trust({}, false), Said::untrusted);
    EXPECT_EQ(trust(true, false), Said::untrusted);
    EXPECT_EQ(trust(false, true), Said::untrusted);
}

TEST(ReadResource, ReadsListsOfEveryKind) {
    Diagnostics found;
    EXPECT_THAT(parse_vms("<vms><vm id='1'/><link/><vm id='2'/></vms>", found).value(),
                ElementsAre(VmResource{"1", "", model::EntityKind::vm, "", "", {}},
                            VmResource{"2", "", model::EntityKind::vm, "", "", {}}));
    EXPECT_THAT(parse_vms("<templates><template id='3'/></templates>", found).value(),
                ElementsAre(VmResource{"3", "", model::EntityKind::template_, "", "", {}}));
    EXPECT_THAT(parse_clusters("<clusters/>", found).value(), IsEmpty());
    EXPECT_THAT(parse_hosts("<hosts><host id='4'><name>n</name><address>n.example</address><cluster id='c'/>"
                            "<status>up</status></host><host><status><state>down</state></status></host></hosts>",
                            found)
                    .value(),
                ElementsAre(HostResource{"4", "n", "n.example", "c", "up"}, HostResource{"", "", "", "", "down"}));
    EXPECT_THAT(slugs(found), IsEmpty());
}

TEST(ReadResource, LeavesTheFlagsOfNestedResourcesToThem) {
    Diagnostics found;
    const auto vms = parse_vms(
        "<vm><original_template><trusted_host_flag>true</trusted_host_flag></original_template>"
        "<cluster><trusted_service>true</trusted_service></cluster></vm>",
        found);
    EXPECT_EQ(vms.value().front().trusted_host_flag, std::nullopt);
    EXPECT_THAT(slugs(found), IsEmpty());
}

TEST(ReadResource, TakesNoUnclearFlagForAPromise) {
    for (const std::string text : {"maybe", "", "<b>true</b>", "true true", "yes", "truе"}) {
        Diagnostics found;
        const std::string xml = "<cluster><trusted_service>" + text + "</trusted_service></cluster>";
        EXPECT_EQ(cluster_of(xml, found).trusted_service, false) << text;
        EXPECT_THAT(slugs(found), ElementsAre("engine/unreadable-flag")) << text;
        const auto vm = vm_of("<vm><trusted_host_flag>" + text + "</trusted_host_flag></vm>");
        EXPECT_EQ(vm.trusted_host_flag, true) << text;
    }
}

TEST(ReadResource, TakesNoContradictionForAPromise) {
    Diagnostics found;
    const std::string twice = "<trusted_service>true</trusted_service><trusted_service>false</trusted_service>";
    EXPECT_EQ(cluster_of("<cluster>" + twice + "</cluster>", found).trusted_service, false);
    EXPECT_THAT(slugs(found), ElementsAre("engine/conflicting-flags"));
    const std::string vm = "<trusted_host_flag>false</trusted_host_flag><trusted_host_flag>true</trusted_host_flag>";
    EXPECT_EQ(vm_of("<vm>" + vm + "</vm>").trusted_host_flag, true);
    Diagnostics both;
    const auto cluster = cluster_of(
        "<cluster><trusted_service>true</trusted_service><trusted_cluster_flag>0</trusted_cluster_flag></cluster>",
        both);
    EXPECT_EQ(cluster.trust(), trust::Cluster::Trust::untrusted);
    EXPECT_THAT(slugs(both), ElementsAre("engine/conflicting-flags"));
}

TEST(ReadResource, SaysNothingOfAFlagThatIsRepeatedTheSame) {
    Diagnostics found;
    const std::string twice = "<trusted_service>true</trusted_service><trusted_service>1</trusted_service>";
    EXPECT_EQ(cluster_of("<cluster>" + twice + "</cluster>", found).trusted_service, true);
    EXPECT_THAT(slugs(found), IsEmpty());
}

TEST(ReadResource, FindsFlagsThatStandWhereTheyDoNotCount) {
    for (const std::string xml : {
             "<cluster><x:trusted_service xmlns:x='urn:x'>true</x:trusted_service></cluster>",
             "<cluster><TrustedService>true</TrustedService></cluster>",
             "<cluster><trusted_host_flag>true</trusted_host_flag></cluster>",
             "<cluster><display><trusted_service>true</trusted_service></display></cluster>",
             "<cluster trusted_service='true'/>",
         }) {
        Diagnostics found;
        EXPECT_EQ(cluster_of(xml, found).trust(), trust::Cluster::Trust::unknown) << xml;
        EXPECT_THAT(slugs(found), ElementsAre("engine/misplaced-flag")) << xml;
        EXPECT_EQ(found.all().front().where.line, 1U);
    }
}

TEST(ReadResource, NamesTheSourceAndThePlace) {
    Diagnostics found;
    const std::string xml =
        "<clusters>\n  <cluster/>\n  <cluster>\n    <trusted_service>?</trusted_service>\n"
        "  </cluster>\n</clusters>";
    ASSERT_TRUE(parse_document(xml, found, {"answer.xml", {}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.all().front().where.source, "answer.xml");
    EXPECT_EQ(found.all().front().where.line, 4U);
    EXPECT_EQ(found.all().front().where.column, 5U);
    EXPECT_EQ(found.all().front().where.path, "/clusters/cluster[2]/trusted_service");
}

TEST(ReadResource, FindsValuesThatStandTwice) {
    Diagnostics found;
    EXPECT_EQ(cluster_of("<cluster><name>a</name><name>b</name></cluster>", found).name, "a");
    EXPECT_THAT(slugs(found), ElementsAre("engine/repeated-value"));
}

TEST(ReadResource, RefusesOtherDocuments) {
    for (const std::string xml :
         {"<api/>", "<html><body/></html>", "<VM/>", "<vmss/>", "<x:vm/>", "<network id='1'/>"}) {
        Diagnostics found;
        const auto read = parse_document(xml, found);
        ASSERT_FALSE(read) << xml;
        EXPECT_EQ(read.error().code, ErrorCode::not_a_descriptor) << xml;
        EXPECT_EQ(read.error().rule, "engine/not-a-resource") << xml;
        EXPECT_TRUE(found.has("engine/not-a-resource")) << xml;
    }
    Diagnostics found;
    EXPECT_EQ(parse_clusters("<vm/>", found).error().code, ErrorCode::not_a_descriptor);
    EXPECT_EQ(parse_vms("<hosts/>", found).error().code, ErrorCode::not_a_descriptor);
    EXPECT_EQ(parse_hosts("<clusters/>", found).error().code, ErrorCode::not_a_descriptor);
}

TEST(ReadResource, ShowsTheReasonOfAFaultEscaped) {
    Diagnostics found;
    const auto read =
        parse_document("<fault><detail>[Row\xC2\x9B]</detail><reason>Operation Failed</reason></fault>", found);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("Operation Failed: [Row\\u{9b}]"));
}

TEST(ReadResource, RefusesEntitiesAndDocumentTypes) {
    Diagnostics found;
    const auto read = parse_clusters(
        "<!DOCTYPE cluster [<!ENTITY t SYSTEM 'file:///etc/passwd'>]><cluster><name>&t;</name></cluster>", found);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::malformed);
    EXPECT_TRUE(found.has(xml::rule::doctype.slug));
}

TEST(ReadResource, StopsAtLimits) {
    Diagnostics found;
    Limits limits;
    limits.max_nodes = 100;
    std::string xml = "<vms>";
    for (int i = 0; i < 101; ++i) xml += "<vm/>";
    EXPECT_EQ(parse_vms(xml + "</vms>", found, limits).error().code, ErrorCode::limit_exceeded);
    limits = {};
    limits.max_bytes = 10;
    EXPECT_EQ(parse_vms("<vms></vms>", found, limits).error().code, ErrorCode::limit_exceeded);
}

TEST(ReadResource, ReadsOtherEncodings) {
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string("<cluster><name>x</name><trusted_service>true</trusted_service></cluster>"))
        utf16 += std::string{c, '\0'};
    EXPECT_EQ(cluster_of(utf16), (ClusterResource{"", "x", {}, true}));
}

TEST(ReadResource, UnderstandsWhateverIsWrittenAroundTheFacts) {
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        const RandomResource made(seed);
        Diagnostics found;
        const auto read = parse_document(made.xml(), found);
        ASSERT_TRUE(read) << made.xml();
        ASSERT_FALSE(read->list);
        if (made.is_cluster()) {
            ASSERT_THAT(read->clusters, ElementsAre(made.cluster())) << made.xml();
        } else {
            ASSERT_THAT(read->vms, ElementsAre(made.vm())) << made.xml();
        }
    }
}

TEST(EngineRules, AreBrokenByTheirBadExampleOnly) {
    for (const std::string what :
         {"unreadable-flag", "conflicting-flags", "misplaced-flag", "repeated-value", "not-a-resource"}) {
        for (const std::string kind : {"bad", "good"}) {
            Diagnostics found;
            (void)parse_document(test::contents(test::fixture("rules/engine/" + what + "/" + kind + ".txt")), found);
            EXPECT_EQ(found.has("engine/" + what), kind == "bad") << what;
            EXPECT_EQ(found.empty(), kind == "good") << what;
        }
    }
}

TEST(EngineRules, AreAllListed) {
    EXPECT_EQ(rules().size(), 9U);
    for (const Rule* rule : rules()) EXPECT_EQ(rule->slug.substr(0, 7), "engine/");
}

}  // namespace
}  // namespace ovfkit::engine
