// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/descriptor/descriptor.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {

/// What every verb that reads a descriptor takes: the file, the limits, colours.
struct SourceOptions {
    std::string path;
    Limits limits;
    ColorChoice color = ColorChoice::automatic;
};

/// Adds the positional argument `name` and the options behind it. `options` has to outlive the parsing.
void add_source(CLI::App& verb, SourceOptions& options, const std::string& name);

/// A source that was read, and what was found in it.
struct Source {
    std::string bytes;
    Diagnostics diagnostics;
    std::optional<descriptor::Descriptor> descriptor;  ///< empty when the bytes are no descriptor

    /// Writes the findings to standard error and answers what they amount to.
    [[nodiscard]] ExitCode report(ColorChoice color) const;
};

/// Reads and parses the file, or standard input for `-`. Empty when it cannot be read, which was said.
[[nodiscard]] std::optional<Source> read_source(const SourceOptions& options);

}  // namespace ovfkit::cli
