// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/text/transcode.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "text/charset.hpp"
#include "text/encoded.hpp"
#include "text/random_text.hpp"

namespace ovfkit::text {
namespace {

using namespace std::string_literals;

// What the iconv command makes of it; empty when there is none or it refuses.
std::optional<std::string> iconv(std::string_view bytes, const std::string& from, const std::string& to) {
    char name[] = "/tmp/ovfkit-iconv-XXXXXX";
    const int file = mkstemp(name);
    if (file < 0) return std::nullopt;
    std::ofstream(name, std::ios::binary) << bytes;
    FILE* const pipe = popen(("iconv -f " + from + " -t " + to + " " + name + " 2>&1").c_str(), "r");
    std::string out;
    char buffer[4096];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, got);
    const int status = pclose(pipe);
    std::remove(name);
    if (status != 0) return std::nullopt;
    return out;
}

TEST(DecodedText, CountsAnOffsetInsideACharacterAsItsBegin) {
    const Decoded text("a\u20acb");
    ASSERT_TRUE(text.result);
    for (std::uint32_t inside = 1; inside <= 3; ++inside) {
        EXPECT_EQ(text->to_source(inside), 1U);
        EXPECT_EQ(text->to_text(inside), 1U);
    }
    EXPECT_EQ(text->to_source(4), 4U);
}

TEST(DecodedText, SurvivesBeingMovedAndCopied) {
    // Short enough to sit inside a std::string, where a move moves the bytes.
    std::optional<Decoded> first(utf16_of(U"<\u00e4/>", Encoding::utf16_le));
    const DecodedText copy = *first->result;
    const DecodedText moved = std::move(*first->result);
    first.reset();
    EXPECT_EQ(copy.text(), "<\u00e4/>");
    EXPECT_EQ(moved.text(), "<\u00e4/>");
    EXPECT_EQ(moved.to_source(3), 4U);
}

TEST(DecodedText, RefusesToEncodeWhatIsNotUtf8) {
    for (const std::string& source : {"<a/>"s, declared("latin1", ""), utf16_of(U"<a/>", Encoding::utf16_be)}) {
        const Decoded text(source);
        const auto encoded = text->encode("a\xFF");
        ASSERT_FALSE(encoded);
        EXPECT_EQ(encoded.error().code, ErrorCode::invalid_argument);
    }
}

// Law: every boundary of code points has its exact place on the other side, both ways, and what is read back from an
// encoded text is the text.
void expect_exact_map(const DecodedText& text, const std::vector<std::string>& source_characters,
                      const std::vector<std::string>& text_characters, std::uint32_t source_start) {
    ASSERT_EQ(source_characters.size(), text_characters.size());
    std::uint32_t source = source_start;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text_characters.size(); ++i) {
        ASSERT_EQ(text.to_source(at), source) << "character " << i;
        ASSERT_EQ(text.to_text(source), at) << "character " << i;
        if (source_characters[i].size() > 1) {
            ASSERT_EQ(text.to_text(source + 1), at);
        }
        if (text_characters[i].size() > 1) {
            ASSERT_EQ(text.to_source(at + 1), source);
        }
        source += static_cast<std::uint32_t>(source_characters[i].size());
        at += static_cast<std::uint32_t>(text_characters[i].size());
    }
    ASSERT_EQ(text.to_source(at), source);
    ASSERT_EQ(text.to_text(source), at);
}

TEST(DecodedText, TranslatesOffsetsOfRandomUtf16Exactly) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        RandomText random(seed);
        const Encoding encoding = seed % 2 == 0 ? Encoding::utf16_le : Encoding::utf16_be;
        const bool bom = seed % 3 == 0;
        const std::u32string characters = U"<" + random.code_points(random.below(400));
        const std::string body = utf16_of(characters, encoding);
        const std::string bytes = (bom ? utf16_of(U"\uFEFF", encoding) : "") + body;
        const Decoded text(bytes);
        ASSERT_TRUE(text.result) << text.result.error().message;
        ASSERT_EQ(text->text(), utf8_of(characters));
        std::vector<std::string> source;
        std::vector<std::string> target;
        for (const char32_t c : characters) {
            source.push_back(utf16_of({c}, encoding));
            target.push_back(utf8_of(c));
        }
        expect_exact_map(*text.result, source, target, bom ? 2 : 0);
        ASSERT_EQ(text->encode(text->text()).value(), body);
    }
}

TEST(DecodedText, TranslatesOffsetsOfRandomLatin1Exactly) {
    const std::string head = declared("ISO-8859-1", "");
    for (unsigned seed = 0; seed < 30; ++seed) {
        RandomText random(seed);
        std::string bytes = head;
        for (std::size_t i = random.below(400); i > 0; --i) bytes += static_cast<char>(random.below(255) + 1);
        const Decoded text(bytes);
        ASSERT_TRUE(text.result);
        std::vector<std::string> source;
        std::vector<std::string> target;
        for (const char byte : bytes) {
            source.emplace_back(1, byte);
            target.push_back(utf8_of(static_cast<unsigned char>(byte)));
        }
        expect_exact_map(*text.result, source, target, 0);
        ASSERT_EQ(text->encode(text->text()).value(), bytes);
    }
}

TEST(DecodedText, TranslatesOffsetsOfMultiByteCharsetsExactly) {
    // Code points and their bytes, from the standards' own tables.
    struct Case {
        const char* charset;
        std::vector<std::pair<std::string, std::string>> characters;
    };
    const Case cases[] = {
        {"Shift_JIS", {{"\u3042", "\x82\xA0"}, {"\u6f22", "\x8A\xBF"}, {"\uff71", "\xB1"}, {"a", "a"}, {"\n", "\n"}}},
        {"EUC-JP", {{"\u3042", "\xA4\xA2"}, {"\uff71", "\x8E\xB1"}, {"b", "b"}}},
        {"GB18030",
         {{"\u4e2d", "\xD6\xD0"}, {"\u00e4", "\x81\x30\x8A\x33"}, {"\U0001F600", "\x94\x39\xFC\x36"}, {"c", "c"}}},
        {"Big5", {{"\u4e2d", "\xA4\xA4"}, {"d", "d"}}},
        {"EUC-KR", {{"\ud55c", "\xC7\xD1"}, {"e", "e"}}},
    };
    for (const Case& c : cases) {
        for (unsigned seed = 0; seed < 5; ++seed) {
            RandomText random(seed);
            const std::string head = declared(c.charset, "");
            std::vector<std::string> source;
            std::vector<std::string> target;
            for (const char byte : head) {
                source.emplace_back(1, byte);
                target.emplace_back(1, byte);
            }
            // Enough to cross the chunks in which the converter works.
            for (std::size_t i = 0; i < 5000; ++i) {
                const auto& [character, bytes] = c.characters[random.below(c.characters.size())];
                source.push_back(bytes);
                target.push_back(character);
            }
            std::string bytes;
            for (const std::string& part : source) bytes += part;
            const Decoded text(bytes);
            ASSERT_TRUE(text.result) << c.charset;
            expect_exact_map(*text.result, source, target, 0);
            ASSERT_EQ(text->encode(text->text()).value(), bytes) << c.charset;
        }
    }
}

TEST(DecodedText, WritesWhatACharsetLacksAsCharacterReference) {
    const Decoded latin(declared("ISO-8859-1", "\xE4"));
    ASSERT_TRUE(latin.result);
    EXPECT_EQ(latin->encode("\u00e4\u20ac\U0001F600z").value(), "\xE4&#8364;&#128512;z");
    const Decoded windows(declared("windows-1252", "\x80"));
    ASSERT_TRUE(windows.result);
    EXPECT_EQ(windows->text().substr(windows->text().size() - 3), "\u20ac");
    EXPECT_EQ(windows->encode("\u20ac\u2603").value(), "\x80&#9731;");
    const Decoded japanese(declared("Shift_JIS", ""));
    ASSERT_TRUE(japanese.result);
    EXPECT_EQ(japanese->encode("\u3042\u00e4").value(), "\x82\xA0&#228;");
}

TEST(DecodedText, AgreesWithIconv) {
    if (!iconv("x", "UTF-8", "UTF-16LE")) GTEST_SKIP() << "no iconv command";
    RandomText random(7);
    const std::u32string characters = U"<" + random.code_points(3000);
    const std::string utf8 = utf8_of(characters);
    for (const char* name : {"UTF-16LE", "UTF-16BE"}) {
        const auto encoded = iconv(utf8, "UTF-8", name);
        ASSERT_TRUE(encoded);
        const Decoded text(*encoded);
        ASSERT_TRUE(text.result);
        EXPECT_EQ(text->charset(), name);
        EXPECT_EQ(text->text(), utf8);
        EXPECT_EQ(text->encode(utf8).value(), *encoded);
    }
    std::string bytes;
    for (unsigned byte = 0xA0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    for (const char* name : {"ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-15", "KOI8-R", "windows-1250"}) {
        const std::string head = declared(name, "");
        const std::string source = head + bytes;
        const Decoded text(source);
        ASSERT_TRUE(text.result) << name;
        const auto expected = iconv(bytes, name, "UTF-8");
        ASSERT_TRUE(expected) << name;
        EXPECT_EQ(text->text().substr(head.size()), *expected) << name;
        EXPECT_EQ(text->encode(*expected).value(), bytes) << name;
    }
}

TEST(Charset, KnowsWhatANameStandsFor) {
    EXPECT_EQ(charset_kind("utf-8"), CharsetKind::utf8);
    EXPECT_EQ(charset_kind("UTF8"), CharsetKind::utf8);
    EXPECT_EQ(charset_kind("US-ASCII"), CharsetKind::ascii);
    EXPECT_EQ(charset_kind("UTF-16"), CharsetKind::utf16);
    EXPECT_EQ(charset_kind("UTF-16le"), CharsetKind::utf16_le);
    EXPECT_EQ(charset_kind("UTF-32BE"), CharsetKind::utf32);
    EXPECT_EQ(charset_kind("windows-1252"), CharsetKind::single_byte);
    EXPECT_EQ(charset_kind("GB18030"), CharsetKind::multi_byte);
    EXPECT_EQ(charset_kind("ISO-2022-KR"), CharsetKind::unsuitable);
    EXPECT_EQ(charset_kind("ibm-500"), CharsetKind::unsuitable);
    EXPECT_EQ(charset_kind("nonsense"), CharsetKind::unknown);
    EXPECT_EQ(charset_kind(std::string(300, 'a')), CharsetKind::unknown);
}

TEST(Charset, FindsItselfAgainByItsName) {
    for (const char* name : {"latin1", "cp1252", "cp932", "euc-jp", "gb2312", "gbk", "big5-hkscs", "koi8-u"}) {
        const auto charset = Charset::open(name);
        ASSERT_TRUE(charset) << name;
        const auto again = Charset::open(charset->name());
        ASSERT_TRUE(again) << charset->name();
        EXPECT_EQ(again->name(), charset->name());
    }
}

}  // namespace
}  // namespace ovfkit::text
