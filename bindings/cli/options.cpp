// SPDX-License-Identifier: Apache-2.0
#include "options.hpp"

#include <optional>
#include <string_view>

namespace ovfkit::cli {
namespace {

std::optional<Format> parse_format(std::string_view word) {
    if (word == "text") return Format::text;
    if (word == "json") return Format::json;
    return std::nullopt;
}

std::optional<ColorChoice> parse_color(std::string_view word) {
    if (word == "auto") return ColorChoice::automatic;
    if (word == "always") return ColorChoice::always;
    if (word == "never") return ColorChoice::never;
    return std::nullopt;
}

}  // namespace

std::optional<crypto::DigestAlgorithm> parse_digest(std::string_view word) {
    if (word == "sha1") return crypto::DigestAlgorithm::sha1;
    if (word == "sha256") return crypto::DigestAlgorithm::sha256;
    if (word == "sha512") return crypto::DigestAlgorithm::sha512;
    return std::nullopt;
}

void add_format(CLI::App& verb, Format& format) {
    add_word(verb, "--format", format, parse_format, "text or json", "text for people, json for programs (text)")
        ->type_name("text|json");
}

void add_color(CLI::App& verb, ColorChoice& color) {
    add_word(verb, "--color", color, parse_color, "auto, always or never", "use colours; auto is on a terminal (auto)")
        ->type_name("auto|always|never");
}

}  // namespace ovfkit::cli
