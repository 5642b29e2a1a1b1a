// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy.hpp>

#include <algorithm>

namespace ovfkit::trust {
namespace {

/// Control characters say nothing either.
bool says_something(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7F;
    });
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
