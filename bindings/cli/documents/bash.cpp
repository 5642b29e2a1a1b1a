// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <stdexcept>

#include "completion.hpp"

namespace ovfkit::cli::documents {
namespace {

/// What is the same for every command line; the tables follow.
constexpr const char* engine = R"bash(# bash completion for ovfkit. Made from the tables of the options.
# It needs nothing but bash 4: bash-completion may load it, or a line 'source FILE' in ~/.bashrc.

# Takes the line up to the cursor apart, without the quotes: `words`, and `cur`, which is being typed. `lead` is how much
# of that stands before the place from which on readline replaces it. Nothing of the line is expanded.
_ovfkit_split() {
    local line=$1 c next quote= begun= i
    words=() cur= lead=
    for ((i = 0; i < ${#line}; ++i)); do
        c=${line:i:1}
        if [[ $quote == \\ ]]; then
            cur+=$c quote=
        elif [[ $quote == \' ]]; then
            if [[ $c == \' ]]; then quote=; else cur+=$c; fi
        elif [[ $quote == \" ]]; then
            next=${line:i+1:1}
            if [[ $c == \" ]]; then
                quote=
            elif [[ $c == \\ && $next == [\$\`\"\\] ]]; then
                cur+=$next
                ((++i))
            else
                cur+=$c
            fi
        else
            case $c in
                [[:space:]])
                    if [[ $begun ]]; then words+=("$cur"); fi
                    cur= lead= begun=
                    continue
                    ;;
                \\) quote=$c ;;
                [\'\"]) quote=$c lead=$cur ;;
                *)
                    cur+=$c
                    if [[ $COMP_WORDBREAKS == *"$c"* ]]; then lead=$cur; fi
                    ;;
            esac
        fi
        begun=1
    done
}

_ovfkit_add() {
    if [[ $1 == "$cur"* ]]; then COMPREPLY+=("${1:${#lead}}"); fi
}

# Takes a line of a table apart: names;value;path;endings;words;excluded;repeatable
_ovfkit_read() {
    IFS=';' read -r names value path endings choices excluded repeatable <<<"$1"
}

_ovfkit_find() {
    local entry
    for entry in "${options[@]}"; do
        _ovfkit_read "$entry"
        if [[ ,$names, == *,"$1",* ]]; then return 0; fi
    done
    return 1
}

# Files that begin with what was typed behind $1; those with one of the endings before all others.
_ovfkit_paths() {
    local typed=${cur#"$1"} base name ending old off= first=() others=() matched=
    base=$typed
    if [[ $typed == '~/'* ]]; then base=$HOME/${typed:2}; fi
    old=$(shopt -p nullglob failglob)
    shopt -s nullglob
    shopt -u failglob
    if [[ $- == *f* ]]; then off=1 && set +f; fi
    for name in "$base"*; do
        if [[ -d $name ]]; then
            first+=("$name")
        elif [[ $path == file ]]; then
            others+=("$name")
            for ending in $endings; do
                if [[ $name == *"$ending" ]]; then
                    first+=("$name") matched=1
                    break
                fi
            done
        fi
    done
    if [[ $off ]]; then set -f; fi
    eval "$old"
    if [[ ! $matched && ${#others[@]} -gt 0 ]]; then first+=("${others[@]}"); fi
    if [[ ${#first[@]} -eq 0 && ${#COMPREPLY[@]} -eq 0 ]]; then
        compopt -o default 2>/dev/null # ~user and $HOME, of which readline knows more
        return
    fi
    compopt -o filenames 2>/dev/null
    for name in "${first[@]}"; do
        if [[ $base != "$typed" ]]; then name="~/${name:${#HOME}+1}"; fi
        if [[ $name == -* ]]; then name=./$name; fi # or it would be an option
        _ovfkit_add "$1$name"
    done
}

# The values of what was read last, behind $1.
_ovfkit_values() {
    local word
    if [[ $choices == @* ]]; then choices=$(_ovfkit_words "${choices#@}"); fi
    for word in $choices; do _ovfkit_add "$1$word"; done
    if [[ $path ]]; then _ovfkit_paths "$1"; fi
}

# The options that can still be given.
_ovfkit_options() {
    local entry name other fits
    for entry in "${options[@]}"; do
        _ovfkit_read "$entry"
        fits=1
        for other in "${given[@]}"; do
            if [[ ! $repeatable && ,$names, == *,"$other",* || ,$excluded, == *,"$other",* ]]; then fits=; fi
        done
        if [[ $fits ]]; then
            for name in ${names//,/ }; do _ovfkit_add "$name"; done
        fi
    done
}

_ovfkit() {
    local IFS=$' \t\n'
    local words cur lead verb= verbs options arguments given=() plain= expecting= place=0 word
    local names value path endings choices excluded repeatable
    COMPREPLY=()
    _ovfkit_split "${COMP_LINE:0:COMP_POINT}"
    _ovfkit_table ''
    for word in "${words[@]:1}"; do
        if [[ $expecting ]]; then
            expecting=
        elif [[ ! $plain && $word == -- ]]; then
            plain=1
        elif [[ ! $plain && $word == --*=* ]]; then
            given+=("${word%%=*}")
        elif [[ ! $plain && $word == -?* ]]; then
            if _ovfkit_find "$word"; then
                given+=("${names##*,}")
                if [[ $value ]]; then expecting=$word; fi
            elif _ovfkit_find "${word:0:2}"; then
                given+=("${names##*,}")
            fi
        elif [[ $verbs ]]; then
            if [[ " $verbs " != *" $word "* ]]; then return; fi
            verb+=${verb:+ }$word given=()
            _ovfkit_table "$verb"
        else
            ((++place))
        fi
    done

    if [[ $expecting ]]; then
        _ovfkit_find "$expecting" && _ovfkit_values ''
    elif [[ ! $plain && $cur == --*=* ]]; then
        _ovfkit_find "${cur%%=*}" && [[ $value ]] && _ovfkit_values "${cur%%=*}="
    elif [[ ! $plain && $cur == -* ]]; then
        _ovfkit_options
    elif [[ $verbs ]]; then
        for word in $verbs; do _ovfkit_add "$word"; done
    else
        if ((${#arguments[@]} > 0)); then
            _ovfkit_read "${arguments[${#arguments[@]} - 1]}"
            if [[ ! $repeatable || $place -lt ${#arguments[@]} ]]; then _ovfkit_read "${arguments[place]-}"; fi
            _ovfkit_values ''
            if [[ $names ]]; then return; fi
        fi
        if [[ ! $plain && ! $cur ]]; then _ovfkit_options; fi
    fi
}
)bash";

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
    return all;
}

/// Long lists of words once, however many options take them.
class Lists {
public:
    std::string reference(const std::vector<std::string>& words) {
        constexpr std::size_t few = 20;
        const std::string text = joined(words, " ");
        if (words.size() <= few) return text;
        const auto [entry, added] = numbers_.emplace(text, numbers_.size());
        (void)added;
        return "@" + std::to_string(entry->second);
    }
    [[nodiscard]] std::string function() const {
        std::string text = "_ovfkit_words() {\n    case $1 in\n";
        for (const auto& [words, number] : numbers_)
            text += "        " + std::to_string(number) + ") echo " + shell_quoted(words) + " ;;\n";
        return text + "    esac\n}\n";
    }

private:
    std::map<std::string, std::size_t> numbers_;
};

std::string row(const OptionText& option, Lists& lists) {
    const char* path = option.takes.path == Takes::Path::none   ? ""
                       : option.takes.path == Takes::Path::file ? "file"
                                                                : "directory";
    std::vector<std::string> endings = option.takes.endings;
    for (const std::string& ending : option.takes.endings) endings.push_back(upper(ending));
    const std::vector<std::string> fields{
        joined(option.names, ","),   option.flag() || option.argument ? "" : "1", path,
        joined(endings, " "),        lists.reference(option.takes.words),         joined(option.excludes, ","),
        option.repeatable ? "1" : ""};
    std::string text;
    for (const std::string& field : fields) {
        if (field.find(';') != std::string::npos) throw std::runtime_error("a semicolon in " + field);
        text += (&field == &fields.front() ? "" : ";") + field;
    }
    return text;
}

}  // namespace

std::string shell_quoted(const std::string& text) {
    std::string all = "'";
    for (const char c : text) {
        if (c == '\\') throw std::runtime_error("the shells differ about a backslash: " + text);
        all += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return all + "'";
}

std::string as_bash(const VerbText& command) {
    Lists lists;
    std::string tables = "_ovfkit_table() {\n    verbs= options=() arguments=()\n    case $1 in\n";
    for (const VerbText* verb : all_verbs(command)) {
        tables += "        " + shell_quoted(verb->name(" ")) + ")\n";
        std::vector<std::string> below;
        for (const VerbText& one : verb->verbs) below.push_back(one.words.back());
        if (!below.empty()) tables += "            verbs=" + shell_quoted(joined(below, " ")) + "\n";
        for (const auto& [name, all] :
             {std::pair{"options", &verb->options}, std::pair{"arguments", &verb->arguments}}) {
            if (all->empty()) continue;
            tables += std::string("            ") + name + "=(\n";
            for (const OptionText& option : *all)
                tables += "                " + shell_quoted(row(option, lists)) + "\n";
            tables += "            )\n";
        }
        tables += "            ;;\n";
    }
    return std::string(engine) + "\n" + lists.function() + "\n" + tables +
           "    esac\n}\n\ncomplete -F _ovfkit ovfkit\n";
}

}  // namespace ovfkit::cli::documents
