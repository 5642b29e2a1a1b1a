// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace ovfkit::cli {

/// Names of files for entities: safe on every system, and each once.
class FileNames {
public:
    /// `NAME.ovf`. What a file name should not hold becomes `_`; an empty name is `entity`; a second file of one name,
    /// letter case aside, gets a number.
    [[nodiscard]] std::string next(std::string_view name);

private:
    std::set<std::string> taken_;
};

}  // namespace ovfkit::cli
