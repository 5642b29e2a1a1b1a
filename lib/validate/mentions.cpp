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

void add_field(const model::Field<std::string>& field, std::unordered_set<std::string_view>& found) {
    if (field.has_value()) add_mention(trimmed(*field), found);
}

void add_items(const std::vector<model::Item>& items, std::unordered_set<std::string_view>& found) {
    for (const model::Item& item : items) {
        for (const auto& resource : item.host_resource) add_field(resource, found);
        for (const auto& connection : item.connection) add_field(connection, found);
    }
}

template <class Section>
void add_hardware(const Section& section, std::unordered_set<std::string_view>& found) {
    add_items(section.items, found);
    add_items(section.ethernet_port_items, found);
    add_items(section.storage_items, found);
}

void add_disks(const std::vector<model::Disk>& disks, std::unordered_set<std::string_view>& found) {
    for (const model::Disk& disk : disks) add_field(disk.file_ref, found);
}

}  // namespace

std::unordered_set<std::string_view> plain_uses(const Subject& subject) {
    std::unordered_set<std::string_view> found;
    for (const Scope& scope : subject.scopes)
        for (const model::Section& section : *scope.sections) {
            if (const auto* one = std::get_if<model::VirtualHardwareSection>(&section)) add_hardware(*one, found);
            if (const auto* one = std::get_if<model::ResourceAllocationSection>(&section)) add_hardware(*one, found);
            if (const auto* one = std::get_if<model::DiskSection>(&section)) add_disks(one->disks, found);
            if (const auto* one = std::get_if<model::SharedDiskSection>(&section)) add_disks(one->disks, found);
        }
    return found;
}

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
