// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::xml {

/// Index of a namespace in its tree. Index 0 is "no namespace".
using NsId = std::uint16_t;
inline constexpr NsId no_namespace = 0;

/// An attribute that is not a namespace declaration. All offsets count bytes of the text (UTF-8).
struct Attribute {
    std::string_view name;   ///< local name
    std::string_view value;  ///< normalised: views the text where no reference had to be replaced
    std::uint32_t begin = 0;
    std::uint32_t value_begin = 0;
    std::uint32_t value_end = 0;  ///< the closing quote
    std::uint32_t prefix_size = 0;
    NsId ns = no_namespace;
    bool undeclared_prefix = false;
};

/// A namespace declaration and the element that makes it.
struct Declaration {
    std::uint32_t node = 0;
    std::string_view prefix;  ///< empty for the default namespace
    std::string_view uri;
};

/// One node of the document. Children follow their parent in the vector; all offsets count bytes of the text (UTF-8).
struct Node {
    enum class Kind : std::uint8_t { document, element, text, comment, processing_instruction };

    std::string_view name;  ///< local name, or target of a processing instruction
    std::string_view text;  ///< of an element: its text, when it holds no other node; else the node's own data
    std::uint32_t parent = 0;
    std::uint32_t next_sibling = 0;  ///< 0: none
    std::uint32_t first_attribute = 0;
    std::uint32_t begin = 0;        ///< `<`
    std::uint32_t inner_begin = 0;  ///< behind the start tag
    std::uint32_t inner_end = 0;    ///< `</`; equal to inner_begin and end for `<x/>`
    std::uint32_t end = 0;          ///< behind the last `>`
    std::uint32_t prefix_size = 0;
    std::uint16_t attribute_count = 0;
    NsId ns = no_namespace;
    Kind kind = Kind::element;
    bool has_children = false;
    bool undeclared_prefix = false;

    [[nodiscard]] bool empty_tag() const { return inner_begin == end; }
};

/// A well-formed document as a flat array, with the place of everything in its text. Immutable once parsed; views the
/// text, which must outlive it.
///
/// Node 0 is the document, whose children are the root element and the comments and processing instructions around it.
class Tree {
public:
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const Node& operator[](std::uint32_t index) const { return nodes_[index]; }
    [[nodiscard]] std::uint32_t index_of(const Node& node) const {
        return static_cast<std::uint32_t>(&node - nodes_.data());
    }
    /// The root element. There is one in every parsed tree.
    [[nodiscard]] const Node& root() const { return nodes_[root_]; }
    [[nodiscard]] const Node& parent(const Node& node) const { return nodes_[node.parent]; }

    /// First child and next sibling; null at the end.
    [[nodiscard]] const Node* first_child(const Node& node) const { return node.has_children ? &node + 1 : nullptr; }
    [[nodiscard]] const Node* next(const Node& node) const {
        return node.next_sibling != 0 ? &nodes_[node.next_sibling] : nullptr;
    }

    /// The attributes of an element in document order.
    [[nodiscard]] const Attribute* attributes_begin(const Node& node) const {
        return attributes_.data() + node.first_attribute;
    }
    [[nodiscard]] const Attribute* attributes_end(const Node& node) const {
        return attributes_begin(node) + node.attribute_count;
    }
    [[nodiscard]] const std::vector<std::string_view>& namespaces() const { return namespaces_; }
    [[nodiscard]] std::string_view namespace_uri(NsId ns) const { return namespaces_[ns]; }
    [[nodiscard]] std::string_view prefix(const Node& node) const {
        return text_.substr(node.begin + 1, node.prefix_size);
    }
    [[nodiscard]] std::string_view prefix(const Attribute& attribute) const {
        return text_.substr(attribute.begin, attribute.prefix_size);
    }
    [[nodiscard]] std::string_view raw_value(const Attribute& attribute) const {
        return text_.substr(attribute.value_begin, attribute.value_end - attribute.value_begin);
    }
    /// The innermost element around an offset of the text; null outside of the root element.
    [[nodiscard]] const Node* element_at(std::uint32_t offset) const;
    /// The text of an element, pieced together where comments or elements stand between.
    [[nodiscard]] std::string string_value(const Node& node) const;

    /// Every namespace declaration in document order, save those that bind nothing (such as `xmlns:p=""`).
    [[nodiscard]] const std::vector<Declaration>& declarations() const { return declarations_; }
    /// The namespace that `prefix` is bound to at `node` (its own declarations included); null if to none.
    [[nodiscard]] const std::string_view* resolve(const Node& node, std::string_view prefix) const;

    /// A path for people, such as `/Envelope/References/File[2]`: local names, counted where siblings share a name;
    /// long ones are cut, since every finding carries its path.
    [[nodiscard]] std::string path(const Node& node) const;

private:
    friend class TreeBuilder;

    [[nodiscard]] std::string_view keep(std::string_view value);

    std::string_view text_;
    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<std::string_view> namespaces_;
    std::vector<Declaration> declarations_;
    std::vector<std::unique_ptr<char[]>> chunks_;  // strings that are not in the text as they are
    std::size_t chunk_left_ = 0;
    char* chunk_next_ = nullptr;
    std::uint32_t root_ = 0;
};

}  // namespace ovfkit::xml
