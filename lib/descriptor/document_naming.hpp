// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "descriptor/names.hpp"
#include "descriptor/writer.hpp"
#include "xml/tree.hpp"

namespace ovfkit::descriptor {

/// The prefixes that an existing document has at one element, for what is to be inserted there. A namespace that has
/// none gets one, to be declared on what is inserted.
class DocumentNaming : public Writer::Naming {
public:
    DocumentNaming(const xml::Tree& tree, const Spaces& spaces, const xml::Node& at)
        : tree_(tree), spaces_(spaces), at_(at) {}

    std::string element(Space space) override;
    std::string attribute(Space space) override;
    std::string foreign_element(std::string_view uri, std::string_view wish) override;
    std::string foreign_attribute(std::string_view uri, std::string_view wish) override;
    std::string undeclared(std::string_view wish) override;
    std::string ovf_2() override;

    /// Declarations that the inserted text needs, each behind a blank; asking for them forgets them.
    [[nodiscard]] std::string take_declarations();

private:
    struct Binding {
        std::string prefix;
        std::string uri;
    };
    [[nodiscard]] bool visible(const xml::Declaration& declaration) const;
    std::string bound(std::string_view uri, std::string_view wish, bool with_default);

    const xml::Tree& tree_;
    const Spaces& spaces_;
    const xml::Node& at_;
    std::vector<Binding> added_;
};

}  // namespace ovfkit::descriptor
