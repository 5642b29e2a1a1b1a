// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "edit.hpp"
#include "exit_code.hpp"
#include "source.hpp"

namespace ovfkit::cli {

/// What `set` does to a package.
struct PackageEdit {
    std::string output;  ///< where the changed archive goes; empty: in place
    bool drop_signature = false;
    bool no_verify = false;
};

/// Whether `path` is edited as a package: a folder, an archive, or, in place, a descriptor; one that only happens to be
/// written to itself counts when it has a manifest.
[[nodiscard]] bool is_edited_as_package(const std::string& path, bool in_place, bool onto_itself);

/// Makes the edits in the descriptor of a package, and keeps its manifest right.
[[nodiscard]] ExitCode set_in_package(const SourceOptions& source, const Edits& edits, const PackageEdit& edit);

}  // namespace ovfkit::cli
