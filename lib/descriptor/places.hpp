// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include <ovfkit/base/span.hpp>

namespace ovfkit::descriptor {

/// Finds by its place what was read there, and gives it out once: a copy of an element is a new one.
class Places {
public:
    void add(Span at, std::size_t index) {
        if (at.known()) left_.try_emplace(key(at), index);
    }
    /// The index added for `at`; empty when there is none or it was taken before.
    std::optional<std::size_t> take(Span at) {
        const auto found = at.known() ? left_.find(key(at)) : left_.end();
        if (found == left_.end()) return std::nullopt;
        const std::size_t index = found->second;
        left_.erase(found);
        return index;
    }

private:
    static std::uint64_t key(Span at) { return std::uint64_t{at.begin} << 32U | at.end; }
    std::unordered_map<std::uint64_t, std::size_t> left_;
};

}  // namespace ovfkit::descriptor
