// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include <ovfkit/convert/convert.hpp>

namespace ovfkit::convert {

/// What one output does not hold as the source has it, each with its place in the source.
class Losses {
public:
    explicit Losses(const descriptor::Descriptor& source) : source_(source) {}

    void add(LossKind kind, Span at, std::string message);
    void dropped(Span at, std::string message) { add(LossKind::dropped, at, std::move(message)); }
    void weakened(Span at, std::string message) { add(LossKind::weakened, at, std::move(message)); }
    void renamed(Span at, std::string message) { add(LossKind::renamed, at, std::move(message)); }

    /// Says that the value at `at` is in the output in another form that means the same.
    void account(Span at) { accounted_.insert(key(at)); }
    /// Whether a loss or `account` covers the value at `at`. What is dropped covers everything inside of it; what is
    /// weakened or renamed only itself.
    [[nodiscard]] bool covers(Span at) const;

    [[nodiscard]] std::vector<Loss> take() { return std::move(losses_); }

private:
    void cover(Span at);
    static std::uint64_t key(Span at) { return (std::uint64_t{at.begin} << 32U) | at.end; }

    const descriptor::Descriptor& source_;
    std::vector<Loss> losses_;
    std::map<std::uint32_t, std::uint32_t> covered_;  ///< begin and end of the outermost places of what is dropped
    std::unordered_set<std::uint64_t> accounted_;
};

}  // namespace ovfkit::convert
