// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace ovfkit::package {

/// How many bytes tell what a file is: one block of an archive.
inline constexpr std::size_t sniffed_bytes = 512;

/// Whether `begin`, the first bytes of a file, are a tar header: by its magic, or by its checksum where it has none.
[[nodiscard]] bool looks_like_tar(std::string_view begin);

}  // namespace ovfkit::package
