// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/xml/rules.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "xml/parsed.hpp"

namespace ovfkit::xml {
namespace {

using namespace std::string_view_literals;

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.good()) << path;
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

// Every refusal is one error in the findings, the same as the Error says, with its place; nothing else is printed.
void expect_refused_once(const Parsed& p) {
    ASSERT_FALSE(p.ok());
    EXPECT_EQ(p.diagnostics.count(Severity::error), 1U);
    ASSERT_FALSE(p.diagnostics.empty());
    const Diagnostic& last = p.diagnostics.all().back();
    EXPECT_EQ(last.severity, Severity::error);
    EXPECT_EQ(last.rule, p.error.rule);
    EXPECT_EQ(last.message, p.error.message);
    EXPECT_GE(p.error.where.line, 1U);
    EXPECT_GE(p.error.where.column, 1U);
    EXPECT_EQ(p.error.where.source, "test.xml");
    EXPECT_LE(p.error.where.span.begin, p.error.where.span.end);
    EXPECT_LE(p.error.where.span.end, p.source->bytes().size());
    EXPECT_EQ(printable(p.error.message, 1000), p.error.message);
}

class Quiet : public testing::Test {
protected:
    void SetUp() override { testing::internal::CaptureStderr(); }
    void TearDown() override { EXPECT_EQ(testing::internal::GetCapturedStderr(), ""); }
};

using HostileXml = Quiet;

TEST_F(HostileXml, DocumentTypesAreRefusedWhereTheyStand) {
    EXPECT_EQ(parse_bytes("<!DOCTYPE a><a/>").verdict(), "1:1 xml/doctype");
    EXPECT_EQ(parse_bytes("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'a.dtd'><a/>").verdict(), "2:1 xml/doctype");
    EXPECT_EQ(parse_bytes("<!--<a>-->\n<?b?>\n  <!DOCTYPE a PUBLIC 'x' 'y'><a/>").verdict(), "3:3 xml/doctype");
    EXPECT_EQ(parse_bytes("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").verdict(), "1:1 xml/doctype");
    EXPECT_EQ(parse_bytes("<!DOCTYPE a [" + repeat("<!ENTITY b ' \" '>", 1000) + "]><a/>").verdict(),
              "1:1 xml/doctype");
    EXPECT_EQ(parse_bytes("<!DOCTYPE a SYSTEM 'file:///etc/passwd'>").verdict(), "1:1 xml/doctype");
    expect_refused_once(parse_bytes("<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://x.invalid/'> %b;]><a/>"));
}

TEST_F(HostileXml, DocumentTypesInOtherPlacesOrSpellingsAreNotWellFormed) {
    for (const char* text :
         {"<!doctype a><a/>", "<!DocType a><a/>", "<a><!DOCTYPE a></a>", "<a/><!DOCTYPE a>", "< !DOCTYPE a><a/>"}) {
        SCOPED_TRACE(text);
        const Parsed p = parse_bytes(text);
        expect_refused_once(p);
        EXPECT_EQ(p.error.code, ErrorCode::malformed);
        EXPECT_EQ(p.error.rule, rule::not_well_formed.slug);
    }
}

TEST_F(HostileXml, EntitiesAreNeverExpanded) {
    std::string bomb = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
    for (int i = 1; i < 30; ++i) {
        const std::string one = "&e" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY e" + std::to_string(i) + " '" + repeat(one, 10) + "'>";
    }
    EXPECT_EQ(parse_bytes(bomb + "]><a>&e29;</a>").verdict(), "1:1 xml/doctype");
    EXPECT_EQ(parse_bytes(bomb + "]><a b='&e29;'/>").verdict(), "1:1 xml/doctype");
}

TEST_F(HostileXml, UndefinedEntitiesAreNotWellFormed) {
    for (const char* text : {"<a>&nbsp;</a>", "<a b='&x;'/>", "<a>&#0;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>",
                             "<a>&#99999999999;</a>", "<a b='&#1;'/>", "<a>& b</a>", "<a>&#;</a>", "<a>&#xD800;</a>"}) {
        SCOPED_TRACE(text);
        expect_refused_once(parse_bytes(text));
    }
}

TEST_F(HostileXml, CharactersThatXmlDoesNotHaveAreNotWellFormed) {
    using namespace std::string_literals;
    for (const std::string& text : {"<a>\x01</a>"s, "<a b='\x1B'/>"s, "<a>\0</a>"s, "<a b='\0'/>"s, "<a\0/>"s,
                                    "<!--\0--><a/>"s, "<a/>\0"s, "\0<a/>"s, "<\0a/>"s, "<a/>\0\0\0\0"s,
                                    "<a>\uFFFE</a>"s, "<a>\uFFFF</a>"s, "<a><![CDATA[\0]]></a>"s, "<?p \0?><a/>"s}) {
        SCOPED_TRACE(printable(text));
        expect_refused_once(parse_bytes(text));
    }
}

TEST_F(HostileXml, ASecondByteOrderMarkIsRefused) {
    const Parsed p = parse_bytes("\xEF\xBB\xBF\xEF\xBB\xBF<?xml version='1.0'?><a b='1'/>");
    EXPECT_EQ(p.verdict(), "1:1 xml/not-well-formed");
    EXPECT_TRUE(parse_bytes("\xEF\xBB\xBF<?xml version='1.0'?><a b='1'/>").ok());
}

TEST_F(HostileXml, BrokenMarkupIsRefusedWithItsPlace) {
    EXPECT_EQ(parse_bytes("").verdict(), "1:1 xml/not-well-formed");
    EXPECT_EQ(parse_bytes(" \n ").verdict(), "2:2 xml/not-well-formed");
    for (const char* text : {"<",
                             "<a",
                             "<a>",
                             "<a></b>",
                             "<a/><b/>",
                             "x",
                             "<a b/>",
                             "<a b=c/>",
                             "<a b='1' b='2'/>",
                             "<a b='<'/>",
                             "<a b='1'c='2'/>",
                             "</a>",
                             "<a>]]></a>",
                             "<a><!-- -- --></a>",
                             "<?xml version='1.0'?>",
                             "<a/>x",
                             " <?xml version='1.0'?><a/>",
                             "<a xmlns:p='1' xmlns:p='2'/>",
                             "<a><![CDATA[</a>",
                             "<!-- ",
                             "<?p",

                             "<?xml encoding='UTF-8'?><a/>",
                             "<1/>",
                             "<a/ >"}) {
        SCOPED_TRACE(text);
        expect_refused_once(parse_bytes(text));
    }
}

TEST_F(HostileXml, EveryTruncationIsRefusedOnce) {
    for (const char* name : {"/fixtures/dialects/ovirt/vm-virt-v2v.ovf", "/fixtures/hostile/odd-but-good.ovf"}) {
        const std::string whole = contents(std::string(OVFKIT_SOURCE_DIR) + name);
        ASSERT_TRUE(parse_bytes(whole).ok());
        const std::size_t end = whole.rfind("Envelope>") + 8;
        for (std::size_t size = 0; size <= end; ++size) {
            SCOPED_TRACE(name + (" cut at " + std::to_string(size)));
            expect_refused_once(parse_bytes(whole.substr(0, size)));
            if (HasFailure()) return;
        }
    }
}

TEST_F(HostileXml, EveryChangedByteIsReadInPlaceOrRefusedOnce) {
    std::mt19937 random(20'260'101);
    for (const char* name :
         {"/fixtures/dialects/ovirt/vm-virt-v2v.ovf", "/fixtures/hostile/odd-but-good.ovf",
          "/fixtures/hostile/utf-16le-bom.ovf", "/fixtures/dialects/dmtf-1.0/collection-plain.ovf"}) {
        const std::string whole = contents(std::string(OVFKIT_SOURCE_DIR) + name);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string changed = whole;
            constexpr std::string_view likely = "<>&\"'/=:;! \n\0\xEF\x80?-[]x"sv;
            changed[i] = random() % 2 == 0 ? likely[random() % likely.size()] : static_cast<char>(random() % 256);
            SCOPED_TRACE(name + (" changed at " + std::to_string(i)) + " to " + std::to_string(changed[i]));
            const Parsed p = parse_bytes(changed);
            if (p.ok())
                check_span_laws(*p.tree);
            else
                expect_refused_once(p);
            if (HasFailure()) return;
        }
    }
}

// ---- limits: refused with a place at little cost, and let through when they are raised ------------------------------

void expect_limit(const std::string& text, const Rule& rule, const Limits& raised) {
    const Parsed p = parse_bytes(text);
    expect_refused_once(p);
    EXPECT_EQ(p.error.code, ErrorCode::limit_exceeded);
    EXPECT_EQ(p.error.rule, rule.slug);
    const Parsed q = parse_bytes(text, raised);
    EXPECT_TRUE(q.ok()) << q.error.message;
    if (q.ok()) check_span_laws(*q.tree);
}

TEST_F(HostileXml, DepthIsLimited) {
    Limits raised;
    raised.max_depth = 201;
    expect_limit(repeat("<a>", 201) + repeat("</a>", 201), rule::too_deep, raised);
    EXPECT_TRUE(parse_bytes(repeat("<a>", 200) + repeat("</a>", 200)).ok());
    EXPECT_EQ(parse_bytes(repeat("<a>", 201)).verdict(), "1:601 xml/too-deep");
}

TEST_F(HostileXml, AMillionLevelsAreRefusedWhateverTheLimit) {
    const std::string deep = repeat("<a>", 1'000'000) + repeat("</a>", 1'000'000);
    EXPECT_EQ(parse_bytes(deep).error.rule, rule::too_deep.slug);
    Limits raised;
    raised.max_depth = 0xFFFFFFFF;
    raised.max_nodes = 0xFFFFFFFF;
    const Parsed p = parse_bytes(deep, raised);
    expect_refused_once(p);
    EXPECT_EQ(p.verdict(), "1:1501 xml/too-deep") << "500 levels is what a stack is sure to hold";
}

std::string attributes(std::size_t count, std::string_view before = "<a") {
    std::string out(before);
    for (std::size_t i = 0; i < count; ++i) out += " a" + std::to_string(i) + "=''";
    return out;
}

TEST_F(HostileXml, AttributesOfAnElementAreLimited) {
    Limits raised;
    raised.max_attributes = 300;
    expect_limit(attributes(257) + "/>", rule::too_many_attributes, raised);
    EXPECT_TRUE(parse_bytes(attributes(256) + "/>").ok());
    EXPECT_EQ(parse_bytes("<b>\n" + attributes(257) + "/></b>").verdict(), "2:1 xml/too-many-attributes");
}

TEST_F(HostileXml, AMillionAttributesCostNoSquareOfTheirNumber) {
    EXPECT_EQ(parse_bytes(attributes(1'000'000) + "/>").error.rule, rule::too_many_attributes.slug);
    // In tags that never end, or that end badly, behind quotes and brackets that could hide them.
    for (const char* before : {"<a b='>'", "<a b=\"'>\"", "<a b='\"'", "<a\n", "<a b='/>'", "<!----><a", "<?b <?><a",
                               "<x><![CDATA[<]]><a", "<!-- ' --><a", "<?b \"?><a", "<x>'<a", "<x b='&lt;'>\"<a"})
        for (const char* behind : {"/>", "", "<", "b", "='<'/>", " x", "></b>", "'"}) {
            SCOPED_TRACE(std::string(before) + " ... " + behind);
            expect_refused_once(parse_bytes(attributes(200'000, before) + behind));
        }
}

TEST_F(HostileXml, AMillionNamespacesOnAnElementCostNoSquareOfTheirNumber) {
    std::string text = "<a";
    for (int i = 0; i < 1'000'000; ++i) text += " xmlns:n" + std::to_string(i) + "='u'";
    EXPECT_EQ(parse_bytes(text + "/>").error.rule, rule::too_many_attributes.slug);
}

TEST_F(HostileXml, WhatOnlyLooksLikeAnOverlongTagIsRead) {
    const std::string many = attributes(400);
    for (const std::string& text :
         {"<a><!-- " + many + " /> --></a>", "<a><![CDATA[" + many + "/>]]></a>", "<?b " + many + "?><a/>",
          "<a>" + repeat("don't 'quote' ", 1000) + "</a>", "<a b=\"" + repeat("'", 2000) + "\"/>",
          "<a><![CDATA[if (x < y)" + repeat(" 'quoted'", 1000) + "]]></a>"}) {
        SCOPED_TRACE(text.substr(0, 30));
        const Parsed p = parse_bytes(text);
        EXPECT_TRUE(p.ok()) << p.error.message;
    }
}

TEST_F(HostileXml, NodesAndAttributesAreLimitedTogether) {
    Limits raised;
    raised.max_nodes = 500'000;
    expect_limit("<a>" + repeat("<b/>", 250'000) + "</a>", rule::too_many_nodes, raised);
    expect_limit("<a>" + repeat("<b c='' d=''/>", 90'000) + "</a>", rule::too_many_nodes, raised);
    expect_limit("<a>" + repeat("<!---->", 250'000) + "</a>", rule::too_many_nodes, raised);
    expect_limit("<a>" + repeat("<?b?>", 250'000) + "</a>", rule::too_many_nodes, raised);
    expect_limit("<a>" + repeat("x<b/>", 130'000) + "</a>", rule::too_many_nodes, raised);
    Limits few;
    few.max_nodes = 5;
    EXPECT_TRUE(parse_bytes("<a b='' c=''><d/>e</a>", few).ok());
    EXPECT_EQ(parse_bytes("<a b='' c=''><d/>e<f/></a>", few).verdict(), "1:19 xml/too-many-nodes");
}

TEST_F(HostileXml, NamespaceDeclarationsAreLimited) {
    std::string text = "<a>";
    for (int i = 0; i < 100'000; ++i) text += "<b xmlns:n='u" + std::to_string(i) + "' n:c=''/>";
    EXPECT_EQ(parse_bytes(text + "</a>").error.rule, rule::too_many_namespaces.slug);
    Limits raised;
    raised.max_namespaces = 1001;
    const std::string thousand = "<a>" + repeat("<b xmlns='u'/>", 1001) + "</a>";
    expect_limit(thousand, rule::too_many_namespaces, raised);
    raised.max_namespaces = 0xFFFFFFFF;
    raised.max_nodes = 0xFFFFFFFF;
    EXPECT_EQ(parse_bytes(text + "</a>", raised).error.rule, rule::too_many_namespaces.slug)
        << "65000 are what a tree can tell apart";
}

TEST_F(HostileXml, ANamespaceThatManyElementsWouldCarryIsLimitedInLength) {
    const auto text = [](std::size_t size) {
        return "<a xmlns:p='" + std::string(size, 'u') + "'>" + repeat("<p:b/>", 1000) + "</a>";
    };
    EXPECT_TRUE(parse_bytes(text(1024)).ok());
    Limits raised;
    raised.max_namespace_bytes = 2000;
    expect_limit(text(1025), rule::namespace_too_long, raised);
}

TEST_F(HostileXml, AttributeValuesAreLimitedInLength) {
    Limits small;
    small.max_attribute_bytes = 1000;
    EXPECT_TRUE(parse_bytes("<a b='" + std::string(1000, 'x') + "'/>", small).ok());
    const Parsed p = parse_bytes("<a>\n <b b='" + std::string(1001, 'x') + "'/></a>", small);
    expect_refused_once(p);
    EXPECT_EQ(p.verdict(), "2:5 xml/attribute-too-long");
    Limits raised;
    raised.max_attribute_bytes = 17U << 20U;
    expect_limit("<a b='" + std::string((16U << 20U) + 1, 'x') + "'/>", rule::attribute_too_long, raised);
}

TEST_F(HostileXml, BytesAreLimitedBeforeAndAfterDecoding) {
    Limits small;
    small.max_bytes = 100;
    EXPECT_TRUE(parse_bytes("<a>" + std::string(93, 'x') + "</a>", small).ok());
    EXPECT_EQ(parse_bytes("<a>" + std::string(94, 'x') + "</a>", small).error.code, ErrorCode::limit_exceeded);
    const std::string latin1 = "<?xml version='1.0' encoding='ISO-8859-1'?><a>" + std::string(50, '\xE9') + "</a>";
    EXPECT_EQ(parse_bytes(latin1, small).error.code, ErrorCode::limit_exceeded) << "150 bytes in UTF-8";
    EXPECT_TRUE(parse_bytes(latin1).ok());
}

TEST_F(HostileXml, NamesOfAnyLengthKeepEverythingInPlace) {
    for (const std::size_t size : {65'535U, 65'536U, 65'537U, 70'000U, 131'072U}) {
        const std::string name(size, 'n');
        SCOPED_TRACE(size);
        const Parsed p = parse_bytes("<" + name + ":a xmlns:" + name + "='u' " + name + ":b='1' c='2'><" + name +
                                     "/></" + name + ":a>");
        ASSERT_TRUE(p.ok()) << p.error.message;
        check_span_laws(*p.tree);
        EXPECT_EQ(p.root().name, "a");
        const Attribute* a = p.tree->attributes_begin(p.root());
        EXPECT_EQ(a[0].name, "b");
        EXPECT_EQ(a[0].value, "1");
        EXPECT_EQ(a[1].value, "2");
        EXPECT_EQ(p.tree->namespace_uri(a[0].ns), "u");
        EXPECT_EQ(p.tree->first_child(p.root())->name, name);
        EXPECT_LT(p.tree->path(*p.tree->first_child(p.root())).size(), 100U) << "a path is for people";
    }
}

// ---- what is odd but read, with a finding
// -----------------------------------------------------------------------------

TEST_F(HostileXml, UndeclaredPrefixesAreAFindingEach) {
    const Parsed p = parse_bytes("<a>\n  <x:b y:c='1'/></a>");
    ASSERT_TRUE(p.ok());
    ASSERT_EQ(p.diagnostics.size(), 2U);
    std::vector<std::uint32_t> columns;
    for (const Diagnostic& d : p.diagnostics) {
        EXPECT_EQ(d.rule, rule::undeclared_prefix.slug);
        EXPECT_EQ(d.where.line, 2U);
        columns.push_back(d.where.column);
    }
    std::sort(columns.begin(), columns.end());
    EXPECT_EQ(columns, (std::vector<std::uint32_t>{3, 8})) << "the element, and the attribute";
    const Node& b = *p.tree->first_child(p.root());
    EXPECT_TRUE(b.undeclared_prefix);
    EXPECT_EQ(p.tree->prefix(b), "x");
    EXPECT_EQ(b.name, "b");
    EXPECT_TRUE(p.tree->attributes_begin(b)->undeclared_prefix);
}

TEST_F(HostileXml, AFloodOfUndeclaredPrefixesIsCountedAndNotKept) {
    const Parsed p = parse_bytes("<a>" + repeat("<x:b/>", 100'000) + "</a>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(p.diagnostics.size(), 1000U);
    EXPECT_EQ(p.diagnostics.count(Severity::warning), 100'000U);
}

TEST_F(HostileXml, DeclarationsThatBindNothingAreFindings) {
    for (const char* text : {"<a xmlns:p=''/>", "<a xmlns:xml='urn:x'/>", "<a xmlns:xmlns='urn:x'/>",
                             "<a xmlns='relative'/>", "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>"}) {
        SCOPED_TRACE(text);
        const Parsed p = parse_bytes(text);
        ASSERT_TRUE(p.ok());
        ASSERT_EQ(p.diagnostics.size(), 1U);
        EXPECT_EQ(p.diagnostics.all().front().rule, rule::namespace_error.slug);
        EXPECT_EQ(p.diagnostics.all().front().where.line, 1U);
    }
    const Parsed p = parse_bytes("<a xmlns:p=''/>");
    EXPECT_EQ(p.tree->resolve(p.root(), "p"), nullptr);
}

TEST_F(HostileXml, AnotherVersionOfXmlIsAFinding) {
    const Parsed p = parse_bytes("<?xml version='1.1'?><a/>");
    ASSERT_TRUE(p.ok());
    ASSERT_EQ(p.diagnostics.size(), 1U);
    EXPECT_EQ(p.diagnostics.all().front().rule, rule::unknown_version.slug);
    EXPECT_TRUE(parse_bytes("<?xml version='1.0'?><a/>").diagnostics.empty());
}

TEST_F(HostileXml, OddLanguagesAndSpacesAreNoMatterOfNamespaces) {
    const Parsed p = parse_bytes("<a xml:lang='not a language' xml:space='no'/>");
    ASSERT_TRUE(p.ok());
    EXPECT_TRUE(p.diagnostics.empty());
}

TEST_F(HostileXml, InclusionsAreMarkupLikeAnyOther) {
    const Parsed p = parse_bytes(
        "<?xml-stylesheet href='file:///etc/passwd'?><a xmlns:xi='http://www.w3.org/2001/XInclude'>"
        "<xi:include href='file:///etc/passwd' parse='text'/></a>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(p.tree->nodes().size(), 4U);
    EXPECT_EQ(p.tree->string_value(p.root()), "");
}

TEST_F(HostileXml, TextIsNeverAFormatString) {
    const Parsed p = parse_bytes("<%s%n%s%n><x:%n y:%s='%n%n%s'/></b>");
    expect_refused_once(p);
    const Parsed q = parse_bytes("<a><n%n:b p%s:c='%n'/></a>");
    EXPECT_FALSE(q.ok());
}

TEST(Rules, OfTheRoomAreAllListedOnce) {
    std::vector<std::string_view> slugs;
    for (const Rule* rule : rules()) {
        slugs.push_back(rule->slug);
        EXPECT_EQ(rule->slug.substr(0, 4), "xml/");
        EXPECT_FALSE(rule->title.empty() || rule->rationale.empty() || rule->hint.empty());
    }
    std::sort(slugs.begin(), slugs.end());
    EXPECT_EQ(std::unique(slugs.begin(), slugs.end()), slugs.end());
    EXPECT_EQ(slugs.size(), 11U);
}

}  // namespace
}  // namespace ovfkit::xml
