// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "exit_code.hpp"
#include "source.hpp"

namespace ovfkit::cli {

/// What happens to the package around a descriptor that changes.
struct PackageEdit {
    std::string output;  ///< where the changed archive goes; empty: in place
    bool drop_signature = false;
    bool no_verify = false;
};

/// Whether `path` is edited as a package: a folder, an archive, or a descriptor that has a manifest and is to be
/// written onto itself.
[[nodiscard]] bool is_edited_as_package(const std::string& path, bool onto_itself);

/// Makes the bytes of another descriptor out of one.
using ChangeDescriptor = std::function<Result<std::string>(const descriptor::Descriptor&)>;

/// Changes the descriptor of a package, and keeps its manifest right.
[[nodiscard]] ExitCode change_in_package(const SourceOptions& source, const ChangeDescriptor& change_descriptor,
                                         const PackageEdit& edit);

}  // namespace ovfkit::cli
