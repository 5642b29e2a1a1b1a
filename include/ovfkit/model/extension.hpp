// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/span.hpp>

namespace ovfkit::model {

/// An attribute that has no type of its own. Two are equal when namespace, name and value are; OVF's own namespaces
/// count as one, in all versions.
struct Attribute {
    std::string ns;      ///< namespace URI; empty for an unqualified attribute
    std::string prefix;  ///< as written; a wish when written elsewhere, not part of equality
    std::string name;    ///< local name
    std::string value;   ///< after entity and white space processing
    Span at{};           ///< of the value between its quotes

    /// OVF's own namespaces count as one, in all versions.
    friend bool operator==(const Attribute& a, const Attribute& b);
    friend bool operator!=(const Attribute& a, const Attribute& b) { return !(a == b); }
};

/// A part of the document that has no type of its own, kept whole: a vendor section, a foreign element, a comment.
///
/// The kinds: an element has a name, attributes and children, and `text` when it holds nothing but text; a text stands
/// only between other children; a comment has `text`; a processing instruction has `name` and `text`. Two are equal
/// when kinds, names, texts, attributes and children are; places and prefixes do not count.
struct Extension {
    /// What it is; see above.
    enum class Kind : std::uint8_t { element, text, comment, processing_instruction };

    /// Which of the four it is.
    Kind kind = Kind::element;
    bool undeclared_prefix =
        false;           ///< the prefix was bound to nothing: `ns` is empty and the prefix is part of the name
    std::string ns;      ///< namespace URI
    std::string prefix;  ///< as written; a wish when written elsewhere, not part of equality
    /// Local name of an element, target of a processing instruction; else empty.
    std::string name;
    /// Text of what has no children; else empty.
    std::string text;
    /// Of an element, in document order.
    std::vector<Attribute> attributes;
    /// Of an element, in document order; empty when it holds nothing but text.
    std::vector<Extension> children;
    Span at{};  ///< from `<` to behind `>`

    /// The first child element of that local name, in any namespace; null if there is none.
    [[nodiscard]] const Extension* child(std::string_view local_name) const;
    /// The value of the first attribute of that local name, in any namespace; null if there is none.
    [[nodiscard]] const std::string* attribute(std::string_view local_name) const;

    /// Names, texts, attributes and children; neither places nor prefixes. OVF's own namespaces, and none, count as
    /// one.
    friend bool operator==(const Extension& a, const Extension& b);
    friend bool operator!=(const Extension& a, const Extension& b) { return !(a == b); }
};

/// The value of the first attribute with that namespace and local name; null if there is none.
[[nodiscard]] const std::string* find_attribute(const std::vector<Attribute>& attributes, std::string_view ns,
                                                std::string_view name);

}  // namespace ovfkit::model
