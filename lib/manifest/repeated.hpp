// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/manifest/manifest.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace ovfkit::manifest {

/// Finds entries that say the same again, or the contrary, of one file and algorithm; `numbers` are their lines. A file
/// may have a digest of each of several algorithms.
void report_repeated(const std::vector<Entry>& entries, const std::vector<std::uint32_t>& numbers,
                     std::string_view source, Diagnostics& diagnostics);

}  // namespace ovfkit::manifest
