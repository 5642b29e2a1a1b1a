// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/digest.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {

/// What the value of an option is, for those who complete it on a command line. Both empty: nothing that can be
/// proposed.
struct Takes {
    std::vector<std::string> words;  ///< all values, or with `path` those that are no path
    enum class Path { none, file, directory } path = Path::none;
    std::vector<std::string> endings{};  ///< `.ovf`: of the files that are meant most often
};

/// A file or a directory, and what its name ends in most often.
struct PathKind {
    Takes::Path path;
    std::vector<const char*> endings;
};
namespace paths {
[[nodiscard]] PathKind any();
[[nodiscard]] PathKind package();  ///< a descriptor, an OVA or a directory
[[nodiscard]] PathKind pem();
[[nodiscard]] PathKind toml();
[[nodiscard]] PathKind xml();
[[nodiscard]] PathKind directory();
}  // namespace paths

/// Says what `option` of `verb` takes; answers the option. The verb has to be below a `Command`.
CLI::Option* set_takes(CLI::App& verb, CLI::Option* option, Takes takes);
CLI::Option* set_takes(CLI::App& verb, CLI::Option* option, const PathKind& kind, std::vector<std::string> words = {});

/// An option or argument that names a file or a directory, under `type` in help. `value`, a text or a list of texts,
/// has to outlive the parsing.
template <class T>
CLI::Option* add_path(CLI::App& verb, const std::string& name, T& value, const PathKind& kind, const std::string& type,
                      const std::string& help) {
    return set_takes(verb, verb.add_option(name, value, help)->type_name(type), kind);
}

/// An option whose value is what `parse`, which answers an optional, makes of its text. `wanted` completes the message
/// "'x' is not ...". `value` has to outlive the parsing.
template <class T, class Parse>
CLI::Option* add_word(CLI::App& verb, const std::string& name, T& value, Parse parse, const std::string& wanted,
                      const std::string& help) {
    const auto take = [&value, parse, name, wanted](const std::string& text) {
        const auto parsed = parse(text);
        if (!parsed) throw CLI::ValidationError(name, ovfkit::quoted(text) + " is not " + wanted);
        value = *parsed;
    };
    return verb.add_option_function<std::string>(name, take, help)->type_name("");
}

/// A word that an option takes, and what it stands for.
template <class Value>
struct Choice {
    const char* word;
    Value value;
};

/// `a`, `a or b`, `a, b or c`
[[nodiscard]] std::string enumerated(const std::vector<std::string>& words);
/// `a|b|c`
[[nodiscard]] std::string alternatives(const std::vector<std::string>& words);

/// An option that takes one of a list of words. What is parsed, what is wrong with another word, what help calls the
/// value and what is completed all comes from the list. `value` has to outlive the parsing.
template <class Value, class T>
CLI::Option* add_choice(CLI::App& verb, const std::string& name, T& value, const std::vector<Choice<Value>>& choices,
                        const std::string& help) {
    std::vector<std::string> words;
    for (const Choice<Value>& choice : choices) words.emplace_back(choice.word);
    const auto parse = [choices](const std::string& text) -> std::optional<Value> {
        for (const Choice<Value>& choice : choices)
            if (text == choice.word) return std::optional<Value>(std::in_place, choice.value);
        return std::nullopt;
    };
    CLI::Option* option = add_word(verb, name, value, parse, enumerated(words), help);
    option->type_name(alternatives(words));
    return set_takes(verb, option, {words});
}

/// `sha1`, `sha256` and `sha512`
[[nodiscard]] const std::vector<Choice<crypto::DigestAlgorithm>>& digests();

/// The slugs of all rules, for an option that takes them.
[[nodiscard]] std::vector<std::string> rule_slugs();

enum class Format { text, json };

/// `--format`
void add_format(CLI::App& verb, Format& format);
/// `--color`
void add_color(CLI::App& verb, ColorChoice& color);

}  // namespace ovfkit::cli
