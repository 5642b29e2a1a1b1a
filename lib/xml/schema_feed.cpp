// SPDX-License-Identifier: Apache-2.0
#include "xml/schema_feed.hpp"

#include <algorithm>
#include <memory>
#include <new>

#include "xml/schema_words.hpp"

namespace ovfkit::xml {
namespace {

const xmlChar* bytes(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

struct FreeValidator {
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};

void take_problem(void* feed, xmlErrorPtr error) { SchemaFeed::take(feed, *error); }

bool blank_only(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

SchemaFeed::SchemaFeed(xmlSchemaPtr schema, const Tree& tree, const Schema::Walk& walk)
    : schema_(schema), tree_(tree), walk_(walk), names_(xmlDictCreate()), uris_(tree.namespaces().size(), nullptr) {
    if (names_ == nullptr) throw std::bad_alloc();
}

SchemaFeed::~SchemaFeed() { xmlDictFree(names_); }

const xmlChar* SchemaFeed::intern(std::string_view text) {
    const xmlChar* kept = xmlDictLookup(names_, bytes(text.data()), static_cast<int>(text.size()));
    if (kept == nullptr) throw std::bad_alloc();
    return kept;
}

const xmlChar* SchemaFeed::uri_of(NsId ns) {
    if (ns == no_namespace) return nullptr;
    if (uris_[ns] == nullptr) uris_[ns] = intern(tree_.namespace_uri(ns));
    return uris_[ns];
}

// An undeclared prefix is part of the name, as for a parser.
const xmlChar* SchemaFeed::name_of(const Node& node) {
    if (!node.undeclared_prefix) return intern(node.name);
    return intern(std::string(tree_.prefix(node)) + ":" + std::string(node.name));
}

void SchemaFeed::push_declaration(const Declaration& declaration) {
    declarations_.push_back(declaration.prefix.empty() ? nullptr : intern(declaration.prefix));
    declarations_.push_back(intern(declaration.uri));
}

void SchemaFeed::push_declarations(const Node& node) {
    const auto& all = tree_.declarations();
    const std::uint32_t index = tree_.index_of(node);
    auto at = std::lower_bound(all.begin(), all.end(), index,
                               [](const Declaration& one, std::uint32_t wanted) { return one.node < wanted; });
    for (; at != all.end() && at->node == index; ++at) push_declaration(*at);
}

// A part is played without its ancestors, whose prefixes its values may use. The nearest comes first, so it is found.
void SchemaFeed::push_ancestors_declarations(const Node& root) {
    for (const Node* node = &tree_.parent(root); node->kind == Node::Kind::element; node = &tree_.parent(*node))
        push_declarations(*node);
}

void SchemaFeed::start(const Node& node) {
    declarations_.clear();
    attributes_.clear();
    push_declarations(node);
    if (&node == part_) push_ancestors_declarations(node);
    for (const Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a) {
        const bool odd = a->undeclared_prefix;
        const std::string_view prefix = tree_.prefix(*a);
        attributes_.push_back(odd ? intern(std::string(prefix) + ":" + std::string(a->name)) : intern(a->name));
        attributes_.push_back(odd || prefix.empty() ? nullptr : intern(prefix));
        attributes_.push_back(odd ? nullptr : uri_of(a->ns));
        attributes_.push_back(bytes(a->value.data()));
        attributes_.push_back(bytes(a->value.data() + a->value.size()));
    }
    sax_->startElementNs(receiver_, name_of(node), nullptr, node.undeclared_prefix ? nullptr : uri_of(node.ns),
                         static_cast<int>(declarations_.size() / 2), declarations_.data(),
                         static_cast<int>(attributes_.size() / 5), 0, attributes_.data());
}

void SchemaFeed::text(std::string_view data) {
    if (!data.empty()) sax_->characters(receiver_, bytes(data.data()), static_cast<int>(data.size()));
}

void SchemaFeed::end(const Node& node) {
    sax_->endElementNs(receiver_, name_of(node), nullptr, node.undeclared_prefix ? nullptr : uri_of(node.ns));
}

// Iterative, since documents nest as deep as the limits allow.
void SchemaFeed::play(const Node& root) {
    const Node* node = &root;
    while (!ended_) {
        const bool left_out = node->kind == Node::Kind::element && walk_.leave_out && walk_.leave_out(*node);
        const bool element = node->kind == Node::Kind::element && !left_out;
        current_ = node;
        if (element) {
            start(*node);
            if (!node->has_children) text(node->text);
        } else if (node->kind == Node::Kind::text && !blank_only(node->text)) {
            current_ = &tree_.parent(*node);
            text(node->text);
        }
        if (element && node->has_children) {
            node = tree_.first_child(*node);
            continue;
        }
        if (element) end(*node);
        while (node != &root && tree_.next(*node) == nullptr) {
            node = &tree_.parent(*node);
            current_ = node;
            end(*node);
        }
        if (node == &root) return;
        node = tree_.next(*node);
    }
}

void SchemaFeed::run(const Node& root, Root as) {
    const std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator(xmlSchemaNewValidCtxt(schema_));
    if (!validator) throw std::bad_alloc();
    xmlSchemaSetValidStructuredErrors(validator.get(), take_problem, this);
    xmlSAXHandler nobody{};
    nobody.initialized = XML_SAX2_MAGIC;
    sax_ = &nobody;
    receiver_ = this;
    part_ = as == Root::part ? &root : nullptr;
    xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validator.get(), &sax_, &receiver_);
    if (plug == nullptr) throw std::bad_alloc();
    play(root);
    (void)xmlSchemaSAXUnplug(plug);
}

void SchemaFeed::problem(const xmlError& error) {
    // Warnings are about what the processor did not do because of an error before.
    if (ended_ || current_ == nullptr || error.level < XML_ERR_ERROR) return;
    SchemaViolation found = violation(error);
    using Kind = SchemaViolation::Kind;
    if (found.kind == Kind::no_declaration && current_ == part_) return;
    if (found.kind == Kind::unexpected_element)
        for (const Node* passed = current_; passed != nullptr; passed = tree_.next(*passed))
            if (passed->kind == Node::Kind::element && !(walk_.leave_out && walk_.leave_out(*passed)))
                passed_over_.push_back(passed);
    ended_ = !walk_.report(std::move(found));
}

SchemaViolation SchemaFeed::violation(const xmlError& error) const {
    SchemaViolation found = read_schema_message(error.code, error.message != nullptr ? error.message : "");
    found.node = current_;
    for (const Attribute* a = tree_.attributes_begin(*current_); a != tree_.attributes_end(*current_); ++a)
        if (!found.attribute.empty() && a->name == found.attribute) {
            found.on = a;
            break;
        }
    return found;
}

}  // namespace ovfkit::xml
