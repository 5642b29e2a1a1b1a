// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/embedded.hpp>

#include <algorithm>

#include "base/ascii.hpp"
#include "descriptor/splices.hpp"
#include "descriptor/state.hpp"

namespace ovfkit::descriptor {
namespace {

using xml::Node;
using xml::Tree;

std::vector<const Node*> embedded_nodes(const Tree& tree, std::string_view ns, std::string_view name) {
    std::vector<const Node*> found;
    for (const Node& node : tree.nodes())
        if (node.kind == Node::Kind::element && node.name == name && tree.namespace_uri(node.ns) == ns)
            found.push_back(&node);
    return found;
}

const Node* references_of(const Tree& tree) {
    for (const Node* child = tree.first_child(tree.root()); child != nullptr; child = tree.next(*child))
        if (child->kind == Node::Kind::element && child->name == "References") return child;
    return nullptr;
}

/// Of the white space that ends at `end`, not going below `least`.
std::uint32_t begin_of_blanks(std::string_view text, std::uint32_t least, std::uint32_t end) {
    while (end > least && blanks.find(text[end - 1]) != std::string_view::npos) --end;
    return end;
}

/// A line end and an indentation one step deeper than the end tag that `gap` stands before; empty on one line.
std::string line_before(std::string_view gap) {
    const std::size_t line_feed = gap.rfind('\n');
    if (line_feed == std::string_view::npos) return {};
    const bool with_return = line_feed > 0 && gap[line_feed - 1] == '\r';
    return (with_return ? "\r\n" : "\n") + std::string(gap.substr(line_feed + 1)) + "  ";
}

}  // namespace

std::vector<EmbeddedElement> embedded_elements(const Descriptor& descriptor, std::string_view ns,
                                               std::string_view name) {
    const Descriptor::State& state = descriptor.state();
    const Tree& tree = state.tree;
    const Node* references = references_of(tree);
    std::vector<EmbeddedElement> found;
    std::uint32_t done = 0;
    for (const Node* node : embedded_nodes(tree, ns, name)) {
        const Node* parent = &tree.parent(*node);
        EmbeddedElement element;
        // Nested ones would be copied as often as they are deep.
        if (node->begin >= done) element.text = std::string(tree.text().substr(node->begin, node->end - node->begin));
        done = std::max(done, node->end);
        element.at = state.source.to_source(node->begin, node->end);
        element.in_place = parent == &tree.root() || parent == references;
        found.push_back(std::move(element));
    }
    return found;
}

Result<std::string> embed(const Descriptor& descriptor, std::string_view ns, std::string_view name,
                          std::string_view element) {
    const Tree& tree = descriptor.state().tree;
    const Node* references = references_of(tree);
    const Node& place = references != nullptr && references->has_children ? *references : tree.root();
    if (place.empty_tag())
        return Error{ErrorCode::unsupported, "the descriptor holds nothing", {descriptor.name(), {}, 0, 0, {}}, {}};
    Splices splices;
    std::uint32_t done = 0;  // an element inside another one goes with it
    for (const Node* node : embedded_nodes(tree, ns, name)) {
        if (node->begin < done || node == &tree.root()) continue;
        const std::uint32_t least = std::max(tree.parent(*node).inner_begin, done);
        splices.remove(begin_of_blanks(tree.text(), least, node->begin), node->end);
        done = node->end;
    }
    if (!element.empty()) {
        const std::uint32_t at = begin_of_blanks(tree.text(), place.inner_begin, place.inner_end);
        splices.insert(at, line_before(tree.text().substr(at, place.inner_end - at)) + std::string(element));
    }
    return splices.apply(descriptor.state().source);
}

std::size_t count_ids(const Descriptor& descriptor, std::string_view value) {
    const Tree& tree = descriptor.state().tree;
    std::size_t count = 0;
    for (const Node& node : tree.nodes()) {
        if (node.kind != Node::Kind::element) continue;
        count += static_cast<std::size_t>(
            std::count_if(tree.attributes_begin(node), tree.attributes_end(node), [&](const xml::Attribute& a) {
                return a.value == value && same_word(a.name.substr(a.name.rfind(':') + 1), "id");
            }));
    }
    return count;
}

}  // namespace ovfkit::descriptor
