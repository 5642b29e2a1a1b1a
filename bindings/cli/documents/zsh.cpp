// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "completion.hpp"

namespace ovfkit::cli::documents {
namespace {

/// What is the same for every command line.
constexpr const char* engine = R"zsh(#compdef ovfkit
# zsh completion for ovfkit. Made from the tables of the options.

# zsh expands what begins a path, and would run a command in it.
(( $+functions[_ovfkit-would-run] )) ||
_ovfkit-would-run() {
    [[ $compstate[quote] != \' && $PREFIX == *(\`|\$[\(\{\[])* ]]
}

(( $+functions[_ovfkit-files] )) ||
_ovfkit-files() {
    _ovfkit-would-run || _files "$@"
}

(( $+functions[_ovfkit-directories] )) ||
_ovfkit-directories() {
    _ovfkit-would-run || _path_files -/ "$@"
}

)zsh";

/// Text within a specification of `_arguments`.
std::string escaped(const std::string& text) {
    std::string all;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':') all += '\\';
        all += c;
    }
    return all;
}

/// One word in single quotes; escapes for `_arguments` may be in it.
std::string quoted(const std::string& text) {
    std::string all = "'";
    for (const char c : text) all += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return all + "'";
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// What `_arguments` does for a value.
std::string action(const Takes& takes) {
    std::string files;
    if (takes.path == Takes::Path::directory) files = "_ovfkit-directories";
    if (takes.path == Takes::Path::file) files = "_ovfkit-files";
    if (!takes.endings.empty()) {
        files += " -g \"*.(#i)(";
        for (const std::string& ending : takes.endings)
            files += (&ending == &takes.endings.front() ? "" : "|") + ending.substr(1);
        files += ")(-.)\"";
    }
    if (takes.words.empty()) return files.empty() ? " " : files;
    const std::string words = "(" + joined(takes.words) + ")";
    if (files.empty()) return words;
    // Another colon would begin another argument.
    return "{_alternative \"words\\:word\\:" + words + "\" " + quoted("files\\:file\\:" + files) + "}";
}

std::string value(const OptionText& option, const std::string& name) {
    return ":" + escaped(name) + ":" + action(option.takes);
}

/// `'(-o --output)'{-o+,--output=}'[help]:OUT:_files'`
std::string specification(const OptionText& option) {
    std::vector<std::string> rivals = option.excludes;
    if (!option.repeatable) rivals.insert(rivals.end(), option.names.begin(), option.names.end());
    if (option.ends_all) rivals = {"-", "*"};
    const std::string left = rivals.empty() ? "" : "(" + joined(rivals) + ")";
    const std::string right = "[" + escaped(option.help) + "]" + (option.flag() ? "" : value(option, option.value));
    std::string text;
    for (const std::string& name : option.names) {
        const bool is_long = name.rfind("--", 0) == 0;
        const std::string ending = option.flag() ? "" : is_long ? "=" : "+";
        text += "        " + quoted(left + (option.repeatable ? "*" : "") + name + ending + right) + " \\\n";
    }
    return text;
}

std::string function_of(const VerbText& verb) {
    std::string name = "_ovfkit" + (verb.words.empty() ? std::string() : "-" + verb.name("-"));
    if (!verb.words.empty()) return name;
    return name + "-command";
}

std::string function(const VerbText& verb) {
    std::string text = "(( $+functions[" + function_of(verb) + "] )) ||\n" + function_of(verb) + "() {\n";
    if (!verb.verbs.empty())
        text += "    local curcontext=\"$curcontext\" state state_descr line ret=1\n    typeset -A opt_args\n";
    text += "    _arguments -S " + std::string(verb.verbs.empty() ? "-s " : "-C ") + ": \\\n";
    for (const OptionText& option : verb.options) text += specification(option);
    if (verb.verbs.empty()) {
        std::size_t place = 0;
        for (const OptionText& argument : verb.arguments) {
            const std::string which = argument.repeatable ? "*" : std::to_string(++place);
            text += "        " + quoted(which + value(argument, argument.names.front())) + " \\\n";
        }
        return text + "        && return\n    return 1\n}\n\n";
    }
    text +=
        "        '1: :->verb' \\\n        '*:: :->arguments' \\\n        && ret=0\n    case $state in\n    verb)\n     "
        "   local -a verbs=(\n";
    for (const VerbText& below : verb.verbs)
        text += "            " + quoted(below.words.back() + ":" + below.summary) + "\n";
    text +=
        "        )\n        _describe -t verbs verb verbs && ret=0\n        ;;\n    arguments)\n        case $line[1] "
        "in\n";
    for (const VerbText& below : verb.verbs)
        text += "        " + below.words.back() + ") " + function_of(below) + " && ret=0 ;;\n";
    return text + "        esac\n        ;;\n    esac\n    return ret\n}\n\n";
}

}  // namespace

std::string as_zsh(const VerbText& command) {
    std::string text = engine;
    auto all = all_verbs(command);
    std::reverse(all.begin(), all.end());
    for (const VerbText* verb : all) text += function(*verb);
    return text + function_of(command) + " \"$@\"\n";
}

}  // namespace ovfkit::cli::documents
