// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <iterator>
#include <string_view>

#include <ovfkit/base/version.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {

namespace {

constexpr const char* exit_codes =
    "exit codes: 0 clean or allowed, 2 errors, 3 warnings, 4 refused, 64 wrong usage; never 1";

ExitCode refuse_usage(const CLI::App& app, const std::string& message) {
    std::string verb;  // down to the one that was given: the help of 'policy' does not say what 'policy explain' takes
    for (auto given = app.get_subcommands(); !given.empty(); given = given.front()->get_subcommands())
        verb += " " + given.front()->get_name();
    print_error("ovfkit: " + message + "\nRun 'ovfkit" + verb + " --help' for what it takes.\n");
    return ExitCode::usage;
}

struct Verb {
    const char* name;
    Run (*add)(CLI::App& app);
};

/// In the order in which help lists them.
constexpr Verb verbs[] = {
    {"inspect", add_inspect}, {"validate", add_validate}, {"verify", add_verify},   {"check-import", add_check_import},
    {"policy", add_policy},   {"history", add_history},   {"attest", add_attest},   {"resource", add_resource},
    {"set", add_set},         {"sign", add_sign},         {"convert", add_convert}, {"pack", add_pack},
    {"unpack", add_unpack},   {"rules", add_rules},
};

std::string no_verb(std::string_view first) {
    if (!first.empty())
        return std::string("there is no ") + (first.front() == '-' ? "option " : "verb ") + ovfkit::quoted(first);
    std::string all = "say what to do: ";
    for (const Verb& verb : verbs) {
        if (&verb != std::begin(verbs)) all += &verb == std::end(verbs) - 1 ? " or " : ", ";
        all += verb.name;
    }
    return all;
}

/// Lets no option have an empty value, but for those that are words of a person. It comes from a variable that is not
/// set, and taken for an option that is not given it would switch off what was asked for: an anchor, a policy, a
/// record.
void refuse_empty_values(CLI::App& app) {
    const auto refuse = [](const std::string& value) {
        return value.empty() ? std::string("the value is empty") : std::string();
    };
    for (CLI::Option* option : app.get_options()) {
        const std::string name = option->get_name();
        if (option->get_positional() || option->get_expected_max() == 0) continue;
        if (name == "--name" || name == "--acknowledge" || name == "--by") continue;
        option->check(CLI::Validator(refuse, "", "not empty"));
    }
    for (CLI::App* verb : app.get_subcommands({})) refuse_empty_values(*verb);
}

}  // namespace

Command::Command()
    : CLI::App("Reads, verifies, edits and converts OVF descriptors and packages, and decides their import", "ovfkit") {
    set_version_flag("--version", "ovfkit " + std::string(ovfkit::version()));
    require_subcommand(1);
    footer(exit_codes);
    for (const Verb& verb : verbs) runs_.emplace_back(verb.name, verb.add(*this));
    refuse_empty_values(*this);
}

const Takes& Command::takes(const CLI::Option& option) const {
    static const Takes nothing;
    const auto found = takes_.find(&option);
    return found == takes_.end() ? nothing : found->second;
}

ExitCode Command::run(int argc, const char* const* argv) {
    try {
        parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return print(help());
    } catch (const CLI::CallForAllHelp&) {
        return print(help("", CLI::AppFormatMode::All));
    } catch (const CLI::CallForVersion&) {
        return print("ovfkit " + std::string(ovfkit::version()) + "\n");
    } catch (const CLI::ParseError& error) {
        if (get_subcommands().empty()) return refuse_usage(*this, no_verb(argc > 1 ? argv[1] : ""));
        return refuse_usage(*this, printable(error.what(), 1000));
    }
    for (const auto& [name, run_verb] : runs_)
        if (got_subcommand(name)) return run_verb();
    return ExitCode::usage;
}

}  // namespace ovfkit::cli
