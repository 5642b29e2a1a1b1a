// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <ovfkit/attest/answer.hpp>

namespace ovfkit::attest {

/// What can be a host at all: not nothing, and not longer than a name in DNS can be (RFC 1035, 2.3.4, and the dot at
/// the end). Whatever else is no name is found out by whoever is asked.
[[nodiscard]] inline bool is_host_name(std::string_view host) noexcept {
    constexpr std::size_t longest = 254;
    return !host.empty() && host != "." && host.size() <= longest;
}

/// Hashes names as `same_host` compares them, without a copy of them (FNV-1a). Seeded, because names can come from
/// somebody who would like them to collide.
struct HostHash {
    using is_transparent = void;
    std::uint64_t seed = 0;

    [[nodiscard]] std::size_t operator()(std::string_view host) const noexcept {
        if (!host.empty() && host.back() == '.') host.remove_suffix(1);
        std::uint64_t hash = 14695981039346656037U ^ seed;
        for (const char c : host) {
            const auto byte = static_cast<unsigned char>(c);
            const bool upper = byte >= 'A' && byte <= 'Z';
            hash = (hash ^ static_cast<std::uint64_t>(upper ? byte | 0x20U : byte)) * 1099511628211U;
        }
        return static_cast<std::size_t>(hash ^ (hash >> 32U));
    }
};

struct HostEqual {
    using is_transparent = void;
    [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const noexcept { return same_host(a, b); }
};

template <class T>
using HostMap = std::unordered_map<std::string, T, HostHash, HostEqual>;
using HostSet = std::unordered_set<std::string, HostHash, HostEqual>;

}  // namespace ovfkit::attest
