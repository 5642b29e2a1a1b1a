// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/base/span.hpp>
#include <ovfkit/descriptor/descriptor.hpp>

namespace ovfkit::descriptor {

/// An element of ours inside a descriptor, as it stands in the text.
struct EmbeddedElement {
    /// In UTF-8; namespaces that are declared around it are not in it. Empty of one inside another.
    std::string text;
    Span at{};             ///< of the source, from `<` to behind `>`
    bool in_place = true;  ///< it is a child of the root element or of its References, where `embed` puts one
};

/// Every element of that namespace and local name, wherever it stands, in document order.
[[nodiscard]] std::vector<EmbeddedElement> embedded_elements(const Descriptor& descriptor, std::string_view ns,
                                                             std::string_view name);

/// The bytes of `descriptor` without the elements that `embedded_elements` names and with `element` instead, spliced in
/// as text: no other byte changes. An empty `element` only removes.
///
/// It becomes the last child of References, which in all versions of the standard ends in a place for foreign elements
/// (DSP0243 1.1.1, 7.3), while the root element has none; of the root element when there is no References or nothing in
/// it. It stands on a line of its own where its neighbours do. `element` is well-formed on its own and in UTF-8.
///
/// Embedding an empty element afterwards gives back the first bytes. Fails with `unsupported` when the root element is
/// an empty tag.
[[nodiscard]] Result<std::string> embed(const Descriptor& descriptor, std::string_view ns, std::string_view name,
                                        std::string_view element);

/// An element or attribute as it stands in the text.
struct Mark {
    std::size_t depth = 0;  ///< of the element; 0 is the root
    std::string parent;     ///< local name of the element around it; empty for the root
    std::string ns;         ///< its namespace, which the prefix in `text` stands for here
    std::string name;       ///< its local name
    std::string text;       ///< what the attribute holds, or the element as its form says
};

/// How much of an element a mark holds; its attributes, with their namespaces, in any case.
enum class MarkForm : std::uint8_t {
    tag,   ///< the start tag
    whole  ///< also all that is inside
};

/// Every element and attribute whose local name is `wanted` (which is given it in lower case and answers what to hold
/// of an element), at any depth, in any namespace and letter case, in document order; all but those in the element
/// called `except` of the namespace `except_ns`.
[[nodiscard]] std::vector<Mark> marks_of(const Descriptor& descriptor,
                                         const std::function<std::optional<MarkForm>(std::string_view)>& wanted,
                                         std::string_view except_ns, std::string_view except);

/// How many attributes named `id`, in any letter case and namespace, have this value.
[[nodiscard]] std::size_t count_ids(const Descriptor& descriptor, std::string_view value);

}  // namespace ovfkit::descriptor
