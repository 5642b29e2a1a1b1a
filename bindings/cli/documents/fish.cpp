// SPDX-License-Identifier: Apache-2.0
#include "completion.hpp"

namespace ovfkit::cli::documents {
namespace {

/// What is the same for every command line.
constexpr const char* engine = R"fish(
# Looks at the words before the cursor, once for each line: the verb, how many arguments it has, and which options. An option
# that waits for its value is not given yet.
function __ovfkit_look
    set -l line (commandline -cp | string collect --no-trim-newlines)
    if test "$line" = "$__ovfkit_line"
        return
    end
    set -g __ovfkit_line $line
    set -g __ovfkit_verb ''
    set -g __ovfkit_names
    set -g __ovfkit_place 0
    set -l words (commandline -opc)
    set -l plain 0
    set -l expecting ''
    for word in $words[2..-1]
        if test -n "$expecting"
            set -a __ovfkit_names $expecting
            set expecting ''
        else if test $plain = 0 -a "x$word" = x--
            set plain 1
        else if test $plain = 0; and string match -qr -- '^-.' $word
            set -l name (string match -r -- '^(?:--[^=]*|-.)' $word)[1]
            if contains -- $word (__ovfkit_valued $__ovfkit_verb)
                set expecting $name
            else
                set -a __ovfkit_names $name
            end
        else if contains -- $word (__ovfkit_verbs $__ovfkit_verb)
            set __ovfkit_verb (string trim -- "$__ovfkit_verb $word")
            set __ovfkit_names
        else
            set __ovfkit_place (math $__ovfkit_place + 1)
        end
    end
end

# Whether the verb is $argv[1], and none of the other arguments was given.
function __ovfkit_can
    __ovfkit_look
    test "$__ovfkit_verb" = "$argv[1]"; or return 1
    for name in $argv[2..-1]
        if contains -- $name $__ovfkit_names
            return 1
        end
    end
    return 0
end

# Whether the verb is $argv[1], and its argument number $argv[2], or also a later one with `more`, is the next.
function __ovfkit_at
    __ovfkit_look
    test "$__ovfkit_verb" = "$argv[1]"; or return 1
    test $__ovfkit_place -eq $argv[2]; or test "$argv[3]" = more -a $__ovfkit_place -gt $argv[2]
end

# Files whose names have one of these endings, before all others. A name of several lines is left to the shell itself.
function __ovfkit_files
    set -l typed (commandline -ct | string collect | string replace -r -- '^--?[^=]*=' '' | string unescape)
    set -l base (string replace -r -- '^~/' "$HOME/" "$typed")
    for ending in $argv
        for name in $base*$ending
            string match -q -- '*'\n'*' $name; or string replace -- "$base" "$typed" $name
        end
    end
end
)fish";

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
    return all;
}

/// What follows `complete` for a value.
std::string value(const Takes& takes) {
    if (takes.path == Takes::Path::directory) return " -f -a '(__fish_complete_directories (commandline -ct))'";
    std::string proposed = joined(takes.words, " ");
    if (!takes.endings.empty())
        proposed += std::string(proposed.empty() ? "" : " ") + "(__ovfkit_files " + joined(takes.endings, " ") + ")";
    const std::string files = takes.path == Takes::Path::file ? " -F" : " -f";
    return proposed.empty() ? files : files + " -k -a " + shell_quoted(proposed);
}

std::string condition(const VerbText& verb, const OptionText& option) {
    std::string text = "__ovfkit_can \"" + verb.name(" ") + "\"";
    std::vector<std::string> rivals = option.excludes;
    if (!option.repeatable) rivals.insert(rivals.end(), option.names.begin(), option.names.end());
    for (const std::string& name : rivals) text += " " + name;
    return shell_quoted(text);
}

std::string line(const VerbText& verb, const OptionText& option) {
    std::string text = "complete -c ovfkit -n " + condition(verb, option);
    for (const std::string& name : option.names)
        text += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!option.flag()) text += " -r" + value(option.takes);
    return text + " -d " + shell_quoted(option.help) + "\n";
}

std::string arguments(const VerbText& verb) {
    std::string text;
    std::size_t place = 0;
    for (const OptionText& argument : verb.arguments) {
        const std::string which = std::to_string(place++) + (argument.repeatable ? " more" : "");
        const std::string at = "__ovfkit_at \"" + verb.name(" ") + "\" " + which;
        text += "complete -c ovfkit -n " + shell_quoted(at) + value(argument.takes) + "\n";
    }
    return text;
}

/// A function that prints what `some` gives of a verb, one a line.
template <class Some>
std::string lists(const std::string& name, const VerbText& command, Some some) {
    std::string text = "function " + name + "\n    switch $argv[1]\n";
    for (const VerbText* verb : all_verbs(command)) {
        const std::vector<std::string> words = some(*verb);
        if (words.empty()) continue;
        text += "        case " + shell_quoted(verb->name(" ")) + "\n            printf '%s\\n' " + joined(words, " ") +
                "\n";
    }
    return text + "    end\nend\n\n";
}

}  // namespace

std::string as_fish(const VerbText& command) {
    std::string text =
        "# fish completion for ovfkit. Made from the tables of the options.\n" + std::string(engine) + "\n";
    text += lists("__ovfkit_valued", command, [](const VerbText& verb) {
        std::vector<std::string> names;
        for (const OptionText& option : verb.options)
            if (!option.flag()) names.insert(names.end(), option.names.begin(), option.names.end());
        return names;
    });
    text += lists("__ovfkit_verbs", command, [](const VerbText& verb) {
        std::vector<std::string> names;
        for (const VerbText& below : verb.verbs) names.push_back(below.words.back());
        return names;
    });
    text += "complete -c ovfkit -f\n";
    for (const VerbText* verb : all_verbs(command)) {
        text += "\n# " + verb->command() + "\n";
        const std::string here = shell_quoted("__ovfkit_can \"" + verb->name(" ") + "\"");
        for (const VerbText& below : verb->verbs)
            text += "complete -c ovfkit -n " + here + " -a " + below.words.back() + " -d " +
                    shell_quoted(below.summary) + "\n";
        for (const OptionText& option : verb->options) text += line(*verb, option);
        text += arguments(*verb);
    }
    return text;
}

}  // namespace ovfkit::cli::documents
