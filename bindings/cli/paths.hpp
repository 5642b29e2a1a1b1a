// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/result.hpp>

namespace ovfkit::cli {

/// The paths that `pattern` stands for, sorted. A path that exists stands for itself, whatever it is made of. Otherwise
/// `*` and `?` match within a name, not a leading dot of a name unless the pattern has it too, and `**` any folders.
/// A pattern stands for files and folders only. Fails with `not_found` when nothing matches a pattern, and with
/// `permission` when a folder cannot be looked into; a path without such characters is answered as it is.
[[nodiscard]] Result<std::vector<std::string>> expand(const std::string& pattern);

}  // namespace ovfkit::cli
