// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/diagnostic.hpp>

#include <gtest/gtest.h>

namespace ovfkit {
namespace {

using namespace std::string_literals;

TEST(Printable, KeepsOrdinaryText) {
    EXPECT_EQ(printable("Web server 1 – größer 日本 😀"), "Web server 1 – größer 日本 😀");
    EXPECT_EQ(printable(""), "");
    EXPECT_EQ(printable("%s%n 100%"), "%s%n 100%");
}

TEST(Printable, EscapesC0AndDelete) {
    EXPECT_EQ(printable("a\x1B[31mred\x07"s), "a\\u{1b}[31mred\\u{07}");
    EXPECT_EQ(printable("\0\x7F"s), "\\u{00}\\u{7f}");
    EXPECT_EQ(printable("a\tb\nc\rd"), "a\\tb\\nc\\rd");
    for (char c = 0; c < 0x20; ++c) EXPECT_EQ(printable(std::string(1, c)).front(), '\\') << int{c};
}

TEST(Printable, EscapesC1) {
    EXPECT_EQ(printable("\u0080\u009B\u009F"), "\\u{80}\\u{9b}\\u{9f}");
    EXPECT_EQ(printable("\u00A0\u00A1"), "\u00A0\u00A1");
}

TEST(Printable, EscapesEveryBidirectionalControl) {
    EXPECT_EQ(printable("\u061C\u200E\u200F"), "\\u{61c}\\u{200e}\\u{200f}");
    EXPECT_EQ(printable("\u202A\u202B\u202C\u202D\u202E"), "\\u{202a}\\u{202b}\\u{202c}\\u{202d}\\u{202e}");
    EXPECT_EQ(printable("\u2066\u2067\u2068\u2069"), "\\u{2066}\\u{2067}\\u{2068}\\u{2069}");
}

TEST(Printable, EscapesLineSeparatorsAndByteOrderMarks) {
    EXPECT_EQ(printable("\u2028\u2029\uFEFF"), "\\u{2028}\\u{2029}\\u{feff}");
}

TEST(Printable, EscapesBytesThatAreNotUtf8OneByOne) {
    EXPECT_EQ(printable("a\xFFz"), "a\\xffz");
    EXPECT_EQ(printable("\xC3"), "\\xc3");
    EXPECT_EQ(printable("\x80\xBF"), "\\x80\\xbf");
    EXPECT_EQ(printable("\xC3("), "\\xc3(");
    EXPECT_EQ(printable("\xE2\x82"), "\\xe2\\x82");
}

TEST(Printable, EscapesOverlongFormsSurrogatesAndWhatIsBeyondUnicode) {
    EXPECT_EQ(printable("\xC0\x80"), "\\xc0\\x80");
    EXPECT_EQ(printable("\xE0\x80\xAF"), "\\xe0\\x80\\xaf");
    EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");
    EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
    EXPECT_EQ(printable("\xF4\x8F\xBF\xBD"), "\xF4\x8F\xBF\xBD");
    EXPECT_EQ(printable("\xF8\x88\x80\x80\x80"), "\\xf8\\x88\\x80\\x80\\x80");
}

TEST(Printable, CutsLongTextWithThreeDots) {
    EXPECT_EQ(printable("abcdef", 6), "abcdef");
    EXPECT_EQ(printable("abcdefg", 6), "abcdef...");
    EXPECT_EQ(printable(std::string(1000, 'x')).size(), 203U);
}

TEST(Printable, CutsBetweenCharacters) {
    EXPECT_EQ(printable("aéé", 2), "a...");
    EXPECT_EQ(printable("aéé", 3), "aé...");
    EXPECT_EQ(printable("😀😀", 7), "😀...");
    EXPECT_EQ(printable("a\x1B\x1B", 7), "a\\u{1b}...") << "an escape is not cut apart either";
    EXPECT_EQ(printable("a\x1B\x1B", 6), "a...");
}

TEST(Printable, CostsNoMoreThanWhatItKeeps) {
    const std::string huge(50'000'000, '\x1B');
    for (int i = 0; i < 1000; ++i) EXPECT_LE(printable(huge, 20).size(), 23U);
}

TEST(Quoted, PutsSingleQuotesAround) {
    EXPECT_EQ(quoted("a\nb"), "'a\\nb'");
    EXPECT_EQ(quoted("abc", 2), "'ab...'");
}

}  // namespace
}  // namespace ovfkit
