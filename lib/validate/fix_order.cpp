// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "validate/fixers.hpp"
#include "validate/schema_rules.hpp"

// The order of elements, where the schema leaves no choice. Elements change places whole; the white space between them
// stays where it is. Around a comment nothing moves: it may be about what stands behind it. Outside of Items, elements
// of other namespaces keep their places, too.

namespace ovfkit::validate {
namespace {

using descriptor::Space;

struct Rank {
    int group = 0;
    std::string_view name;  // within a group; empty where the order of the document counts
    friend bool operator<(const Rank& a, const Rank& b) {
        return a.group != b.group ? a.group < b.group : a.name < b.name;
    }
};
using RankOf = std::optional<Rank> (*)(const Subject& subject, const xml::Node& child);

bool is_item(std::string_view name) {
    return name == "Item" || name == "System" || name == "EthernetPortItem" || name == "StorageItem";
}

bool is_content(std::string_view name) { return name == "VirtualSystem" || name == "VirtualSystemCollection"; }

// CIM's classes are in alphabetical order, with foreign elements behind.
std::optional<Rank> rank_in_item(const Subject& subject, const xml::Node& child) {
    const Space space = subject.spaces.of(child);
    const bool cim = space == Space::rasd || space == Space::vssd || space == Space::sasd || space == Space::epasd;
    return cim ? Rank{0, child.name} : Rank{1, {}};
}

std::optional<Rank> rank_in_hardware(const Subject&, const xml::Node& child) {
    constexpr std::array order{"Info", "System", "Item", "EthernetPortItem", "StorageItem"};
    const auto at = std::find(order.begin(), order.end(), child.name);
    if (at == order.end()) return std::nullopt;
    return Rank{static_cast<int>(at - order.begin()), {}};
}

std::optional<Rank> rank_in_envelope(const Subject&, const xml::Node& child) {
    if (child.name == "References") return Rank{0, {}};
    if (is_content(child.name)) return Rank{2, {}};
    return child.name == "Strings" ? Rank{3, {}} : Rank{1, {}};
}

std::optional<Rank> rank_in_content(const Subject&, const xml::Node& child) {
    if (child.name == "Info") return Rank{0, {}};
    if (child.name == "Name") return Rank{1, {}};
    return Rank{is_content(child.name) ? 3 : 2, {}};
}

std::optional<Rank> rank_in_section(const Subject&, const xml::Node& child) {
    return child.name == "Info" ? Rank{0, {}} : Rank{1, {}};
}

/// How deep a parent stands. A splice cannot hold another, so each depth has a run of its own.
enum class Depth : std::uint8_t { item, section, content, envelope };

RankOf rank_for(const Subject& subject, const xml::Node& parent, Depth depth) {
    if (parent.kind != xml::Node::Kind::element || subject.spaces.of(parent) != Space::ovf) return nullptr;
    const bool hardware = parent.name == "VirtualHardwareSection" || parent.name == "ResourceAllocationSection";
    switch (depth) {
        case Depth::item: {
            const std::string_view around = subject.tree.parent(parent).name;
            const bool of_hardware = around == "VirtualHardwareSection" || around == "ResourceAllocationSection";
            return of_hardware && is_item(parent.name) ? rank_in_item : nullptr;
        }
        case Depth::section:
            if (hardware) return rank_in_hardware;
            return parent.name.size() > 7 && parent.name.substr(parent.name.size() - 7) == "Section" ? rank_in_section
                                                                                                     : nullptr;
        case Depth::content: return is_content(parent.name) ? rank_in_content : nullptr;
        case Depth::envelope: break;
    }
    return parent.name == "Envelope" ? rank_in_envelope : nullptr;
}

struct Placed {
    const xml::Node* node;
    Rank rank;
};

// Nothing for a parent in which something has no place, or a place that is taken: which one is right is not known. The
// same for one with comments.
std::vector<Placed> children_of(const Subject& subject, const xml::Node& parent, RankOf rank) {
    std::vector<Placed> children;
    std::set<std::string_view> seen;
    for (const xml::Node* c = subject.tree.first_child(parent); c != nullptr; c = subject.tree.next(*c)) {
        if (c->kind == xml::Node::Kind::text) continue;
        if (c->kind != xml::Node::Kind::element) return {};
        if (rank != rank_in_item && subject.spaces.of(*c) != Space::ovf) continue;
        const auto placed = rank(subject, *c);
        if (!placed) return {};
        const bool repeats = placed->name.empty() || placed->name == "Connection" || placed->name == "HostResource";
        if (!repeats && !seen.insert(placed->name).second) return {};
        children.push_back({c, *placed});
    }
    return children;
}

// Whether anything had to move.
bool fix_order_of(const Subject& subject, const xml::Node& parent, RankOf rank, descriptor::Splices& splices) {
    const std::vector<Placed> before = children_of(subject, parent, rank);
    const auto earlier = [](const Placed& a, const Placed& b) { return a.rank < b.rank; };
    if (std::is_sorted(before.begin(), before.end(), earlier)) return false;
    std::vector<Placed> after = before;
    std::stable_sort(after.begin(), after.end(), earlier);
    const std::string_view text = subject.tree.text();
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].node != after[i].node)
            splices.replace(before[i].node->begin, before[i].node->end,
                            std::string(text.substr(after[i].node->begin, after[i].node->end - after[i].node->begin)));
    return true;
}

template <Depth depth>
void fix_order(const Subject& subject, descriptor::Splices& splices, const Note& note) {
    const Rule& rule = depth == Depth::item ? rule::item_order : rule::unexpected_element;
    std::uint32_t done_until = 0;  // collections nest; what is inside one that moves waits for the next run
    for (const xml::Node& node : subject.tree.nodes()) {
        const RankOf rank = node.begin < done_until ? nullptr : rank_for(subject, node, depth);
        if (rank == nullptr || !fix_order_of(subject, node, rank, splices)) continue;
        done_until = node.end;
        note(rule.slug, "the children of " + printable(node.name, 80) + " are in the order of the schema",
             subject.descriptor.state().source.to_source(node.begin, node.inner_begin));
    }
}

}  // namespace

std::vector<TextFixer> order_fixers() {
    return {{{&rule::item_order}, fix_order<Depth::item>},
            {{&rule::item_order, &rule::unexpected_element}, fix_order<Depth::section>},
            {{&rule::unexpected_element}, fix_order<Depth::content>},
            {{&rule::unexpected_element}, fix_order<Depth::envelope>}};
}

}  // namespace ovfkit::validate
