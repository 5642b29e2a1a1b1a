// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/result.hpp>

namespace ovfkit::io {

/// Where the bytes for a path go.
struct Target {
    std::string directory;
    std::string name;
    bool direct = false;  ///< a device, a pipe, or a descriptor's place in /proc: nothing that can be replaced
};

/// The directory in `path`; `.` when it names none.
[[nodiscard]] std::string directory_of(const std::string& path);

/// Follows the symbolic links at `path`, which may lead to what is not there yet. A directory is refused.
[[nodiscard]] Result<Target> find_target(const std::string& path);

}  // namespace ovfkit::io
