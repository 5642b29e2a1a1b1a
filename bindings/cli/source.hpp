// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/task/source.hpp>

#include "options.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {

/// What every verb that reads a descriptor takes: the file or package, the limits, colours.
struct SourceOptions {
    std::string path;
    Limits limits;
    ColorChoice color = ColorChoice::automatic;
};

/// Adds the positional argument `name` and the options behind it. `options` has to outlive the parsing.
void add_source(CLI::App& verb, SourceOptions& options, const std::string& name);

/// The options that change limits. `limits` has to outlive the parsing.
void add_limits(CLI::App& verb, Limits& limits);

/// A source that was read, and what was found in it.
struct Source : task::Source {
    /// Writes the findings to standard error and answers what they amount to.
    [[nodiscard]] ExitCode report(ColorChoice color) const;
};

/// What `task::read_source` reads at the path; when there is an error that no finding tells, it was said. Empty when
/// there is nothing else to say. As JSON the report says as well why there is no descriptor.
[[nodiscard]] std::optional<Source> read_source(const SourceOptions& options, Format format = Format::text);

}  // namespace ovfkit::cli
