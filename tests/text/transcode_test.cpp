// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/text/rules.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "text/encoded.hpp"

namespace ovfkit::text {
namespace {

using namespace std::string_literals;

TEST(Transcode, ViewsUtf8WithoutCopying) {
    const std::string bytes = "<a>\u00e4</a>";
    const Decoded text(bytes);
    ASSERT_TRUE(text.result);
    EXPECT_EQ(text->text().data(), bytes.data());
    EXPECT_EQ(text->text(), bytes);
    EXPECT_EQ(text->encoding(), Encoding::utf8);
    EXPECT_EQ(text->charset(), "UTF-8");
    EXPECT_FALSE(text->has_bom());
    EXPECT_TRUE(text.diagnostics.empty());
}

TEST(Transcode, TakesTheByteOrderMarkOffUtf8) {
    const std::string bytes = "\xEF\xBB\xBF<a/>";
    const Decoded text(bytes);
    ASSERT_TRUE(text.result);
    EXPECT_EQ(text->text(), "<a/>");
    EXPECT_TRUE(text->has_bom());
    EXPECT_EQ(text->to_source(0), 3U);
    EXPECT_EQ(text->to_source(4), 7U);
    EXPECT_EQ(text->to_text(0), 0U);
    EXPECT_EQ(text->to_text(4), 1U);
    EXPECT_EQ(text->source_size(), 7U);
}

TEST(Transcode, ReadsAnEmptySource) {
    for (const std::string& bytes : {""s, "\xEF\xBB\xBF"s, "\xFF\xFE"s, "\xFE\xFF"s}) {
        const Decoded text(bytes);
        ASSERT_TRUE(text.result);
        EXPECT_EQ(text->text(), "");
        EXPECT_EQ(text->to_source(0), bytes.size());
        EXPECT_EQ(text->to_source(9), bytes.size());
        EXPECT_EQ(text->to_text(9), 0U);
    }
}

TEST(Transcode, FindsUtf16ByMarkOrByTheFirstCharacter) {
    for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
        for (const char* start : {"<?xml version='1.0' encoding='UTF-16'?><a/>", "<a/>"}) {
            for (const bool bom : {false, true}) {
                const std::string bytes = utf16_of((bom ? U"\uFEFF" : U"") + ascii32(start), encoding);
                const Decoded text(bytes);
                ASSERT_TRUE(text.result);
                EXPECT_EQ(text->text(), start);
                EXPECT_EQ(text->encoding(), encoding);
                EXPECT_EQ(text->charset(), encoding == Encoding::utf16_le ? "UTF-16LE" : "UTF-16BE");
                EXPECT_EQ(text->has_bom(), bom);
                EXPECT_TRUE(text.diagnostics.empty());
            }
        }
    }
}

TEST(Transcode, RefusesUtf32) {
    for (const std::string& bytes : {"\xFF\xFE\0\0<\0\0\0"s, "\0\0\xFE\xFF\0\0\0<"s, "<\0\0\0"s, "\0\0\0<"s}) {
        const Decoded text(bytes);
        ASSERT_FALSE(text.result);
        EXPECT_EQ(text.result.error().code, ErrorCode::unsupported);
        EXPECT_EQ(text.result.error().rule, "text/unknown-encoding");
        EXPECT_EQ(text.result.error().where.source, "file.ovf");
    }
}

TEST(Transcode, ReadsUtf16DeclaredOver8BitTextAsUtf8) {
    const std::string bytes = declared("utf-16", "<a>\u00fc</a>");
    const Decoded text(bytes);
    ASSERT_TRUE(text.result);
    EXPECT_EQ(text->text(), bytes);
    EXPECT_EQ(text->charset(), "UTF-8");
    ASSERT_EQ(text.diagnostics.size(), 1U);
    const Diagnostic& finding = text.diagnostics.all().front();
    EXPECT_EQ(finding.rule, "text/encoding-mismatch");
    EXPECT_EQ(finding.severity, Severity::warning);
    EXPECT_EQ(finding.where.span.of(bytes), "utf-16");
    EXPECT_EQ(finding.where.line, 1U);
    EXPECT_EQ(finding.where.column, 31U);
    EXPECT_EQ(finding.where.source, "file.ovf");
}

TEST(Transcode, LetsTheBytesWinOverTheDeclaration) {
    const std::string bom = "\xEF\xBB\xBF";
    for (const char* name : {"utf-16", "ISO-8859-1", "UCS-2", "UTF-32", "no-such-thing"}) {
        const std::string bytes = bom + declared(name, "<a>\u00fc</a>");
        const Decoded text(bytes);
        ASSERT_TRUE(text.result) << name;
        EXPECT_EQ(text->text(), bytes.substr(3));
        EXPECT_TRUE(text.diagnostics.has("text/encoding-mismatch")) << name;
        EXPECT_EQ(text.diagnostics.all().front().where.span.of(bytes), name);
    }
}

TEST(Transcode, ReportsUtf16DeclaredAsSomethingElse) {
    for (const char* name : {"UTF-8", "UTF-16BE", "ISO-8859-1"}) {
        const std::string bytes = utf16_of(U"\uFEFF" + ascii32(declared(name, "<a/>")), Encoding::utf16_le);
        const Decoded text(bytes);
        ASSERT_TRUE(text.result);
        ASSERT_TRUE(text.diagnostics.has("text/encoding-mismatch")) << name;
        const Span span = text.diagnostics.all().front().where.span;
        EXPECT_EQ(span.of(bytes), utf16_of(ascii32(name), Encoding::utf16_le));
    }
    EXPECT_TRUE(Decoded(utf16_of(ascii32(declared("utf-16le", "<a/>")), Encoding::utf16_le)).diagnostics.empty());
}

TEST(Transcode, FindsTheDeclaredNameWhateverStandsAroundIt) {
    for (const char* declaration :
         {"<?xml encoding='latin1'?>", "<?xml\tversion = '1.0'\r\n  encoding\n=\n\"latin1\" standalone='yes'?>",
          "<?xml version='encoding=\"UTF-8\"' encoding='latin1'?>"}) {
        const Decoded text(std::string(declaration) + "\xE4");
        ASSERT_TRUE(text.result) << declaration;
        EXPECT_EQ(text->charset(), "ISO-8859-1") << declaration;
    }
    for (const char* none : {"<?xml version='1.0'?>", "<?xmlencoding='latin1'?>", " <?xml encoding='latin1'?>",
                             "<a encoding='latin1'/>", "<?xml encoding='latin1", "<?xml encoding=latin1?>", "<?xml"}) {
        const Decoded text(none);
        ASSERT_TRUE(text.result) << none;
        EXPECT_EQ(text->charset(), "UTF-8") << none;
    }
}

TEST(Transcode, GivesThePlaceOfBytesThatAreNotUtf8) {
    const std::string good = "<a>\n\u00e4\u00f6";
    for (const char* bad : {"\xFF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x82", "\xE2\x82 ", "\xC3("}) {
        const std::string bytes = good + bad;
        const Decoded text(bytes);
        ASSERT_FALSE(text.result);
        const Error& error = text.result.error();
        EXPECT_EQ(error.code, ErrorCode::malformed);
        EXPECT_EQ(error.rule, "text/invalid-utf8");
        EXPECT_EQ(error.where.span.begin, good.size());
        EXPECT_EQ(error.where.line, 2U);
        EXPECT_EQ(error.where.column, 3U);
        EXPECT_TRUE(text.diagnostics.has("text/invalid-utf8"));
        // The same in the middle of a long run of ASCII, at each place of a word.
        for (std::size_t before = 0; before < 40; ++before) {
            const Decoded shifted(std::string(before, 'x') + bad + std::string(40, 'y'));
            ASSERT_FALSE(shifted.result);
            EXPECT_EQ(shifted.result.error().where.span.begin, before);
        }
    }
}

TEST(Transcode, CountsTheByteOrderMarkInThePlaceOfBadBytes) {
    const Decoded text(
        "\xEF\xBB\xBF"
        "a\xFF");
    ASSERT_FALSE(text.result);
    EXPECT_EQ(text.result.error().where.span.begin, 4U);
    EXPECT_EQ(text.result.error().where.column, 2U);
}

TEST(Transcode, RefusesHalvesOfUtf16Pairs) {
    const std::string good = utf16_of(U"<a>\n\U0001F600", Encoding::utf16_be);
    for (const std::string& bad : {"\xD8\x3D"s, "\xD8\x3D\0a"s, "\xDE\0"s, "\xDE\0\xD8\x3D"s, "\0"s}) {
        const Decoded text(good + bad);
        ASSERT_FALSE(text.result);
        EXPECT_EQ(text.result.error().code, ErrorCode::malformed);
        EXPECT_EQ(text.result.error().rule, "text/invalid-bytes");
        EXPECT_EQ(text.result.error().where.span.begin, good.size());
        EXPECT_EQ(text.result.error().where.line, 2U);
        EXPECT_EQ(text.result.error().where.column, 2U);
    }
}

TEST(Transcode, RefusesUnknownAndUnsuitableCharsets) {
    for (const char* name : {"no-such-thing", "ISO-2022-JP", "UTF-7", "ibm-37", "HZ-GB-2312", "SCSU", "", "../x",
                             "latin1,swaplfnl", "UTF-EBCDIC", "CESU-8"}) {
        const std::string bytes = declared(name, "<a/>");
        const Decoded text(bytes);
        ASSERT_FALSE(text.result) << name;
        EXPECT_EQ(text.result.error().code, ErrorCode::unsupported) << name;
        EXPECT_TRUE(text.diagnostics.has("text/unknown-encoding")) << name;
        EXPECT_EQ(text.result.error().where.span.of(bytes), name);
    }
}

TEST(Transcode, EscapesTheDeclaredNameInMessages) {
    const Decoded text("<?xml encoding='\x1b[31m'?>");
    ASSERT_FALSE(text.result);
    EXPECT_EQ(text.result.error().message.find('\x1b'), std::string::npos);
}

TEST(Transcode, ReadsUsAsciiAsWhatItIs) {
    const Decoded plain(declared("US-ASCII", "<a/>"));
    ASSERT_TRUE(plain.result);
    EXPECT_EQ(plain->charset(), "US-ASCII");
    EXPECT_EQ(plain->encode("x\u20ac\U0001F600").value(), "x&#8364;&#128512;");
    const Decoded more(declared("US-ASCII", "<a>\u00e4</a>"));
    ASSERT_TRUE(more.result);
    EXPECT_EQ(more->charset(), "UTF-8");
    EXPECT_TRUE(more.diagnostics.has("text/encoding-mismatch"));
    const Decoded bad(declared("US-ASCII", "<a>\xE4</a>"));
    ASSERT_FALSE(bad.result);
    EXPECT_EQ(bad.result.error().rule, "text/invalid-utf8");
}

TEST(Transcode, KeepsWithinTheLimitBeforeAndAfterDecoding) {
    Limits limits;
    limits.max_bytes = 10;
    EXPECT_TRUE(Decoded("1234567890", limits).result);
    const Decoded before("12345678901", limits);
    ASSERT_FALSE(before.result);
    EXPECT_EQ(before.result.error().code, ErrorCode::limit_exceeded);
    EXPECT_TRUE(before.diagnostics.has("text/too-large"));
    // Five characters of ten bytes are fifteen in UTF-8.
    const Decoded after(utf16_of(U"<\u4e00\u4e00\u4e00\u4e00", Encoding::utf16_le), limits);
    ASSERT_FALSE(after.result);
    EXPECT_EQ(after.result.error().code, ErrorCode::limit_exceeded);
    limits.max_bytes = 50;
    const Decoded latin(declared("latin1", std::string(6, '\xE4')), limits);
    ASSERT_FALSE(latin.result);
    EXPECT_EQ(latin.result.error().code, ErrorCode::limit_exceeded);
}

TEST(Transcode, GivesThePlaceOfBadBytesInOtherCharsets) {
    const std::string good = declared("Shift_JIS", "\n\x82\xA0x");
    for (const char* bad : {"\x82", "\x82 ", "\xFF"}) {
        const Decoded text(good + bad);
        ASSERT_FALSE(text.result);
        EXPECT_EQ(text.result.error().code, ErrorCode::malformed);
        EXPECT_EQ(text.result.error().rule, "text/invalid-bytes");
        EXPECT_EQ(text.result.error().where.span.begin, good.size());
        EXPECT_EQ(text.result.error().where.line, 2U);
        EXPECT_EQ(text.result.error().where.column, 3U);
    }
    const std::string greek = declared("ISO-8859-7", "\xE1");
    const Decoded hole(greek + "\xFF");
    ASSERT_FALSE(hole.result);
    EXPECT_EQ(hole.result.error().where.span.begin, greek.size());
}

TEST(Transcode, ReadsTheWholeCorpus) {
    const char* const set = std::getenv("OVFKIT_CORPUS");
    const std::filesystem::path corpus =
        set != nullptr ? std::filesystem::path(set) : std::filesystem::path(OVFKIT_SOURCE_DIR) / "../shared/corpus";
    if (!std::filesystem::is_directory(corpus)) GTEST_SKIP() << "no corpus";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".ovf") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        if (bytes.substr(0, 2) == "\x1F\x8B") continue;  // a gzip file under that name
        const Decoded text(bytes);
        ASSERT_TRUE(text.result) << entry.path() << ": " << text.result.error().message;
        EXPECT_EQ(text->to_source(static_cast<std::uint32_t>(text->text().size())), bytes.size());
        ++files;
    }
    std::printf("%zu files\n", files);
    EXPECT_GT(files, 0U);
}

TEST(TextRules, AreCompleteAndDistinct) {
    std::set<std::string_view> slugs;
    for (const Rule* rule : rules()) {
        EXPECT_EQ(rule->slug.substr(0, 5), "text/");
        EXPECT_TRUE(slugs.insert(rule->slug).second);
        EXPECT_FALSE(rule->title.empty() || rule->rationale.empty() || rule->hint.empty() || rule->since.empty());
    }
    EXPECT_EQ(slugs.size(), 5U);
}

}  // namespace
}  // namespace ovfkit::text
