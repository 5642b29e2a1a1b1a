// SPDX-License-Identifier: Apache-2.0
#include "engine/opened.hpp"

#include "trust/flag_words.hpp"
#include "xml/parse.hpp"

namespace ovfkit::engine {

Result<std::unique_ptr<Opened>> open(std::string_view bytes, Diagnostics& diagnostics, const ReadOptions& options) {
    auto opened = std::make_unique<Opened>(options.name, bytes);
    if (const auto decoded = opened->source.decode(options.limits, diagnostics); !decoded) return decoded.error();
    auto tree = xml::parse(opened->source, options.limits, diagnostics);
    if (!tree) return tree.error();
    opened->tree = std::move(*tree);
    return opened;
}

std::vector<const xml::Node*> children_named(const xml::Tree& tree, const xml::Node& resource, std::string_view name) {
    std::vector<const xml::Node*> found;
    for (const xml::Node* c = tree.first_child(resource); c != nullptr; c = tree.next(*c)) {
        const bool own = c->kind == xml::Node::Kind::element && c->ns == resource.ns && !c->undeclared_prefix;
        if (own && c->name == name) found.push_back(c);
    }
    return found;
}

std::optional<bool> flag_of(const xml::Tree& tree, const xml::Node& node) {
    for (const xml::Node* c = tree.first_child(node); c != nullptr; c = tree.next(*c))
        if (c->kind == xml::Node::Kind::element) return std::nullopt;
    return trust::parse_flag(tree.string_value(node));
}

std::optional<std::string> fault_words(const xml::Tree& tree) {
    if (tree.root().name != "fault") return std::nullopt;
    std::string words;
    for (const std::string_view part : {"reason", "detail"}) {
        const auto nodes = children_named(tree, tree.root(), part);
        if (nodes.empty()) continue;
        const std::string text = tree.string_value(*nodes.front());
        if (!text.empty()) words += (words.empty() ? "" : ": ") + text;
    }
    return words.empty() ? "a fault without a reason" : words;
}

}  // namespace ovfkit::engine
