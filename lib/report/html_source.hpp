// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <ovfkit/report/validation.hpp>

namespace ovfkit::report {

/// A window of a descriptor, and the findings of its file that are about it.
struct SourceWindow {
    std::uint32_t first = 0;            ///< line; 0 when there is nothing to show
    std::uint32_t last = 0;             ///< line, shown as well
    std::vector<std::size_t> findings;  ///< indexes into `ValidatedFile::findings`, in that order
};

/// Sorts the findings of a file into windows, those without a place in the descriptor into the first one. Short
/// descriptors are one window.
[[nodiscard]] std::vector<SourceWindow> windows_of(const ValidatedFile& file);

/// Writes windows of one descriptor, which have to come in the order of their lines.
///
/// `budget` is how many bytes of source a page may still have; beyond that nothing is written but a word about it.
[[nodiscard]] std::vector<std::string> sources_of(const ValidatedFile& file, const std::vector<SourceWindow>& windows,
                                                  std::size_t& budget);

}  // namespace ovfkit::report
