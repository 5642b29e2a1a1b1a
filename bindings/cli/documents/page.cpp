// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <utility>

#include <ovfkit/base/version.hpp>

#include "../exit_code.hpp"

namespace ovfkit::cli::documents {
namespace {

/// When a version was made, for the foot of the pages.
struct Release {
    const char* version;
    const char* date;
};
constexpr Release releases[] = {{"0.1.0", "2026-11-25"}};

std::string digits(ExitCode code) { return std::to_string(static_cast<int>(code)); }

/// What a verb says itself takes the place of what is said of all; `none` says that the code does not come about.
std::vector<Item> exit_status_of(const std::vector<Item>& said) {
    std::map<int, std::string> codes;
    const std::vector<Item> common{
        {digits(ExitCode::ok), "All is well, and what was asked for is done."},
        {digits(ExitCode::errors), "There are errors, or the work could not be done."},
        {digits(ExitCode::warnings), "There are warnings, and no errors."},
        {digits(ExitCode::usage), "The command line is wrong; nothing was done."},
    };
    for (const auto* some : {&common, &said})
        for (const auto& [code, text] : *some) codes[std::stoi(code)] = text;
    std::vector<Item> all;
    for (const auto& [code, text] : codes)
        if (text != "none") all.emplace_back(std::to_string(code), text);
    return all;
}

struct Variable {
    const char* option;
    const char* name;
    const char* text;
};
constexpr Variable variables[] = {
    {"--color", "NO_COLOR", "When it is set and not empty, `--color auto` uses no colours."},
    {"--color", "TERM", "When it is not set or `dumb`, `--color auto` uses no colours."},
    {"--engine", "OVFKIT_ENGINE_TOKEN", "A token for the engine, when there is no `--engine-credentials`."},
    {"--engine", "OVFKIT_ENGINE_USER", "With `OVFKIT_ENGINE_PASSWORD`, who asks the engine when there is no token."},
    {"--engine", "OVFKIT_ENGINE_PASSWORD", "The password of that user."},
    {"--store", "OVFKIT_STORE_PASSWORD", "The password for the database server of `--store`."},
};

bool has(const VerbText& verb, const std::string& name) {
    return std::any_of(verb.options.begin(), verb.options.end(), [&](const OptionText& option) {
        return std::find(option.names.begin(), option.names.end(), name) != option.names.end();
    });
}

/// The files of a package, where a verb reads one.
std::vector<Item> files_of(const VerbText& verb) {
    const auto is_package = [](const OptionText& option) {
        return std::find(option.takes.endings.begin(), option.takes.endings.end(), ".ova") !=
               option.takes.endings.end();
    };
    if (!std::any_of(verb.arguments.begin(), verb.arguments.end(), is_package)) return {};
    return {{"*.ovf", "The descriptor: what is in the package, as XML."},
            {"*.ova", "A package in one file: a tar archive whose first member is the descriptor."},
            {"*.mf", "The manifest: a digest of every file of the package."},
            {"*.cert", "The signature over the manifest, and the certificate of who signed."}};
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i)
        all += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + ("`" + names[i] + "`");
    return all;
}

}  // namespace

std::string sentence(std::string text) {
    const bool word = text.size() > 1 && (text[1] == ' ' || (text[1] >= 'a' && text[1] <= 'z'));
    if (word && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text + ".";
}

Page make_page(const VerbText& verb, Prose prose, const std::string& date) {
    prose.exit_status = exit_status_of(prose.exit_status);
    std::vector<Item> environment;
    for (const Variable& variable : variables)
        if (has(verb, variable.option)) environment.emplace_back(variable.name, variable.text);
    environment.insert(environment.end(), prose.environment.begin(), prose.environment.end());
    prose.environment = std::move(environment);
    std::vector<Item> files = files_of(verb);
    files.insert(files.end(), prose.files.begin(), prose.files.end());
    prose.files = std::move(files);

    // The command, the verb above, and those below are always of interest.
    std::vector<std::string> pages;
    VerbText above = verb;
    while (!above.words.empty()) {
        above.words.pop_back();
        pages.insert(pages.begin(), above.page());
    }
    for (const VerbText& below : verb.verbs) pages.push_back(below.page());
    for (const std::string& page : prose.see_also)
        if (std::find(pages.begin(), pages.end(), page) == pages.end()) pages.push_back(page);
    prose.see_also = std::move(pages);
    return {&verb, std::move(prose), std::string(ovfkit::version()), date};
}

std::string date_of(const std::string& source_date_epoch) {
    if (source_date_epoch.empty()) {
        for (const Release& release : releases)
            if (ovfkit::version() == release.version) return release.date;
        throw std::runtime_error("the list of releases does not say when this version was made");
    }
    std::int64_t seconds = 0;
    const char* const end = source_date_epoch.data() + source_date_epoch.size();
    const auto [rest, error] = std::from_chars(source_date_epoch.data(), end, seconds);
    constexpr std::int64_t last = 253402300799;  // of the year 9999
    if (error != std::errc() || rest != end || seconds < 0 || seconds > last)
        throw std::runtime_error("SOURCE_DATE_EPOCH is no number of seconds");
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    return text;
}

std::vector<std::string> sentences_of(const OptionText& option) {
    std::vector<std::string> all{sentence(option.help)};
    const bool repeats = option.help.find("several times") != std::string::npos;
    if (!option.range.empty()) all.push_back(sentence(option.range));
    if (option.required && !option.argument) all.emplace_back("Has to be given.");
    if (option.repeatable && !repeats && !option.argument) all.emplace_back("May be given several times.");
    if (!option.needs.empty()) all.push_back("Only with " + listed(option.needs) + ".");
    if (!option.excludes.empty()) all.push_back("Not with " + listed(option.excludes) + ".");
    return all;
}

std::string argument_form(const OptionText& argument) {
    const std::string form = argument.names.front() + (argument.repeatable ? "..." : "");
    return argument.required ? form : "[" + form + "]";
}

}  // namespace ovfkit::cli::documents
