// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "exit_code.hpp"

namespace ovfkit::cli {

/// Runs a verb after its arguments were parsed.
using Run = std::function<ExitCode()>;

/// Each adds its verb to `app` and answers how to run it.
[[nodiscard]] Run add_inspect(CLI::App& app);
[[nodiscard]] Run add_validate(CLI::App& app);
[[nodiscard]] Run add_verify(CLI::App& app);
[[nodiscard]] Run add_check_import(CLI::App& app);
[[nodiscard]] Run add_attest(CLI::App& app);
[[nodiscard]] Run add_policy(CLI::App& app);
[[nodiscard]] Run add_set(CLI::App& app);
[[nodiscard]] Run add_sign(CLI::App& app);
[[nodiscard]] Run add_convert(CLI::App& app);
[[nodiscard]] Run add_pack(CLI::App& app);
[[nodiscard]] Run add_unpack(CLI::App& app);
[[nodiscard]] Run add_resource(CLI::App& app);
[[nodiscard]] Run add_history(CLI::App& app);
[[nodiscard]] Run add_rules(CLI::App& app);

}  // namespace ovfkit::cli
