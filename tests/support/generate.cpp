// SPDX-License-Identifier: Apache-2.0
#include "support/generate.hpp"

#include "descriptor/leaf.hpp"
#include "descriptor/state.hpp"

namespace ovfkit::test {

using descriptor::Grammar;
using descriptor::LeafInput;
using descriptor::Row;
using descriptor::RowKind;
using descriptor::Shape;
using descriptor::Targets;
namespace target = descriptor::target;

std::string Generator::text() {
    static const char* const pieces[] = {"a",    " ",  "&", "<",        ">",     "\"",  "'",     "\n",
                                         "\t",   "\r", "é", "字",       "\\n",   "]]>", "&#10;", "%s%n",
                                         "${x}", "::", "😀", "\xC2\x85", "&amp;", "--",  "xml",   "0"};
    std::string out;
    for (std::uint32_t n = below(6); n > 0; --n) out += pieces[below(std::size(pieces))];
    return out;
}

std::string Generator::word() {
    static const char* const words[] = {"alpha", "b-2", "c.3", "vm 1", "é", "0", "7f3c", "x/y", "a&b", "<q>"};
    return words[below(std::size(words))];
}

model::Extension Generator::extension(int depth) {
    model::Extension e;
    if (chance(20)) {
        e.kind = model::Extension::Kind::comment;
        e.text = chance(50) ? " kept & < > \" " : "";
        return e;
    }
    if (chance(10)) {
        e.kind = model::Extension::Kind::processing_instruction;
        e.name = "target";
        e.text = chance(50) ? "data a=\"b\"" : "";
        return e;
    }
    e.ns = chance(50) ? "urn:example:one" : "http://example.org/two";
    e.prefix = chance(50) ? "one" : "rasd";  // a wish that is taken must not bind to the wrong namespace
    e.name = "Vendor" + std::to_string(below(3));
    for (std::uint32_t n = below(3); n > 0; --n) {
        model::Attribute a;
        a.name = "attribute" + std::to_string(n);
        a.ns = chance(50) ? "" : "urn:example:three";
        a.prefix = a.ns.empty() ? "" : "three";
        a.value = text();
        e.attributes.push_back(a);
    }
    const bool mixed = chance(20);
    for (std::uint32_t n = depth < 2 ? below(3) : 0; n > 0; --n) {
        if (mixed && (e.children.empty() || e.children.back().kind != model::Extension::Kind::text)) {
            model::Extension piece;
            piece.kind = model::Extension::Kind::text;
            piece.text = "mixed " + text();
            e.children.push_back(piece);
        }
        e.children.push_back(extension(depth + 1));
    }
    if (e.children.empty()) e.text = text();
    return e;
}

void Generator::extensions(model::Element& element, bool children) {
    if (chance(10)) {
        model::Attribute a;
        a.ns = "urn:example:four";
        a.prefix = "four";
        a.name = "note";
        a.value = text();
        element.attributes.push_back(a);
    }
    if (children && chance(15)) element.extensions.push_back(extension());
}

void Generator::fill_leaf(const Row& row, void* field) {
    const std::string_view expects = row.leaf->expects;
    std::string value = text();
    if (expects == "a number") value = std::to_string(below(60000));
    if (expects == "a word") value = word();
    if (expects == "true or false") value = chance(50) ? "true" : "false";
    if (expects.substr(0, 6) == "a date")
        value = "20" + std::to_string(10 + below(80)) + "/0" + std::to_string(1 + below(9)) + "/11 12:13:14";
    if (expects != "a word" && expects != "text" && chance(3)) value = "@@MARKER@@";
    LeafInput input{value, value, {}, {}};
    std::string raw;
    if (row.leaf->print_attribute != nullptr) {
        raw = descriptor::print_script(value, '"');
        input.raw = raw;
    }
    if (row.kind != RowKind::attribute && row.kind != RowKind::text && chance(5)) {
        model::Attribute a;
        a.ns = "urn:example:five";
        a.prefix = "five";
        a.name = "mark";
        a.value = word();
        input.attributes.push_back(a);
    }
    if (row.kind == RowKind::leaf && expects == "text" && chance(10)) {
        model::Attribute a;
        a.ns = "http://schemas.dmtf.org/ovf/envelope/1";
        a.name = "msgid";
        a.value = word();
        input.attributes.push_back(a);
    }
    row.leaf->read(field, input);
}

void Generator::fill_row(const Row& row, void* owner, Targets targets, int depth) {
    switch (row.kind) {
        case RowKind::attribute:
        case RowKind::leaf:
        case RowKind::text: return fill_leaf(row, row.member(owner));
        case RowKind::leaf_list: return fill_leaf(row, row.list->append(row.member(owner)));
        case RowKind::element: {
            void* value = row.list->append(row.member(owner));
            return fill(row.shape(), value, targets, depth + 1);
        }
        case RowKind::choice: {
            const auto& alternative = row.alternatives[below(static_cast<std::uint32_t>(row.alternatives.size()))];
            if ((alternative.targets & targets) == 0) return;
            if (alternative.name == "VirtualSystemCollection" && (depth > 2 || (targets & target::engine) != 0)) return;
            void* value = row.choice->append(row.member(owner), alternative.index);
            return fill(alternative.shape(), value, targets, depth + 1);
        }
        default: return;
    }
}

void Generator::fill(const Shape& shape, void* owner, Targets targets, int depth) {
    for (const Row& row : shape.rows) {
        if ((row.targets & targets) == 0 || row.kind == RowKind::extensions) continue;
        const bool nested = row.kind == RowKind::element || row.kind == RowKind::choice;
        if (nested && depth > 5) continue;
        const bool single = row.kind != RowKind::choice && row.kind != RowKind::leaf_list &&
                            !(row.kind == RowKind::element && !row.list->single);
        if (!row.alternatives.empty() && row.alternatives.front().name == "VirtualSystem" && depth == 0) continue;
        for (std::uint32_t n = single ? 1 : below(3); n > 0; --n)
            if (chance(nested ? 60 : 40) || row.kind == RowKind::text) fill_row(row, owner, targets, depth);
    }
    extensions(*shape.base(owner), shape.text_row() == nullptr);
}

model::Envelope Generator::envelope(Grammar grammar, model::EntityKind kind) {
    model::Envelope e;
    Targets targets = descriptor::targets_of(grammar);
    if ((targets & target::engine) != 0)
        targets &= kind == model::EntityKind::template_ ? target::templates : target::vm;
    const Shape& shape = descriptor::envelope_shape(grammar);
    fill(shape, &e, targets, 0);
    if (chance(30)) e.prolog.push_back(extension(9));
    if (!e.prolog.empty() && e.prolog.back().kind == model::Extension::Kind::element) e.prolog.clear();
    // Exactly one content, so that a grammar can be recognised and an oVirt document has its one entity.
    for (const Row& row : shape.rows) {
        if (row.alternatives.empty() || row.alternatives.front().name != "VirtualSystem") continue;
        const bool collection = (targets & target::standard) != 0 && chance(30);
        const auto& alternative = row.alternatives[collection ? 1 : 0];
        fill(alternative.shape(), row.choice->append(row.member(&e), alternative.index), targets, 1);
    }
    if ((targets & target::engine) == 0) return e;
    for (model::VirtualSystem* system : model::virtual_systems(e)) {
        system->ovirt.ensure().template_id = std::string("11111111-1111-1111-1111-111111111111");
        if (kind == model::EntityKind::template_) system->ovirt->template_type = std::string("TEMPLATE");
    }
    return e;
}

std::string Generator::mutate(const Shape& shape, void* owner, Targets targets, int depth) {
    const Row& row = shape.rows[below(static_cast<std::uint32_t>(shape.rows.size()))];
    if (row.kind == RowKind::extensions) {
        model::Element& element = *shape.base(owner);
        if (!element.extensions.empty() && chance(50)) {
            if (element.extensions.back().kind == model::Extension::Kind::text) return {};
            element.extensions.pop_back();
            return "remove an extension of " + std::string(shape.name);
        }
        if (!element.extensions.empty() && element.extensions.back().kind == model::Extension::Kind::text) return {};
        element.extensions.push_back(extension());
        return "add an extension to " + std::string(shape.name);
    }
    if ((row.targets & targets) == 0) return {};
    const void* there = row.peek(owner);
    const std::string name = std::string(shape.name) + "/" + std::string(row.name);
    switch (row.kind) {
        case RowKind::attribute:
        case RowKind::leaf: fill_leaf(row, row.member(owner)); return "set " + name;
        case RowKind::leaf_list: fill_row(row, owner, targets, depth); return "append to " + name;
        case RowKind::element: {
            const std::size_t size = there == nullptr ? 0 : row.list->size(there);
            if (size != 0 && (row.list->single || chance(70))) {
                const std::size_t i = below(static_cast<std::uint32_t>(size));
                return mutate(row.shape(), const_cast<void*>(row.list->at(there, i)), targets, depth + 1);
            }
            fill_row(row, owner, targets, 4);
            return "append to " + name;
        }
        case RowKind::choice: {
            const std::size_t size = row.choice->size(there);
            if (size == 0 || chance(20)) {
                if (row.alternatives.front().name == "VirtualSystem") return {};
                fill_row(row, owner, targets, 4);
                return "append a section to " + std::string(shape.name);
            }
            const std::size_t i = below(static_cast<std::uint32_t>(size));
            for (const auto& a : row.alternatives)
                if (a.index == row.choice->alternative(there, i))
                    return mutate(a.shape(), const_cast<void*>(row.choice->at(there, i)), targets, depth + 1);
            return {};
        }
        default: return {};
    }
}

}  // namespace ovfkit::test
