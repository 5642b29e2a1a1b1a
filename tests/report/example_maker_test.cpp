// SPDX-License-Identifier: Apache-2.0
#include "report/example_maker.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::example_maker {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

std::map<std::string, Pair> samples() {
    return examples_below(std::string(OVFKIT_SOURCE_DIR) + "/tests/report/examples");
}

TEST(ExampleMaker, TakesEveryRuleThatHasAPairOfTexts) {
    EXPECT_THAT(samples(), ElementsAre(Key("descriptor/missing-line"), Key("disk/unknown-unit"), Key("tar/some-rule")));
    EXPECT_TRUE(examples_below("/no/such/folder").empty());
}

TEST(ExampleMaker, ShowsWhatDiffersWithoutTheIndentation) {
    const Pair pair = samples()["disk/unknown-unit"];
    EXPECT_EQ(pair.bad,
              "<Disk ovf:diskId=\"a\" ovf:capacity=\"8\" ovf:capacityAllocationUnits=\"Ports\"/>\n"
              "  <!-- Größe \\ -->");
    EXPECT_EQ(pair.good,
              "<Disk ovf:diskId=\"a\" ovf:capacity=\"8\" ovf:capacityAllocationUnits=\"byte * 2^30\"/>\n"
              "  <!-- Größe 2 \\ -->");
}

TEST(ExampleMaker, ShowsTheLinesAroundWhatIsMissing) {
    const Pair pair = samples()["descriptor/missing-line"];
    EXPECT_EQ(pair.bad, "  <References/>\n</Envelope>");
    EXPECT_EQ(pair.good, "  <References/>\n  <VirtualSystem/>\n</Envelope>");
}

TEST(ExampleMaker, TakesListingsAsTheyAre) {
    const Pair pair = samples()["tar/some-rule"];
    EXPECT_EQ(pair.bad, "web.ova\n  web.ovf\n  ../web.vmdk");
    EXPECT_EQ(pair.good, "web.ova\n  web.ovf\n  web.vmdk");
}

TEST(ExampleMaker, PairsABadFileWithItsOwnGoodOne) {
    const test::TemporaryFolder folder;
    folder.put("bad-second.ovf", "<b/>\n");
    folder.put("good-first.ovf", "<c/>\n");
    EXPECT_EQ(example_in(folder.path()).good, "<c/>");
    folder.put("good.ovf", "<d/>\n");
    EXPECT_EQ(example_in(folder.path()).good, "<d/>");
    folder.put("good-second.ovf", "<e/>\n");
    EXPECT_EQ(example_in(folder.path()).good, "<e/>");
    folder.put("bad.ovf", "<a/>\n");
    EXPECT_EQ(example_in(folder.path()).bad, "<a/>");
    EXPECT_EQ(example_in(folder.path()).good, "<d/>");
}

TEST(ExampleMaker, KeepsExamplesShort) {
    std::string bad = "<a>\n";
    for (int i = 0; i < 50; ++i) bad += "<b" + std::to_string(i) + "/>\n";
    const Pair pair = difference(bad + "</a>\n", "<a>\n" + std::string(500, 'x') + "ä\n</a>\n");
    EXPECT_EQ(split(pair.bad).size(), most_lines);
    EXPECT_EQ(split(pair.bad).back(), "...");
    EXPECT_EQ(pair.good.size(), most_bytes);
}

TEST(ExampleMaker, CutsLinesBetweenCharacters) {
    std::string wide;
    for (int i = 0; i < 200; ++i) wide += "ä";
    for (const std::string& line : {wide, "x" + wide}) {
        const std::string short_line = cut(line);
        const std::string kept = short_line.substr(0, short_line.size() - 3);
        EXPECT_LE(short_line.size(), most_bytes);
        EXPECT_EQ(line.compare(0, kept.size(), kept), 0);
        EXPECT_NE(static_cast<unsigned char>(kept.back()), 0xC3U);
    }
}

TEST(ExampleMaker, HasNothingToShowOfEqualOrEmptyFiles) {
    EXPECT_TRUE(difference("<a/>\n", "<a/>\n").bad.empty());
    EXPECT_TRUE(difference("", "").good.empty());
    EXPECT_EQ(difference("", "<a/>\n").good, "<a/>");
}

TEST(ExampleMaker, WritesATableThatCompilesToTheSameTexts) {
    std::map<std::string, Pair> examples = samples();
    examples["x/hard"] = {"\"\\ ?\?= \x01\x7f 1\n\n\ttab", "ä\n"};
    const test::TemporaryFolder folder;
    folder.put("table.cpp", source_of(examples));
    folder.put("main.cpp",
               "#include <cstdio>\n#include \"report/example_table.hpp\"\nint main() {\n"
               "  using namespace ovfkit::report;\n"
               "  for (std::size_t i = 0; i < example_count; ++i) {\n"
               "    const ExampleRow& row = example_table[i];\n"
               "    for (auto text : {row.slug, row.example.bad, row.example.good}) {\n"
               "      std::fwrite(text.data(), 1, text.size(), stdout); std::putchar('|'); }\n  }\n}\n");
    const std::string root = OVFKIT_SOURCE_DIR;
    const char* const compiler = test::has_program("c++") ? "c++" : "clang++-14";
    const test::Outcome compiled = test::run({compiler, "-std=c++17", "-I" + root + "/lib", "-I" + root + "/include",
                                              "-o", folder / "table", folder / "table.cpp", folder / "main.cpp"});
    ASSERT_EQ(compiled.status, 0) << compiled.errors;
    std::string wanted;
    for (const auto& [slug, pair] : examples) wanted += slug + "|" + pair.bad + "|" + pair.good + "|";
    EXPECT_EQ(test::run({folder / "table"}).output, wanted);
}

}  // namespace
}  // namespace ovfkit::example_maker
