// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/random_resource.hpp"
#include "support/command.hpp"

namespace ovfkit::engine {
namespace {

using testing::ElementsAre;

/// The VM of `xml`, with another flag.
std::string with_host_flag(const std::string& xml, std::optional<bool> flag) {
    Diagnostics found;
    VmResource vm = parse_vms(xml, found).value().front();
    vm.trusted_host_flag = flag;
    return rewrite(xml, vm).value();
}

std::string with_service(const std::string& xml, std::optional<bool> flag) {
    Diagnostics found;
    ClusterResource cluster = parse_clusters(xml, found).value().front();
    cluster.trusted_service = flag;
    return rewrite(xml, cluster).value();
}

TEST(RewriteResource, ChangesTheTextOfAFlagAndNothingElse) {
    EXPECT_EQ(with_host_flag("<vm>\n <trusted_host_flag a='1' > false </trusted_host_flag >\n</vm>", true),
              "<vm>\n <trusted_host_flag a='1' > true </trusted_host_flag >\n</vm>");
    EXPECT_EQ(with_host_flag("<vm><trusted_host_flag>fa<!-- why -->lse<?p i?></trusted_host_flag></vm>", true),
              "<vm><trusted_host_flag>true<!-- why --><?p i?></trusted_host_flag></vm>");
    EXPECT_EQ(with_host_flag("<vm><trusted_host_flag><![CDATA[0]]></trusted_host_flag></vm>", true),
              "<vm><trusted_host_flag>true</trusted_host_flag></vm>");
}

TEST(RewriteResource, LeavesATextThatSaysTheSame) {
    const std::string xml = "<cluster><trusted_service> TRUE </trusted_service></cluster>";
    EXPECT_EQ(with_service(xml, true), xml);
}

TEST(RewriteResource, MendsATextThatIsNoBoolean) {
    EXPECT_EQ(with_service("<cluster><trusted_service>maybe</trusted_service></cluster>", false),
              "<cluster><trusted_service>false</trusted_service></cluster>");
    EXPECT_EQ(with_service("<cluster><trusted_service /></cluster>", true),
              "<cluster><trusted_service >true</trusted_service></cluster>");
    EXPECT_EQ(with_service("<cluster><trusted_service>  </trusted_service></cluster>", true),
              "<cluster><trusted_service>true</trusted_service></cluster>");
    EXPECT_EQ(with_service("<cluster><trusted_service>x<b>true</b></trusted_service></cluster>", true),
              "<cluster><trusted_service>true</trusted_service></cluster>");
}

TEST(RewriteResource, ChangesEveryOneOfAFlagThatStandsTwice) {
    const std::string xml =
        "<vm>\n  <trusted_host_flag>true</trusted_host_flag>\n  <trusted_host_flag>0</trusted_host_flag>\n"
        "</vm>";
    EXPECT_EQ(
        with_host_flag(xml, false),
        "<vm>\n  <trusted_host_flag>false</trusted_host_flag>\n  <trusted_host_flag>0</trusted_host_flag>\n</vm>");
    EXPECT_EQ(with_host_flag(xml, std::nullopt), "<vm>\n</vm>");
}

TEST(RewriteResource, AddsAFlagIndentedAsTheOthersAre) {
    EXPECT_EQ(with_host_flag("<vm>\n\t<name>a</name>\n</vm>\n", true),
              "<vm>\n\t<name>a</name>\n\t<trusted_host_flag>true</trusted_host_flag>\n</vm>\n");
    EXPECT_EQ(with_host_flag("<vm>\r\n    <name>a</name><!-- of a -->\r\n</vm>", false),
              "<vm>\r\n    <name>a</name><!-- of a -->\r\n    <trusted_host_flag>false</trusted_host_flag>\r\n</vm>");
    EXPECT_EQ(with_host_flag("<vm><name>a</name></vm>", true),
              "<vm><name>a</name><trusted_host_flag>true</trusted_host_flag></vm>");
}

TEST(RewriteResource, AddsAFlagToWhatWasEmpty) {
    EXPECT_EQ(with_host_flag("<vm/>", true), "<vm><trusted_host_flag>true</trusted_host_flag></vm>");
    EXPECT_EQ(with_host_flag("<?xml version=\"1.0\"?>\n<vm/>\n", true),
              "<?xml version=\"1.0\"?>\n<vm>\n  <trusted_host_flag>true</trusted_host_flag>\n</vm>\n");
    EXPECT_EQ(with_host_flag("<?xml version=\"1.0\"?>\r\n<vm></vm>", true),
              "<?xml version=\"1.0\"?>\r\n<vm>\r\n  <trusted_host_flag>true</trusted_host_flag>\r\n</vm>");
    EXPECT_EQ(with_host_flag("<vm>\n</vm>", true), "<vm>\n  <trusted_host_flag>true</trusted_host_flag>\n</vm>");
}

TEST(RewriteResource, AddsAFlagUnderThePrefixOfTheResource) {
    EXPECT_EQ(with_host_flag("<o:vm xmlns:o='urn:o'><o:name>a</o:name></o:vm>", true),
              "<o:vm xmlns:o='urn:o'><o:name>a</o:name><o:trusted_host_flag>true</o:trusted_host_flag></o:vm>");
}

TEST(RewriteResource, TakesAFlagOutWithItsLine) {
    EXPECT_EQ(
        with_host_flag("<vm>\n  <name>a</name>\n  <trusted_host_flag>true</trusted_host_flag>\n</vm>", std::nullopt),
        "<vm>\n  <name>a</name>\n</vm>");
}

TEST(RewriteResource, TakesOutOneSpellingAndAddsTheOther) {
    const std::string xml = "<cluster>\n  <trusted_cluster_flag>true</trusted_cluster_flag>\n</cluster>";
    EXPECT_EQ(rewrite(xml, ClusterResource{"", "", {}, true}).value(),
              "<cluster>\n  <trusted_service>true</trusted_service>\n</cluster>");
    EXPECT_EQ(
        rewrite("<cluster/>", ClusterResource{"", "", false, true}).value(),
        "<cluster><trusted_cluster_flag>false</trusted_cluster_flag><trusted_service>true</trusted_service></cluster>");
}

TEST(RewriteResource, LeavesNestedResourcesAlone) {
    const std::string nested = "<original_template><trusted_host_flag>true</trusted_host_flag></original_template>";
    EXPECT_EQ(with_host_flag("<vm>" + nested + "</vm>", false),
              "<vm>" + nested + "<trusted_host_flag>false</trusted_host_flag></vm>");
}

TEST(RewriteResource, KeepsTheEncoding) {
    const auto wide = [](const std::string& text) {
        std::string out = "\xFE\xFF";
        for (const char c : text) out += std::string{'\0', c};
        return out;
    };
    EXPECT_EQ(with_host_flag(wide("<vm>\n  <name>a</name>\n</vm>"), true),
              wide("<vm>\n  <name>a</name>\n  <trusted_host_flag>true</trusted_host_flag>\n</vm>"));
}

TEST(RewriteResource, RefusesAnotherResource) {
    const auto code = [](const std::string& xml, const VmResource& vm) { return rewrite(xml, vm).error().code; };
    EXPECT_EQ(code("<vm id='1'/>", VmResource{"2", "", model::EntityKind::vm, "", "", true}),
              ErrorCode::invalid_argument);
    EXPECT_EQ(code("<vm/>", VmResource{"", "", model::EntityKind::template_, "", "", true}),
              ErrorCode::invalid_argument);
    EXPECT_EQ(code("<vm/>", VmResource{"", "", model::EntityKind::vm, "", "Blue", true}), ErrorCode::invalid_argument);
    EXPECT_EQ(code("<vms><vm/></vms>", VmResource{}), ErrorCode::unsupported);
    EXPECT_EQ(code("<cluster/>", VmResource{}), ErrorCode::not_a_descriptor);
    EXPECT_EQ(code("<vm>", VmResource{}), ErrorCode::malformed);
    EXPECT_EQ(rewrite("<host/>", ClusterResource{}).error().code, ErrorCode::not_a_descriptor);
}

TEST(RewriteResource, AddsOneFlagWhereTheDocumentIsAtItsLimit) {
    Limits limits;
    limits.max_nodes = 2;
    limits.max_bytes = 6;
    EXPECT_TRUE(rewrite("<vm/>\n", VmResource{"", "", model::EntityKind::vm, "", "", true}, limits));
}

/// A document, and what became of it.
struct Case {
    std::string before;
    std::string after;
};

Case changed(std::uint32_t seed) {
    RandomResource made(seed);
    VmResource vm = made.vm();
    ClusterResource cluster = made.cluster();
    vm.trusted_host_flag = made.tristate();
    cluster.trusted_cluster_flag = made.tristate();
    cluster.trusted_service = made.tristate();
    const auto after = made.is_cluster() ? rewrite(made.xml(), cluster) : rewrite(made.xml(), vm);
    return {made.xml(), after.value()};
}

TEST(RewriteResource, SaysWhatIsWantedAndIsIdempotent) {
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        RandomResource made(seed);
        Diagnostics found;
        if (made.is_cluster()) {
            ClusterResource wanted = made.cluster();
            ASSERT_EQ(rewrite(made.xml(), wanted).value(), made.xml());
            wanted.trusted_cluster_flag = made.tristate();
            wanted.trusted_service = made.tristate();
            const std::string once = rewrite(made.xml(), wanted).value();
            ASSERT_THAT(parse_clusters(once, found).value(), ElementsAre(wanted)) << once;
            ASSERT_EQ(rewrite(once, wanted).value(), once);
        } else {
            VmResource wanted = made.vm();
            ASSERT_EQ(rewrite(made.xml(), wanted).value(), made.xml());
            wanted.trusted_host_flag = made.tristate();
            const std::string once = rewrite(made.xml(), wanted).value();
            ASSERT_THAT(parse_vms(once, found).value(), ElementsAre(wanted)) << once;
            ASSERT_EQ(rewrite(once, wanted).value(), once);
        }
    }
}

// With a parser that is not ours: without the flags the two documents are one, comments, instructions, attributes and
// all; and what stands in front of the root element is the same to the byte.
constexpr const char* comparison = R"(
import re, sys, xml.etree.ElementTree as ET
FLAGS = ('trusted_host_flag', 'trusted_cluster_flag', 'trusted_service')

def tree(text):
    builder = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    root = ET.fromstring(text, ET.XMLParser(target=builder))
    for child in list(root):
        if isinstance(child.tag, str) and child.tag.split('}')[-1] in FLAGS:
            root.remove(child)
    return root

def shape(node, top=False):
    blank = lambda text: (text or '').strip() if top else (text or '')
    return (str(node.tag), sorted(node.attrib.items()), blank(node.text),
            [(shape(c), (c.tail or '').strip()) for c in node])

differing = 0
for name in sys.argv[1:]:
    before, after = (open(name + end, 'rb').read() for end in ('.before', '.after'))
    if shape(tree(before), True) != shape(tree(after), True):
        print('differs:', name); differing += 1
    root = re.search(rb'<(o:)?(vm|template|cluster)[ >]', before).start()
    if before[:root] != after[:root]:
        print('the prologue differs:', name); differing += 1
print('compared', len(sys.argv) - 1, 'differing', differing)
)";

TEST(RewriteResource, LeavesTheRestToAnotherParserAsItWas) {
    const test::TemporaryFolder folder;
    std::vector<std::string> names;
    int different = 0;
    for (std::uint32_t seed = 5000; seed < 5400; ++seed) {
        const Case one = changed(seed);
        const std::string name = "case" + std::to_string(seed);
        (void)folder.put(name + ".before", one.before);
        (void)folder.put(name + ".after", one.after);
        names.push_back(folder / name);
        different += one.before != one.after ? 1 : 0;
    }
    EXPECT_GT(different, 200) << "most cases change something";
    const test::Outcome compared = test::run_python(comparison, names);
    EXPECT_EQ(compared.output, "compared 400 differing 0\n") << compared.errors;
}

}  // namespace
}  // namespace ovfkit::engine
