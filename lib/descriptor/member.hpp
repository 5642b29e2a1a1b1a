// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "descriptor/leaf.hpp"
#include "descriptor/row.hpp"

// Rows from member pointers: `leaf<Text, &Disk::disk_id>(...)`, or through a Boxed `leaf<Int, &Disk::ovirt,
// &OvirtDisk::size>`.

namespace ovfkit::descriptor {
namespace detail {

template <class M>
struct MemberOf;
template <class C, class T>
struct MemberOf<T C::*> {
    using Class = C;
    using Type = T;
};

template <class T>
T& made(T& value) {
    return value;
}
template <class T>
T& made(model::Boxed<T>& box) {
    return box.ensure();
}
template <class T>
const T* there(const T& value) {
    return &value;
}
template <class T>
const T* there(const model::Boxed<T>& box) {
    return box.has_value() ? &*box : nullptr;
}

template <auto... Path>
struct Access;
template <auto First>
struct Access<First> {
    using Owner = typename MemberOf<decltype(First)>::Class;
    using Type = typename MemberOf<decltype(First)>::Type;
    static void* member(void* owner) { return &(static_cast<Owner*>(owner)->*First); }
    static const void* peek(const void* owner) { return &(static_cast<const Owner*>(owner)->*First); }
};
template <auto First, auto Second>
struct Access<First, Second> {
    using Owner = typename MemberOf<decltype(First)>::Class;
    using Type = typename MemberOf<decltype(Second)>::Type;
    static void* member(void* owner) { return &(made(static_cast<Owner*>(owner)->*First).*Second); }
    static const void* peek(const void* owner) {
        const auto* inner = there(static_cast<const Owner*>(owner)->*First);
        return inner == nullptr ? nullptr : &(inner->*Second);
    }
};

template <class List>
struct ListAccess;
template <class T>
struct ListAccess<std::vector<T>> {
    static constexpr ListOps ops{
        [](const void* list) { return static_cast<const std::vector<T>*>(list)->size(); },
        [](const void* list, std::size_t i) -> const void* { return &(*static_cast<const std::vector<T>*>(list))[i]; },
        [](void* list) -> void* { return &static_cast<std::vector<T>*>(list)->emplace_back(); },
        false,
    };
};
template <class T>
struct ListAccess<model::Boxed<T>> {
    static constexpr ListOps ops{
        [](const void* list) -> std::size_t { return static_cast<const model::Boxed<T>*>(list)->has_value() ? 1 : 0; },
        [](const void* list, std::size_t) -> const void* { return &**static_cast<const model::Boxed<T>*>(list); },
        [](void* list) -> void* { return &static_cast<model::Boxed<T>*>(list)->ensure(); },
        true,
    };
};

template <class... Ts>
std::variant<Ts...>& variant_of(std::variant<Ts...>& v) {
    return v;
}
template <class... Ts>
const std::variant<Ts...>& variant_of(const std::variant<Ts...>& v) {
    return v;
}
inline auto& variant_of(model::Content& c) { return c.node; }
inline const auto& variant_of(const model::Content& c) { return c.node; }

template <class T, class Variant>
struct IndexIn;
template <class T, class... Ts>
struct IndexIn<T, std::variant<Ts...>> {
    static constexpr std::size_t value = [] {
        std::size_t i = 0;
        (void)((std::is_same_v<T, Ts> ? true : (++i, false)) || ...);
        return i;
    }();
};

template <class Item>
struct ChoiceAccess {
    using Variant = std::remove_reference_t<decltype(variant_of(std::declval<Item&>()))>;
    template <std::size_t... I>
    static void* append_as(Item& item, std::size_t wanted, std::index_sequence<I...>) {
        void* made = nullptr;
        (void)((I == wanted && (made = &variant_of(item).template emplace<I>()) != nullptr) || ...);
        return made;
    }
    static constexpr ChoiceOps ops{
        [](const void* list) { return static_cast<const std::vector<Item>*>(list)->size(); },
        [](const void* list, std::size_t i) {
            return variant_of((*static_cast<const std::vector<Item>*>(list))[i]).index();
        },
        [](const void* list, std::size_t i) -> const void* {
            return std::visit([](const auto& v) -> const void* { return &v; },
                              variant_of((*static_cast<const std::vector<Item>*>(list))[i]));
        },
        [](void* list, std::size_t alternative) -> void* {
            Item& item = static_cast<std::vector<Item>*>(list)->emplace_back();
            return append_as(item, alternative, std::make_index_sequence<std::variant_size_v<Variant>>{});
        },
    };
};

template <auto... Path>
Row base_row(RowKind kind, Space space, std::string_view name) {
    Row row;
    row.kind = kind;
    row.space = space;
    row.name = name;
    row.member = Access<Path...>::member;
    row.peek = Access<Path...>::peek;
    return row;
}

}  // namespace detail

/// An attribute whose value is one Field.
template <class Form, auto... Path>
Row attribute(std::string_view name, Space space = Space::ovf) {
    Row row = detail::base_row<Path...>(RowKind::attribute, space, name);
    row.leaf = &leaf_ops<Form, typename detail::Access<Path...>::Type>;
    return row;
}

/// An element that holds the text of one Field.
template <class Form, auto... Path>
Row leaf(std::string_view name, Space space = Space::ovf) {
    Row row = detail::base_row<Path...>(RowKind::leaf, space, name);
    row.leaf = &leaf_ops<Form, typename detail::Access<Path...>::Type>;
    return row;
}

/// The same, repeated: a vector of Fields.
template <class Form, auto... Path>
Row leaf_list(std::string_view name, Space space = Space::ovf) {
    using List = typename detail::Access<Path...>::Type;
    Row row = detail::base_row<Path...>(RowKind::leaf_list, space, name);
    row.leaf = &leaf_ops<Form, typename List::value_type>;
    row.list = &detail::ListAccess<List>::ops;
    return row;
}

/// The text of the element itself.
template <class Form, auto... Path>
Row text(std::string_view name = {}) {
    Row row = detail::base_row<Path...>(RowKind::text, Space::any, name);
    row.leaf = &leaf_ops<Form, typename detail::Access<Path...>::Type>;
    return row;
}

/// An element with a shape of its own: a Boxed or a vector of structs.
template <auto... Path>
Row element(std::string_view name, ShapeFunction shape, Space space = Space::ovf) {
    Row row = detail::base_row<Path...>(RowKind::element, space, name);
    row.list = &detail::ListAccess<typename detail::Access<Path...>::Type>::ops;
    row.shape = shape;
    return row;
}

/// Elements of several kinds in one vector of variants, written in the vector's order.
template <auto... Path>
Row choice(std::span<const Alternative> alternatives) {
    using List = typename detail::Access<Path...>::Type;
    Row row = detail::base_row<Path...>(RowKind::choice, Space::ovf, {});
    row.choice = &detail::ChoiceAccess<typename List::value_type>::ops;
    row.alternatives = alternatives;
    return row;
}

/// The place of foreign elements in a fresh document.
inline Row extensions() {
    Row row;
    row.kind = RowKind::extensions;
    return row;
}

/// The index of `T` among a variant's alternatives.
template <class T, class Variant>
inline constexpr std::size_t index_in = detail::IndexIn<T, Variant>::value;

// ---- refinements, chained behind a row: only(row, targets), also(row, alias) ----

inline Row only(Targets targets, Row row) {
    row.targets = targets;
    return row;
}
/// Another name that is read, and written for `written_for`.
inline Row also(std::string_view name, Targets written_for, Row row) {
    Alias& slot = row.aliases[0].name.empty() ? row.aliases[0] : row.aliases[1];
    slot = {name, written_for};
    return row;
}
/// Written for `targets` even without a value, as `otherwise`.
inline Row always(Targets targets, std::string_view otherwise, Row row) {
    row.always = targets;
    row.otherwise = otherwise;
    return row;
}

template <class Owner>
model::Element* element_of(void* owner) {
    return static_cast<Owner*>(owner);
}

/// The shape of `Owner`, made once from the rows that `rows()` returns.
template <class Owner, class Rows>
const Shape& shape_of(std::string_view name, Rows rows) {
    static const std::vector<Row> table = rows();
    static const Shape shape = make_shape(name, table, element_of<Owner>);
    return shape;
}

}  // namespace ovfkit::descriptor
