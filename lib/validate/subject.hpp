// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/envelope.hpp>

#include "descriptor/names.hpp"
#include "descriptor/state.hpp"
#include "xml/tree.hpp"

namespace ovfkit::validate {

/// An entity with what is around it. The envelope itself is the first, with neither a system nor a collection.
struct Scope {
    const model::VirtualSystem* system = nullptr;
    const model::VirtualSystemCollection* collection = nullptr;
    std::size_t parent = 0;  ///< index in `Subject::scopes`; of the envelope: itself
    const std::vector<model::Section>* sections = nullptr;

    [[nodiscard]] bool is_envelope() const { return system == nullptr && collection == nullptr; }
    [[nodiscard]] const model::Field<std::string>* id() const {
        return system != nullptr ? &system->id : collection != nullptr ? &collection->id : nullptr;
    }
    [[nodiscard]] Span at() const {
        return system != nullptr ? system->at : collection != nullptr ? collection->at : Span{};
    }
};

/// What the checks look at: a descriptor, and what is looked up in it again and again. Where an id occurs more than
/// once, the first one counts; saying so is the business of one check.
struct Subject {
    explicit Subject(const descriptor::Descriptor& descriptor);

    const descriptor::Descriptor& descriptor;
    const model::Envelope& envelope;
    const xml::Tree& tree;
    descriptor::Spaces spaces;
    descriptor::Grammar grammar;

    std::vector<Scope> scopes;  ///< the envelope, then every entity in document order
    std::unordered_map<std::string_view, const model::File*> files;
    std::unordered_map<std::string_view, const model::Disk*> disks;  ///< shared ones too

    [[nodiscard]] bool is_2() const { return grammar == descriptor::Grammar::ovf_2; }
    /// Whether it is written in the standard's own form: OVF 1.x or 2.x.
    [[nodiscard]] bool is_standard() const { return grammar == descriptor::Grammar::ovf_1 || is_2(); }
    /// The value that stands in a field, read or not; empty when it is absent.
    [[nodiscard]] static std::string_view text_of(const model::Field<std::string>& field) {
        return field.has_value() ? std::string_view(*field) : std::string_view(field.text());
    }
    /// All sections of type `S` in a scope, in document order.
    template <class S>
    [[nodiscard]] static std::vector<const S*> all(const std::vector<model::Section>& sections) {
        std::vector<const S*> found;
        for (const model::Section& section : sections)
            if (const S* one = std::get_if<S>(&section)) found.push_back(one);
        return found;
    }
};

/// The start tag of an element: what is underlined when the element as a whole is meant.
[[nodiscard]] Span start_tag(const Subject& subject, Span element);

}  // namespace ovfkit::validate
