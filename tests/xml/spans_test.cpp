// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "xml/parsed.hpp"
#include "xml/random_document.hpp"

namespace ovfkit::xml {
namespace {

using Kind = Node::Kind;

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Spans, HoldOverAllFixtures) {
    int parsed = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(OVFKIT_SOURCE_DIR "/fixtures")) {
        if (entry.path().extension() != ".ovf") continue;
        SCOPED_TRACE(entry.path().string());
        const Parsed p = parse_bytes(contents(entry.path()));
        if (!p.ok()) continue;
        ++parsed;
        check_span_laws(*p.tree);
        if (testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GT(parsed, 100);
}

// Everything the tree says about a node against what the document knows of itself.
void expect_same(const Tree& tree, const Node& n, const RandomDocument::Item& item) {
    ASSERT_EQ(n.kind, item.kind);
    EXPECT_EQ(n.begin, item.begin);
    EXPECT_EQ(n.end, item.end);
    EXPECT_EQ(n.name, item.name);
    EXPECT_EQ(n.text, item.text);
    if (n.kind != Kind::element) return;
    EXPECT_EQ(n.inner_begin, item.inner_begin);
    EXPECT_EQ(n.inner_end, item.inner_end);
    EXPECT_EQ(tree.namespace_uri(n.ns), item.uri);
    ASSERT_EQ(n.attribute_count, item.attributes.size());
    auto expected = item.attributes.begin();
    for (const Attribute* a = tree.attributes_begin(n); a != tree.attributes_end(n); ++a, ++expected) {
        EXPECT_EQ(a->name, expected->name);
        EXPECT_EQ(a->value, expected->value);
        EXPECT_EQ(a->begin, expected->begin);
        EXPECT_EQ(a->value_begin, expected->value_begin);
        EXPECT_EQ(a->value_end, expected->value_end);
        EXPECT_EQ(tree.namespace_uri(a->ns), expected->uri);
    }
}

TEST(Spans, AreWhereARandomDocumentPutEverything) {
    for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
        const RandomDocument document(seed);
        SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + document.text());
        const Parsed p = parse_bytes(document.text());
        ASSERT_TRUE(p.ok()) << p.verdict() << " " << p.error.message;
        EXPECT_TRUE(p.diagnostics.empty());
        check_span_laws(*p.tree);
        ASSERT_EQ(p.tree->nodes().size(), document.items().size() + 1);
        for (std::size_t i = 0; i < document.items().size(); ++i)
            expect_same(*p.tree, p.tree->nodes()[i + 1], document.items()[i]);
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Spans, OfALargeDocumentAreRightBeyondLine65535) {
    std::string text = "<?xml version=\"1.0\"?>\n<Envelope>\n";
    std::vector<std::uint32_t> begins;
    for (int i = 0; i < 80'000; ++i) {
        text += "  <é>";
        begins.push_back(static_cast<std::uint32_t>(text.size()));
        text += "<x a='ü'/></é>\n";
    }
    text += "</Envelope>\n";
    const Parsed p = parse_bytes(text);
    ASSERT_TRUE(p.ok()) << p.error.message;
    std::size_t i = 0;
    for (const Node& n : p.tree->nodes()) {
        if (n.name != "x") continue;
        ASSERT_EQ(n.begin, begins[i]);
        if (i % 997 == 0 || i == 79'999) {
            const Location where = p.source->locate(n.begin, n.end);
            ASSERT_EQ(where.line, i + 3);
            ASSERT_EQ(where.column, 6U) << "é is one character";
            const Attribute& a = *p.tree->attributes_begin(n);
            ASSERT_EQ(p.source->locate(a.value_begin, a.value_end).column, 12U);
        }
        ++i;
    }
    EXPECT_EQ(i, begins.size());
}

TEST(Spans, OfAnErrorAreRightBeyondLine65535) {
    std::string text = "<a>";
    for (int i = 0; i < 70'000; ++i) text += "é\n";
    const Parsed p = parse_bytes(text + "ü</b></a>");
    EXPECT_EQ(p.verdict().substr(0, 6), "70001:") << p.verdict();
}

TEST(Spans, SurviveATextLongerThanAnyBuffer) {
    const std::string huge(12'000'000, 'x');
    const Parsed p =
        parse_bytes("<a><b>" + huge + "</b><c d='" + huge + "'/><!--" + huge + "--><?p " + huge + "?><e/></a>");
    ASSERT_TRUE(p.ok()) << p.error.message;
    check_span_laws(*p.tree);
    EXPECT_EQ(p.tree->nodes().back().name, "e");
    EXPECT_EQ(p.tree->text().substr(p.tree->nodes().back().begin), "<e/></a>");
}

TEST(Spans, OfAValueWithoutReferencesViewTheText) {
    const Parsed p = parse_bytes("<a b='plain' c='&amp;'>text</a>");
    ASSERT_TRUE(p.ok());
    const std::string_view text = p.tree->text();
    const auto views = [&](std::string_view s) {
        return s.data() >= text.data() && s.data() < text.data() + text.size();
    };
    const Attribute* a = p.tree->attributes_begin(p.root());
    EXPECT_TRUE(views(a[0].value));
    EXPECT_FALSE(views(a[1].value));
    EXPECT_TRUE(views(p.root().text));
    EXPECT_TRUE(views(p.root().name));
}

// ---- other encodings: the same tree, and places in the bytes of the source ----

// UTF-16 of valid UTF-8, with the byte offset of each UTF-8 offset.
struct Utf16 {
    std::string bytes;
    std::vector<std::uint32_t> offset;
};

Utf16 to_utf16(const std::string& utf8, bool big_endian, bool mark) {
    Utf16 out;
    const auto unit = [&](std::uint32_t u) {
        const char low = static_cast<char>(u & 0xFFU), high = static_cast<char>(u >> 8U);
        out.bytes += big_endian ? high : low;
        out.bytes += big_endian ? low : high;
    };
    if (mark) unit(0xFEFF);
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
        out.offset.insert(out.offset.end(), size, static_cast<std::uint32_t>(out.bytes.size()));
        for (std::size_t k = 1; k < size; ++k) code = (code << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        if (code < 0x10000) {
            unit(code);
        } else {
            unit(0xD800 + ((code - 0x10000) >> 10U));
            unit(0xDC00 + ((code - 0x10000) & 0x3FFU));
        }
        i += size;
    }
    out.offset.push_back(static_cast<std::uint32_t>(out.bytes.size()));
    return out;
}

// A declared UTF-8 contradicts UTF-16 bytes, which is a finding of its own.
std::string without_declaration(std::string text) {
    if (text.compare(0, 5, "<?xml") == 0) text.erase(0, text.find("?>") + 2);
    return text;
}

class SpansUtf16 : public testing::TestWithParam<std::tuple<bool, bool>> {};

TEST_P(SpansUtf16, AreInBytesOfTheSource) {
    const auto [big_endian, mark] = GetParam();
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        const std::string text = without_declaration(RandomDocument(seed).text());
        if (!mark && text.front() != '<') continue;  // not to be told from 8-bit text
        SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + text);
        const Utf16 coded = to_utf16(text, big_endian, mark);
        const Parsed p = parse_bytes(coded.bytes);
        const Parsed plain = parse_bytes(text);
        ASSERT_TRUE(p.ok() && plain.ok()) << p.error.message;
        ASSERT_EQ(p.tree->nodes().size(), plain.tree->nodes().size());
        for (std::size_t i = 0; i < p.tree->nodes().size(); ++i) {
            const Node& n = p.tree->nodes()[i];
            const Node& same = plain.tree->nodes()[i];
            ASSERT_EQ(n.begin, same.begin);
            ASSERT_EQ(n.text, same.text);
            ASSERT_EQ(p.source->to_source(n.begin, n.end), (Span{coded.offset[n.begin], coded.offset[n.end]}));
            const Location a = p.source->locate(p.source->to_source(n.begin, n.end));
            const Location b = plain.source->locate(same.begin, same.end);
            ASSERT_EQ(a.line, b.line);
            ASSERT_EQ(a.column, b.column);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Spans, SpansUtf16, testing::Combine(testing::Bool(), testing::Bool()));

TEST(Spans, BehindAByteOrderMarkCountIt) {
    const Parsed p = parse_bytes("\xEF\xBB\xBF<a>\n<é b='1'/></a>");
    ASSERT_TRUE(p.ok());
    const Node& inner = *p.tree->first_child(p.root());
    EXPECT_EQ(p.source->to_source(inner.begin, inner.end), (Span{7, 18}));
    EXPECT_EQ((Span{7, 18}).of(p.source->bytes()), "<é b='1'/>");
    const Location where = p.source->locate(Span{11, 14});
    EXPECT_EQ(where.line, 2U);
    EXPECT_EQ(where.column, 4U);
}

TEST(Spans, OfLatin1AreInBytesOfTheSource) {
    const Parsed p = parse_bytes("<?xml version='1.0' encoding='ISO-8859-1'?><a t='\xFC\xFC'><b>\xE9</b></a>");
    ASSERT_TRUE(p.ok()) << p.error.message;
    const Node& b = *p.tree->first_child(p.root());
    EXPECT_EQ(b.text, "é");
    EXPECT_EQ(p.source->to_source(b.begin, b.end).of(p.source->bytes()), "<b>\xE9</b>");
    const Attribute& t = *p.tree->attributes_begin(p.root());
    EXPECT_EQ(t.value, "üü");
    EXPECT_EQ(p.source->to_source(t.value_begin, t.value_end).of(p.source->bytes()), "\xFC\xFC");
}

}  // namespace
}  // namespace ovfkit::xml
