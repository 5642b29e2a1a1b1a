// SPDX-License-Identifier: Apache-2.0
#include "completion.hpp"

namespace ovfkit::cli::documents {
namespace {

/// What is the same for every command line. `__ovfkit_valued VERB` prints the options that take a value.
constexpr const char* engine = R"fish(
# The verb, the options and the number of arguments before the cursor, one a line: the verb, then `place N`, then the names.
function __ovfkit_given
    set -l words (commandline -opc)
    set -e words[1]
    set -l verb
    set -l names
    set -l place 0
    set -l plain 0
    set -l expecting 0
    for word in $words
        if test $expecting = 1
            set expecting 0
        else if test $plain = 0 -a "x$word" = x--
            set plain 1
        else if test $plain = 0; and string match -qr -- '^--[^=]+=' $word
            set -a names (string replace -r -- '=.*' '' $word)[1]
        else if test $plain = 0; and string match -qr -- '^-.' $word
            set -l name (string match -r -- '^(?:--.*|-.)' $word)[1]
            set -a names $name
            if contains -- $word (__ovfkit_valued "$verb")
                set expecting 1
            end
        else if contains -- $word (__ovfkit_verbs "$verb")
            set verb (string trim -- "$verb $word")
            set names
        else
            set place (math $place + 1)
        end
    end
    printf '%s\n' "$verb" "place $place" $names
end

# Whether the verb is $argv[1], and none of the other arguments was given.
function __ovfkit_can
    set -l given (__ovfkit_given)
    test "$given[1]" = "$argv[1]"; or return 1
    for name in $argv[2..-1]
        if contains -- $name $given[3..-1]
            return 1
        end
    end
end

# Whether the verb is $argv[1], and its argument number $argv[2], or also a later one with `more`, is the next.
function __ovfkit_at
    set -l given (__ovfkit_given)
    test "$given[1]" = "$argv[1]"; or return 1
    set -l place (string replace 'place ' '' -- $given[2])
    test $place -eq $argv[2]; or test "$argv[3]" = more -a $place -gt $argv[2]
end
)fish";

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
    return all;
}

/// What follows `complete` for a value.
std::string value(const Takes& takes) {
    std::string text;
    if (!takes.words.empty()) text += " -a " + shell_quoted(joined(takes.words, " "));
    if (takes.path == Takes::Path::directory) return " -f -a '(__fish_complete_directories (commandline -ct))'" + text;
    return (takes.path == Takes::Path::file ? " -F" : " -f") + text;
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
