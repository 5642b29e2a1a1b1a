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

namespace {

/// `{namespace}name="raw value"` of each attribute; what a prefix stands for is as much part of it as the name.
std::string attributes_text(const Tree& tree, const Node& node) {
    std::string text;
    for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a) {
        text += " {" + std::string(tree.namespace_uri(a->ns)) + "}" + std::string(a->name) + "=\"";
        text += std::string(tree.raw_value(*a)) + "\"";
    }
    return text;
}

class Marker {
public:
    using Wanted = std::function<std::optional<MarkForm>(std::string_view)>;

    Marker(const Tree& tree, const Wanted& wanted) : tree_(tree), wanted_(wanted) {}

    void mark(const Node& node, std::size_t depth) {
        const Node& parent = tree_.parent(node);
        const std::string around = parent.kind == Node::Kind::element ? std::string(parent.name) : std::string();
        if (const auto form = wanted_(lowered(node.name))) {
            std::string text = attributes_text(tree_, node);
            if (*form == MarkForm::whole)
                text += ">" + std::string(tree_.text().substr(node.inner_begin, node.inner_end - node.inner_begin));
            marks_.push_back({depth, around, std::string(tree_.namespace_uri(node.ns)), std::string(node.name), text});
        }
        for (const xml::Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a)
            if (wanted_(lowered(a->name)))
                marks_.push_back({depth, std::string(node.name), std::string(tree_.namespace_uri(a->ns)),
                                  std::string(a->name), std::string(tree_.raw_value(*a))});
    }
    [[nodiscard]] std::vector<Mark> take() { return std::move(marks_); }

private:
    const Tree& tree_;
    const Wanted& wanted_;
    std::vector<Mark> marks_;
};

}  // namespace

std::vector<Mark> marks_of(const Descriptor& descriptor,
                           const std::function<std::optional<MarkForm>(std::string_view)>& wanted,
                           std::string_view except_ns, std::string_view except) {
    const Tree& tree = descriptor.state().tree;
    Marker marker(tree, wanted);
    std::vector<std::size_t> depths(tree.nodes().size(), 0);  // parents come before their children
    std::uint32_t skipped = 0;
    for (const Node& node : tree.nodes()) {
        if (node.kind != Node::Kind::element || node.begin < skipped) continue;
        const std::uint32_t index = tree.index_of(node);
        depths[index] = &node == &tree.root() ? 0 : depths[node.parent] + 1;
        if (node.name == except && tree.namespace_uri(node.ns) == except_ns)
            skipped = node.end;
        else
            marker.mark(node, depths[index]);
    }
    return marker.take();
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
