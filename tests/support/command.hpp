// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::test {

/// A directory of its own for a test, gone with all that is in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    /// The path of `name` in it.
    [[nodiscard]] std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
    /// Writes a file and gives its path.
    std::string put(std::string_view name, std::string_view bytes) const;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

struct Outcome {
    int status = -1;  ///< of the exit; -1 when the program could not be run or did not end by itself
    std::string output;
    std::string errors;
};

/// Runs a program of the search path, without a shell, with nothing to read.
[[nodiscard]] Outcome run(const std::vector<std::string>& command, const std::string& folder = {});

/// `run` of the system's Python interpreter with a script and its arguments.
[[nodiscard]] Outcome run_python(const std::string& script, const std::vector<std::string>& arguments);

/// Whether there is a program of that name.
[[nodiscard]] bool has_program(const std::string& name);

}  // namespace ovfkit::test
