// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <ovfkit/base/result.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// The form of the package that begins as `bytes` do: an archive, one inside gzip, or a bare descriptor.
[[nodiscard]] Result<Form> form_of(const io::RandomAccess& bytes);

/// Whether `begin`, the first bytes of a file, are a tar header: by its magic, or by its checksum where it has none.
[[nodiscard]] bool looks_like_tar(std::string_view begin) noexcept;

}  // namespace ovfkit::package
