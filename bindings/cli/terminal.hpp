// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>
#include <ovfkit/report/text.hpp>

#include "exit_code.hpp"

namespace ovfkit::cli {

/// Makes the streams safe to use: a closed one cannot be taken by a file that is opened later, and a closed pipe is an
/// error of writing instead of a sudden end.
void prepare_streams();

/// Writes all of `text` to standard output. On failure says why on standard error and answers `errors`.
[[nodiscard]] ExitCode print(std::string_view text);

/// Writes to standard error. That this fails cannot be told to anybody.
void print_error(std::string_view text);

/// `ovfkit: error: MESSAGE` on standard error, for what is no finding about a place in a file. Answers `errors`.
ExitCode fail(std::string_view message);
/// `ovfkit: warning: MESSAGE` on standard error.
void warn(std::string_view message);
/// `ovfkit: note: MESSAGE` on standard error.
void remark(std::string_view message);

/// When to use colours, as `--color` says. `automatic` looks for a terminal and heeds NO_COLOR and TERM=dumb.
enum class ColorChoice { automatic, always, never };

[[nodiscard]] report::TextOptions options_for_output(ColorChoice choice);
[[nodiscard]] report::TextOptions options_for_errors(ColorChoice choice);

}  // namespace ovfkit::cli
