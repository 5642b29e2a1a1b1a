// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>

#include "xml/tree.hpp"

namespace ovfkit::xml {

/// A schema document and the name by which others import it.
struct SchemaDocument {
    std::string_view name;
    std::string_view text;
};

/// One place where a document does not follow a schema.
struct SchemaViolation {
    enum class Kind : std::uint8_t {
        no_declaration,        ///< the root is nothing that the schema knows
        unexpected_element,    ///< it has no place here; `expected` has what could stand here instead
        missing_element,       ///< the element ends too early; `expected` has what would have to follow
        missing_attribute,     ///< `attribute` has its name
        unexpected_attribute,  ///< `attribute` has its name
        bad_value,             ///< `value` of the element, or of `attribute`, is none of `type`
        unexpected_text,       ///< text, or elements, where there is room for the other only
        bad_type,              ///< `xsi:type` or `xsi:nil` ask for what cannot be had here
        other
    };
    Kind kind = Kind::other;
    const Node* node = nullptr;
    const Attribute* on = nullptr;      ///< the attribute, where it is there
    std::string attribute;              ///< its local name
    std::string value;                  ///< what was not accepted
    std::string type;                   ///< local name of the type, without prefix; may be empty
    std::vector<std::string> expected;  ///< local names; `*` stands for foreign elements
    std::string text;                   ///< what libxml2 says
};

/// A compiled XML schema (XSD 1.0). Immutable, and safe to use from many threads at once.
class Schema {
public:
    /// Compiles the document `main` with what it imports out of `documents`. Nothing else is ever opened. Fails with
    /// the schema processor's own words, which only an author of schemas gets to see.
    [[nodiscard]] static Result<Schema> compile(std::string_view main, const std::vector<SchemaDocument>& documents);

    struct Walk {
        /// Elements for which this is true are left out with all that is in them.
        std::function<bool(const Node&)> leave_out;
        /// Receives the violations, in the order in which they are found. Returning false ends the validation.
        std::function<bool(SchemaViolation)> report;
    };
    /// Validates the document of `tree`. The tree's events go to the schema processor one by one, so that each
    /// violation has its exact node, which the processor itself would not know. What the processor passes over behind
    /// an unexpected element is validated on its own, element by element, as far as the schema declares it.
    void validate(const Tree& tree, const Walk& walk) const;

private:
    struct Compiled;
    explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace ovfkit::xml
