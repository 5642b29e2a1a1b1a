// SPDX-License-Identifier: Apache-2.0
#include "convert/removed.hpp"

#include <charconv>

#include "convert/words.hpp"
#include "descriptor/names.hpp"

namespace ovfkit::convert {
namespace {

using Make = void* (*)(model::Section&);

template <std::size_t... I>
std::vector<Make> makers(std::index_sequence<I...>) {
    return {[](model::Section& s) -> void* { return &s.emplace<I>(); }...};
}

}  // namespace

model::Extension& removed_in(std::vector<model::Extension>& extensions) {
    for (model::Extension& e : extensions)
        if (is_carried(e, "Removed")) return e;
    return extensions.emplace_back(optional_element("Removed"));
}

void wrap_unknown(std::vector<model::Extension>& extensions) {
    const auto unknown = [](const model::Extension& e) {
        return e.kind == model::Extension::Kind::element && !e.undeclared_prefix &&
               (e.ns.empty() || descriptor::is_ovf(e.ns)) && !is_flag_name(e.name);
    };
    model::Extension foreign = optional_element("Foreign");
    std::vector<model::Extension> kept;
    for (model::Extension& e : extensions) (unknown(e) ? foreign.children : kept).push_back(std::move(e));
    if (!foreign.children.empty()) kept.push_back(std::move(foreign));
    extensions = std::move(kept);
}

void unwrap_unknown(std::vector<model::Extension>& extensions) {
    model::Extension foreign = take_carried(extensions, "Foreign");
    extensions.insert(extensions.end(), std::make_move_iterator(foreign.children.begin()),
                      std::make_move_iterator(foreign.children.end()));
}

void set_place(model::Extension& packed, std::size_t place) { set_attribute(packed, "place", std::to_string(place)); }

std::size_t take_place(model::Extension& packed, std::size_t otherwise) {
    auto& list = packed.attributes;
    const auto at = std::find_if(list.begin(), list.end(),
                                 [](const model::Attribute& a) { return a.ns.empty() && a.name == "place"; });
    if (at == list.end()) return otherwise;
    std::size_t place = otherwise;
    std::from_chars(at->value.data(), at->value.data() + at->value.size(), place);
    list.erase(at);
    return place;
}

void put_sections_back(const model::Extension& removed, std::vector<model::Section>& sections) {
    constexpr std::size_t kinds = std::variant_size_v<model::Section>;
    static const std::vector<Make> make = makers(std::make_index_sequence<kinds>{});
    for (model::Extension packed : removed.children)
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            const SectionTable& section = section_table(kind);
            if (section.name == "TrustSection" || !is_carried(packed, section.name)) continue;
            const std::size_t place = std::min(take_place(packed, sections.size()), sections.size());
            model::Section back;
            unpack(section.table, make[kind](back), packed);
            sections.insert(sections.begin() + static_cast<std::ptrdiff_t>(place), std::move(back));
            break;
        }
}

}  // namespace ovfkit::convert
