// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ovfkit {

/// A half-open range of bytes `[begin, end)` of one source: the file as it was read, before any transcoding.
///
/// 32 bits are enough because `Limits::max_bytes` keeps descriptors below 4 GiB; the narrow form halves what every
/// value of the model pays for knowing where it came from. A span of size zero at zero means "not from a source".
struct Span {
    /// Offset of the first byte.
    std::uint32_t begin = 0;
    /// Offset behind the last byte.
    std::uint32_t end = 0;

    /// Bytes between the two.
    [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
    /// Whether there are none: the place is not known, or nothing stands there.
    [[nodiscard]] constexpr bool empty() const { return begin == end; }
    /// False for a value that was built by hand or read from another document.
    [[nodiscard]] constexpr bool known() const { return end != 0; }
    /// Whether all of `other` lies inside.
    [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    /// The bytes themselves. The span must lie inside `source`.
    [[nodiscard]] constexpr std::string_view of(std::string_view source) const { return source.substr(begin, size()); }

    friend constexpr bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
    friend constexpr bool operator!=(Span a, Span b) { return !(a == b); }
};

}  // namespace ovfkit
