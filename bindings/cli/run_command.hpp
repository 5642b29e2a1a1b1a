// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>

namespace ovfkit::cli {

/// The words of a command, as a shell tells them apart: by blanks, with '...' for what is taken as it stands, "..." in
/// which a backslash takes the next `"` or backslash as it stands, and a backslash before any other character. Nothing
/// is replaced: no variables, no patterns, no `~`. Empty when there is no word, or a quote is not closed.
[[nodiscard]] std::optional<std::vector<std::string>> split_words(std::string_view text);

/// Runs a program of the search path, without a shell, with `input` on its standard input, and answers what it writes
/// to standard output, which must not be more than `most` bytes. Its standard error is ours. Fails, after ending it if
/// need be, when it cannot be run, does not end within `patience`, or ends with anything but 0.
[[nodiscard]] Result<std::string> run_command(const std::vector<std::string>& words, std::string_view input,
                                              std::size_t most, std::chrono::seconds patience);

}  // namespace ovfkit::cli
