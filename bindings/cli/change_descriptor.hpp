// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "exit_code.hpp"
#include "source.hpp"

namespace ovfkit::cli {

/// What happens around a descriptor that changes.
struct PackageEdit {
    std::string output;           ///< where the result goes, `-` for standard output; empty: where it lies
    bool drop_signature = false;  ///< of a package
    bool no_verify = false;       ///< of a package
    bool quiet = false;           ///< what is odd about the package is not said, and does not count
};

/// Makes the bytes of another descriptor out of one.
using ChangeDescriptor = std::function<Result<std::string>(const descriptor::Descriptor&)>;

/// Changes a descriptor. In a folder or an archive, and where one that has a manifest is written onto itself, the
/// manifest is kept right; by itself one is changed without a look at the files that it references.
[[nodiscard]] ExitCode change_descriptor(const SourceOptions& source, const ChangeDescriptor& change,
                                         const PackageEdit& edit);

}  // namespace ovfkit::cli
