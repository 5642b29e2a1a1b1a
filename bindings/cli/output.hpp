// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "exit_code.hpp"

namespace ovfkit::cli {

/// Writes a result to the file at `path`, whole or not at all, or to standard output for `-`. On failure says why and
/// answers `errors`.
[[nodiscard]] ExitCode write_result(const std::string& path, std::string_view bytes);

/// Whether two paths lead to one regular file, by whatever names and links; it need not be there yet. `-` is no file.
[[nodiscard]] bool is_same_file(const std::string& one, const std::string& other);

}  // namespace ovfkit::cli
