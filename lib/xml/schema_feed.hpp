// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "xml/schema.hpp"

namespace ovfkit::xml {

/// Plays a tree to libxml2's schema processor as the SAX2 events of a parser.
class SchemaFeed {
public:
    SchemaFeed(xmlSchemaPtr schema, const Tree& tree, const Schema::Walk& walk);
    ~SchemaFeed();
    SchemaFeed(const SchemaFeed&) = delete;
    SchemaFeed& operator=(const SchemaFeed&) = delete;

    enum class Root : std::uint8_t { document, part };
    /// Plays `root` and what is in it. Of a `part` for which the schema has no declaration nothing is said.
    void run(const Node& root, Root as);

    /// Elements that the processor did not look at, because of an unexpected one before them in the same parent.
    [[nodiscard]] const std::vector<const Node*>& passed_over() const { return passed_over_; }
    /// Whether the receiver has had enough.
    [[nodiscard]] bool ended() const { return ended_; }
    /// What libxml2 calls with `feed`, a SchemaFeed.
    static void take(void* feed, const xmlError& error) { static_cast<SchemaFeed*>(feed)->problem(error); }

private:
    void play(const Node& root);
    void start(const Node& node);
    void end(const Node& node);
    void text(std::string_view data);
    void push_declarations(const Node& node);
    void push_ancestors_declarations(const Node& root);
    void push_declaration(const Declaration& declaration);
    [[nodiscard]] const xmlChar* name_of(const Node& node);
    [[nodiscard]] const xmlChar* intern(std::string_view text);
    [[nodiscard]] const xmlChar* uri_of(NsId ns);
    void problem(const xmlError& error);
    [[nodiscard]] SchemaViolation violation(const xmlError& error) const;

    xmlSchemaPtr schema_;
    const Tree& tree_;
    const Schema::Walk& walk_;
    xmlDictPtr names_;
    std::vector<const xmlChar*> uris_;  // by NsId
    xmlSAXHandlerPtr sax_ = nullptr;
    void* receiver_ = nullptr;
    std::vector<const xmlChar*> declarations_;  // scratch: prefix, URI
    std::vector<const xmlChar*> attributes_;    // scratch: name, prefix, URI, begin, end
    std::vector<const Node*> passed_over_;
    const Node* current_ = nullptr;
    const Node* part_ = nullptr;  // the root when it need not be declared
    bool ended_ = false;
};

}  // namespace ovfkit::xml
