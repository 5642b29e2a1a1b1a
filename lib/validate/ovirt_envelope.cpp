// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <unordered_set>

#include "validate/ovirt_passes.hpp"
#include "validate/ovirt_rules.hpp"

// What the engine does with the text, the prefixes and the dates before it understands anything (oVirt reference 1a.1,
// 1a.2, 1b).

namespace ovfkit::validate {
namespace {

using descriptor::Space;

// The prefix under which the engine reads attributes of a space; empty for spaces in which it looks for none.
std::string_view ovirt_prefix(Space space) {
    switch (space) {
        case Space::ovf: return "ovf";
        case Space::xsi: return "xsi";
        case Space::ovirt: return "ovirt";
        default: return {};
    }
}

bool is_ovirt_reference(std::string_view element) { return element == "File" || element == "Disk"; }

bool is_ovirt_attribute(std::string_view name) {
    constexpr std::array names{"href",         "id",          "size",        "description", "diskId",
                               "fileRef",      "capacity",    "actual_size", "parentRef",   "vm_snapshot_id",
                               "disk-alias",   "volume-type", "format",      "boot",        "disk-interface",
                               "volume-format"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_cut_blank(char c) { return c == ' ' || c == '\t'; }
bool is_cut_break(char c) { return c == '\r' || c == '\n'; }

// Where the engine's cut of a default namespace ends: it takes everything up to a blank or a dash, and line breaks are
// gone by then.
std::size_t end_of_cut(std::string_view text, std::size_t from) {
    while (from < text.size() && !is_cut_blank(text[from]) && text[from] != '-') ++from;
    return from;
}

void check_default_namespaces(const Subject& subject, Findings& findings) {
    constexpr std::string_view what = "xmlns=";
    const auto& source = subject.descriptor.state().source;
    const std::string_view text = subject.tree.text();
    for (std::size_t at = text.find(what); at != std::string_view::npos;) {
        const std::size_t value = at + what.size();
        if (value >= text.size()) return;
        const std::size_t cut = end_of_cut(text, value);
        const char quote = text[value];
        const std::size_t close = quote == '"' || quote == '\'' ? text.find(quote, value + 1) : std::string_view::npos;
        if (close != std::string_view::npos && cut != close + 1) {
            const bool inside = cut <= close;
            findings.report(rule::ovirt_default_namespace,
                            inside ? "the engine deletes only the front of this default namespace"
                                   : "the engine deletes this default namespace and all that follows up to the next "
                                     "blank or dash",
                            source.to_source(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(close + 1)));
        }
        at = text.find(what, std::max(value, cut));
    }
}

// The first place in a start tag where a line break alone parts two attributes; npos when there is none.
std::size_t glued_at(std::string_view tag) {
    char quote = 0;
    for (std::size_t i = 0; i < tag.size(); ++i) {
        const char c = tag[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (is_cut_break(c)) {
            const std::size_t end = std::min(tag.find_first_not_of("\r\n", i), tag.size());
            const bool parts = end < tag.size() && tag[end] != '>' && tag[end] != '/' && !is_cut_blank(tag[end]) &&
                               i > 0 && !is_cut_blank(tag[i - 1]);
            if (parts) return end;
            i = end - 1;
        }
    }
    return std::string_view::npos;
}

bool loses_line_break(std::string_view text) {
    text = trimmed(text);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const std::size_t end = std::min(text.find_first_not_of("\r\n", at), text.size());
        const std::size_t last = text.find_last_not_of("\r\n", at);
        if (last != std::string_view::npos && end < text.size() && !is_cut_blank(text[last]) &&
            !is_cut_blank(text[end]))
            return true;
        at = end - 1;
    }
    return false;
}

bool is_ovirt_date(std::string_view name) {
    constexpr std::array names{"CreationDate",       "ExportDate", "LastModified",
                               "last_modified_date", "StopTime",   "BootTime"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether a text of the form `y/m/d h:m:s` names no moment. Other forms are for the reader to report.
bool is_impossible_date(std::string_view text) {
    std::array<unsigned, 6> part{};
    std::size_t index = 0;
    bool digit = false;
    for (const char c : trimmed(text)) {
        if (c >= '0' && c <= '9') {
            part[index] = part[index] * 10 + static_cast<unsigned>(c - '0');
            if (part[index] > 99999) return false;
            digit = true;
        } else if (!digit || index == 5) {
            break;
        } else {
            digit = false;
            ++index;
        }
    }
    if (index != 5 || !digit) return false;
    constexpr std::array<unsigned, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (part[0] % 4 == 0 && part[0] % 100 != 0) || part[0] % 400 == 0;
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > days[part[1]]) return true;
    return (part[1] == 2 && part[2] == 29 && !leap) || part[3] > 23 || part[4] > 59 || part[5] > 60;
}

}  // namespace

void check_ovirt_prefixes(const Subject& subject, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    std::unordered_set<std::string_view> told;
    for (const xml::Node& node : tree.nodes()) {
        if (node.kind != xml::Node::Kind::element) continue;
        for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a) {
            const std::string_view prefix = tree.prefix(*a);
            const std::string_view wanted = ovirt_prefix(subject.spaces.of(*a));
            if (!wanted.empty() && prefix != wanted && !prefix.empty()) {
                if (told.insert(prefix).second)
                    findings.report(rule::ovirt_literal_prefix,
                                    "the engine looks for " + std::string(wanted) + ":" + printable(a->name, 80) +
                                        " and does not see it under the prefix " + quoted(prefix, 80),
                                    *a);
            } else if (prefix.empty() && is_ovirt_reference(node.name) && is_ovirt_attribute(a->name) &&
                       told.insert(prefix).second) {
                findings.report(rule::ovirt_literal_prefix,
                                "the engine looks for ovf:" + std::string(a->name) + ", and this is " +
                                    std::string(a->name) + " without a prefix",
                                *a);
            }
        }
    }
}

void check_ovirt_namespace(const Subject& subject, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    const std::uint32_t root = tree.index_of(tree.root());
    std::unordered_set<std::string_view> on_root;
    std::unordered_set<std::string_view> told;
    for (const xml::Declaration& one : tree.declarations())
        if (one.node == root) on_root.insert(one.uri);
    for (const xml::Declaration& one : tree.declarations()) {
        const Space space = descriptor::space_of(one.uri);
        const bool needed = space == Space::rasd || space == Space::vssd || space == Space::xsi ||
                            (space == Space::ovf && !one.prefix.empty());
        if (one.node == root || !needed || on_root.count(one.uri) != 0 || !told.insert(one.uri).second) continue;
        findings.report(rule::ovirt_prefix_not_on_root,
                        "the prefix " + quoted(one.prefix, 80) + " is declared here and not on the Envelope",
                        tree[one.node]);
    }
    const std::string_view uri = tree.namespace_uri(tree.root().ns);
    if (is_configuration(subject) && uri == descriptor::uri::ovf_1)
        findings.report(rule::ovirt_namespace_slash, "the namespace " + quoted(uri) + " has no slash at its end",
                        tree.root());
    if (!is_configuration(subject) && tree.text().find("xmlns:ovirt") == std::string_view::npos)
        findings.report(rule::ovirt_no_ovirt_namespace, "no 'xmlns:ovirt' stands in the descriptor", tree.root());
}

void check_ovirt_text(const Subject& subject, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    const auto& source = subject.descriptor.state().source;
    check_default_namespaces(subject, findings);
    for (const xml::Node& node : tree.nodes()) {
        if (node.kind != xml::Node::Kind::element) continue;
        const std::string_view tag = tree.text().substr(node.begin, node.inner_begin - node.begin);
        if (const std::size_t at = glued_at(tag); at != std::string_view::npos) {
            const auto begin = node.begin + static_cast<std::uint32_t>(at);
            findings.report(rule::ovirt_glued_attributes,
                            "only a line break stands in front of this attribute of " + printable(node.name, 80),
                            source.to_source(begin, begin + 1));
        }
        const std::string_view inner = tree.text().substr(node.inner_begin, node.inner_end - node.inner_begin);
        if (!node.has_children && loses_line_break(inner))
            findings.report(rule::ovirt_line_break_lost,
                            "the line breaks in " + printable(node.name, 80) + " are deleted",
                            source.to_source(node.inner_begin, node.inner_end));
    }
    const std::size_t colons = tree.text().find("::");
    if (colons != std::string_view::npos) {
        const auto begin = static_cast<std::uint32_t>(colons);
        findings.report(rule::ovirt_double_colon, "'::' stands here", source.to_source(begin, begin + 2));
    }
}

void check_ovirt_dates(const Subject& subject, Findings& findings) {
    const auto& source = subject.descriptor.state().source;
    for (const xml::Node& node : subject.tree.nodes())
        if (node.kind == xml::Node::Kind::element && !node.has_children && is_ovirt_date(node.name) &&
            is_impossible_date(node.text))
            findings.report(rule::ovirt_impossible_date,
                            std::string(node.name) + " is " + quoted(node.text, 80) + ", and there is no such moment",
                            source.to_source(node.inner_begin, node.inner_end));
}

}  // namespace ovfkit::validate
