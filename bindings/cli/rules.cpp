// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/rules.hpp>

#include "options.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

enum class RulesFormat { text, json, markdown };

struct RulesOptions {
    std::vector<std::string> slugs;
    RulesFormat format = RulesFormat::text;
    ColorChoice color = ColorChoice::automatic;
};

ExitCode run(const RulesOptions& options) {
    std::vector<const Rule*> rules = options.slugs.empty() ? report::catalog() : std::vector<const Rule*>();
    for (const std::string& slug : options.slugs) {
        const Rule* rule = report::find_rule(slug);
        if (!rule) return fail("there is no rule " + ovfkit::quoted(slug));
        rules.push_back(rule);
    }
    switch (options.format) {
        case RulesFormat::json: return print(report::as_json(rules));
        case RulesFormat::markdown: return print(report::as_markdown(rules));
        case RulesFormat::text: break;
    }
    return print(report::as_text(rules, options_for_output(options.color)));
}

}  // namespace

Run add_rules(CLI::App& app) {
    auto options = std::make_shared<RulesOptions>();
    CLI::App* verb = app.add_subcommand("rules", "list every finding that can be reported, and why it is one");
    CLI::Option* rules = verb->add_option("RULE", options->slugs, "only these, such as trust/conflicting-flags");
    set_takes(*verb, rules->type_name(""), {rule_slugs()});
    add_choice<RulesFormat>(*verb, "--format", options->format,
                            {{"text", RulesFormat::text}, {"json", RulesFormat::json}, {"md", RulesFormat::markdown}},
                            "text for people, json for programs, md for a page of reference (text)");
    add_color(*verb, options->color);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
