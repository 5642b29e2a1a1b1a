// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <ovfkit/descriptor/descriptor.hpp>

#include "descriptor/state.hpp"

namespace ovfkit::descriptor {

/// What a place in the model is the place of.
enum class Placed { element, value, extension, attribute };

/// One known place of a model.
struct Place {
    Placed what = Placed::element;
    std::string name;  ///< element, row or attribute, for messages
    Span at{};
    Span around{};  ///< of the element or extension that holds it; not known at the top
};

/// Walks the whole model by the tables that filled it and lists every place it knows.
class SpanWalk {
public:
    explicit SpanWalk(const Descriptor& descriptor) {
        const model::Envelope& envelope = descriptor.envelope();
        for (const model::Extension& e : envelope.prolog) extension(e, {});
        visit(&envelope, envelope_shape(descriptor.dialect().grammar), {});
        for (const model::Extension& e : envelope.epilog) extension(e, {});
    }

    [[nodiscard]] const std::vector<Place>& places() const { return places_; }

private:
    void add(Placed what, std::string_view name, Span at, Span around) {
        if (at.known()) places_.push_back({what, std::string(name), at, around});
    }

    void attributes(const std::vector<model::Attribute>& list, Span around) {
        for (const model::Attribute& a : list) add(Placed::attribute, a.name, a.at, around);
    }

    void extension(const model::Extension& e, Span around) {
        add(Placed::extension, e.name, e.at, around);
        attributes(e.attributes, e.at);
        for (const model::Extension& child : e.children) extension(child, e.at);
    }

    void leaf(const Row& row, const void* field, Span around) {
        add(Placed::value, row.name, row.leaf->at(field), around);
        attributes(row.leaf->attributes(field), around);
    }

    void visit(const void* owner, const Shape& shape, Span around) {
        const model::Element& element = *shape.base(const_cast<void*>(owner));
        add(Placed::element, shape.name, element.at, around);
        attributes(element.attributes, element.at);
        for (const model::Extension& e : element.extensions) extension(e, element.at);
        for (const Row& row : shape.rows)
            if (const void* member = row.peek != nullptr ? row.peek(owner) : nullptr)
                visit_row(row, member, element.at);
    }

    void visit_row(const Row& row, const void* member, Span around) {
        switch (row.kind) {
            case RowKind::attribute:
            case RowKind::leaf:
            case RowKind::text: return leaf(row, member, around);
            case RowKind::leaf_list:
                for (std::size_t i = 0; i < row.list->size(member); ++i) leaf(row, row.list->at(member, i), around);
                return;
            case RowKind::element:
                for (std::size_t i = 0; i < row.list->size(member); ++i)
                    visit(row.list->at(member, i), row.shape(), around);
                return;
            case RowKind::choice:
                for (std::size_t i = 0; i < row.choice->size(member); ++i)
                    for (const Alternative& a : row.alternatives)
                        if (a.index == row.choice->alternative(member, i)) {
                            visit(row.choice->at(member, i), a.shape(), around);
                            break;
                        }
                return;
            default: return;
        }
    }

    std::vector<Place> places_;
};

}  // namespace ovfkit::descriptor
