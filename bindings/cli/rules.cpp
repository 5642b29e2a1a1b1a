// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <vector>

#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/rules.hpp>

#include "options.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct Options {
    std::vector<std::string> slugs;
    Format format = Format::text;
    ColorChoice color = ColorChoice::automatic;
};

ExitCode run(const Options& options) {
    std::vector<const Rule*> rules = options.slugs.empty() ? report::catalog() : std::vector<const Rule*>();
    for (const std::string& slug : options.slugs) {
        const Rule* rule = report::find_rule(slug);
        if (!rule) return fail("there is no rule " + ovfkit::quoted(slug));
        rules.push_back(rule);
    }
    return print(options.format == Format::json ? report::as_json(rules)
                                                : report::as_text(rules, options_for_output(options.color)));
}

}  // namespace

Run add_rules(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("rules", "list every finding that can be reported, and why it is one");
    verb->add_option("RULE", options->slugs, "only these, such as trust/conflicting-flags")->type_name("");
    add_format(*verb, options->format);
    add_color(*verb, options->color);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
