// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <ovfkit/model/envelope.hpp>

// Walks over the members that the model's types list in `tied()`.

namespace ovfkit::convert {

template <class T, class = void>
struct HasTied : std::false_type {};
template <class T>
struct HasTied<T, std::void_t<decltype(std::declval<const T&>().tied())>> : std::true_type {};

/// Empties the Field, vector or Boxed of `owner` that stands at `member`.
template <class T>
void clear_member(T& owner, const void* member);

namespace detail {

template <class T>
void clear_if(model::Field<T>& field, const void* member) {
    if (&field == member) field.reset();
}
template <class T>
void clear_if(std::vector<T>& list, const void* member) {
    if (&list == member) list.clear();
}
template <class T>
void clear_if(model::Boxed<T>& box, const void* member) {
    if (static_cast<const void*>(&box) == member)
        box.reset();
    else if (box)
        clear_member(*box, member);
}
template <class T>
void clear_if(T&, const void*) {}

}  // namespace detail

template <class T>
void clear_member(T& owner, const void* member) {
    // tied() lists members as const; `owner` is not const, so that they may be written.
    std::apply(
        [&](const auto&... one) {
            (detail::clear_if(const_cast<std::remove_const_t<std::remove_reference_t<decltype(one)>>&>(one), member),
             ...);
        },
        std::as_const(owner).tied());
}

}  // namespace ovfkit::convert
