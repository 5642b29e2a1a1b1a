// SPDX-License-Identifier: Apache-2.0
#include "exit_code.hpp"

namespace ovfkit::cli {
namespace {

int gravity(ExitCode code) {
    switch (code) {
        case ExitCode::ok: return 0;
        case ExitCode::warnings: return 1;
        case ExitCode::errors: return 2;
        case ExitCode::refused: return 3;
        case ExitCode::usage: break;
    }
    return 4;
}

}  // namespace

ExitCode graver(ExitCode a, ExitCode b) { return gravity(a) < gravity(b) ? b : a; }

ExitCode exit_code(const Diagnostics& diagnostics) {
    const auto worst = diagnostics.worst();
    if (!worst || *worst == Severity::note) return ExitCode::ok;
    return *worst == Severity::warning ? ExitCode::warnings : ExitCode::errors;
}

ExitCode exit_code(trust::Outcome outcome) {
    switch (outcome) {
        case trust::Outcome::allow: return ExitCode::ok;
        case trust::Outcome::warn: return ExitCode::warnings;
        case trust::Outcome::refuse: break;
    }
    return ExitCode::refused;
}

}  // namespace ovfkit::cli
