// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/descriptor/descriptor.hpp>

#include "exit_code.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {

/// Writes findings about a package to standard error, with lines of its descriptor if there is one, and answers what
/// they amount to.
ExitCode report_findings(const Diagnostics& findings, const std::optional<descriptor::Descriptor>& descriptor,
                         ColorChoice color);

/// The same findings, with those that are graver than `most` made lesser.
[[nodiscard]] Diagnostics at_most(const Diagnostics& findings, Severity most);

}  // namespace ovfkit::cli
