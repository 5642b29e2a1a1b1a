// SPDX-License-Identifier: Apache-2.0
#include "xml/tree.hpp"

#include <algorithm>
#include <cstring>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::xml {

std::string_view Tree::keep(std::string_view value) {
    if (value.empty()) return {};
    if (value.size() > chunk_left_) {
        constexpr std::size_t chunk_size = 4096;
        const std::size_t size = std::max(chunk_size, value.size());
        chunks_.push_back(std::make_unique<char[]>(size));
        chunk_next_ = chunks_.back().get();
        chunk_left_ = size;
    }
    char* at = chunk_next_;
    std::memcpy(at, value.data(), value.size());
    chunk_next_ += value.size();
    chunk_left_ -= value.size();
    return {at, value.size()};
}

const Node* Tree::element_at(std::uint32_t offset) const {
    // Nodes are in the order in which they begin. The last one that begins before the place is the one around it, or
    // has an ancestor that is.
    auto at = std::upper_bound(nodes_.begin() + 1, nodes_.end(), offset,
                               [](std::uint32_t wanted, const Node& node) { return wanted < node.begin; });
    const Node* node = &*(at - 1);
    while (node->kind != Node::Kind::document && (node->kind != Node::Kind::element || node->end <= offset))
        node = &parent(*node);
    return node->kind == Node::Kind::element ? node : nullptr;
}

std::string Tree::string_value(const Node& node) const {
    if (!node.has_children) return std::string(node.text);
    std::string all;
    for (const Node* c = first_child(node); c != nullptr; c = next(*c)) {
        if (c->kind == Node::Kind::text) all += c->text;
        if (c->kind == Node::Kind::element) all += string_value(*c);
    }
    return all;
}

const std::string_view* Tree::resolve(const Node& node, std::string_view prefix) const {
    static constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";
    if (prefix == "xml") return &xml_uri;
    const auto before = [](const Declaration& d, std::uint32_t index) { return d.node < index; };
    for (const Node* n = &node; n->kind == Node::Kind::element; n = &parent(*n)) {
        const std::uint32_t index = index_of(*n);
        auto d = std::lower_bound(declarations_.begin(), declarations_.end(), index, before);
        for (; d != declarations_.end() && d->node == index; ++d)
            if (d->prefix == prefix) return &d->uri;
    }
    return nullptr;
}

std::string Tree::path(const Node& node) const {
    std::vector<std::string> steps;
    for (const Node* n = &node; n->kind == Node::Kind::element; n = &parent(*n)) {
        std::size_t place = 0;
        std::size_t same = 0;
        for (const Node* s = first_child(parent(*n)); s != nullptr; s = next(*s)) {
            if (s->kind != Node::Kind::element || s->name != n->name) continue;
            ++same;
            if (s == n) place = same;
        }
        std::string step = printable(n->name, 80);
        if (same > 1) step += "[" + std::to_string(place) + "]";
        steps.push_back(std::move(step));
    }
    std::string out;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) out += "/" + *step;
    return out;
}

}  // namespace ovfkit::xml
