// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/model/envelope.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/document_naming.hpp"
#include "descriptor/places.hpp"
#include "descriptor/row.hpp"
#include "descriptor/splices.hpp"
#include "descriptor/state.hpp"

namespace ovfkit::descriptor {

/// Compares a changed model with the one that was read, row by row, and turns what differs into splices.
class Rewriter {
public:
    explicit Rewriter(const Descriptor::State& state);

    /// Adds the splices that turn the document's root into `now`.
    void root(const model::Envelope& now);

    [[nodiscard]] const Splices& splices() const { return splices_; }
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    /// A child element and the row that took it when the document was read.
    struct Child {
        const xml::Node* node = nullptr;
        const Row* row = nullptr;  ///< null: an extension
        const Alternative* alternative = nullptr;
    };
    /// An element at hand: its node and table, and the struct before and after.
    struct Scope {
        const xml::Node& node;
        const Shape& shape;
        const void* was;
        const void* now;
        std::vector<Child> children;
        std::string inside;  ///< of `<x/>`: what it is to hold
    };
    /// One value of a list after the change: the node it was read from, or a piece of XML for a new one.
    struct Entry {
        const xml::Node* node = nullptr;
        std::string xml;
    };

    void visit(const xml::Node& node, const Shape& shape, const void* was, const void* now);
    void attributes(Scope& scope);
    void attribute(Scope& scope, const Row& row, std::string& added);
    void foreign_attributes(Scope& scope, std::string& added);
    void text(Scope& scope, const Row& row);
    void message_id(Scope& scope, std::string_view id);
    void leaf(Scope& scope, const Row& row);
    void replace_leaf(Scope& scope, const xml::Node& node, const Row& row, const void* was, const void* now);
    void leaf_list(Scope& scope, const Row& row);
    void elements(Scope& scope, const Row& row);
    void choice(Scope& scope, const Row& row);
    void extensions(Scope& scope);

    void arrange(Scope& scope, const std::vector<const xml::Node*>& before, const std::vector<Entry>& after,
                 std::size_t row_index);
    void insert_child(Scope& scope, const xml::Node* behind, std::size_t row_index, const std::string& xml);
    void remove_child(const xml::Node& node);
    void remove_attribute(const xml::Attribute& attribute);

    [[nodiscard]] std::string tag_name(const xml::Node& node) const;
    [[nodiscard]] static std::vector<const xml::Node*> taken_by(const Scope& scope, const Row& row);
    [[nodiscard]] Places places_of_children(const Scope& scope) const;
    [[nodiscard]] std::string indent_before(std::uint32_t begin) const;
    [[nodiscard]] std::string child_indent(const Scope& scope) const;
    template <class Print>
    [[nodiscard]] std::string printed(const Scope& scope, Print print);

    const Descriptor::State& state_;
    const xml::Tree& tree_;
    std::string_view text_;
    Spaces spaces_;
    Targets targets_;
    Splices splices_;
    std::string problem_;
};

}  // namespace ovfkit::descriptor
