// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/manifest/manifest.hpp>

#include <string>

#include "manifest/parsed.hpp"

namespace ovfkit::manifest {
namespace {

// One entry of `a` whatever the spelling, and the finding that the spelling is worth.
struct Spelling {
    const char* name;
    std::string bytes;
    Findings findings;
};

class ManifestSpelling : public testing::TestWithParam<Spelling> {};

TEST_P(ManifestSpelling, IsReadAndReported) {
    const Parsed all = parsed(GetParam().bytes);
    EXPECT_EQ(all.findings, GetParam().findings);
    EXPECT_EQ(all.manifest.unreadable_lines, 0U);
    ASSERT_EQ(all.manifest.entries.size(), 1U);
    EXPECT_EQ(all.manifest.entries[0].name, "a.vmdk");
    EXPECT_EQ(all.manifest.entries[0].digest, sha1_a);
    EXPECT_EQ(all.manifest.entries[0].known_algorithm(), crypto::DigestAlgorithm::sha1);
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(c));
    return text;
}

INSTANTIATE_TEST_SUITE_P(
    Each, ManifestSpelling,
    testing::Values(
        Spelling{"Standard", "SHA1(a.vmdk)= " + sha1_a + "\n", {}},
        Spelling{"Tagged",
                 "SHA1 (a.vmdk) = " + sha1_a + "\n",
                 {"manifest/blank-before-parenthesis 1:5", "manifest/blank-before-equals 1:14"}},
        Spelling{"WithoutBlank", "SHA1(a.vmdk)=" + sha1_a + "\n", {"manifest/missing-blank 1:14"}},
        Spelling{"TwoBlanks", "SHA1(a.vmdk)=  " + sha1_a + "\n", {"manifest/extra-blank 1:14"}},
        Spelling{"Tab", "SHA1(a.vmdk)=\t" + sha1_a + "\n", {"manifest/extra-blank 1:14"}},
        Spelling{"LeadingBlank", " SHA1(a.vmdk)= " + sha1_a + "\n", {"manifest/leading-blank 1:1"}},
        Spelling{"TrailingBlank", "SHA1(a.vmdk)= " + sha1_a + " \t\n", {"manifest/trailing-blank 1:55"}},
        Spelling{"UpperCase", "SHA1(a.vmdk)= " + upper(sha1_a) + "\n", {"manifest/upper-case-digest 1:15"}},
        Spelling{"CrLf", "SHA1(a.vmdk)= " + sha1_a + "\r\n", {"manifest/crlf 1:55"}},
        Spelling{
            "CrAtTheEnd", "SHA1(a.vmdk)= " + sha1_a + "\r", {"manifest/crlf 1:55", "manifest/no-final-line-end 2:1"}},
        Spelling{"BlankLineBefore", "\nSHA1(a.vmdk)= " + sha1_a + "\n", {"manifest/blank-line 1:1"}},
        Spelling{"BlankLineBehind", "SHA1(a.vmdk)= " + sha1_a + "\n\n\n", {"manifest/blank-line 2:1"}},
        Spelling{"NoFinalLineEnd", "SHA1(a.vmdk)= " + sha1_a, {"manifest/no-final-line-end 1:55"}},
        Spelling{
            "PaddedWithBlanks", "SHA1(a.vmdk)= " + sha1_a + "\n" + std::string(500, ' '), {"manifest/padding 2:1"}},
        Spelling{"PaddedWithBlanksAndLineEnds",
                 "SHA1(a.vmdk)= " + sha1_a + "\n" + std::string(500, ' ') + "\n  \n",
                 {"manifest/padding 2:1"}},
        Spelling{"PaddedWithNuls", "SHA1(a.vmdk)= " + sha1_a + "\n" + std::string(500, '\0'), {"manifest/padding 2:1"}},
        Spelling{"PaddedWithoutLineEnd",
                 "SHA1(a.vmdk)= " + sha1_a + "   ",
                 {"manifest/no-final-line-end 1:55", "manifest/padding 1:55"}},
        Spelling{"ByteOrderMark", "\xEF\xBB\xBFSHA1(a.vmdk)= " + sha1_a + "\n", {"manifest/byte-order-mark 1:1"}},
        Spelling{"SmallAlgorithm", "sha1(a.vmdk)= " + sha1_a + "\n", {"manifest/algorithm-spelling 1:1"}},
        Spelling{"DashedAlgorithm", "SHA-1(a.vmdk)= " + sha1_a + "\n", {"manifest/algorithm-spelling 1:1"}}),
    [](const auto& each) { return each.param.name; });

TEST(Manifest, KnowsTheAlgorithmsOfTools) {
    for (const char* word : {"SHA256", "SHA2-256", "SHA-256", "sha256", "Sha2-256"}) {
        const Parsed all = parsed(std::string(word) + "(a)= " + sha256_a + "\n");
        ASSERT_EQ(all.manifest.entries.size(), 1U) << word;
        EXPECT_EQ(all.manifest.entries[0].known_algorithm(), crypto::DigestAlgorithm::sha256) << word;
        EXPECT_EQ(all.manifest.entries[0].algorithm, word);
        EXPECT_EQ(all.findings.size(), std::string(word) == "SHA256" ? 0U : 1U) << word;
    }
    const Parsed all = parsed("SHA512(a)= " + sha256_a + sha256_a + "\n");
    ASSERT_EQ(all.manifest.entries.size(), 1U);
    EXPECT_EQ(all.manifest.entries[0].known_algorithm(), crypto::DigestAlgorithm::sha512);
    EXPECT_TRUE(all.findings.empty());
}

TEST(Manifest, KeepsNamesAsTheyStand) {
    for (const std::string name : {"a (1).vmdk", "a)b", ")", "a=b", "a)", "(", "resources/i.iso",
                                   "http://h/a%20b?c=(d)", "\xC3\xA9\xE6\x97\xA5.vmdk", "a= b", "\xFF"}) {
        const Parsed all = parsed("SHA1(" + name + ")= " + sha1_a + "\n");
        ASSERT_EQ(all.manifest.entries.size(), 1U) << name;
        EXPECT_EQ(all.manifest.entries[0].name, name);
        EXPECT_TRUE(all.findings.empty()) << name;
    }
}

TEST(Manifest, TakesBlanksBesideANameForAPartOfItAndSaysSo) {
    const Parsed all = parsed("SHA1( a )= " + sha1_a + "\n" + "SHA1(b )= " + sha1_a + "\n");
    ASSERT_EQ(all.manifest.entries.size(), 2U);
    EXPECT_EQ(all.manifest.entries[0].name, " a ");
    EXPECT_EQ(all.findings, Findings{"manifest/blank-around-name 1:6"});
}

TEST(Manifest, CountsColumnsInCharacters) {
    const Parsed all = parsed("SHA1(\xC3\xA9\xE6\x97\xA5)=" + sha1_a + "\n");
    EXPECT_EQ(all.findings, Findings{"manifest/missing-blank 1:10"});
}

TEST(Manifest, KnowsTheBytesOfEachLine) {
    const std::string bytes = "SHA1(a)= " + sha1_a + "\r\n\r\n  SHA1(b)= " + sha1_b + " \r\n";
    const Parsed all = parsed(bytes);
    ASSERT_EQ(all.manifest.entries.size(), 2U);
    EXPECT_EQ(all.manifest.entries[0].at.of(bytes), "SHA1(a)= " + sha1_a);
    EXPECT_EQ(all.manifest.entries[1].at.of(bytes), "  SHA1(b)= " + sha1_b + " ");
    EXPECT_EQ(all.findings, (Findings{"manifest/crlf 1:50", "manifest/blank-line 2:1", "manifest/leading-blank 3:1",
                                      "manifest/trailing-blank 3:52"}));
}

TEST(Manifest, SaysASpellingOnceWithTheNumberOfLines) {
    std::string bytes;
    for (int i = 0; i < 100; ++i) bytes += "SHA1 (f" + std::to_string(i) + ")= " + sha1_a + "\n";
    const Parsed all = parsed(bytes);
    EXPECT_EQ(all.findings, Findings{"manifest/blank-before-parenthesis 1:5"});
    EXPECT_NE(all.diagnostics.all().front().message.find("100 times"), std::string::npos);
}

struct Unreadable {
    const char* name;
    std::string line;
    std::uint32_t column;
};

class UnreadableLine : public testing::TestWithParam<Unreadable> {};

TEST_P(UnreadableLine, IsCountedAndReportedWhereItBreaks) {
    const Parsed all =
        parsed("SHA1(first)= " + sha1_a + "\n" + GetParam().line + "\n" + "SHA1(last)= " + sha1_b + "\n");
    EXPECT_EQ(all.manifest.unreadable_lines, 1U);
    EXPECT_EQ(all.manifest.entries.size(), 2U);
    EXPECT_EQ(all.findings, Findings{"manifest/unreadable-line 2:" + std::to_string(GetParam().column)});
    EXPECT_EQ(all.diagnostics.worst(), Severity::error);
}

INSTANTIATE_TEST_SUITE_P(Each, UnreadableLine,
                         testing::Values(Unreadable{"Comment", "# made by hand", 1}, Unreadable{"Words", "hello", 6},
                                         Unreadable{"OfSha256sum", sha256_a + "  a.vmdk", 1},
                                         Unreadable{"OfSha256sumBinary", sha256_a + " *a.vmdk", 1},
                                         Unreadable{"EscapedName", "\\SHA1 (a\\nb) = " + sha1_a, 1},
                                         Unreadable{"NoParenthesis", "SHA1 a = " + sha1_a, 6},
                                         Unreadable{"NoEnd", "SHA1(a= " + sha1_a, 7},
                                         Unreadable{"NoEquals", "SHA1(a) " + sha1_a, 49},
                                         Unreadable{"NoName", "SHA1()= " + sha1_a, 6},
                                         Unreadable{"NoDigest", "SHA1(a)= ", 10},
                                         Unreadable{"NotHex", "SHA1(a)= " + sha1_a.substr(1) + "g", 49},
                                         Unreadable{"Base64", "SHA1(a)= qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", 37},
                                         Unreadable{"TextBehind", "SHA1(a)= " + sha1_a + " a", 50},
                                         Unreadable{"NulInName", std::string("SHA1(a\0b)= ", 11) + sha1_a, 7},
                                         Unreadable{"EscapeInName", "SHA1(\x1B[2J)= " + sha1_a, 6},
                                         Unreadable{"TwoEntries", "SHA1(a)= " + sha1_a + " SHA1(b)= " + sha1_a, 7},
                                         Unreadable{"TwoEntriesInOne", "SHA1(a)= " + sha1_a + "SHA1(b)= " + sha1_a, 7}),
                         [](const auto& each) { return each.param.name; });

TEST(Manifest, TakesALoneCarriageReturnForNoLineEnd) {
    const Parsed all = parsed("SHA1(a)= " + sha1_a + "\rSHA1(b)= " + sha1_a + "\nx\n");
    EXPECT_EQ(all.manifest.unreadable_lines, 2U);
    EXPECT_TRUE(all.manifest.entries.empty());
    // Its numbers are those of an editor, which does take it for one.
    EXPECT_EQ(all.findings, (Findings{"manifest/unreadable-line 1:50", "manifest/unreadable-line 3:2"}));
}

TEST(Manifest, ReadsNothingOutOfUtf16) {
    std::string bytes = "\xFF\xFE";
    for (const char c : "SHA1(a)= " + sha1_a + "\n") bytes += {c, '\0'};
    EXPECT_EQ(parsed(bytes).manifest.unreadable_lines, 1U);
}

TEST(Manifest, KeepsEntriesOfUnknownAlgorithmsWithAnError) {
    const Parsed all = parsed("MD5(a)= 900150983cd24fb0d6963f7d28e17f72\nSHA384 (b)= 00\n");
    ASSERT_EQ(all.manifest.entries.size(), 2U);
    EXPECT_FALSE(all.manifest.entries[0].known_algorithm());
    EXPECT_EQ(all.findings, (Findings{"manifest/unknown-algorithm 1:1", "manifest/unknown-algorithm 2:1",
                                      "manifest/blank-before-parenthesis 2:7"}));
}

TEST(Manifest, TakesADigestOfTheWrongLengthForNoEntry) {
    const Parsed all = parsed("SHA256(a)= " + sha1_a + "\nSHA1(b)= " + sha1_a.substr(1) + "\n");
    EXPECT_TRUE(all.manifest.entries.empty());
    EXPECT_EQ(all.manifest.unreadable_lines, 2U);
    EXPECT_EQ(all.findings, (Findings{"manifest/wrong-digest-length 1:12", "manifest/wrong-digest-length 2:10"}));
}

TEST(Manifest, MayGiveAFileADigestOfEachOfSeveralAlgorithms) {
    const Parsed all = parsed("SHA1(a)= " + sha1_a + "\nSHA256(a)= " + sha256_a + "\n");
    EXPECT_EQ(all.manifest.entries.size(), 2U);
    EXPECT_TRUE(all.findings.empty());
}

TEST(Manifest, TellsARepeatedEntryFromAContradiction) {
    const Parsed all = parsed("SHA1(a)= " + sha1_a + "\nSHA1(b)= " + sha1_a + "\nsha-1(a)= " + sha1_a +
                              "\nSHA1(b)= " + sha1_b + "\nSHA1(b)= " + sha1_a + "\n");
    EXPECT_EQ(all.manifest.entries.size(), 5U);
    EXPECT_EQ(all.findings, (Findings{"manifest/duplicate-entry 3:1", "manifest/contradictory-entries 4:1",
                                      "manifest/duplicate-entry 5:1", "manifest/algorithm-spelling 3:1"}));
    const Diagnostic& contradiction = all.diagnostics.all()[1];
    ASSERT_EQ(contradiction.related.size(), 1U);
    EXPECT_EQ(contradiction.related[0].where.line, 2U);
    EXPECT_EQ(contradiction.severity, Severity::error);
}

TEST(Manifest, SaysThatItProtectsNothing) {
    for (const std::string& bytes : {std::string(), std::string("\n\n"), std::string("   "), std::string(100, '\0'),
                                     std::string("\xEF\xBB\xBF")}) {
        const Parsed all = parsed(bytes);
        EXPECT_TRUE(all.manifest.entries.empty());
        EXPECT_TRUE(all.diagnostics.has("manifest/empty"));
    }
}

TEST(Manifest, EscapesWhatItSaysOfAFile) {
    const Parsed all = parsed(
        "SHA256(\xE2\x80\xAE"
        "a)= " +
        sha1_a + "\nX\x1B(a)= 00\nMD5(\xE2\x80\xAE)= 00\n");
    EXPECT_EQ(all.diagnostics.size(), 3U);
    for (const Diagnostic& d : all.diagnostics) EXPECT_EQ(printable(d.message, 1000), d.message);
}

}  // namespace
}  // namespace ovfkit::manifest
