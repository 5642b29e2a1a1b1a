// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/digest.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {

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

/// `sha1`, `sha256` or `sha512`.
[[nodiscard]] std::optional<crypto::DigestAlgorithm> parse_digest(std::string_view word);

enum class Format { text, json };

/// `--format`
void add_format(CLI::App& verb, Format& format);
/// `--color`
void add_color(CLI::App& verb, ColorChoice& color);

}  // namespace ovfkit::cli
