// SPDX-License-Identifier: Apache-2.0
#include "xml/escape.hpp"

#include "xml/parsed.hpp"

namespace ovfkit::xml {
namespace {

using namespace std::string_view_literals;

// Text that every escape has to survive.
constexpr std::string_view awkward[] = {
    "",       "plain",         "&<>\"'",      "a\nb\tc\rd\r\ne", " lead and trail ", "]]>",          "&amp;&#10;",
    "é日本😀", "<![CDATA[x]]>", "<!-- -- -->", "&#x0;",           "\u0085\u2028",     "\u202E\u009B", "\\n",
};

TEST(Escape, OfTextIsReadAgainAsItWas) {
    for (const std::string_view text : awkward) {
        const Parsed p = parse_bytes("<a>" + escape_text(text) + "</a>");
        ASSERT_TRUE(p.ok()) << text;
        EXPECT_EQ(p.root().text, text);
    }
}

TEST(Escape, OfAttributesIsReadAgainAsItWasInEitherQuote) {
    for (const std::string_view text : awkward)
        for (const char quote : {'"', '\''}) {
            const Parsed p = parse_bytes("<a b=" + (quote + escape_attribute(text, quote)) + quote + "/>");
            ASSERT_TRUE(p.ok()) << text;
            EXPECT_EQ(p.tree->attributes_begin(p.root())->value, text);
        }
}

TEST(Escape, ReplacesWhatXmlCannotSay) {
    EXPECT_EQ(escape_text("a\x01z\0"sv), "a\uFFFDz\uFFFD");
    EXPECT_EQ(escape_text("\uFFFE\uFFFF\uFFFD"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Escape, KnowsWhatXmlCanSay) {
    for (const std::string_view text : awkward) EXPECT_TRUE(expressible(text)) << text;
    for (const std::string_view text : {"\x01"sv, "a\0"sv, "\x1B[0m"sv, "x\uFFFE"sv, "\uFFFFx"sv})
        EXPECT_FALSE(expressible(text)) << printable(text);
}

TEST(Unescape, GivesWhatAParserGivesButKeepsLineEnds) {
    EXPECT_EQ(unescape_keeping_space("a\nb\t&lt;&gt;&amp;&quot;&apos;&#10;&#xA;&#x1F600;&#233;"), "a\nb\t<>&\"'\n\n😀é");
    EXPECT_EQ(unescape_keeping_space("&amp;amp;&amp;#10;"), "&amp;&#10;");
    EXPECT_EQ(unescape_keeping_space(""), "");
}

TEST(Unescape, UndoesEscapeAttribute) {
    for (const std::string_view text : awkward) EXPECT_EQ(unescape_keeping_space(escape_attribute(text)), text);
}

}  // namespace
}  // namespace ovfkit::xml
