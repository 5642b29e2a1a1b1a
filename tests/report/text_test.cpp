// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/text.hpp>

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr Rule some_rule{"test/finding", Severity::warning, "something is wrong", "", "it matters", "mend it", "0.1.0"};

/// Where `part` stands in `text`, with line and column counted the slow way.
Location place_of(const std::string& text, const std::string& part) {
    const std::size_t begin = text.find(part);
    EXPECT_NE(begin, std::string::npos);
    Location where;
    where.source = "a.ovf";
    where.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
    where.line = 1;
    where.column = 1;
    for (std::size_t i = 0; i < begin; ++i) {
        const bool continuation = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
        if (text[i] == '\n')
            ++where.line, where.column = 1;
        else if (!continuation)
            ++where.column;
    }
    return where;
}

Diagnostic finding(Location where) {
    Diagnostics sink;
    return sink.report(some_rule, "it is wrong", std::move(where));
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// The excerpt of `part` in `text`: the line and the marks below it, without their gutters.
std::vector<std::string> excerpt(const std::string& text, const std::string& part, std::size_t width = 100) {
    const auto lines = lines_of(as_text(finding(place_of(text, part)), SourceText(text), {Color::never, width}));
    EXPECT_GE(lines.size(), 3U);
    if (lines.size() < 3) return {};
    EXPECT_EQ(lines[1].find(" | "), lines[2].find(" | "));
    const std::size_t gutter = lines[1].find(" | ") + 3;
    return {lines[1].substr(gutter), lines[2].substr(gutter)};
}

TEST(DiagnosticText, HasPlaceSeverityMessageSlugExcerptAndHint) {
    const std::string text = "<a>\n  <b>x</b>\n</a>\n";
    Diagnostic diagnostic = finding(place_of(text, "<b>"));
    diagnostic.where.path = "/a/b";
    EXPECT_EQ(as_text(diagnostic, SourceText(text)),
              "a.ovf:2:3: warning: it is wrong [test/finding]\n"
              "    2 |   <b>x</b>\n"
              "      |   ^~~\n"
              "      = in /a/b\n"
              "      = hint: mend it\n");
}

TEST(DiagnosticText, OfNoPlaceHasNoExcerpt) {
    Diagnostic diagnostic = finding({});
    EXPECT_EQ(as_text(diagnostic, SourceText("<a/>")),
              "warning: it is wrong [test/finding]\n"
              "   = hint: mend it\n");
    diagnostic.where.source = "a.ovf";
    EXPECT_THAT(as_text(diagnostic, SourceText("<a/>")), StartsWith("a.ovf: warning: "));
}

TEST(DiagnosticText, ShowsRelatedPlacesAsNotes) {
    const std::string text = "<a id='1'/>\n<b id='2'/>\n";
    Diagnostic diagnostic = finding(place_of(text, "2"));
    diagnostic.related.push_back({place_of(text, "1"), "the first is here"});
    EXPECT_THAT(as_text(diagnostic, SourceText(text)), HasSubstr("a.ovf:1:8: note: the first is here\n"
                                                                 "    1 | <a id='1'/>\n"
                                                                 "      |        ^\n"));
}

TEST(DiagnosticText, WritesTabsAsBlanks) {
    EXPECT_EQ(excerpt("\t<b\tc='x'/>", "x"), (std::vector<std::string>{"    <b    c='x'/>", "             ^"}));
}

TEST(DiagnosticText, PutsMarksUnderWideAndCombiningCharacters) {
    EXPECT_EQ(excerpt("<n>漢字</n><x/>", "<x/>"), (std::vector<std::string>{"<n>漢字</n><x/>", "           ^~~~"}));
    EXPECT_EQ(excerpt("<n>漢字</n>", "字"), (std::vector<std::string>{"<n>漢字</n>", "     ^~"}));
    EXPECT_EQ(excerpt("<n>e\u0301e\u0301</n><x/>", "<x/>"),
              (std::vector<std::string>{"<n>e\u0301e\u0301</n><x/>", "         ^~~~"}));
}

TEST(DiagnosticText, EscapesWhatATerminalWouldActOn) {
    const auto lines = excerpt("<n>\x1b[2J\u202e</n><x/>", "<x/>");
    EXPECT_EQ(lines, (std::vector<std::string>{"<n>\\u{1b}[2J\\u{202e}</n><x/>", "                        ^~~~"}));
    EXPECT_EQ(excerpt("a\xff<x/>", "<x/>"), (std::vector<std::string>{"a\\xff<x/>", "     ^~~~"}));
    Location where;
    where.source = "\x1b]0;title\x07.ovf";
    where.line = 1;
    where.path = "/\u202e";
    const std::string text = as_text(finding(where), SourceText("<a/>"));
    EXPECT_THAT(text, StartsWith("\\u{1b}]0;title\\u{07}.ovf:1: warning"));
    EXPECT_THAT(text, HasSubstr("in /\\u{202e}\n"));
}

TEST(DiagnosticText, CutsALongLineAroundThePlace) {
    const std::string text = std::string(5000, 'a') + "<x>wrong</x>" + std::string(5000, 'b');
    const auto lines = excerpt(text, "wrong", 60);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(lines[0], StartsWith("...aaa"));
    EXPECT_EQ(lines[0].substr(lines[0].size() - 4), "b...");
    EXPECT_LE(lines[0].size(), 70U);
    EXPECT_EQ(lines[0].substr(lines[1].find('^'), 5), "wrong");
    EXPECT_EQ(lines[1].substr(lines[1].find('^')), "^~~~~");
}

TEST(DiagnosticText, UsesTheWholeWidthAtTheEndsOfALongLine) {
    const std::string text = "<first>" + std::string(500, 'a') + "<last>";
    const auto at_begin = excerpt(text, "<first>", 60);
    EXPECT_THAT(at_begin[0], StartsWith("<first>aaa"));
    EXPECT_GE(at_begin[0].size(), 60U);
    const auto at_end = excerpt(text, "<last>", 60);
    EXPECT_EQ(at_end[0].substr(at_end[0].size() - 6), "<last>");
    EXPECT_GE(at_end[0].size(), 60U);
    EXPECT_EQ(at_end[0].substr(at_end[1].find('^')), "<last>");
}

TEST(DiagnosticText, BoundsAPileOfAccents) {
    std::string text = "<n>e";
    for (int i = 0; i < 10000; ++i) text += "\u0301";
    EXPECT_LT(excerpt(text + "</n>", "<n>")[0].size(), 2000U);
}

TEST(DiagnosticText, MarksTheFirstLineOfASpan) {
    EXPECT_EQ(excerpt("<a>\n <b>\n </b>\n</a>", "<b>\n </b>"), (std::vector<std::string>{" <b>", " ^~~"}));
}

TEST(DiagnosticText, MarksTheEndOfALine) {
    const std::string text = "<a>\n<b>";
    Location where = place_of(text, "<b>");
    where.span.begin = where.span.end;
    where.column = 4;
    EXPECT_EQ(lines_of(as_text(finding(where), SourceText(text)))[2], "      |    ^");
}

TEST(DiagnosticText, ShowsTheTextOfASourceInOtherBytes) {
    std::string utf16 = "\xff\xfe";
    for (const char c : std::string("<a>\n<b/></a>")) utf16 += {c, '\0'};
    Location where;
    where.source = "a.ovf";
    where.line = 2;
    where.column = 1;
    where.span = {2 + 2 * 4, 2 + 2 * 8};
    const auto lines = lines_of(as_text(finding(where), SourceText(utf16)));
    EXPECT_EQ(lines[1], "    2 | <b/></a>");
    EXPECT_EQ(lines[2], "      | ^~~~");
}

TEST(DiagnosticText, SurvivesPlacesBeyondTheSource) {
    Location where;
    where.source = "a.ovf";
    where.line = 70000;
    where.column = 4'000'000'000;
    where.span = {4'000'000'000, 4'100'000'000};
    EXPECT_THAT(as_text(finding(where), SourceText("<a/>")), StartsWith("a.ovf:70000:4000000000: warning"));
    where.line = 1;
    EXPECT_THAT(as_text(finding(where), SourceText("<a/>")), HasSubstr("    1 | <a/>\n      |     ^\n"));
}

TEST(DiagnosticText, HasColoursOnlyWhenAsked) {
    const std::string text = "<a/>";
    const Diagnostic diagnostic = finding(place_of(text, "a"));
    const std::string plain = as_text(diagnostic, SourceText(text));
    EXPECT_THAT(plain, Not(HasSubstr("\033")));
    std::string colored = as_text(diagnostic, SourceText(text), {Color::always, 100});
    EXPECT_THAT(colored, HasSubstr("\033[1;33mwarning:\033[0m"));
    for (std::size_t at = colored.find('\033'); at != std::string::npos; at = colored.find('\033'))
        colored.erase(at, colored.find('m', at) - at + 1);
    EXPECT_EQ(colored, plain);
}

TEST(DiagnosticsText, CountsWhatThereIs) {
    Diagnostics sink(2);
    EXPECT_EQ(as_text(sink, SourceText("")), "");
    sink.report(some_rule, "one");
    EXPECT_THAT(as_text(sink, SourceText("")), HasSubstr("\n1 warning\n"));
    sink.report(some_rule, "two").severity = Severity::error;
    sink.report(some_rule, "three");
    sink.report(some_rule, "four");
    EXPECT_THAT(as_text(sink, SourceText("")), HasSubstr("\n1 error, 3 warnings; 2 of them not shown\n"));
}

// oVirt writes a document on one line; a thousand findings in it must not read that line a thousand times.
TEST(DiagnosticsText, OfOneLongLineTakesNoTimeThatGrowsWithIt) {
    const std::string text(32U << 20U, 'a');
    Diagnostics sink;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        Location where;
        where.line = 1;
        where.column = (31U << 20U) + i;
        where.span = {where.column - 1, where.column + 3};
        sink.report(some_rule, "wrong", where);
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(as_text(sink, SourceText(text)).empty());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace ovfkit::report
