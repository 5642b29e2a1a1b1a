// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "convert/carry.hpp"

// Whole elements that a dialect has no place for, kept beside those that it has.

namespace ovfkit::convert {

/// The `Removed` element among `extensions`, made if there is none.
[[nodiscard]] model::Extension& removed_in(std::vector<model::Extension>& extensions);
/// Puts elements that use the namespace of OVF, or none, without being of OVF into one `Foreign` of ours: the standard
/// forbids them (DSP0243 1.1.1, 7.3), and its schemas refuse them. Trust flags stay, because they are written anew.
void wrap_unknown(std::vector<model::Extension>& extensions);
/// Takes them out again.
void unwrap_unknown(std::vector<model::Extension>& extensions);

/// `packed` with the place that it had in its list.
void set_place(model::Extension& packed, std::size_t place);
/// Takes the place out again; `otherwise` if there is none.
[[nodiscard]] std::size_t take_place(model::Extension& packed, std::size_t otherwise);

/// Takes the elements of `list` for which `unwanted` holds out of it and into the `Removed` of `extensions`.
template <class T, class Unwanted>
void remove_into(std::vector<model::Extension>& extensions, std::vector<T>& list, const Table& table,
                 std::string_view name, Unwanted unwanted) {
    std::vector<T> kept;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!unwanted(list[i])) {
            kept.push_back(std::move(list[i]));
            continue;
        }
        model::Extension packed = pack(table, &list[i], name);
        set_place(packed, i);
        removed_in(extensions).children.push_back(std::move(packed));
    }
    list = std::move(kept);
}

/// Puts the elements `name` of `removed` back into `list`.
template <class T>
void put_back(const model::Extension& removed, std::vector<T>& list, const Table& table, std::string_view name) {
    for (model::Extension packed : removed.children) {
        if (!is_carried(packed, name)) continue;
        const std::size_t place = std::min(take_place(packed, list.size()), list.size());
        T back;
        unpack(table, &back, packed);
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), std::move(back));
    }
}

/// The same for sections. Trust sections are never among them.
template <class Unwanted>
void remove_sections(std::vector<model::Extension>& extensions, std::vector<model::Section>& sections,
                     Unwanted unwanted) {
    std::vector<model::Section> kept;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (!unwanted(sections[i])) {
            kept.push_back(std::move(sections[i]));
            continue;
        }
        const SectionTable& kind = section_table(sections[i].index());
        const void* owner = std::visit([](const auto& s) -> const void* { return &s; }, sections[i]);
        model::Extension packed = pack(kind.table, owner, kind.name);
        set_place(packed, i);
        removed_in(extensions).children.push_back(std::move(packed));
    }
    sections = std::move(kept);
}
void put_sections_back(const model::Extension& removed, std::vector<model::Section>& sections);

}  // namespace ovfkit::convert
