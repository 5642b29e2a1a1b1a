// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>

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
struct Source {
    std::string bytes;  ///< of the descriptor; empty when it could not be got out of its package
    Diagnostics diagnostics;
    std::optional<descriptor::Descriptor> descriptor;  ///< empty when the bytes are no descriptor
    std::optional<package::Package> package;           ///< that it came in; empty for a descriptor by itself

    /// Writes the findings to standard error and answers what they amount to.
    [[nodiscard]] ExitCode report(ColorChoice color) const;
};

/// Reads and parses the descriptor at the path, or the one in the package at the path: a directory, an OVA, an OVA
/// inside gzip; each file may be a pipe, and `-` is standard input. Empty when it cannot be read, which was said.
[[nodiscard]] std::optional<Source> read_source(const SourceOptions& options);

/// Whether what is at the path can be read only once: a pipe, a socket, a device.
[[nodiscard]] bool is_pipe(const std::string& path);

/// What can be read once at the path, `-` for standard input; `name` becomes what messages call it.
[[nodiscard]] Result<std::unique_ptr<io::Input>> open_source(const std::string& path, std::string& name);

}  // namespace ovfkit::cli
