// SPDX-License-Identifier: Apache-2.0
#include "xml/parse.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <mutex>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <ovfkit/text/rules.hpp>
#include <ovfkit/xml/rules.hpp>

#include "xml/builder.hpp"

namespace ovfkit::xml {

struct TreeBuilder::Callbacks {
    static TreeBuilder& self(void* user) { return *static_cast<TreeBuilder*>(user); }

    static void start(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int declaration_count,
                      const xmlChar** declarations, int attribute_count, int, const xmlChar** attributes) {
        if (self(user).stopped_) return;
        self(user).start_element({name, prefix, uri, static_cast<std::uint32_t>(declaration_count), declarations,
                                  static_cast<std::uint32_t>(attribute_count), attributes});
    }
    static void end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
        if (!self(user).stopped_) self(user).end_element();
    }
    static void text(void* user, const xmlChar* data, int size) {
        if (!self(user).stopped_) self(user).characters(data, size);
    }
    static void cdata(void* user, const xmlChar* data, int size) {
        if (!self(user).stopped_) self(user).cdata(data, size);
    }
    static void comment(void* user, const xmlChar* data) {
        if (!self(user).stopped_) self(user).comment(data);
    }
    static void instruction(void* user, const xmlChar* target, const xmlChar* data) {
        if (!self(user).stopped_) self(user).processing_instruction(target, data);
    }
    static void subset(void* user, const xmlChar*, const xmlChar*, const xmlChar*) { self(user).document_type(); }
    static void error(void* user, xmlErrorPtr problem) {
        if (problem != nullptr) self(user).problem(*problem);
    }

    static xmlSAXHandler handler() {
        xmlSAXHandler h;
        std::memset(&h, 0, sizeof h);
        h.initialized = XML_SAX2_MAGIC;
        h.startElementNs = start;
        h.endElementNs = end;
        h.characters = text;
        h.ignorableWhitespace = text;
        h.cdataBlock = cdata;
        h.comment = comment;
        h.processingInstruction = instruction;
        h.internalSubset = subset;
        h.serror = error;
        return h;
    }
};

namespace {

struct FreeContext {
    void operator()(xmlParserCtxtPtr context) const { xmlFreeParserCtxt(context); }
};

void initialise_once() {
    static std::once_flag once;
    std::call_once(once, [] { xmlInitParser(); });
}

// The attributes of the tag between `tag` and `end`, at most one more than `most`: what is in quotes before `>`.
std::uint32_t count_attributes(const char* tag, const char* end, std::uint32_t most) {
    std::uint32_t count = 0;
    for (const char* c = tag; c != end && *c != '>' && count <= most; ++c) {
        if (*c != '"' && *c != '\'') continue;
        c = static_cast<const char*>(std::memchr(c + 1, *c, static_cast<std::size_t>(end - c - 1)));
        if (c == nullptr) break;
        ++count;
    }
    return count;
}

// libxml2 compares every attribute of an element with all before it, before any callback can object. A tag with more
// attributes than the limit is found here first; only text without `<` for long enough can hold one. Comments, CDATA
// sections and instructions are stepped over, because what looks like a tag in them is none.
const char* overlong_tag(std::string_view text, std::uint32_t max_attributes) {
    const std::size_t least = std::size_t{max_attributes} * 4;  // a='' is the shortest attribute
    for (std::size_t tag = text.find('<'); tag != std::string_view::npos;) {
        const std::string_view rest = text.substr(tag, 9);
        const auto is = [&](std::string_view begin) { return rest.substr(0, begin.size()) == begin; };
        const char* const closed_by = is("<!--") ? "-->" : is("<![CDATA[") ? "]]>" : is("<?") ? "?>" : nullptr;
        if (closed_by == nullptr && is("<!")) break;  // a document type, at which parsing ends
        std::size_t from = tag + 1;
        if (closed_by != nullptr) {
            from = text.find(closed_by, tag + (is("<!--") ? 4 : 2));
            if (from == std::string_view::npos) break;
        }
        const std::size_t following = std::min(text.find('<', from), text.size());
        if (closed_by == nullptr && following - tag > least &&
            count_attributes(text.data() + tag, text.data() + following, max_attributes) > max_attributes)
            return text.data() + tag;
        tag = following == text.size() ? std::string_view::npos : following;
    }
    return nullptr;
}

}  // namespace

Result<Tree> TreeBuilder::run() {
    initialise_once();
    if (const char* tag = overlong_tag(text_, limits_.max_attributes)) {
        const auto begin = static_cast<std::uint32_t>(tag - text_.data());
        stop(rule::too_many_attributes, ErrorCode::limit_exceeded,
             "an element has more than " + std::to_string(limits_.max_attributes) + " attributes", begin, begin + 1);
        return error_;
    }
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // the source's own is not part of the text
    if (text_.substr(0, 3) == byte_order_mark) {
        stop(rule::not_well_formed, ErrorCode::malformed, "not well-formed: a second byte order mark", 0, 3);
        return error_;
    }
    if (text_.size() > std::numeric_limits<int>::max()) {
        stop(text::rule::too_large, ErrorCode::limit_exceeded, "the document is larger than 2 GiB", 0, 1);
        return error_;
    }
    // Four bytes with a NUL libxml2 would take for UCS-4, and one behind the root element for the end of the document.
    if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
        const auto at = static_cast<std::uint32_t>(nul);
        stop(rule::not_well_formed, ErrorCode::malformed, "not well-formed: a NUL character", at, at + 1);
        return error_;
    }
    xmlSAXHandler handler = Callbacks::handler();
    const std::unique_ptr<xmlParserCtxt, FreeContext> context(
        xmlCreateMemoryParserCtxt(text_.data(), static_cast<int>(text_.size())));
    if (!context) {  // libxml2 makes none for an empty text
        stop(rule::not_well_formed, ErrorCode::malformed, "not well-formed: the document is empty", 0, 0);
        return error_;
    }
    context_ = context.get();
    *context->sax = handler;
    context->userData = this;
    // Our own limits take the place of libxml2's. NOENT makes it hand out `&amp;` in attributes as `&` and not as
    // `&#38;`; without a DTD, at which parsing stops, there is no other entity that it could expand.
    xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    xmlParseDocument(context.get());
    const bool well_formed = context->wellFormed != 0;
    context_ = nullptr;
    if (!stopped_ && (!well_formed || tree_.root_ == 0)) {
        const auto end = static_cast<std::uint32_t>(text_.size());
        stop(rule::not_well_formed, ErrorCode::malformed, "not well-formed: there is no element", end, end);
    }
    if (stopped_) return error_;
    return std::move(tree_);
}

Result<Tree> parse(const Source& source, const Limits& limits, Diagnostics& diagnostics) {
    return TreeBuilder(source, limits, diagnostics).run();
}

}  // namespace ovfkit::xml
