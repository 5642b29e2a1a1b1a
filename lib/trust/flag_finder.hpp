// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <ovfkit/model/envelope.hpp>
#include <ovfkit/trust/evidence.hpp>

#include "trust/flag_words.hpp"

namespace ovfkit::trust {

/// A flag and the text that was no boolean.
struct FoundFlag {
    Flag flag;
    std::string text;        ///< as written; empty when it was readable
    bool duplicate = false;  ///< its parent has a flag of the same spelling already
};

/// Finds every flag in a part of the model, at any depth, whatever its type: it follows the members that each type
/// lists in `tied()`, so that no section can be forgotten. It does not descend into `Content`: what stands in there
/// belongs to other entities.
class FlagFinder {
public:
    /// `place` is given to flags that have a type of their own and stand directly in a system, a collection or a
    /// section.
    explicit FlagFinder(FlagPlace place) : place_(place) {}

    template <class T>
    void visit(const T& part) {
        if constexpr (std::is_base_of_v<model::Element, T>) take_element(part);
        if constexpr (has_flags<T>::value) take_typed(flags_of(part), place_of(part));
        visit_members(part);
    }

    [[nodiscard]] std::vector<FoundFlag> take() { return std::move(found_); }

private:
    template <class T, class = void>
    struct has_tied : std::false_type {};
    template <class T>
    struct has_tied<T, std::void_t<decltype(std::declval<const T&>().tied())>> : std::true_type {};

    template <class T>
    struct has_flags
        : std::bool_constant<std::is_same_v<T, model::VirtualSystem> || std::is_same_v<T, model::TrustSection> ||
                             std::is_same_v<T, model::VirtualSystemCollection>> {};

    static const model::TrustFlags& flags_of(const model::TrustSection& section) { return section.flags; }
    static const model::TrustFlags& flags_of(const model::VirtualSystem& system) { return system.trust; }
    static const model::TrustFlags& flags_of(const model::VirtualSystemCollection& c) { return c.trust; }

    template <class T>
    [[nodiscard]] FlagPlace place_of(const T&) const {
        const bool section_of_entity = std::is_same_v<T, model::TrustSection> && place_ == FlagPlace::entity;
        return section_of_entity ? FlagPlace::trust_section : place_;
    }

    template <class T>
    void visit_members(const T& part) {
        if constexpr (has_tied<T>::value)
            std::apply([this](const auto&... member) { (this->visit(member), ...); }, part.tied());
    }
    template <class T>
    void visit(const std::vector<T>& list) {
        for (const T& one : list) visit(one);
    }
    template <class T>
    void visit(const model::Boxed<T>& box) {
        if (box) visit(*box);
    }
    template <class... T>
    void visit(const std::variant<T...>& choice) {
        std::visit([this](const auto& chosen) { this->visit(chosen); }, choice);
    }
    template <class T>
    void visit(const model::Field<T>& field) {
        take_attributes(field.attributes());
    }
    void visit(const model::Content&) {}
    void visit(const model::TrustFlags& flags);
    void visit(const model::Extension& extension);

    template <class T>
    void take_element(const T& part) {
        take_attributes(part.attributes);
        const model::TrustFlags* typed = nullptr;
        if constexpr (has_flags<T>::value) typed = &flags_of(part);
        take_children(part.extensions, typed, place_of(part));
    }
    void take_typed(const model::TrustFlags& flags, FlagPlace place);
    void take_children(const std::vector<model::Extension>& children, const model::TrustFlags* typed, FlagPlace place);
    void take_attributes(const std::vector<model::Attribute>& attributes);
    void take_foreign(const Spelling& spelling, const std::string& text, Span at);

    FlagPlace place_;
    std::vector<FoundFlag> found_;
};

}  // namespace ovfkit::trust
