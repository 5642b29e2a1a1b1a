// SPDX-License-Identifier: Apache-2.0
#include "verbs.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace ovfkit::cli::documents {
namespace {

std::string long_name(const CLI::Option& option) {
    return option.get_lnames().empty() ? option.get_name() : "--" + option.get_lnames().front();
}

/// The order of the table, not that of the addresses at which the options happen to be.
std::vector<std::string> names_of(const std::set<CLI::Option*>& some, const std::vector<const CLI::Option*>& table) {
    std::vector<std::string> names;
    for (const CLI::Option* option : table)
        if (some.count(const_cast<CLI::Option*>(option)) != 0) names.push_back(long_name(*option));
    return names;
}

/// "FLOAT in [0.001 - 3600]" as words of a sentence.
std::string range_in_words(const std::string& range) {
    static const std::regex form(R"((?:INT|UINT|FLOAT) in \[(\S+) - (\S+)\])");
    std::smatch found;
    if (!std::regex_match(range, found, form)) throw std::runtime_error("no words for the check '" + range + "'");
    return "a number from " + found[1].str() + " to " + found[2].str();
}

/// Who names a file in help has to say so in the table, or nobody could complete it.
void check(const std::string& verb, const OptionText& option) {
    static const std::regex path(R"((^|\|)(FILE|PEM|DIR|OUT|[A-Z]+\.pem)($|\|))");
    const bool has_path = option.takes.path != Takes::Path::none;
    if (std::regex_search(option.value, path) && !has_path)
        throw std::runtime_error(verb + " " + option.names.back() + " takes a file and is not made by add_path");
    if (option.value.find('|') == std::string::npos || !option.takes.words.empty() || has_path) return;
    static const std::regex words(R"([a-z0-9.-]+(\|[a-z0-9.-]+)+)");
    if (std::regex_match(option.value, words))
        throw std::runtime_error(verb + " " + option.names.back() + " takes words and is not made by add_choice");
}

OptionText read_option(const Command& command, const CLI::Option& option,
                       const std::vector<const CLI::Option*>& table) {
    OptionText text;
    text.argument = option.get_positional();
    for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
    if (text.argument) text.names = {option.get_name(true, false)};
    const bool flag = option.get_expected_max() == 0 || option.get_type_size_max() == 0;
    if (!flag) {
        const std::string type = option.get_type_name();
        const std::size_t colon = type.find(':');
        text.value = type.substr(0, colon);
        if (colon != std::string::npos) text.range = range_in_words(type.substr(colon + 1));
        if (!text.argument && text.value.empty())
            throw std::runtime_error(option.get_name() + " does not say what it takes");
    }
    text.help = option.get_description();
    text.group = option.get_group();
    text.takes = command.takes(option);
    text.needs = names_of(option.get_needs(), table);
    text.excludes = names_of(option.get_excludes(), table);
    text.required = option.get_required();
    text.repeatable = option.get_expected_max() > 1;
    return text;
}

VerbText read_verb(const Command& command, const CLI::App& verb, std::vector<std::string> words) {
    VerbText text;
    text.words = std::move(words);
    text.summary = verb.get_description();
    const auto table = verb.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
    for (const CLI::Option* option : table) {
        OptionText read = read_option(command, *option, table);
        read.ends_all = option == verb.get_help_ptr() || option == verb.get_version_ptr();
        check(text.command(), read);
        (read.argument ? text.arguments : text.options).push_back(std::move(read));
    }
    for (const CLI::App* below : verb.get_subcommands([](const CLI::App*) { return true; })) {
        std::vector<std::string> deeper = text.words;
        deeper.push_back(below->get_name());
        text.verbs.push_back(read_verb(command, *below, std::move(deeper)));
    }
    return text;
}

}  // namespace

VerbText read_verbs(const Command& command) { return read_verb(command, command, {}); }

std::vector<const VerbText*> all_verbs(const VerbText& verb) {
    std::vector<const VerbText*> all{&verb};
    for (const VerbText& below : verb.verbs)
        for (const VerbText* one : all_verbs(below)) all.push_back(one);
    return all;
}

}  // namespace ovfkit::cli::documents
