// SPDX-License-Identifier: Apache-2.0
#include "descriptor/rewriter.hpp"

#include <algorithm>
#include <unordered_set>

#include "descriptor/reader.hpp"
#include "xml/escape.hpp"

namespace ovfkit::descriptor {
namespace {

using Kind = xml::Node::Kind;

const model::Element& base(const Shape& shape, const void* owner) { return *shape.base(const_cast<void*>(owner)); }

bool space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The first attribute that the row took when the document was read.
const xml::Attribute* find_attribute(const xml::Tree& tree, const Spaces& spaces, const Shape& shape,
                                     const xml::Node& node, const Row& row) {
    for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a)
        if (shape.find_attribute(spaces.of(*a), a->name) == &row) return a;
    return nullptr;
}

}  // namespace

Rewriter::Rewriter(const Descriptor::State& state)
    : state_(state),
      tree_(state.tree),
      text_(state.source.text()),
      spaces_(state.tree),
      targets_(targets_of(state.dialect.grammar)) {}

void Rewriter::root(const model::Envelope& now) {
    const auto systems = model::virtual_systems(state_.envelope);
    if (!systems.empty()) targets_ = targets_of(state_.dialect.grammar, *systems.front());
    visit(tree_.root(), envelope_shape(state_.dialect.grammar), &state_.envelope, &now);
}

void Rewriter::visit(const xml::Node& node, const Shape& shape, const void* was, const void* now) {
    Scope scope{node, shape, was, now, {}, {}};
    Binder binder(tree_, spaces_, shape);
    for (const xml::Node* c = tree_.first_child(node); c != nullptr; c = tree_.next(*c)) {
        if (c->kind != Kind::element) {
            scope.children.push_back({c, nullptr, nullptr});
            continue;
        }
        const Binder::Bound bound = binder.bind(*c);
        scope.children.push_back({c, bound.row, bound.alternative});
    }
    attributes(scope);
    for (const Row& row : shape.rows) {
        switch (row.kind) {
            case RowKind::text: text(scope, row); break;
            case RowKind::leaf: leaf(scope, row); break;
            case RowKind::leaf_list: leaf_list(scope, row); break;
            case RowKind::element: elements(scope, row); break;
            case RowKind::choice: choice(scope, row); break;
            default: break;
        }
    }
    extensions(scope);
    if (!scope.inside.empty()) {  // `<x/>` becomes `<x>...</x>`
        splices_.replace(node.end - 2, node.end,
                         ">" + scope.inside + indent_before(node.begin) + "</" + tag_name(node) + ">");
    }
}

// The element's name as it stands in its tags.
std::string Rewriter::tag_name(const xml::Node& node) const {
    const std::string_view prefix = tree_.prefix(node);
    return (prefix.empty() ? std::string() : std::string(prefix) + ":") + std::string(node.name);
}

// ---- attributes
// ------------------------------------------------------------------------------------------------------

void Rewriter::attributes(Scope& scope) {
    std::string added;
    for (const Row& row : scope.shape.rows)
        if (row.kind == RowKind::attribute) attribute(scope, row, added);
    foreign_attributes(scope, added);
    if (added.empty()) return;
    // Behind the last attribute or the name: what is left in front of `>` stays there.
    std::uint32_t at = scope.node.empty_tag() ? scope.node.end - 2 : scope.node.inner_begin - 1;
    while (space(text_[at - 1])) --at;
    splices_.insert(at, added);
}

void Rewriter::attribute(Scope& scope, const Row& row, std::string& added) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    const auto before = was != nullptr ? row.leaf->print(was) : std::nullopt;
    const auto after = now != nullptr ? row.leaf->print(now) : std::nullopt;
    if (was != nullptr && now != nullptr ? row.leaf->equal(was, now) : before == after) return;
    const xml::Attribute* there = find_attribute(tree_, spaces_, scope.shape, scope.node, row);
    if (!after) {
        if (there != nullptr) remove_attribute(*there);
        return;
    }
    DocumentNaming naming(tree_, spaces_, scope.node);
    Writer writer(naming, targets_ | row.targets, {});
    const std::string printed = writer.attribute(row, scope.now, there != nullptr ? text_[there->value_end] : '"');
    if (!writer.problem().empty()) problem_ = writer.problem();
    if (there == nullptr) {
        added += naming.take_declarations() + printed;
        return;
    }
    const std::size_t open = printed.find('=') + 2;
    splices_.replace(there->value_begin, there->value_end, printed.substr(open, printed.size() - open - 1));
}

void Rewriter::foreign_attributes(Scope& scope, std::string& added) {
    const auto& was = base(scope.shape, scope.was).attributes;
    const auto& now = base(scope.shape, scope.now).attributes;
    if (was == now) return;
    const auto at_place = [](const std::vector<model::Attribute>& list, Span at) {
        return std::find_if(list.begin(), list.end(),
                            [&](const model::Attribute& a) { return at.known() && a.at == at; });
    };
    for (const xml::Attribute* a = tree_.attributes_begin(scope.node); a != tree_.attributes_end(scope.node); ++a) {
        const Span at = state_.source.to_source(a->value_begin, a->value_end);
        const auto before = at_place(was, at);
        if (before == was.end()) continue;
        const auto after = at_place(now, at);
        if (after == now.end() || after->name != before->name || after->ns != before->ns)
            remove_attribute(*a);
        else if (after->value != before->value)
            splices_.replace(a->value_begin, a->value_end, xml::escape_attribute(after->value, text_[a->value_end]));
    }
    DocumentNaming naming(tree_, spaces_, scope.node);
    Writer writer(naming, targets_, {});
    for (const model::Attribute& a : now) {
        const auto before = at_place(was, a.at);
        if (before != was.end() && before->name == a.name && before->ns == a.ns) continue;
        const std::string printed = writer.foreign_attribute(a);
        added += naming.take_declarations() + printed;
    }
    if (!writer.problem().empty()) problem_ = writer.problem();
}

void Rewriter::remove_attribute(const xml::Attribute& attribute) {
    std::uint32_t begin = attribute.begin;
    while (space(text_[begin - 1])) --begin;
    splices_.remove(begin, attribute.value_end + 1);
}

// ---- values
// ----------------------------------------------------------------------------------------------------------

// What `print` prints for an element inserted into `scope`: without indentation in front and line end behind.
template <class Print>
std::string Rewriter::printed(const Scope& scope, Print print) {
    const std::string indent = child_indent(scope);
    const std::size_t line = indent.rfind('\n');
    Layout layout;
    layout.indented = line != std::string::npos;
    layout.empty_tags = (targets_ & target::engine) == 0;
    layout.line_end = indent.substr(0, line == std::string::npos ? 0 : line + 1);
    if (layout.line_end.find('\r') == std::string::npos)
        layout.line_end = "\n";
    else
        layout.line_end = "\r\n";
    layout.base = line == std::string::npos ? std::string() : indent.substr(line + 1);
    const std::string outer = indent_before(scope.node.begin);
    const std::size_t outer_width = outer.find('\n') == std::string::npos ? 0 : outer.size() - outer.rfind('\n') - 1;
    if (layout.base.size() > outer_width) layout.unit = layout.base.substr(outer_width);
    DocumentNaming naming(tree_, spaces_, scope.node);
    Writer writer(naming, targets_, layout);
    print(writer);
    if (!writer.problem().empty()) problem_ = writer.problem();
    std::string xml = writer.take();
    if (layout.indented) {
        xml.erase(0, layout.base.size());
        xml.resize(xml.size() - layout.line_end.size());
    }
    const std::string declarations = naming.take_declarations();
    if (!declarations.empty()) xml.insert(std::min(xml.find_first_of(" />"), xml.size()), declarations);
    return xml;
}

void Rewriter::text(Scope& scope, const Row& row) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    if (row.leaf->equal(was, now)) return;
    if (row.leaf->msgid(was) != row.leaf->msgid(now)) message_id(scope, row.leaf->msgid(now));
    if (row.leaf->print(was) == row.leaf->print(now)) return;
    DocumentNaming naming(tree_, spaces_, scope.node);
    Writer writer(naming, targets_, {});
    const std::string text = writer.leaf_text(row, now);
    if (!writer.problem().empty()) problem_ = writer.problem();
    if (scope.node.empty_tag())
        scope.inside = text;
    else
        splices_.replace(scope.node.inner_begin, scope.node.inner_end, text);
}

void Rewriter::message_id(Scope& scope, std::string_view id) {
    for (const xml::Attribute* a = tree_.attributes_begin(scope.node); a != tree_.attributes_end(scope.node); ++a) {
        if (a->name != "msgid" || spaces_.of(*a) != Space::ovf) continue;
        if (id.empty()) return remove_attribute(*a);
        return splices_.replace(a->value_begin, a->value_end, xml::escape_attribute(id, text_[a->value_end]));
    }
    DocumentNaming naming(tree_, spaces_, scope.node);
    const std::string prefix = naming.attribute(Space::ovf);
    const std::uint32_t name_end = scope.node.begin + 1 + static_cast<std::uint32_t>(tag_name(scope.node).size());
    splices_.insert(name_end,
                    naming.take_declarations() + " " + prefix + "msgid=\"" + xml::escape_attribute(id) + "\"");
}

void Rewriter::leaf(Scope& scope, const Row& row) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    const bool present = now != nullptr && row.leaf->print(now).has_value();
    const bool before = was != nullptr && row.leaf->print(was).has_value();
    if (was != nullptr && now != nullptr ? row.leaf->equal(was, now) : !present && !before) return;
    const auto child =
        std::find_if(scope.children.begin(), scope.children.end(), [&](const Child& c) { return c.row == &row; });
    if (child != scope.children.end()) {
        if (present)
            replace_leaf(scope, *child->node, row, was, now);
        else
            remove_child(*child->node);
    } else if (present) {
        const std::string xml = printed(scope, [&](Writer& w) { w.leaf(row, now); });
        insert_child(scope, nullptr, scope.shape.index_of(row), xml);
    }
}

void Rewriter::replace_leaf(Scope& scope, const xml::Node& node, const Row& row, const void* was, const void* now) {
    const bool same_tag = was != nullptr && row.leaf->attributes(was) == row.leaf->attributes(now) &&
                          row.leaf->msgid(was) == row.leaf->msgid(now);
    if (!same_tag) {
        splices_.replace(node.begin, node.end, printed(scope, [&](Writer& w) { w.leaf(row, now); }));
        return;
    }
    DocumentNaming naming(tree_, spaces_, node);
    Writer writer(naming, targets_, {});
    std::string text = writer.leaf_text(row, now);
    if (!writer.problem().empty()) problem_ = writer.problem();
    for (const xml::Node* c = tree_.first_child(node); c != nullptr; c = tree_.next(*c))
        if (c->kind != Kind::text) text += text_.substr(c->begin, c->end - c->begin);
    if (!node.empty_tag()) return splices_.replace(node.inner_begin, node.inner_end, std::move(text));
    splices_.replace(node.end - 2, node.end, ">" + text + "</" + tag_name(node) + ">");
}

// ---- lists ----

std::vector<const xml::Node*> Rewriter::taken_by(const Scope& scope, const Row& row) {
    std::vector<const xml::Node*> nodes;
    for (const Child& c : scope.children)
        if (c.row == &row) nodes.push_back(c.node);
    return nodes;
}

Places Rewriter::places_of_children(const Scope& scope) const {
    Places places;
    for (std::size_t i = 0; i < scope.children.size(); ++i) {
        const xml::Node& node = *scope.children[i].node;
        places.add(state_.source.to_source(node.begin, node.end), i);
    }
    return places;
}

void Rewriter::leaf_list(Scope& scope, const Row& row) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    const auto before = taken_by(scope, row);
    Places places;
    for (std::size_t k = 0; was != nullptr && k < before.size(); ++k) places.add(row.leaf->at(row.list->at(was, k)), k);
    std::vector<Entry> after;
    for (std::size_t i = 0; now != nullptr && i < row.list->size(now); ++i) {
        const void* value = row.list->at(now, i);
        const auto k = places.take(row.leaf->at(value));
        if (!k) {
            after.push_back({nullptr, printed(scope, [&](Writer& w) { w.leaf(row, value); })});
            continue;
        }
        const void* old = row.list->at(was, *k);
        if (!row.leaf->equal(old, value)) replace_leaf(scope, *before[*k], row, old, value);
        after.push_back({before[*k], {}});
    }
    arrange(scope, before, after, scope.shape.index_of(row));
}

void Rewriter::elements(Scope& scope, const Row& row) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    const Shape& shape = row.shape();
    const auto before = taken_by(scope, row);
    // The one value of a Boxed is the same element wherever its value came from.
    const auto place = [&](const void* value) { return row.list->single ? Span{0, 1} : base(shape, value).at; };
    Places places;
    for (std::size_t k = 0; was != nullptr && k < before.size(); ++k) places.add(place(row.list->at(was, k)), k);
    std::vector<Entry> after;
    for (std::size_t i = 0; now != nullptr && i < row.list->size(now); ++i) {
        const void* value = row.list->at(now, i);
        const auto k = places.take(place(value));
        if (!k) {
            after.push_back({nullptr, printed(scope, [&](Writer& w) { w.element(row, value); })});
            continue;
        }
        visit(*before[*k], shape, row.list->at(was, *k), value);
        after.push_back({before[*k], {}});
    }
    arrange(scope, before, after, scope.shape.index_of(row));
}

void Rewriter::choice(Scope& scope, const Row& row) {
    const void* was = row.peek(scope.was);
    const void* now = row.peek(scope.now);
    const auto alternative_of = [&](const void* list, std::size_t i) -> const Alternative* {
        const std::size_t index = row.choice->alternative(list, i);
        const auto found = std::find_if(row.alternatives.begin(), row.alternatives.end(),
                                        [&](const Alternative& a) { return a.index == index; });
        return found == row.alternatives.end() ? nullptr : &*found;  // null: another row writes it
    };
    Places nodes = places_of_children(scope);
    Places places;
    for (std::size_t k = 0; k < row.choice->size(was); ++k)
        if (const Alternative* a = alternative_of(was, k)) places.add(base(a->shape(), row.choice->at(was, k)).at, k);
    std::vector<Entry> after;
    for (std::size_t i = 0; i < row.choice->size(now); ++i) {
        const Alternative* alternative = alternative_of(now, i);
        if (alternative == nullptr) continue;
        const void* value = row.choice->at(now, i);
        const Shape& shape = alternative->shape();
        const auto k = places.take(base(shape, value).at);
        const auto child = k ? nodes.take(base(shape, value).at) : std::nullopt;
        if (child && alternative_of(was, *k) == alternative) {
            const xml::Node* node = scope.children[*child].node;
            visit(*node, shape, row.choice->at(was, *k), value);
            after.push_back({node, {}});
        } else {
            after.push_back({nullptr, printed(scope, [&](Writer& w) { w.alternative(*alternative, value); })});
        }
    }
    arrange(scope, taken_by(scope, row), after, scope.shape.index_of(row));
}

void Rewriter::extensions(Scope& scope) {
    const auto& was = base(scope.shape, scope.was).extensions;
    const auto& now = base(scope.shape, scope.now).extensions;
    if (was == now) return;
    std::vector<const xml::Node*> before;
    for (const Child& c : scope.children)
        if (c.row == nullptr && c.node->kind != Kind::text) before.push_back(c.node);
    Places nodes = places_of_children(scope);
    Places places;
    for (std::size_t k = 0; k < was.size(); ++k) places.add(was[k].at, k);
    std::vector<Entry> after;
    for (const model::Extension& e : now) {
        const auto k = places.take(e.at);
        if (e.kind == model::Extension::Kind::text) {
            if (!k || was[*k] != e) problem_ = "text between elements cannot be edited";
            continue;
        }
        const auto child = k ? nodes.take(e.at) : std::nullopt;
        const auto print = [&] { return printed(scope, [&](Writer& w) { w.extension(e); }); };
        if (child) {
            const xml::Node* node = scope.children[*child].node;
            if (was[*k] != e) splices_.replace(node->begin, node->end, print());
            after.push_back({node, {}});
        } else if (!k) {
            after.push_back({nullptr, print()});
        }  // else it is a comment inside a value, which moves with it
    }
    const auto index = std::find_if(scope.shape.rows.begin(), scope.shape.rows.end(),
                                    [](const Row& r) { return r.kind == RowKind::extensions; });
    arrange(scope, before, after, static_cast<std::size_t>(index - scope.shape.rows.begin()));
}

// Brings the elements of one row from `before` into the order of `after`: those that keep their order stay where they
// are, others are taken out and put behind their new neighbour.
void Rewriter::arrange(Scope& scope, const std::vector<const xml::Node*>& before, const std::vector<Entry>& after,
                       std::size_t row_index) {
    std::unordered_set<const xml::Node*> kept;
    for (const Entry& e : after) kept.insert(e.node);
    for (const xml::Node* node : before)
        if (kept.count(node) == 0) remove_child(*node);
    const xml::Node* behind = nullptr;
    for (const Entry& e : after) {
        if (e.node == nullptr) {
            insert_child(scope, behind, row_index, e.xml);
        } else if (behind != nullptr && e.node->begin < behind->begin) {
            problem_ = "elements cannot change places in an edit; remove one and add it anew";
            return;
        } else {
            behind = e.node;
        }
    }
}

void Rewriter::insert_child(Scope& scope, const xml::Node* behind, std::size_t row_index, const std::string& xml) {
    const std::string indent = child_indent(scope);
    if (scope.node.empty_tag()) {
        scope.inside += indent + xml;
        return;
    }
    const xml::Node* before = nullptr;
    for (const Child& c : scope.children) {
        if (behind != nullptr) break;
        if (c.row == nullptr) continue;
        if (scope.shape.index_of(*c.row) <= row_index)
            before = nullptr;
        else if (before == nullptr)
            before = c.node;
    }
    const xml::Node* last = behind;
    for (const Child& c : scope.children)
        if (behind == nullptr && c.row != nullptr && scope.shape.index_of(*c.row) <= row_index) last = c.node;
    if (last != nullptr) return splices_.insert(last->end, indent + xml);
    if (before != nullptr) return splices_.insert(before->begin, xml + indent_before(before->begin));
    if (!scope.children.empty()) return splices_.insert(scope.children.back().node->end, indent + xml);
    // Nothing but blanks inside: they give way.
    splices_.replace(scope.node.inner_begin, scope.node.inner_end, indent + xml + indent_before(scope.node.begin));
}

// With the line that it leaves empty.
void Rewriter::remove_child(const xml::Node& node) {
    const std::string indent = indent_before(node.begin);
    splices_.remove(node.begin - static_cast<std::uint32_t>(indent.size()), node.end);
}

// The white space between the construct before `begin` and `begin`, from its last line end on; empty if there is none.
std::string Rewriter::indent_before(std::uint32_t begin) const {
    std::uint32_t first = begin;
    while (first > 0 && (text_[first - 1] == ' ' || text_[first - 1] == '\t')) --first;
    if (first == 0 || text_[first - 1] != '\n') return {};
    --first;
    if (first > 0 && text_[first - 1] == '\r') --first;
    return std::string(text_.substr(first, begin - first));
}

std::string Rewriter::child_indent(const Scope& scope) const {
    for (const Child& c : scope.children)
        if (c.node->kind == Kind::element) return indent_before(c.node->begin);
    const std::string own = indent_before(scope.node.begin);
    if (own.empty()) return {};
    const std::string outer = indent_before(tree_.parent(scope.node).begin);
    const std::string unit = own.size() > outer.size() && !outer.empty() ? own.substr(outer.size()) : "  ";
    return own + unit;
}

}  // namespace ovfkit::descriptor
