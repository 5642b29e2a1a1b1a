// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ovfkit::package {

/// Whether `begin`, the first bytes of a file, are a tar header: by its magic, or by its checksum where it has none.
[[nodiscard]] bool looks_like_tar(std::string_view begin) noexcept;

}  // namespace ovfkit::package
