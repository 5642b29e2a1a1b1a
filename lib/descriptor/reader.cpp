// SPDX-License-Identifier: Apache-2.0
#include "descriptor/reader.hpp"

#include <cassert>

#include <ovfkit/descriptor/rules.hpp>

namespace ovfkit::descriptor {
namespace {

using Kind = xml::Node::Kind;

bool holds_elements(const xml::Tree& tree, const xml::Node& node) {
    for (const xml::Node* c = tree.first_child(node); c != nullptr; c = tree.next(*c))
        if (c->kind == Kind::element) return true;
    return false;
}

// For messages. The name is one of the tables', the prefix can be anything.
std::string name_of(const xml::Tree& tree, const xml::Node& node) {
    const std::string_view prefix = tree.prefix(node);
    return prefix.empty() ? std::string(node.name) : printable(prefix, 40) + ":" + std::string(node.name);
}

// The `xsi:type` that gave an abstract element its name is part of that name.
bool names_abstract(const Spaces& spaces, const xml::Node& node, const xml::Attribute& attribute) {
    return attribute.name == "type" && spaces.of(attribute) == Space::xsi &&
           (node.name == "Section" || node.name == "Content");
}

model::Extension::Kind kind_of(Kind kind) {
    switch (kind) {
        case Kind::comment: return model::Extension::Kind::comment;
        case Kind::processing_instruction: return model::Extension::Kind::processing_instruction;
        case Kind::text: return model::Extension::Kind::text;
        default: return model::Extension::Kind::element;
    }
}

model::Attribute make_attribute(const xml::Source& source, const xml::Tree& tree, const xml::Attribute& a) {
    return {std::string(tree.namespace_uri(a.ns)), std::string(tree.prefix(a)), std::string(a.name),
            std::string(a.value), source.to_source(a.value_begin, a.value_end)};
}

}  // namespace

Binder::Bound Binder::bind(const xml::Node& child) {
    const Space space = spaces_.of(child);
    const Shape::Found found = shape_.find_element(space, effective_name(tree_, spaces_, child).name);
    if (found.row == nullptr) return {};
    const Row& row = *found.row;
    const bool is_leaf = row.kind == RowKind::leaf || row.kind == RowKind::leaf_list;
    if (is_leaf && child.has_children && holds_elements(tree_, child)) return {nullptr, nullptr, false, true};
    const bool single = row.kind == RowKind::leaf || (row.kind == RowKind::element && row.list->single);
    const std::size_t index = shape_.index_of(row);
    assert(index < taken_.size());
    if (single && taken_[index]) return {nullptr, nullptr, true, false};
    taken_.set(index);
    return {&row, found.alternative, false, false};
}

model::Extension make_extension(const xml::Source& source, const xml::Tree& tree, const xml::Node& node) {
    model::Extension e;
    e.kind = kind_of(node.kind);
    e.at = source.to_source(node.begin, node.end);
    e.name = node.name;
    e.text = node.text;
    if (node.kind != Kind::element) return e;
    e.ns = tree.namespace_uri(node.ns);
    e.prefix = tree.prefix(node);
    e.undeclared_prefix = node.undeclared_prefix;
    e.attributes.reserve(node.attribute_count);
    for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a)
        e.attributes.push_back(make_attribute(source, tree, *a));
    for (const xml::Node* c = tree.first_child(node); c != nullptr; c = tree.next(*c))
        e.children.push_back(make_extension(source, tree, *c));
    return e;
}

model::Attribute Reader::foreign(const xml::Attribute& attribute) const {
    return make_attribute(source_, tree_, attribute);
}

void Reader::report(const Rule& rule, const std::string& message, const xml::Node& node, std::uint32_t begin,
                    std::uint32_t end) {
    // Naming a place costs time that a flood of findings must not multiply.
    const bool kept = diagnostics_.keeps(rule.severity);
    Location where = kept ? source_.locate(begin, end) : Location{};
    if (kept) where.path = tree_.path(node);
    diagnostics_.report(rule, message, std::move(where));
}

void Reader::read(const xml::Node& node, const Shape& shape, void* owner) {
    model::Element& element = *shape.base(owner);
    element.at = source_.to_source(node.begin, node.end);
    read_attributes(node, shape, owner);
    Binder binder(tree_, spaces_, shape);
    for (const xml::Node* c = tree_.first_child(node); c != nullptr; c = tree_.next(*c)) {
        if (c->kind == Kind::element)
            read_child(*c, binder, owner, element);
        else if (c->kind != Kind::text)
            element.extensions.push_back(make_extension(source_, tree_, *c));
        else if (shape.text_row() == nullptr)
            keep_text(c->text, source_.to_source(c->begin, c->end), element);
    }
    if (!node.has_children && shape.text_row() == nullptr)
        keep_text(node.text, source_.to_source(node.inner_begin, node.inner_end), element);
}

// Text between elements that have types means nothing to the format, but is not dropped. Pieces that only typed
// elements part are one, because those elements are not in the list.
void Reader::keep_text(std::string_view text, Span at, model::Element& element) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
    if (!element.extensions.empty() && element.extensions.back().kind == model::Extension::Kind::text) {
        element.extensions.back().text += text;
        return;
    }
    model::Extension piece;
    piece.kind = model::Extension::Kind::text;
    piece.text = text;
    piece.at = at;
    element.extensions.push_back(std::move(piece));
}

void Reader::read_attributes(const xml::Node& node, const Shape& shape, void* owner) {
    std::bitset<192> taken;
    std::vector<model::Attribute> others;
    for (const xml::Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a) {
        const Row* row = shape.find_attribute(spaces_.of(*a), a->name);
        if (row != nullptr && !taken[shape.index_of(*row)]) {
            taken.set(shape.index_of(*row));
            LeafInput input{a->value, tree_.raw_value(*a), source_.to_source(a->value_begin, a->value_end), {}};
            if (!row->leaf->read(row->member(owner), input))
                report(rule::unreadable_value,
                       "attribute " + std::string(a->name) + " of " + name_of(tree_, node) + " is " + quoted(a->value) +
                           ", not " + std::string(row->leaf->expects),
                       node, a->value_begin, a->value_end);
        } else if (!names_abstract(spaces_, node, *a)) {
            others.push_back(foreign(*a));
        }
    }
    const Row* text = shape.text_row();
    LeafInput input{{}, {}, source_.to_source(node.inner_begin, node.inner_end), {}};
    for (auto a = others.begin(); text != nullptr && text->leaf->localised && a != others.end(); ++a) {
        if (a->name != "msgid" || !is_ovf(a->ns)) continue;
        input.attributes.push_back(std::move(*a));
        others.erase(a);
        break;
    }
    shape.base(owner)->attributes = std::move(others);
    if (text == nullptr) return;
    const std::string value = tree_.string_value(node);
    input.text = value;
    if (!text->leaf->read(text->member(owner), input))
        report(rule::unreadable_value,
               name_of(tree_, node) + " is " + quoted(value) + ", not " + std::string(text->leaf->expects), node,
               node.inner_begin, node.inner_end);
}

void Reader::read_child(const xml::Node& child, Binder& binder, void* owner, model::Element& element) {
    const Binder::Bound bound = binder.bind(child);
    if (bound.row == nullptr) {
        if (bound.duplicate)
            report(rule::duplicate_element, name_of(tree_, child) + " occurs again; the first one counts", child,
                   child.begin, child.inner_begin);
        if (bound.nested)
            report(rule::nested_value, name_of(tree_, child) + " holds elements where a plain value belongs", child,
                   child.begin, child.inner_begin);
        element.extensions.push_back(make_extension(source_, tree_, child));
        return;
    }
    const Row& row = *bound.row;
    void* member = row.member(owner);
    switch (row.kind) {
        case RowKind::leaf: return read_leaf(child, row, member, element);
        case RowKind::leaf_list: return read_leaf(child, row, row.list->append(member), element);
        case RowKind::element: return read(child, row.shape(), row.list->append(member));
        case RowKind::choice:
            return read(child, bound.alternative->shape(), row.choice->append(member, bound.alternative->index));
        default: return;
    }
}

void Reader::read_leaf(const xml::Node& node, const Row& row, void* field, model::Element& element) {
    LeafInput input{node.text, {}, source_.to_source(node.inner_begin, node.inner_end), {}};
    std::string pieced;
    if (node.has_children) {  // comments inside a value are kept beside it
        pieced = tree_.string_value(node);
        input.text = pieced;
        for (const xml::Node* c = tree_.first_child(node); c != nullptr; c = tree_.next(*c))
            if (c->kind != Kind::text) element.extensions.push_back(make_extension(source_, tree_, *c));
    }
    for (const xml::Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a)
        input.attributes.push_back(foreign(*a));
    const std::string_view text = input.text;
    if (!row.leaf->read(field, input))
        report(rule::unreadable_value,
               name_of(tree_, node) + " is " + quoted(text) + ", not " + std::string(row.leaf->expects), node,
               node.inner_begin, node.inner_end);
}

}  // namespace ovfkit::descriptor
