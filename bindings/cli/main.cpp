// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/base/version.hpp>

#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {

namespace {

constexpr const char* footer =
    "exit codes: 0 clean or allowed, 2 errors, 3 warnings, 4 refused, 64 wrong usage; never 1";

ExitCode refuse_usage(const CLI::App& app, const std::string& message) {
    const std::vector<CLI::App*> verbs = app.get_subcommands();
    const std::string verb = verbs.empty() ? "" : " " + verbs.front()->get_name();
    print_error("ovfkit: " + message + "\nRun 'ovfkit" + verb + " --help' for what it takes.\n");
    return ExitCode::usage;
}

std::string no_verb(std::string_view first) {
    if (first.empty())
        return "say what to do: inspect, validate, verify, check-import, set, sign, convert, pack, unpack, policy or "
               "rules";
    return std::string("there is no ") + (first.front() == '-' ? "option " : "verb ") + ovfkit::quoted(first);
}

ExitCode run(int argc, char** argv) {
    CLI::App app("Reads, verifies, edits and converts OVF descriptors and packages, and decides their import",
                 "ovfkit");
    app.set_version_flag("--version", "ovfkit " + std::string(version()));
    app.require_subcommand(1);
    app.footer(footer);
    const std::vector<std::pair<std::string, Run>> runs{
        {"inspect", add_inspect(app)}, {"validate", add_validate(app)},
        {"verify", add_verify(app)},   {"check-import", add_check_import(app)},
        {"set", add_set(app)},         {"sign", add_sign(app)},
        {"convert", add_convert(app)}, {"pack", add_pack(app)},
        {"unpack", add_unpack(app)},   {"policy", add_policy(app)},
        {"rules", add_rules(app)}};
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return print(app.help());
    } catch (const CLI::CallForAllHelp&) {
        return print(app.help("", CLI::AppFormatMode::All));
    } catch (const CLI::CallForVersion&) {
        return print("ovfkit " + std::string(version()) + "\n");
    } catch (const CLI::ParseError& error) {
        if (app.get_subcommands().empty()) return refuse_usage(app, no_verb(argc > 1 ? argv[1] : ""));
        return refuse_usage(app, printable(error.what(), 1000));
    }
    for (const auto& [name, run_verb] : runs)
        if (app.got_subcommand(name)) return run_verb();
    return ExitCode::usage;
}

}  // namespace
}  // namespace ovfkit::cli

int main(int argc, char** argv) {
    using namespace ovfkit::cli;
    try {
        prepare_streams();
        return static_cast<int>(run(argc, argv));
    } catch (const std::exception& error) {
        fail(ovfkit::printable(error.what()));
    } catch (...) {
        fail("something went wrong that has no name");
    }
    return static_cast<int>(ExitCode::errors);
}
