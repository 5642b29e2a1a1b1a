// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "page.hpp"

namespace ovfkit::cli::documents {
namespace {

/// Text that neither Markdown nor Doxygen takes for something of theirs; what is between backquotes stays.
std::string escaped(const std::string& text) {
    std::string all;
    std::string word;
    bool typed = false;
    const auto end_word = [&] {
        const std::size_t begin = word.find_first_not_of("('");
        // Doxygen makes a dash of two hyphens, and links where it finds a name.
        if (!typed && begin != std::string::npos && word.compare(begin, 2, "--") == 0) {
            const std::size_t end = word.find_last_not_of(".,;:)'") + 1;
            all += word.substr(0, begin) + "`" + word.substr(begin, end - begin) + "`" + word.substr(end);
        } else {
            for (const char c : word) {
                if (!typed && std::string("\\*_#@<>[]|").find(c) != std::string::npos) all += '\\';
                all += c;
            }
        }
        word.clear();
    };
    for (const char c : text) {
        if (c != '`' && c != ' ') {
            word += c;
            continue;
        }
        end_word();
        all += c;
        if (c == '`') typed = !typed;
    }
    end_word();
    return all;
}

std::string code(const std::string& text) { return "`" + text + "`"; }

std::string block(const std::string& text) { return "```\n" + text + "\n```\n\n"; }

std::string entry(const std::string& name, const std::vector<std::string>& sentences) {
    std::string text = "- " + code(name) + "\\n\n ";
    for (const std::string& one : sentences) text += " " + escaped(one);
    return text + "\n";
}

std::string option_form(const OptionText& option) {
    std::string all;
    for (const std::string& name : option.names) all += (all.empty() ? "" : ", ") + name;
    return option.argument || option.value.empty() ? all : all + " " + option.value;
}

std::string options(const VerbText& verb) {
    std::string text;
    for (const OptionText& argument : verb.arguments) text += entry(argument_form(argument), sentences_of(argument));
    std::string group;
    for (const OptionText& first : verb.options) {
        const bool done = &first != &*std::find_if(verb.options.begin(), verb.options.end(),
                                                   [&](const OptionText& other) { return other.group == first.group; });
        if (done) continue;
        if (!group.empty()) text += "\n### " + escaped(first.group) + "\n\n";
        group = first.group;
        for (const OptionText& option : verb.options)
            if (option.group == group) text += entry(option_form(option), sentences_of(option));
    }
    return text + "\n";
}

std::string items(const std::string& title, const std::vector<Item>& all) {
    if (all.empty()) return {};
    std::string text = "## " + title + "\n\n";
    for (const auto& [name, said] : all) text += "- " + code(name) + ": " + escaped(said) + "\n";
    return text + "\n";
}

std::string synopsis(const VerbText& verb) {
    if (!verb.verbs.empty()) return verb.command() + " VERB [OPTION]... [ARGUMENT]...";
    std::string text = verb.command() + " [OPTION]...";
    for (const OptionText& option : verb.options)
        if (option.required) text += " " + option.names.back() + " " + option.value;
    for (const OptionText& argument : verb.arguments) text += " " + argument_form(argument);
    return text;
}

std::string label(std::string page) {
    std::replace(page.begin(), page.end(), '-', '_');
    return "verb_" + page;
}

std::string see_also(const std::vector<std::string>& pages) {
    std::string text;
    for (const std::string& page : pages) {
        text += text.empty() ? "" : ", ";
        const bool ours = page.rfind("ovfkit", 0) == 0 && page.find('(') == std::string::npos;
        text += ours ? "[" + page + "](#" + label(page) + ")" : page;
    }
    return text + "\n";
}

}  // namespace

std::string as_markdown(const Page& page) {
    const VerbText& verb = *page.verb;
    std::string text = "# " + verb.command() + " {#" + label(verb.page()) + "}\n\n" + escaped(sentence(verb.summary)) +
                       "\n\n" + block(synopsis(verb));
    for (const std::string& said : page.prose.description) {
        const bool shown = said.rfind("  ", 0) == 0;
        text += shown ? block(said) : escaped(said) + "\n\n";
    }
    if (!verb.verbs.empty()) text += "## Verbs\n\n";
    for (const VerbText& below : verb.verbs)
        text += "- [" + below.command() + "](#" + label(below.page()) + "): " + escaped(below.summary) + "\n";
    text += std::string(verb.verbs.empty() ? "" : "\n") + "## Options\n\n" + options(verb);
    text += items("Exit status", page.prose.exit_status) + items("Environment", page.prose.environment) +
            items("Files", page.prose.files) + "## Examples\n\n";
    for (const Example& example : page.prose.examples) {
        if (!example.text.empty()) text += escaped(example.text) + "\n\n";
        text += block("$ " + example.command);
        if (example.code != 0) text += "It ends with " + std::to_string(example.code) + ".\n\n";
    }
    return text + "## See also\n\n" + see_also(page.prose.see_also);
}

}  // namespace ovfkit::cli::documents
