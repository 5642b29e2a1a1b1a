// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <ovfkit/io/stream.hpp>

#include "io/system.hpp"

namespace ovfkit::io {

/// The answer when a regular file is wanted and there is something else at `path`.
[[nodiscard]] Error not_a_file_error(std::string_view path);

/// The regular file called `name` in `directory` (`AT_FDCWD` and a path for any), never waited for: a pipe or device
/// is not even opened. `flags` are added to those of reading; `path` stands in messages.
[[nodiscard]] Result<std::shared_ptr<const RandomAccess>> open_file_at(int directory, const std::string& name,
                                                                       int flags, const std::string& path);

/// The system's number of an open file; -1 for what is none.
[[nodiscard]] int descriptor_of(const RandomAccess& file);

}  // namespace ovfkit::io
