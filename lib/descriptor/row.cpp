// SPDX-License-Identifier: Apache-2.0
#include "descriptor/row.hpp"

#include <algorithm>

namespace ovfkit::descriptor {
namespace {

template <class Accept>
const Shape::Entry* find_entry(const std::vector<Shape::Entry>& entries, std::string_view name, Accept accept) {
    const auto before = [](const Shape::Entry& e, std::string_view n) { return e.name < n; };
    auto entry = std::lower_bound(entries.begin(), entries.end(), name, before);
    for (; entry != entries.end() && entry->name == name; ++entry)
        if (accept(*entry)) return &*entry;
    return nullptr;
}

void index_row(Shape& shape, const Row& row) {
    if (row.kind == RowKind::text || row.kind == RowKind::extensions) return;
    auto& entries = row.kind == RowKind::attribute ? shape.attributes : shape.elements;
    for (const Alternative& a : row.alternatives) entries.push_back({a.name, &row, &a});
    if (row.kind == RowKind::choice) return;
    entries.push_back({row.name, &row, nullptr});
    for (const Alias& alias : row.aliases)
        if (!alias.name.empty()) entries.push_back({alias.name, &row, nullptr});
}

}  // namespace

Shape make_shape(std::string_view name, std::span<const Row> rows, model::Element* (*base)(void*)) {
    Shape shape{name, rows, base, nullptr, {}, {}};
    for (const Row& row : rows) index_row(shape, row);
    const auto by_name = [](const Shape::Entry& a, const Shape::Entry& b) { return a.name < b.name; };
    std::stable_sort(shape.elements.begin(), shape.elements.end(), by_name);
    std::stable_sort(shape.attributes.begin(), shape.attributes.end(), by_name);
    return shape;
}

Shape::Found Shape::find_element(Space space, std::string_view element) const {
    const Entry* entry = find_entry(elements, element, [&](const Entry& e) {
        return accepts(e.alternative != nullptr ? e.alternative->space : e.row->space, space);
    });
    return entry == nullptr ? Found{} : Found{entry->row, entry->alternative};
}

const Row* Shape::find_attribute(Space space, std::string_view attribute) const {
    const Entry* entry =
        find_entry(attributes, attribute, [&](const Entry& e) { return accepts(e.row->space, space); });
    return entry == nullptr ? nullptr : entry->row;
}

const Row* Shape::text_row() const {
    const auto row = std::find_if(rows.begin(), rows.end(), [](const Row& r) { return r.kind == RowKind::text; });
    return row == rows.end() ? nullptr : &*row;
}

std::string_view written_name(const Row& row, Targets targets) {
    for (const Alias& alias : row.aliases)
        if ((alias.written_for & targets) != 0) return alias.name;
    return row.name;
}

}  // namespace ovfkit::descriptor
