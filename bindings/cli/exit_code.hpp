// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/decide.hpp>

namespace ovfkit::cli {

/// How the process ends. 1 is what shells and runtimes answer by themselves, so an answer of ours is never 1.
enum class ExitCode : int { ok = 0, errors = 2, warnings = 3, refused = 4, usage = 64 };

/// The graver of two: ok, warnings, errors, refused.
[[nodiscard]] ExitCode graver(ExitCode a, ExitCode b);

/// What the findings about an input amount to.
[[nodiscard]] ExitCode exit_code(const Diagnostics& diagnostics);
[[nodiscard]] ExitCode exit_code(trust::Outcome outcome);

}  // namespace ovfkit::cli
