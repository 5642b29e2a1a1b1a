// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <string>

#include <ovfkit/base/diagnostic.hpp>

#include "descriptor/names.hpp"
#include "descriptor/row.hpp"
#include "xml/source.hpp"
#include "xml/tree.hpp"

namespace ovfkit::descriptor {

/// Which rows of a shape have taken an element of the parent at hand. A row for a single value takes the first one;
/// further ones are extensions. Reading and rewriting share this, so that both see the same element behind a value.
class Binder {
public:
    Binder(const xml::Tree& tree, const Spaces& spaces, const Shape& shape)
        : tree_(tree), spaces_(spaces), shape_(shape) {}

    struct Bound {
        const Row* row = nullptr;                  ///< null: no row takes it
        const Alternative* alternative = nullptr;  ///< of a choice row
        bool duplicate = false;                    ///< a row would have taken it if it were the first
        bool nested = false;                       ///< a row would have taken it if it held text only
    };
    /// The row that takes `child`, an element; to be asked for each child once, in document order.
    [[nodiscard]] Bound bind(const xml::Node& child);

private:
    const xml::Tree& tree_;
    const Spaces& spaces_;
    const Shape& shape_;
    std::bitset<192> taken_;
};

/// The part of a document that has no type: an element, comment, instruction or text with all it holds.
[[nodiscard]] model::Extension make_extension(const xml::Source& source, const xml::Tree& tree, const xml::Node& node);

/// Fills the model from a tree by way of the tables.
class Reader {
public:
    Reader(const xml::Source& source, const xml::Tree& tree, Diagnostics& diagnostics)
        : source_(source), tree_(tree), spaces_(tree), diagnostics_(diagnostics) {}

    /// Reads `node` into `owner`, the struct that `shape` describes.
    void read(const xml::Node& node, const Shape& shape, void* owner);

private:
    void read_attributes(const xml::Node& node, const Shape& shape, void* owner);
    void read_child(const xml::Node& child, Binder& binder, void* owner, model::Element& element);
    void read_leaf(const xml::Node& node, const Row& row, void* field, model::Element& element);
    static void keep_text(std::string_view text, Span at, model::Element& element);
    [[nodiscard]] model::Attribute foreign(const xml::Attribute& attribute) const;
    void report(const Rule& rule, const std::string& message, const xml::Node& node, std::uint32_t begin,
                std::uint32_t end);

    const xml::Source& source_;
    const xml::Tree& tree_;
    Spaces spaces_;
    Diagnostics& diagnostics_;
};

}  // namespace ovfkit::descriptor
