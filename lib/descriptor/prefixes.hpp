// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/descriptor/dialect.hpp>

#include "descriptor/names.hpp"

namespace ovfkit::descriptor {

/// The prefixes of a fresh document: those that the grammar fixes, and one for each other namespace as it comes up.
/// What is used is declared on the root, where readers that know prefixes by heart look for them.
class Prefixes {
public:
    explicit Prefixes(Grammar grammar);
    /// Those of an environment document, whose elements stand in its own namespace.
    [[nodiscard]] static Prefixes of_environment();

    /// The prefix with its colon for elements of a space; empty for those that stand without one.
    [[nodiscard]] std::string_view element(Space space);
    /// The prefix with its colon for attributes of a space.
    [[nodiscard]] std::string_view attribute(Space space);
    /// The prefix with its colon of a namespace that has no space of its own; `wish` if it is free.
    [[nodiscard]] std::string foreign(std::string_view uri, std::string_view wish);
    /// A prefix that is bound to nothing in this document: `wish`, made different from every declared one.
    [[nodiscard]] std::string undeclared(std::string_view wish) const;
    /// The namespace of OVF 2.x inside a document of 1.x.
    [[nodiscard]] std::string_view ovf_2();

    /// The namespace declarations of the root element, each behind a blank.
    [[nodiscard]] std::string declarations() const;

private:
    struct Entry {
        Space space;
        std::string prefix;  // with its colon
        std::string uri;
        bool used;
    };
    std::string_view use(Space space);
    [[nodiscard]] bool taken(std::string_view prefix) const;

    Grammar grammar_;
    std::vector<Entry> entries_;
    std::string_view default_uri_;  // empty: there is no default namespace
};

}  // namespace ovfkit::descriptor
