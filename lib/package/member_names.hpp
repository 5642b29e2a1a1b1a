// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include <ovfkit/base/result.hpp>

namespace ovfkit::package {

/// Takes the names of files that shall lie in one folder, and refuses (`invalid_argument`) what some system could not
/// hold: a name that `io::check_member_name` refuses, equal names, letter case aside, and a file that is a folder to
/// another. `rule::name_clash` is the rule of the last two.
class MemberNames {
public:
    [[nodiscard]] Result<void> add(const std::string& name);

private:
    struct Taken {
        std::string name;
        bool folder = false;
    };
    [[nodiscard]] Result<void> take(const std::string& name, bool folder);
    std::map<std::string, Taken> taken_;  // by the name without letter case
};

}  // namespace ovfkit::package
