// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace ovfkit {

/// How far long work has come.
struct Progress {
    std::string_view what;               ///< the file in work, as its package names it; valid during the call only
    std::uint64_t done = 0;              ///< bytes of the whole work
    std::optional<std::uint64_t> total;  ///< bytes of the whole work; empty when nobody knows, as for a pipe
};

/// Told about long work every few MiB, by whichever thread does it but by one at a time. False cancels the work: it
/// ends with `ErrorCode::cancelled` and leaves nothing behind.
using ProgressCallback = std::function<bool(const Progress&)>;

}  // namespace ovfkit
