// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "../command.hpp"

namespace ovfkit::cli::documents {

/// An option or an argument as its table says it.
struct OptionText {
    std::vector<std::string> names;  ///< `-o`, `--output`; of an argument `FILE`
    std::string value;               ///< what help calls the value; empty for a flag and an argument
    std::string range;               ///< what a number has to be; empty when nothing is said
    std::string help;
    std::string group;  ///< the heading in help
    Takes takes;
    std::vector<std::string> needs;     ///< long names, in the order of the table
    std::vector<std::string> excludes;  ///< the same
    bool argument = false;              ///< by its place, not by its name
    bool required = false;
    bool repeatable = false;
    bool ends_all = false;  ///< what it does is done instead of anything else

    [[nodiscard]] bool flag() const { return !argument && value.empty(); }
};

/// A verb, one below another verb, or the command itself, which has no words.
struct VerbText {
    std::vector<std::string> words;
    std::string summary;
    std::vector<OptionText> options;
    std::vector<OptionText> arguments;
    std::vector<VerbText> verbs;

    [[nodiscard]] std::string command() const { return "ovfkit" + joined(" "); }  ///< `ovfkit policy check`
    [[nodiscard]] std::string page() const { return "ovfkit" + joined("-"); }     ///< `ovfkit-policy-check`
    /// `policy check` or `policy-check`
    [[nodiscard]] std::string name(const std::string& between) const {
        return joined(between).erase(0, words.empty() ? 0 : between.size());
    }

private:
    [[nodiscard]] std::string joined(const std::string& before) const {
        std::string all;
        for (const std::string& word : words) all += before + word;
        return all;
    }
};

/// Throws std::runtime_error when an option says less than is needed here.
[[nodiscard]] VerbText read_verbs(const Command& command);

/// The verb and all below it, each before those below it.
[[nodiscard]] std::vector<const VerbText*> all_verbs(const VerbText& verb);

}  // namespace ovfkit::cli::documents
