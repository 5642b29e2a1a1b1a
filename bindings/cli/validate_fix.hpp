// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/validate/baseline.hpp>

#include "exit_code.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {

struct FixRequest {
    bool write = false;           ///< mend the file where it lies
    bool diff = false;            ///< show what changes, on standard output
    bool new_manifest = false;    ///< also a manifest that the files do not fit is made anew
    bool drop_signature = false;  ///< a signature that is not valid any more is removed
    /// What was accepted is not mended.
    std::optional<validate::Baseline> accepted{};
};

/// Mends what has one right answer in the file or package at `path`, and says on standard error what that was. What
/// cannot be read is left to the report. `errors` when something could be mended and was not because of a failure.
[[nodiscard]] ExitCode fix_file(const std::string& path, const task::FileCheck& check, const FixRequest& request);

}  // namespace ovfkit::cli
