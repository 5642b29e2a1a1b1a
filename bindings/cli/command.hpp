// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "options.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {

/// The whole command line: every verb with its options, and what these take. Options register here while their verb is
/// added, so it is the root before the first of them.
class Command : public CLI::App {
public:
    Command();

    /// Parses the arguments and does what they say.
    [[nodiscard]] ExitCode run(int argc, const char* const* argv);

    void set_takes(const CLI::Option& option, Takes takes) { takes_[&option] = std::move(takes); }
    /// What the value of an option is; nothing that can be proposed when nobody said.
    [[nodiscard]] const Takes& takes(const CLI::Option& option) const;

private:
    std::map<const CLI::Option*, Takes> takes_;
    std::vector<std::pair<std::string, Run>> runs_;
};

}  // namespace ovfkit::cli
