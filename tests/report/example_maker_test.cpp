// SPDX-License-Identifier: Apache-2.0
#include "report/example_maker.hpp"

#include <filesystem>
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

void put_below(const test::TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(folder / name).parent_path());
    folder.put(name, bytes);
}

/// An archive as Python writes it, of `name=text` members.
std::string archive_of(const test::TemporaryFolder& folder, const std::string& path, const std::string& members) {
    const auto made = test::run_python(
        "import io, sys, tarfile\n"
        "with tarfile.open(sys.argv[1], 'w', format=tarfile.USTAR_FORMAT) as out:\n"
        "    for one in sys.argv[2].split(';'):\n"
        "        name, text = one.split('=')\n"
        "        info = tarfile.TarInfo(name)\n"
        "        info.size = len(text)\n"
        "        out.addfile(info, io.BytesIO(text.encode()))\n",
        {folder / path, members});
    EXPECT_EQ(made.status, 0) << made.errors;
    return folder / path;
}

TEST(ExampleMaker, TakesEnvironmentsLikeDescriptors) {
    const test::TemporaryFolder folder;
    folder.put("bad.xml", "<Environment>\n  <a/>\n</Environment>\n");
    folder.put("good.xml", "<Environment>\n  <b/>\n</Environment>\n");
    EXPECT_EQ(example_in(folder.path()).bad, "<a/>");
    EXPECT_EQ(example_in(folder.path()).good, "<b/>");
}

TEST(ExampleMaker, NamesTheTextOfAFolderThatDiffers) {
    const test::TemporaryFolder folder;
    put_below(folder, "bad/till.mf", "SHA1(till.ovf)=00\n");
    put_below(folder, "bad/till.ovf", "<a/>\n");
    put_below(folder, "good/till.mf", "SHA1(till.ovf)= 00\n");
    put_below(folder, "good/till.ovf", "<a/>\n");
    EXPECT_EQ(example_in(folder.path()).bad, "till.mf:\nSHA1(till.ovf)=00");
    EXPECT_EQ(example_in(folder.path()).good, "till.mf:\nSHA1(till.ovf)= 00");
    // Now the manifest follows from the descriptor, and says nothing.
    put_below(folder, "good/till.ovf", "<b/>\n");
    EXPECT_EQ(example_in(folder.path()).good, "till.ovf:\n<b/>");
}

TEST(ExampleMaker, ListsTheFilesOfFoldersWithOtherNamesOrSizes) {
    const test::TemporaryFolder folder;
    put_below(folder, "bad-digits/sub/disk.0", std::string("\0\1", 2));
    put_below(folder, "bad-digits/till.mf", "SHA1(sub/disk.0)= 00\n");
    put_below(folder, "good/sub/disk.1", std::string("\0\1", 2));
    put_below(folder, "good/till.mf", "SHA1(sub/disk.1)= 00\n");
    EXPECT_EQ(example_in(folder.path()).bad, "sub/disk.0\ntill.mf");
    EXPECT_EQ(example_in(folder.path()).good, "sub/disk.1\ntill.mf");
    put_below(folder, "good-digits/sub/disk.0", std::string("\0", 1));
    put_below(folder, "good-digits/till.mf", "SHA1(sub/disk.0)= 00\n");
    EXPECT_EQ(example_in(folder.path()).bad, "sub/disk.0, 2\ntill.mf, 21");
    EXPECT_EQ(example_in(folder.path()).good, "sub/disk.0, 1\ntill.mf, 21");
    put_below(folder, "good-digits/sub/disk.0", std::string("\1\0", 2));
    EXPECT_TRUE(example_in(folder.path()).bad.empty()) << "bytes that are no text cannot be shown";
}

TEST(ExampleMaker, ListsTheMembersOfAnArchiveInTheirOrder) {
    const test::TemporaryFolder folder;
    (void)archive_of(folder, "bad.ova", "till.mf=abc;till.ovf=<a/>");
    (void)archive_of(folder, "good.ova", "till.ovf=<a/>;till.mf=abc");
    EXPECT_EQ(example_in(folder.path()).bad, "till.mf, 3\ntill.ovf, 4");
    EXPECT_EQ(example_in(folder.path()).good, "till.ovf, 4\ntill.mf, 3");
    (void)archive_of(folder, "good.ova", "till.mf=abd;till.ovf=<a/>");
    EXPECT_EQ(example_in(folder.path()).bad, "till.mf:\nabc");
    EXPECT_EQ(example_in(folder.path()).good, "till.mf:\nabd");
}

TEST(ExampleMaker, StopsInAnArchiveThatIsBroken) {
    const test::TemporaryFolder folder;
    const std::string bytes = contents(archive_of(folder, "a.ova", "till.ovf=<a/>;till.mf=abc"));
    EXPECT_EQ(names_of(files_of_archive(bytes)).size(), 2U);
    for (std::size_t size = 0; size < 2048; ++size)
        EXPECT_EQ(files_of_archive(bytes.substr(0, size)).size(), (size >= 516) + (size >= 1539)) << size;
    std::string odd = bytes;
    odd[124] = '\x80';
    EXPECT_TRUE(files_of_archive(odd).empty());
    odd.replace(124, 11, "77777777777");
    EXPECT_TRUE(files_of_archive(odd).empty());
}

TEST(ExampleMaker, PrefersWordsToFolders) {
    const test::TemporaryFolder folder;
    put_below(folder, "bad/till.ovf", "<a/>\n");
    put_below(folder, "good/till.ovf", "<b/>\n");
    folder.put("bad.txt", "wrong\n");
    folder.put("good.txt", "right\n");
    EXPECT_EQ(example_in(folder.path()).bad, "wrong");
}

TEST(ExampleMaker, ShowsNothingThatIsNotUtf8) {
    EXPECT_TRUE(is_text("Größe, \xF0\x9F\x98\x80\n"));
    for (const char* bytes : {"Gr\xF6\xDF"
                              "e",
                              "\x80", "a\xC3", "\xE2\x82"})
        EXPECT_FALSE(is_text(bytes)) << bytes;
}

TEST(ExampleMaker, KeepsExamplesShort) {
    std::string bad = "<a>\n";
    for (int i = 0; i < 50; ++i) bad += "<b" + std::to_string(i) + "/>\n";
    const Pair pair = difference(bad + "</a>\n", "<a>\n" + std::string(500, 'x') + "ä\n</a>\n");
    EXPECT_EQ(split(pair.bad).size(), most_lines);
    EXPECT_EQ(split(pair.bad).back(), "...");
    EXPECT_EQ(pair.good.size(), most_bytes);
}

TEST(ExampleMaker, BreaksLongLinesOfMarkupAtTagsAndThenAtAttributes) {
    const std::string long_text = "<a>" + std::string(200, 'x') + "</a>";
    const Pair tags = difference(long_text + "<b>1</b><c/>\n", long_text + "<b>2</b><c/>\n");
    EXPECT_EQ(tags.bad, "<b>1</b>");
    EXPECT_EQ(tags.good, "<b>2</b>");
    const std::string long_value = "<a b=\"" + std::string(200, 'x') + "\" ";
    const Pair attributes = difference(long_value + "c=\"1\" d=\"\"/>\n", long_value + "c=\"2\" d=\"\"/>\n");
    EXPECT_EQ(attributes.bad, "c=\"1\"");
    EXPECT_EQ(attributes.good, "c=\"2\"");
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
