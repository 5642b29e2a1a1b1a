// SPDX-License-Identifier: Apache-2.0
// What is wrong with a document is said in words for people, at the place that they would look at.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include <ovfkit/xml/rules.hpp>

#include "xml/parsed.hpp"

namespace ovfkit::xml {
namespace {

/// `line:column message` of the only finding, and what of the bytes it spans.
std::string problem(const std::string& bytes) {
    const Parsed p = parse_bytes(bytes);
    if (p.diagnostics.size() != 1) return std::to_string(p.diagnostics.size()) + " findings";
    const Diagnostic& one = p.diagnostics.all().front();
    return std::to_string(one.where.line) + ":" + std::to_string(one.where.column) + " " + one.message + " [" +
           std::string(one.where.span.of(bytes)) + "]";
}

TEST(Problems, AnAmpersandForItselfIsShownWithItsCure) {
    EXPECT_EQ(problem("<a>Smith & Sons</a>"),
              "1:10 not well-formed: an & that begins no entity; one that stands for itself is written &amp; [&]");
    EXPECT_EQ(problem("<a b='c&d'/>"),
              "1:10 not well-formed: an entity without its ; or an & that should be written &amp; [']");
}

TEST(Problems, ALessThanForItselfIsShownWithItsCure) {
    EXPECT_EQ(problem("<a>1 < 2</a>"),
              "1:6 not well-formed: a < that begins no tag; one that stands for itself is written &lt; [<]");
}

TEST(Problems, WhatIsCutOffIsSaidToEnd) {
    EXPECT_EQ(problem("<a>\n <"), "2:3 not well-formed: the document ends within a tag or an entity []");
    EXPECT_EQ(problem("<a>\n &"), "2:3 not well-formed: the document ends within a tag or an entity []");
}

TEST(Problems, ATagThatDoesNotFitIsTheClosingOne) {
    EXPECT_EQ(problem("<a>\n  <b>text\n</a>"),
              "3:1 not well-formed: Opening and ending tag mismatch: b line 2 and a [</a>]");
}

TEST(Problems, AnAttributeThatStandsTwiceIsInItsTag) {
    EXPECT_EQ(problem("<a>\n  <b c='1' c='2'/></a>"), "2:3 not well-formed: Attribute c redefined [<b c='1' c='2']");
}

TEST(Problems, AnUnknownVersionIsInTheDeclaration) {
    EXPECT_EQ(problem("<?xml version='1.1'?>\n<a/>"), "1:7 the document says that it is of XML 1.1 [version]");
}

TEST(Problems, AnUndeclaredPrefixIsThatOfTheElementOrTheAttribute) {
    EXPECT_EQ(problem("<a>\n  <x:b c='1'/></a>"), "2:3 Namespace prefix x on b is not defined [<x:b c='1']");
    EXPECT_EQ(problem("<a>\n  <b yx:c='1' x:cc='2' x:c = '3' xmlns:yx='urn:y' x='x:c=' /></a>"), "2 findings");
    EXPECT_EQ(problem("<a>\n  <b xmlns:y='urn:y' y:c='x:c=' x:c = '3'/></a>"),
              "2:33 Namespace prefix x for c on b is not defined [x:c]");
}

TEST(Problems, ABadNamespaceIsAtItsDeclaration) {
    EXPECT_EQ(problem("<a xmlns:shops='urn:s' xmlns:shop='http://shop.example/the till'/>"),
              "1:24 xmlns:shop: 'http://shop.example/the till' is not a valid URI [xmlns:shop]");
}

TEST(Problems, ALongTagIsNotSearchedForEachOfItsNames) {
    const std::string tag = "<a b='" + std::string(5000, 'x') + "' x:c='1'/>";
    EXPECT_EQ(problem(tag).substr(0, 4), "1:1 ") << "it is the whole tag then";
}

}  // namespace
}  // namespace ovfkit::xml
