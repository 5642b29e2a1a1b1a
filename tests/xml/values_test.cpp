// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "xml/parsed.hpp"
#include "xml/random_document.hpp"

namespace ovfkit::xml {
namespace {

using Kind = Node::Kind;

std::string_view view(const xmlChar* s) {
    return s == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(s));
}

// libxml2's own tree, one line a fact. Text is joined and white space between nodes left out, as in ours.
class Dom {
public:
    explicit Dom(std::string_view text) {
        document_.reset(xmlReadMemory(
            text.data(), static_cast<int>(text.size()), "x", "UTF-8",
            XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
        if (document_) children(document_->children, true);
    }
    [[nodiscard]] bool ok() const { return document_ != nullptr; }
    [[nodiscard]] const std::string& facts() const { return out_; }

private:
    void flush(bool only) {
        if (!text_.empty() && (only || text_.find_first_not_of(" \t\r\n") != std::string::npos))
            out_ += "text " + text_ + "\n";
        text_.clear();
    }

    void element(const xmlNode* n) {
        out_ += "element {" + std::string(n->ns != nullptr ? view(n->ns->href) : "") + "}" +
                std::string(view(n->name)) + "\n";
        for (const xmlAttr* a = n->properties; a != nullptr; a = a->next) {
            xmlChar* value = xmlNodeListGetString(n->doc, a->children, 1);
            out_ += "attribute {" + std::string(a->ns != nullptr ? view(a->ns->href) : "") + "}" +
                    std::string(view(a->name)) + "=" + std::string(view(value)) + "\n";
            xmlFree(value);
        }
        children(n->children, false);
        out_ += "end\n";
    }

    void children(const xmlNode* first, bool document) {
        bool only = !document;
        for (const xmlNode* n = first; n != nullptr; n = n->next)
            only = only && (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE);
        for (const xmlNode* n = first; n != nullptr; n = n->next) {
            if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
                text_ += view(n->content);
                continue;
            }
            flush(false);
            if (n->type == XML_ELEMENT_NODE) element(n);
            if (n->type == XML_COMMENT_NODE) out_ += "comment " + std::string(view(n->content)) + "\n";
            if (n->type == XML_PI_NODE)
                out_ += "pi " + std::string(view(n->name)) + " " + std::string(view(n->content)) + "\n";
        }
        flush(only);
    }

    struct Free {
        void operator()(xmlDoc* d) const { xmlFreeDoc(d); }
    };
    std::unique_ptr<xmlDoc, Free> document_;
    std::string out_;
    std::string text_;
};

void add_facts(const Tree& tree, const Node& n, std::string& out) {
    switch (n.kind) {
        case Kind::text: out += "text " + std::string(n.text) + "\n"; return;
        case Kind::comment: out += "comment " + std::string(n.text) + "\n"; return;
        case Kind::processing_instruction:
            out += "pi " + std::string(n.name) + " " + std::string(n.text) + "\n";
            return;
        default: break;
    }
    if (n.kind == Kind::element) {
        // libxml2 keeps a prefix that is bound to nothing in the name.
        const std::string loose = n.undeclared_prefix ? std::string(tree.prefix(n)) + ":" : "";
        out += "element {" + std::string(tree.namespace_uri(n.ns)) + "}" + loose + std::string(n.name) + "\n";
        for (const Attribute* a = tree.attributes_begin(n); a != tree.attributes_end(n); ++a) {
            const std::string prefix = a->undeclared_prefix ? std::string(tree.prefix(*a)) + ":" : "";
            out += "attribute {" + std::string(tree.namespace_uri(a->ns)) + "}" + prefix + std::string(a->name) + "=" +
                   std::string(a->value) + "\n";
        }
        if (!n.text.empty()) out += "text " + std::string(n.text) + "\n";
    }
    for (const Node* c = tree.first_child(n); c != nullptr; c = tree.next(*c)) add_facts(tree, *c, out);
    if (n.kind == Kind::element) out += "end\n";
}

std::string facts(const Tree& tree) {
    std::string out;
    add_facts(tree, tree[0], out);
    return out;
}

TEST(Values, AreThoseOfLibxml2OverAllFixtures) {
    int compared = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(OVFKIT_SOURCE_DIR "/fixtures")) {
        if (entry.path().extension() != ".ovf") continue;
        SCOPED_TRACE(entry.path().string());
        std::ifstream file(entry.path(), std::ios::binary);
        const Parsed p = parse_bytes({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
        if (!p.ok()) continue;
        const Dom dom(p.tree->text());
        ASSERT_TRUE(dom.ok());
        ASSERT_EQ(facts(*p.tree), dom.facts());
        ++compared;
    }
    EXPECT_GT(compared, 100);
}

TEST(Values, AreThoseOfLibxml2OverRandomDocuments) {
    for (std::uint32_t seed = 10'001; seed <= 11'500; ++seed) {
        const RandomDocument document(seed, 120);
        SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + document.text());
        const Parsed p = parse_bytes(document.text());
        const Dom dom(document.text());
        ASSERT_TRUE(p.ok() && dom.ok());
        ASSERT_EQ(facts(*p.tree), dom.facts());
    }
}

// Names that namespaces forbid and XML allows, where positions and values must not get out of step.
TEST(Values, AreThoseOfLibxml2InOddNames) {
    for (const char* text : {
             "<a xmlns:='x' b='yy'/>",
             "<a xmlns:1='x' b='yy' c='z'/>",
             "<a xmlns:b:c='x' d='yy'/>",
             "<a xmlns:xml='x' b='yy'/>",
             "<a xmlns:xmlns='x' b='yy'/>",
             "<a xmlns:p='' p:b='yy' c='1'/>",
             "<a :b='1' c='2'/>",
             "<:a b='2'/>",
             "<a: b='2'/>",
             "<a:b:c d:e:f='1' g='2'/>",
             "<a:1 b:2='1' c='2'/>",
             "<xmlns:a b='1'/>",
             "<xmlns a='1'/>",
             "<a xmlnsx='1' b='2'/>",
             "<a xml:lang='? ?' xml:space='no' b='2'/>",
             "<a xmlns='http://www.w3.org/XML/1998/namespace' b='1'/>",
             "<a xmlns:p='urn:1' xmlns:q='urn:1' p:b='1' c='3' q:d='2'/>",
             "<a xmlns:p='urn:a&amp;b&#10;c' p:b='1'/>",
             "<a xmlns:p='urn:1' xmlns:q='urn:1' p:b='1' c='3' q:b='2'/>",
             "<a xmlns:p='urn:a\nb' p:b='1'/>",
         }) {
        SCOPED_TRACE(text);
        const Parsed p = parse_bytes(text);
        const Dom dom(text);
        ASSERT_EQ(p.ok(), dom.ok()) << p.error.message;
        if (!p.ok()) continue;
        EXPECT_EQ(facts(*p.tree), dom.facts());
        check_span_laws(*p.tree);
    }
}

TEST(Values, OfAttributesAreNormalised) {
    const Parsed p = parse_bytes("<a b='1\n2\t3\r\n4&#10;5&#xD;&amp;#10;&lt;&apos;\"'/>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(p.tree->attributes_begin(p.root())->value, "1 2 3 4\n5\r&#10;<'\"");
}

TEST(Values, OfTextHaveLineFeedsOnly) {
    const Parsed p = parse_bytes("<a>1\r\n2\r3&#13;<![CDATA[4\r\n]]></a>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(p.root().text, "1\n2\n3\r4\n");
}

TEST(Values, OfALeafJoinTextReferencesAndCdata) {
    const Parsed p = parse_bytes("<a>x<![CDATA[]]>&lt;<![CDATA[<b>]]><![CDATA[]]></a>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(p.root().text, "x<<b>");
    EXPECT_FALSE(p.root().has_children);
}

TEST(Values, OfMixedContentAreNodesOfTheirOwn) {
    const Parsed p = parse_bytes("<a>x<b/>y<!--c-->z<?d e?></a>");
    ASSERT_TRUE(p.ok());
    EXPECT_EQ(facts(*p.tree), "element {}a\ntext x\nelement {}b\nend\ntext y\ncomment c\ntext z\npi d e\nend\n");
    EXPECT_EQ(p.tree->string_value(p.root()), "xyz");
}

TEST(Values, OfMarkupBehindAnEmptyCdataSectionAreInPlace) {
    const Parsed p = parse_bytes("<a><![CDATA[]]><b c='1'/><![CDATA[]]><!--x--><![CDATA[ ]]></a>");
    ASSERT_TRUE(p.ok());
    check_span_laws(*p.tree);
    EXPECT_EQ(p.tree->first_child(p.root())->begin, 15U);
}

TEST(Path, CountsSiblingsOfOneName) {
    const Parsed p = parse_bytes("<a><b/><c/><b><d/></b></a>");
    ASSERT_TRUE(p.ok());
    std::vector<std::string> paths;
    for (const Node& n : p.tree->nodes())
        if (n.kind == Kind::element) paths.push_back(p.tree->path(n));
    EXPECT_EQ(paths, (std::vector<std::string>{"/a", "/a/b[1]", "/a/c", "/a/b[2]", "/a/b[2]/d"}));
}

TEST(Resolve, FollowsDeclarationsInScope) {
    const Parsed p = parse_bytes("<a xmlns:p='1'><b xmlns:p='2' xmlns='3'><c/></b><d/></a>");
    ASSERT_TRUE(p.ok());
    const Tree& t = *p.tree;
    const Node& b = *t.first_child(p.root());
    const Node& c = *t.first_child(b);
    const Node& d = *t.next(b);
    EXPECT_EQ(*t.resolve(c, "p"), "2");
    EXPECT_EQ(*t.resolve(c, ""), "3");
    EXPECT_EQ(*t.resolve(d, "p"), "1");
    EXPECT_EQ(t.resolve(d, ""), nullptr);
    EXPECT_EQ(t.resolve(d, "q"), nullptr);
    EXPECT_EQ(*t.resolve(d, "xml"), "http://www.w3.org/XML/1998/namespace");
}

}  // namespace
}  // namespace ovfkit::xml
