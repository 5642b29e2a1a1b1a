// SPDX-License-Identifier: Apache-2.0
#include "validate/mentions.hpp"

#include "base/ascii.hpp"

namespace ovfkit::validate {
namespace {

// Longer ones are scripts and licences.
constexpr std::size_t longest_mention = 1024;

void add_mention(std::string_view word, std::unordered_set<std::string_view>& found) {
    if (word.empty()) return;
    found.insert(word);
    const std::size_t slash = word.rfind('/');
    if (slash != std::string_view::npos && slash + 1 < word.size()) found.insert(word.substr(slash + 1));
}

void add_mentions(std::string_view text, std::unordered_set<std::string_view>& found) {
    text = trimmed(text);
    if (text.empty() || text.size() > longest_mention) return;
    add_mention(text, found);
    if (text.find_first_of(" \t\r\n,;") == std::string_view::npos) return;
    for (const std::string_view word : words(text, " \t\r\n,;")) add_mention(word, found);
}

}  // namespace

std::unordered_set<std::string_view> mentions(
    const Subject& subject, const std::function<bool(const xml::Node&, const xml::Attribute&)>& leave_out) {
    std::unordered_set<std::string_view> found;
    for (const xml::Node& node : subject.tree.nodes()) {
        if (node.kind == xml::Node::Kind::text) add_mentions(node.text, found);
        if (node.kind != xml::Node::Kind::element) continue;
        if (!node.has_children) add_mentions(node.text, found);
        for (auto one = subject.tree.attributes_begin(node); one != subject.tree.attributes_end(node); ++one)
            if (!leave_out(node, *one)) add_mentions(one->value, found);
    }
    return found;
}

}  // namespace ovfkit::validate
