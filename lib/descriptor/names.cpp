// SPDX-License-Identifier: Apache-2.0
#include "descriptor/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ovfkit::descriptor {
namespace {

constexpr std::array<std::pair<std::string_view, Space>, 15> known{{
    {"", Space::none},
    {uri::ovf_1, Space::ovf},
    {uri::ovf_1_slash, Space::ovf},
    {uri::ovf_2, Space::ovf},
    {uri::ovf_0_9, Space::ovf},
    {uri::rasd, Space::rasd},
    {uri::vssd, Space::vssd},
    {uri::sasd, Space::sasd},
    {uri::epasd, Space::epasd},
    {uri::bootc, Space::bootc},
    {uri::boots, Space::boots},
    {uri::xsi, Space::xsi},
    {uri::xml, Space::xml},
    {uri::ovirt, Space::ovirt},
    {uri::trust, Space::trust},
}};

}  // namespace

Space space_of(std::string_view namespace_uri) {
    if (namespace_uri == uri::environment) return Space::environment;
    if (namespace_uri.substr(0, uri::cim.size()) == uri::cim && namespace_uri.size() > 4 &&
        namespace_uri.substr(namespace_uri.size() - 4) == ".xsd")
        namespace_uri.remove_suffix(4);
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == namespace_uri; });
    return found == known.end() ? Space::other : found->second;
}

bool is_ovf(std::string_view namespace_uri) { return space_of(namespace_uri) == Space::ovf; }

bool accepts(Space row, Space actual) {
    if (row == actual) return true;
    if (row == Space::any) return true;
    if (actual == Space::other || actual == Space::undeclared) return false;
    const bool unqualified = actual == Space::none || actual == Space::ovf;
    switch (row) {
        case Space::rasd:
        case Space::sasd:
        case Space::epasd:
            return unqualified || actual == Space::rasd || actual == Space::sasd || actual == Space::epasd;
        case Space::none:
        case Space::ovf:
        case Space::vssd:
        case Space::bootc:
        case Space::boots:
        case Space::environment:
        case Space::trust: return unqualified;
        default: return false;
    }
}

Spaces::Spaces(const xml::Tree& tree) {
    spaces_.reserve(tree.namespaces().size());
    for (const std::string_view ns : tree.namespaces()) spaces_.push_back(space_of(ns));
    const xml::NsId root = tree.root().ns;
    if (root != xml::no_namespace && spaces_[root] == Space::other) spaces_[root] = Space::ovf;
}

EffectiveName effective_name(const xml::Tree& tree, const Spaces& spaces, const xml::Node& node) {
    if (node.name != "Section" && node.name != "Content") return {node.name, false};
    const Space space = spaces.of(node);
    if (space != Space::none && space != Space::ovf) return {node.name, false};
    for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a) {
        if (a->name != "type" || spaces.of(*a) != Space::xsi) continue;
        std::string_view type = a->value.substr(a->value.rfind(':') + 1);
        constexpr std::string_view suffix = "_Type";
        if (type.size() > suffix.size() && type.substr(type.size() - suffix.size()) == suffix)
            type.remove_suffix(suffix.size());
        return {type, true};
    }
    return {node.name == "Content" ? std::string_view("VirtualSystem") : node.name, true};
}

}  // namespace ovfkit::descriptor
