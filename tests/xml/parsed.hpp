// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <ovfkit/base/diagnostic.hpp>

#include "xml/parse.hpp"

namespace ovfkit::xml {

/// A document parsed from bytes, with what parsing said. The source stands still while this is moved.
struct Parsed {
    std::unique_ptr<Source> source;
    Diagnostics diagnostics;
    std::optional<Tree> tree;
    Error error;

    [[nodiscard]] bool ok() const { return tree.has_value(); }
    [[nodiscard]] const Node& root() const { return tree->root(); }
    /// `line:column rule` of the error, or `ok`.
    [[nodiscard]] std::string verdict() const {
        if (ok()) return "ok";
        return std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + " " +
               std::string(error.rule);
    }
};

inline Parsed parse_bytes(std::string bytes, const Limits& limits = {}) {
    Parsed p{std::make_unique<Source>("test.xml", std::move(bytes)), Diagnostics(limits.max_diagnostics), {}, {}};
    if (auto decoded = p.source->decode(limits, p.diagnostics); !decoded) {
        p.error = decoded.error();
        return p;
    }
    auto tree = parse(*p.source, limits, p.diagnostics);
    if (tree)
        p.tree = std::move(*tree);
    else
        p.error = tree.error();
    return p;
}

/// What has to hold for every parsed document, whatever it says: each construct begins and ends where its text does.
inline void check_span_laws(const Tree& tree) {
    const std::string_view text = tree.text();
    for (const Node& n : tree.nodes()) {
        if (n.kind == Node::Kind::document) continue;
        const std::string at = " in node " + std::to_string(tree.index_of(n)) + " at " + std::to_string(n.begin);
        ASSERT_LE(n.begin, n.inner_begin) << at;
        ASSERT_LE(n.inner_begin, n.end) << at;
        ASSERT_LE(n.inner_end, n.end) << at;
        ASSERT_LE(n.end, text.size()) << at;
        const Node& parent = tree.parent(n);
        ASSERT_TRUE(parent.kind == Node::Kind::document || (parent.inner_begin <= n.begin && n.end <= parent.inner_end))
            << at;
        if (n.next_sibling != 0) {
            ASSERT_LE(n.end, tree[n.next_sibling].begin) << at;
        }
        if (n.kind == Node::Kind::text) {
            ASSERT_FALSE(n.text.empty()) << at;
            continue;
        }
        ASSERT_EQ(text[n.begin], '<') << at;
        ASSERT_EQ(text[n.end - 1], '>') << at;
        if (n.kind == Node::Kind::comment) {
            ASSERT_EQ(text.substr(n.begin, 4), "<!--") << at;
        }
        if (n.kind == Node::Kind::processing_instruction) {
            ASSERT_EQ(text.substr(n.begin, 2), "<?") << at;
        }
        if (n.kind != Node::Kind::element) continue;
        const std::string_view prefix = tree.prefix(n);
        const std::string name = (prefix.empty() ? "" : std::string(prefix) + ":") + std::string(n.name);
        ASSERT_EQ(text.substr(n.begin + 1, name.size()), name) << at;
        ASSERT_EQ(text[n.inner_begin - 1], '>') << at;
        if (n.empty_tag()) {
            ASSERT_EQ(text.substr(n.end - 2, 2), "/>") << at;
            ASSERT_FALSE(n.has_children) << at;
        } else {
            ASSERT_EQ(text.substr(n.inner_end, name.size() + 2), "</" + name) << at;
        }
        std::uint32_t behind = n.begin + 1;
        for (const Attribute* a = tree.attributes_begin(n); a != tree.attributes_end(n); ++a) {
            ASSERT_GT(a->begin, behind) << at;
            const char quote = text[a->value_end];
            ASSERT_TRUE(quote == '"' || quote == '\'') << at;
            ASSERT_EQ(text[a->value_begin - 1], quote) << at;
            ASSERT_EQ(tree.raw_value(*a).find(quote), std::string_view::npos) << at;
            const std::string_view ap = tree.prefix(*a);
            const std::string attribute = (ap.empty() ? "" : std::string(ap) + ":") + std::string(a->name);
            ASSERT_EQ(text.substr(a->begin, attribute.size()), attribute) << at;
            behind = a->value_end;
        }
        ASSERT_LT(behind, n.inner_begin) << at;
    }
}

}  // namespace ovfkit::xml
