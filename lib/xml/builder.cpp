// SPDX-License-Identifier: Apache-2.0
#include "xml/builder.hpp"

#include <algorithm>
#include <cstring>

#include <ovfkit/xml/rules.hpp>

namespace ovfkit::xml {
namespace {

std::string_view view(const xmlChar* s) {
    return s == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(s));
}

bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// What the tree's narrow counters can hold, and what a stack can: everything that walks a document goes down with it.
Limits within_reach(Limits limits) {
    limits.max_attributes = std::min<std::uint32_t>(limits.max_attributes, 0xFFFF);
    limits.max_namespaces = std::min<std::uint32_t>(limits.max_namespaces, 65'000);
    limits.max_depth = std::min<std::uint32_t>(limits.max_depth, 500);
    return limits;
}

// Whether `written` is the name of the attribute that libxml2 reports at `sax`.
bool names(std::string_view written, const xmlChar** sax) {
    const std::string_view local = view(sax[0]);
    const std::string_view prefix = view(sax[1]);
    if (sax[1] == nullptr) return written == local;
    return written.size() == prefix.size() + 1 + local.size() && written.substr(0, prefix.size()) == prefix &&
           written[prefix.size()] == ':' && written.substr(prefix.size() + 1) == local;
}

// Where the attribute of that name stands in a tag, or in the first part of one.
std::size_t name_in_tag(std::string_view tag, std::string_view name) {
    if (name.empty()) return std::string_view::npos;
    for (std::size_t at = tag.find(name, 1); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const std::string_view behind = tag.substr(at + name.size(), 1);
        if (space(tag[at - 1]) && !behind.empty() && (behind[0] == '=' || space(behind[0]))) return at;
    }
    return std::string_view::npos;
}

// What libxml2 says, where it speaks to a person, and else what that means to one.
std::string words_for(const xmlError& error) {
    std::string_view message = view(reinterpret_cast<const xmlChar*>(error.message));
    while (!message.empty() && space(message.back())) message.remove_suffix(1);
    const auto tells_of = [&](std::string_view part) { return message.find(part) != std::string_view::npos; };
    if (error.code == XML_ERR_NAME_REQUIRED && tells_of("EntityRef"))
        return "an & that begins no entity; one that stands for itself is written &amp;";
    if (error.code == XML_ERR_NAME_REQUIRED && tells_of("StartTag"))
        return "a < that begins no tag; one that stands for itself is written &lt;";
    if (error.code == XML_ERR_ENTITYREF_SEMICOL_MISSING)
        return "an entity without its ; or an & that should be written &amp;";
    if (error.code == XML_WAR_UNKNOWN_VERSION)
        return "the document says that it is of XML " + std::string(view(reinterpret_cast<const xmlChar*>(error.str1)));
    if (message.substr(0, 8) == "xmlParse")
        if (const std::size_t colon = message.find(": "); colon != std::string_view::npos)
            message.remove_prefix(colon + 2);
    return std::string(message);
}

}  // namespace

TreeBuilder::TreeBuilder(const Source& source, const Limits& limits, Diagnostics& diagnostics)
    : source_(source), limits_(within_reach(limits)), diagnostics_(diagnostics), text_(source.text()) {
    tree_.text_ = text_;
    tree_.namespaces_.emplace_back();
    // A tag costs about 40 bytes of a typical descriptor; a guess below the truth only costs a reallocation.
    tree_.nodes_.reserve(text_.size() / 64 + 4);
    Node document;
    document.kind = Node::Kind::document;
    document.inner_end = document.end = static_cast<std::uint32_t>(text_.size());
    tree_.nodes_.push_back(document);
    open_.push_back(0);
    last_child_.push_back(0);
    // The XML declaration is the one construct without an event of its own.
    if (text_.substr(0, 5) == "<?xml" && text_.size() > 5 && space(text_[5]))
        last_end_ = static_cast<std::uint32_t>(std::min(text_.find("?>"), text_.size()));
}

std::uint32_t TreeBuilder::position() const {
    const xmlParserInput& in = *context_->input;
    return static_cast<std::uint32_t>(in.consumed) + static_cast<std::uint32_t>(in.cur - in.base);
}

// The first `<` behind the last construct: text in between cannot hold one.
std::uint32_t TreeBuilder::construct_begin() const {
    const auto* found = static_cast<const char*>(std::memchr(text_.data() + last_end_, '<', text_.size() - last_end_));
    return found == nullptr ? last_end_ : static_cast<std::uint32_t>(found - text_.data());
}

// Attributes count as nodes: each costs as much.
void TreeBuilder::count_node(std::uint32_t begin) {
    if (counted_++ >= limits_.max_nodes)
        stop(rule::too_many_nodes, ErrorCode::limit_exceeded,
             "the document has more than " + std::to_string(limits_.max_nodes) + " elements and attributes", begin,
             begin + 1);
}

std::uint32_t TreeBuilder::append(Node node) {
    count_node(node.begin);
    if (stopped_) return 0;
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    node.parent = open_.back();
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    if (last_child_.back() != 0)
        tree_.nodes_[last_child_.back()].next_sibling = index;
    else
        tree_.nodes_[open_.back()].has_children = true;
    last_child_.back() = index;
    tree_.nodes_.push_back(node);
    return index;
}

// Text between other nodes is a node of its own, unless it is only there to indent.
void TreeBuilder::flush_text(std::uint32_t until) {
    if (!pending_.empty() && open_.size() > 1 && !blank(pending_)) {
        Node node;
        node.kind = Node::Kind::text;
        node.begin = node.inner_begin = text_begin_;
        node.end = node.inner_end = until;
        node.text = tree_.keep(pending_);
        append(node);
    }
    pending_.clear();
}

// libxml2 reports a tag before it looks for its `>`. One that has none is an error, which comes next.
bool TreeBuilder::closes_tag(std::uint32_t at) const {
    return at < text_.size() && (text_[at] == '>' || (text_[at] == '/' && at + 1 < text_.size()));
}

void TreeBuilder::start_element(const Tag& tag) {
    const std::uint32_t tag_end = position();
    const std::uint32_t begin = construct_begin();
    flush_text(begin);
    if (stopped_ || !closes_tag(tag_end)) return;
    if (open_.size() > limits_.max_depth)
        return stop(rule::too_deep, ErrorCode::limit_exceeded,
                    "elements are nested deeper than " + std::to_string(limits_.max_depth), begin, tag_end);
    Node node;
    node.begin = begin;
    node.prefix_size = static_cast<std::uint32_t>(view(tag.prefix).size());
    const std::size_t name_at = begin + 1 + (node.prefix_size != 0 ? node.prefix_size + 1U : 0U);
    node.name = text_.substr(name_at, view(tag.name).size());
    node.ns = intern(tag.uri);
    node.undeclared_prefix = tag.prefix != nullptr && tag.uri == nullptr;
    const bool empty = text_[tag_end] == '/';
    node.inner_begin = node.inner_end = tag_end + (empty ? 2 : 1);
    const std::uint32_t index = append(node);
    if (stopped_) return;
    if (open_.size() == 1) tree_.root_ = index;
    add_declarations(index, tag);
    read_tag(index, static_cast<std::uint32_t>(name_at + node.name.size()), tag_end, tag);
    open_.push_back(index);
    last_child_.push_back(0);
    last_end_ = text_begin_ = node.inner_begin;
}

// Walks over the tag in the text, in step with the attributes that libxml2 reports, to learn where each one stands.
// What it does not report is a namespace declaration; a name such as `xmlns:1` only looks like one.
void TreeBuilder::read_tag(std::uint32_t node, std::uint32_t at, std::uint32_t tag_end, const Tag& tag) {
    for (std::uint32_t seen = 0; seen < tag.attribute_count && !stopped_;) {
        while (at < tag_end && space(text_[at])) ++at;
        if (at >= tag_end) break;
        const std::uint32_t name_begin = at;
        while (text_[at] != '=' && !space(text_[at])) ++at;
        const std::string_view name = text_.substr(name_begin, at - name_begin);
        while (text_[at] != '"' && text_[at] != '\'') ++at;
        const auto value_end = static_cast<std::uint32_t>(text_.find(text_[at], at + 1));
        const std::uint32_t value_begin = at + 1;
        at = value_end + 1;
        const xmlChar** attribute = tag.attributes + std::size_t{seen} * 5;
        if (name.substr(0, 5) == "xmlns" && !names(name, attribute)) continue;
        add_attribute(attribute, name_begin, value_begin, value_end);
        ++tree_.nodes_[node].attribute_count;
        ++seen;
    }
}

void TreeBuilder::add_declarations(std::uint32_t node, const Tag& tag) {
    const Node& n = tree_.nodes_[node];
    for (std::uint32_t i = 0; i < tag.declaration_count; ++i) {
        const std::string_view uri = view(tag.declarations[std::size_t{i} * 2 + 1]);
        if (tree_.declarations_.size() >= limits_.max_namespaces)
            return stop(rule::too_many_namespaces, ErrorCode::limit_exceeded,
                        "more than " + std::to_string(limits_.max_namespaces) + " namespaces are declared", n.begin,
                        n.inner_begin);
        if (uri.size() > limits_.max_namespace_bytes)
            return stop(rule::namespace_too_long, ErrorCode::limit_exceeded,
                        "a namespace is longer than " + std::to_string(limits_.max_namespace_bytes) + " bytes", n.begin,
                        n.inner_begin);
        tree_.declarations_.push_back({node, tree_.keep(view(tag.declarations[std::size_t{i} * 2])), tree_.keep(uri)});
    }
}

void TreeBuilder::add_attribute(const xmlChar** sax, std::uint32_t name_begin, std::uint32_t value_begin,
                                std::uint32_t value_end) {
    count_node(name_begin);
    if (stopped_) return;
    Attribute a;
    a.begin = name_begin;
    a.value_begin = value_begin;
    a.value_end = value_end;
    a.prefix_size = static_cast<std::uint32_t>(view(sax[1]).size());
    a.name = text_.substr(name_begin + (a.prefix_size != 0 ? a.prefix_size + 1U : 0U), view(sax[0]).size());
    a.ns = sax[1] != nullptr ? intern(sax[2]) : no_namespace;
    a.undeclared_prefix = sax[1] != nullptr && sax[2] == nullptr;
    const std::string_view value(reinterpret_cast<const char*>(sax[3]), static_cast<std::size_t>(sax[4] - sax[3]));
    const std::string_view raw = text_.substr(value_begin, value_end - value_begin);
    if (value.size() > limits_.max_attribute_bytes)
        return stop(rule::attribute_too_long, ErrorCode::limit_exceeded,
                    "an attribute value is longer than " + std::to_string(limits_.max_attribute_bytes) + " bytes",
                    name_begin, value_begin);
    a.value = value == raw ? raw : tree_.keep(value);
    tree_.attributes_.push_back(a);
}

NsId TreeBuilder::intern(const xmlChar* uri) {
    if (uri == nullptr) return no_namespace;
    // libxml2 keeps every URI once, so that its address is as good as its text.
    const auto [entry, added] = interned_.try_emplace(uri, static_cast<NsId>(tree_.namespaces_.size()));
    if (added) tree_.namespaces_.push_back(tree_.keep(view(uri)));
    return entry->second;
}

void TreeBuilder::end_element() {
    const std::uint32_t end = position();
    const std::uint32_t index = open_.back();
    const bool leaf = last_child_.back() == 0;
    Node& open = tree_.nodes_[index];
    if (open.inner_begin != end || text_[end - 2] != '/') {
        open.inner_end = static_cast<std::uint32_t>(text_.rfind('<', end - 1));
    }
    if (leaf) {
        const std::string_view raw = text_.substr(open.inner_begin, open.inner_end - open.inner_begin);
        open.text = pending_ == raw ? raw : tree_.keep(pending_);
        pending_.clear();
    } else {
        flush_text(open.inner_end);
    }
    tree_.nodes_[index].end = end;
    open_.pop_back();
    last_child_.pop_back();
    last_end_ = text_begin_ = end;
}

void TreeBuilder::characters(const xmlChar* data, int size) {
    pending_.append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
}

void TreeBuilder::cdata(const xmlChar* data, int size) {
    characters(data, size);
    last_end_ = position();
}

void TreeBuilder::comment(const xmlChar* data) {
    Node node;
    node.kind = Node::Kind::comment;
    node.begin = construct_begin();
    node.end = node.inner_begin = node.inner_end = position();
    flush_text(node.begin);
    node.text = tree_.keep(view(data));
    append(node);
    last_end_ = text_begin_ = node.end;
}

void TreeBuilder::processing_instruction(const xmlChar* target, const xmlChar* data) {
    Node node;
    node.kind = Node::Kind::processing_instruction;
    node.begin = construct_begin();
    node.end = node.inner_begin = node.inner_end = position();
    flush_text(node.begin);
    node.name = tree_.keep(view(target));
    node.text = tree_.keep(view(data));
    append(node);
    last_end_ = text_begin_ = node.end;
}

void TreeBuilder::document_type() {
    const std::uint32_t begin = construct_begin();
    stop(rule::doctype, ErrorCode::malformed, "the document has a document type declaration", begin, begin + 9);
}

void TreeBuilder::problem(const xmlError& error) {
    if (stopped_) return;
    const auto size = static_cast<std::uint32_t>(text_.size());
    const std::uint32_t at = context_->input != nullptr ? std::min(position(), size) : size;
    const bool cut_off = at == size && error.code == XML_ERR_NAME_REQUIRED;
    const std::string message = cut_off ? "the document ends within a tag or an entity" : words_for(error);
    if (error.level == XML_ERR_FATAL) {
        const Span place = place_of_fatal(error, at);
        return stop(rule::not_well_formed, ErrorCode::malformed, "not well-formed: " + printable(message), place.begin,
                    place.end);
    }
    // The rest is about namespaces, about the version, or (a language, `xml:space`) no matter of well-formedness.
    const Rule* rule = error.code == XML_NS_ERR_UNDEFINED_NAMESPACE ? &rule::undeclared_prefix
                       : error.domain == XML_FROM_NAMESPACE         ? &rule::namespace_error
                       : error.code == XML_WAR_UNKNOWN_VERSION      ? &rule::unknown_version
                                                                    : nullptr;
    if (rule == nullptr) return;
    const bool kept = diagnostics_.keeps(rule->severity);  // naming a place costs time that a flood must not multiply
    diagnostics_.report(*rule, printable(message), kept ? place_of_warning(error, at) : Location{});
}

// The parser stops behind what is wrong.
Span TreeBuilder::place_of_fatal(const xmlError& error, std::uint32_t at) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    const char before = at > 0 ? text_[at - 1] : '\0';
    switch (error.code) {
        case XML_ERR_NAME_REQUIRED:
            if (at < size && (before == '&' || before == '<')) return {at - 1, at};
            break;
        case XML_ERR_TAG_NAME_MISMATCH:
        case XML_ERR_ATTRIBUTE_REDEFINED: {
            const std::uint32_t begin = construct_begin();
            if (begin < at) return {begin, at};
            break;
        }
        default: break;
    }
    return {at, std::min(at + 1, size)};
}

// The tag, or what of it the words are about.
Location TreeBuilder::place_of_warning(const xmlError& error, std::uint32_t at) const {
    // Of a tag, which can be as large as the document, and for each of its names.
    constexpr std::uint32_t most_searched = 4096;
    const std::uint32_t begin = error.code == XML_WAR_UNKNOWN_VERSION ? 0 : construct_begin();
    const std::uint32_t end = std::max(begin, at);
    std::string wanted;
    if (error.code == XML_WAR_UNKNOWN_VERSION)
        wanted = "version";
    else if (error.code == XML_NS_ERR_UNDEFINED_NAMESPACE && error.str3 != nullptr)
        wanted = std::string(error.str1) + ":" + error.str2;
    else if (error.domain == XML_FROM_NAMESPACE && error.str1 != nullptr)
        wanted = "xmlns:" + std::string(error.str1);
    const std::size_t found = name_in_tag(text_.substr(begin, std::min(end - begin, most_searched)), wanted);
    if (found == std::string_view::npos) return source_.locate(begin, end);
    const auto from = static_cast<std::uint32_t>(begin + found);
    return source_.locate(from, from + static_cast<std::uint32_t>(wanted.size()));
}

void TreeBuilder::stop(const Rule& rule, ErrorCode code, std::string message, std::uint32_t begin, std::uint32_t end) {
    if (stopped_) return;
    stopped_ = true;
    Location where = source_.locate(begin, end);
    diagnostics_.report(rule, message, where);
    error_ = {code, std::move(message), std::move(where), rule.slug};
    if (context_ != nullptr) xmlStopParser(context_);
}

}  // namespace ovfkit::xml
