// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ovfkit {

/// What a reader accepts before it gives up with a diagnostic. Every limit can be changed by the caller.
///
/// The largest descriptor known from a real product is 4 MiB; the defaults leave room and still bound the cost of a
/// hostile file.
struct Limits {
    /// Of one descriptor, before and after transcoding; never above 2 GiB - 1.
    std::uint64_t max_bytes = 64ULL << 20;
    /// Of nested elements; never above 500: everything that walks a document needs stack for each, and the threads of
    /// an engine may have no more than 1 MiB of it.
    std::uint32_t max_depth = 200;
    /// On one element; never above 65535.
    std::uint32_t max_attributes = 256;
    /// Elements, attributes, comments, instructions and texts of one document. One can cost 2 KiB in the model.
    std::uint32_t max_nodes = 250'000;
    /// Declarations in one document; never above 65000.
    std::uint32_t max_namespaces = 1000;
    /// Of one namespace; everything that stands in a foreign one keeps a copy.
    std::uint64_t max_namespace_bytes = 1024;
    /// Of one attribute value (cloud-init scripts stand in attributes).
    std::uint64_t max_attribute_bytes = 16ULL << 20;
    /// Kept; more are counted.
    std::size_t max_diagnostics = 1000;
};

}  // namespace ovfkit
