// SPDX-License-Identifier: Apache-2.0
#include "descriptor/prefixes.hpp"

#include <algorithm>

#include "xml/escape.hpp"

namespace ovfkit::descriptor {
namespace {

std::string_view main_uri(Grammar grammar) {
    switch (grammar) {
        case Grammar::draft_0_9: return uri::ovf_0_9;
        case Grammar::ovf_2: return uri::ovf_2;
        case Grammar::ovirt: return uri::ovf_1_slash;
        default: return uri::ovf_1;
    }
}

bool is_name(std::string_view s) {
    const auto start = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !s.empty() && start(s.front()) && std::all_of(s.begin(), s.end(), [&](char c) {
        return start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

}  // namespace

// Declared in this order, which is the engine's for the oVirt grammars (oVirt reference 1a.2 and 1b).
Prefixes::Prefixes(Grammar grammar) : grammar_(grammar) {
    const bool ovirt = grammar == Grammar::ovirt;
    const bool ova = grammar == Grammar::ovirt_ova;
    const bool engine = ovirt || ova;
    entries_ = {
        {Space::ovf, "ovf:", std::string(main_uri(grammar)), true},
        {Space::rasd, "rasd:", std::string(uri::rasd), engine},
        {Space::vssd, "vssd:", std::string(uri::vssd), engine},
        {Space::xsi, "xsi:", std::string(uri::xsi), engine},
        {Space::ovirt, "ovirt:", std::string(uri::ovirt), ova},
        {Space::sasd, "sasd:", std::string(uri::sasd), false},
        {Space::epasd, "epasd:", std::string(uri::epasd), false},
        {Space::bootc, "bootc:", std::string(uri::bootc), false},
        {Space::boots, "boots:", std::string(uri::boots), false},
        {Space::trust, "trust:", std::string(uri::trust), false},
        {Space::environment, "oe:", std::string(uri::environment), false},
        {Space::other, "ovf2:", std::string(uri::ovf_2), false},
    };
    if (!ovirt && grammar != Grammar::draft_0_9) default_uri_ = main_uri(grammar);
}

Prefixes Prefixes::of_environment() {
    Prefixes prefixes(Grammar::ovf_1);
    for (Entry& e : prefixes.entries_) e.used = e.space == Space::environment;
    prefixes.default_uri_ = uri::environment;
    return prefixes;
}

std::string_view Prefixes::use(Space space) {
    const auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.space == space; });
    if (entry == entries_.end()) return {};
    entry->used = true;
    return entry->prefix;
}

std::string_view Prefixes::element(Space space) {
    const bool plain = space == Space::ovf || space == Space::none || space == Space::any;
    return plain ? std::string_view() : use(space);
}

std::string_view Prefixes::attribute(Space space) {
    if (space == Space::none || space == Space::any) return {};
    if (space == Space::xml) return "xml:";
    return use(space);
}

std::string_view Prefixes::ovf_2() { return grammar_ == Grammar::ovf_2 ? use(Space::ovf) : use(Space::other); }

bool Prefixes::taken(std::string_view prefix) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.prefix == prefix; });
}

std::string Prefixes::foreign(std::string_view uri, std::string_view wish) {
    if (uri == uri::xml) return "xml:";
    const auto declared = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.uri == uri; });
    if (declared != entries_.end()) {
        declared->used = true;
        return declared->prefix;
    }
    const bool usable = is_name(wish) && wish.substr(0, 3) != "xml" && wish.substr(0, 3) != "XML";
    std::string prefix = (usable ? std::string(wish) : "ns") + ":";
    for (int i = 2; taken(prefix); ++i) prefix = (usable ? std::string(wish) : "ns") + std::to_string(i) + ":";
    entries_.push_back({Space::undeclared, prefix, std::string(uri), true});
    return prefix;
}

std::string Prefixes::undeclared(std::string_view wish) const {
    std::string prefix = std::string(wish) + ":";
    while (taken(prefix)) prefix = "undeclared-" + prefix;
    return prefix;
}

std::string Prefixes::declarations() const {
    std::string out;
    const auto add = [&](std::string_view name, std::string_view uri) {
        out += " " + std::string(name) + "=\"" + xml::escape_attribute(uri) + "\"";
    };
    // The engine cuts the default declaration out of OVA descriptors by text, up to the next blank: it must not be the
    // last.
    const bool default_first = grammar_ != Grammar::ovirt_ova;
    if (default_first && !default_uri_.empty()) add("xmlns", default_uri_);
    for (const Entry& e : entries_) {
        if (!default_first && e.space == Space::ovirt) add("xmlns", default_uri_);
        if (e.used) add("xmlns:" + e.prefix.substr(0, e.prefix.size() - 1), e.uri);
    }
    return out;
}

}  // namespace ovfkit::descriptor
