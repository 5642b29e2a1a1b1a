// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/descriptor/dialect.hpp>

#include "descriptor/prefixes.hpp"
#include "descriptor/row.hpp"

namespace ovfkit::descriptor {

/// How elements are laid out.
struct Layout {
    bool indented = true;     ///< one element a line; otherwise all on one
    bool empty_tags = true;   ///< `<x/>`; otherwise `<x></x>`, as the oVirt engine writes
    std::string unit = "  ";  ///< one level of indentation
    std::string line_end = "\n";
    std::string base = {};  ///< indentation of the outermost level
};

/// Prints parts of a model as XML by way of the tables, in any context that names its prefixes: a fresh document, or a
/// piece to be spliced into an old one.
class Writer {
public:
    /// Where namespaces get their prefixes; see Prefixes for a fresh document.
    struct Naming {
        virtual ~Naming() = default;
        virtual std::string element(Space space) = 0;
        virtual std::string attribute(Space space) = 0;
        virtual std::string foreign_element(std::string_view uri, std::string_view wish) = 0;
        virtual std::string foreign_attribute(std::string_view uri, std::string_view wish) = 0;
        virtual std::string undeclared(std::string_view wish) = 0;
        virtual std::string
        ovf_2() = 0;  ///< prefix with colon for elements and attributes of OVF 2.x in older documents
    };

    Writer(Naming& naming, Targets targets, Layout layout)
        : naming_(naming), targets_(targets), layout_(std::move(layout)) {}

    void set_targets(Targets targets) { targets_ = targets; }
    void set_depth(std::size_t depth) { depth_ = depth; }
    [[nodiscard]] std::string take() { return std::move(out_); }
    /// Empty as long as everything could be expressed; else what could not.
    [[nodiscard]] const std::string& problem() const { return problem_; }

    /// The attributes and children of `owner`, for a root element whose tag is written elsewhere.
    [[nodiscard]] std::string attributes(const Shape& shape, const void* owner);
    void children(const Shape& shape, const void* owner);

    void extension(const model::Extension& extension);
    /// One value of a row: `field` of a leaf, a struct of an element or choice row.
    void leaf(const Row& row, const void* field);
    void element(const Row& row, const void* owner);
    void alternative(const Alternative& alternative, const void* owner);
    /// The attribute of a row, with a blank in front; empty when it is absent.
    [[nodiscard]] std::string attribute(const Row& row, const void* owner, char quote = '"');
    /// The escaped text of a leaf.
    [[nodiscard]] std::string leaf_text(const Row& row, const void* field);
    [[nodiscard]] std::string foreign_attribute(const model::Attribute& attribute);

private:
    void named(const std::string& name, std::string_view extra, const Shape& shape, const void* owner);
    void row_children(const Row& row, const void* owner);
    void extensions(const model::Element& element);
    void begin_line();
    void end_line();
    void check(std::string_view text);
    void check_name(std::string_view name);
    [[nodiscard]] std::string row_name(Space space, std::string_view name);
    [[nodiscard]] std::string extension_name(const model::Extension& extension);

    Naming& naming_;
    Targets targets_;
    Layout layout_;
    std::string out_;
    std::string problem_;
    std::size_t depth_ = 0;
    bool inline_ = false;        // inside mixed content: no line ends, they would become part of it
    bool in_section_2_ = false;  // inside a section of 2.x in a document of 1.x
};

}  // namespace ovfkit::descriptor
