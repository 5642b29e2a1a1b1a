// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include <ovfkit/attest/trust_cache.hpp>

namespace ovfkit::attest {

/// `time` after `at`: `at` itself for a time that is not positive, and the last instant there is instead of one beyond.
[[nodiscard]] constexpr Instant later(Instant at, std::chrono::milliseconds time) noexcept {
    if (time <= std::chrono::milliseconds::zero()) return at;
    if (time > std::chrono::duration_cast<std::chrono::milliseconds>(Instant::max())) return Instant::max();
    const Instant span = time;
    if (at > Instant::max() - span) return Instant::max();
    return at + span;
}

}  // namespace ovfkit::attest
