// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/utf8.hpp"

namespace ovfkit::trust {
namespace {

/// Characters that nobody sees: controls, spaces, fillers, marks of direction, selectors and tags.
constexpr std::pair<char32_t, char32_t> unseen[] = {
    {0x0, 0x20},      {0x7F, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},   {0x115F, 0x1160},
    {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},   {0x2028, 0x202F}, {0x205F, 0x206F},
    {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool is_seen(char32_t code) {
    return std::none_of(std::begin(unseen), std::end(unseen),
                        [&](const auto& range) { return range.first <= code && code <= range.second; });
}

/// Whether one can see anything of it; bytes that are no UTF-8 say nothing.
bool says_something(std::string_view text) {
    while (!text.empty()) {
        std::string_view valid = text.substr(0, text::valid_utf8_prefix(text));
        text.remove_prefix(std::min(text.size(), valid.size() + 1));
        for (; !valid.empty(); valid.remove_prefix(text::character_size(valid.front())))
            if (is_seen(text::first_code_point(valid))) return true;
    }
    return false;
}

template <class Value, std::size_t n>
std::optional<Value> parse_word(std::string_view word, const Value (&values)[n]) {
    for (const Value value : values)
        if (to_string(value) == word) return value;
    return std::nullopt;
}

}  // namespace

bool Acknowledgement::valid() const { return says_something(who) && says_something(why); }

std::string_view to_string(Action action) noexcept {
    switch (action) {
        case Action::warn: return "warn";
        case Action::allow: return "allow";
        case Action::refuse: break;
    }
    return "refuse";
}

std::string_view to_string(Cluster::Trust trust) noexcept {
    switch (trust) {
        case Cluster::Trust::trusted: return "trusted";
        case Cluster::Trust::untrusted: return "untrusted";
        case Cluster::Trust::unknown: break;
    }
    return "unknown";
}

std::string_view to_string(ImportPolicy::Landing landing) noexcept {
    return landing == ImportPolicy::Landing::from_cluster ? "from-cluster" : "keep";
}

std::optional<Action> parse_action(std::string_view word) {
    return parse_word(word, {Action::warn, Action::allow, Action::refuse});
}

std::optional<ImportPolicy::Landing> parse_landing(std::string_view word) {
    if (word == "cluster") return ImportPolicy::Landing::from_cluster;  // as --landing calls it
    return parse_word(word, {ImportPolicy::Landing::keep, ImportPolicy::Landing::from_cluster});
}

std::optional<Cluster> parse_cluster(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    const auto trust = parse_word(text.substr(equals + 1),
                                  {Cluster::Trust::trusted, Cluster::Trust::untrusted, Cluster::Trust::unknown});
    if (!trust) return std::nullopt;
    Cluster cluster;
    cluster.name = text.substr(0, equals);
    cluster.trust = *trust;
    return cluster;
}

}  // namespace ovfkit::trust
