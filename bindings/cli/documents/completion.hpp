// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verbs.hpp"

namespace ovfkit::cli::documents {

/// Scripts that complete the command line in a shell. They run no program but what the shell has itself, and take
/// nothing that was typed, and no name of a file, for a command.
[[nodiscard]] std::string as_bash(const VerbText& command);
[[nodiscard]] std::string as_zsh(const VerbText& command);
[[nodiscard]] std::string as_fish(const VerbText& command);

/// `text` as one word of any of the three shells.
[[nodiscard]] std::string shell_quoted(const std::string& text);

}  // namespace ovfkit::cli::documents
