// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ovfkit::model {

/// A moment of the oVirt dialects, which write `yyyy/MM/dd HH:mm:ss` in UTC (oVirt reference 1a.8).
struct Timestamp {
    /// Seconds since 1970; negative before.
    std::int64_t unix_seconds = 0;

    friend bool operator==(Timestamp a, Timestamp b) { return a.unix_seconds == b.unix_seconds; }
    friend bool operator!=(Timestamp a, Timestamp b) { return !(a == b); }
};

}  // namespace ovfkit::model
