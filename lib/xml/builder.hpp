// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <libxml/parser.h>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>

#include "xml/source.hpp"
#include "xml/tree.hpp"

namespace ovfkit::xml {

/// Turns libxml2's SAX2 events into a Tree.
///
/// The place of everything comes from the parser's position at each event and from the text itself: in the start
/// callback the position is just before `>` or `/>`, in the other callbacks just behind the construct, and between two
/// constructs there is no `<`. libxml2's own lines and columns are not used; they clip at 65535 and count bytes.
class TreeBuilder {
public:
    TreeBuilder(const Source& source, const Limits& limits, Diagnostics& diagnostics);

    [[nodiscard]] Result<Tree> run();

private:
    struct Callbacks;

    // What libxml2 reports about a start tag.
    struct Tag {
        const xmlChar* name;
        const xmlChar* prefix;
        const xmlChar* uri;
        std::uint32_t declaration_count;
        const xmlChar** declarations;  // each: prefix, URI
        std::uint32_t attribute_count;
        const xmlChar** attributes;  // each: name, prefix, URI, begin and end of the value
    };
    [[nodiscard]] bool closes_tag(std::uint32_t at) const;
    void start_element(const Tag& tag);
    void end_element();
    void characters(const xmlChar* data, int size);
    void cdata(const xmlChar* data, int size);
    void comment(const xmlChar* data);
    void processing_instruction(const xmlChar* target, const xmlChar* data);
    void document_type();
    void problem(const xmlError& error);
    [[nodiscard]] Span place_of_fatal(const xmlError& error, std::uint32_t at) const;
    [[nodiscard]] Location place_of_warning(const xmlError& error, std::uint32_t at) const;

    [[nodiscard]] std::uint32_t position() const;
    [[nodiscard]] std::uint32_t construct_begin() const;
    std::uint32_t append(Node node);
    void count_node(std::uint32_t begin);
    void flush_text(std::uint32_t until);
    void read_tag(std::uint32_t node, std::uint32_t at, std::uint32_t tag_end, const Tag& tag);
    void add_declarations(std::uint32_t node, const Tag& tag);
    void add_attribute(const xmlChar** sax, std::uint32_t name_begin, std::uint32_t value_begin,
                       std::uint32_t value_end);
    [[nodiscard]] NsId intern(const xmlChar* uri);
    void stop(const Rule& rule, ErrorCode code, std::string message, std::uint32_t begin, std::uint32_t end);

    const Source& source_;
    const Limits limits_;
    Diagnostics& diagnostics_;
    std::string_view text_;
    xmlParserCtxtPtr context_ = nullptr;
    Tree tree_;
    std::vector<std::uint32_t> open_;        // elements not closed yet, the document first
    std::vector<std::uint32_t> last_child_;  // of each of them; 0: none
    std::unordered_map<const xmlChar*, NsId> interned_;
    std::string pending_;           // text since the last construct
    std::uint32_t last_end_ = 0;    // end of the last construct
    std::uint32_t text_begin_ = 0;  // where the pending text begins
    std::uint32_t counted_ = 0;     // nodes and attributes so far
    bool stopped_ = false;
    Error error_;
};

}  // namespace ovfkit::xml
