// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>

#include "validate/document_rules.hpp"
#include "validate/fixers.hpp"
#include "validate/place.hpp"

// Namespaces that are spelled in a way that only one of the standard can be meant by.

namespace ovfkit::validate {
namespace {

constexpr std::string_view white_space = " \t\r\n";

// The place of a declared URI between its quotes, in offsets of the text; empty when it stands there in another way
// than as it is, with a reference in it.
std::optional<std::pair<std::uint32_t, std::uint32_t>> uri_place(const xml::Tree& tree,
                                                                 const xml::Declaration& declaration) {
    const xml::Node& node = tree[declaration.node];
    const std::string_view tag = tree.text().substr(node.begin, node.inner_begin - node.begin);
    const std::string name =
        declaration.prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(declaration.prefix);
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const bool begins = white_space.find(tag[at - 1]) != std::string_view::npos;
        const std::size_t equals = tag.find_first_not_of(white_space, at + name.size());
        if (!begins || equals == std::string_view::npos || tag[equals] != '=') continue;
        const std::size_t quote = tag.find_first_not_of(white_space, equals + 1);
        if (quote == std::string_view::npos || tag.substr(quote + 1, declaration.uri.size()) != declaration.uri)
            continue;
        const auto begin = static_cast<std::uint32_t>(node.begin + quote + 1);
        return std::pair{begin, begin + static_cast<std::uint32_t>(declaration.uri.size())};
    }
    return std::nullopt;
}

void fix_namespace_spelling(const Subject& subject, descriptor::Splices& splices, const Note& note) {
    if (!subject.is_standard()) return;
    for (const xml::Declaration& one : subject.tree.declarations()) {
        const std::string_view meant = meant_namespace(one.uri);
        const auto place = meant.empty() ? std::nullopt : uri_place(subject.tree, one);
        if (!place) continue;
        splices.replace(place->first, place->second, std::string(meant));
        note(rule::document_namespace_spelling.slug, "the namespace is " + std::string(meant),
             subject.descriptor.state().source.to_source(place->first, place->second));
    }
}

}  // namespace

std::vector<TextFixer> namespace_fixers() { return {{{&rule::document_namespace_spelling}, fix_namespace_spelling}}; }

}  // namespace ovfkit::validate
