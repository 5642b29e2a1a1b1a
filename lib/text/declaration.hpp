// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ovfkit::text {

/// The encoding that the XML declaration at the front of a text names, and where the name stands.
struct DeclaredEncoding {
    std::string_view name;
    std::size_t offset = 0;
};

/// Looks no further than 256 bytes. Empty when there is no declaration or it names no encoding.
[[nodiscard]] std::optional<DeclaredEncoding> declared_encoding(std::string_view text);

}  // namespace ovfkit::text
