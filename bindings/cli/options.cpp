// SPDX-License-Identifier: Apache-2.0
#include "options.hpp"

#include <utility>

#include <ovfkit/report/catalog.hpp>

#include "command.hpp"

namespace ovfkit::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const char* between, const char* before_the_last) {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all += (i == 0 ? "" : i + 1 == words.size() ? before_the_last : between) + words[i];
    return all;
}

}  // namespace

namespace paths {
PathKind any() { return {Takes::Path::file, {}}; }
PathKind package() { return {Takes::Path::file, {".ovf", ".ova"}}; }
PathKind pem() { return {Takes::Path::file, {".pem", ".crt", ".key"}}; }
PathKind toml() { return {Takes::Path::file, {".toml"}}; }
PathKind xml() { return {Takes::Path::file, {".xml"}}; }
PathKind directory() { return {Takes::Path::directory, {}}; }
}  // namespace paths

CLI::Option* set_takes(CLI::App& verb, CLI::Option* option, Takes takes) {
    CLI::App* root = &verb;
    while (root->get_parent() != nullptr) root = root->get_parent();
    dynamic_cast<Command&>(*root).set_takes(*option, std::move(takes));
    return option;
}

CLI::Option* set_takes(CLI::App& verb, CLI::Option* option, const PathKind& kind, std::vector<std::string> words) {
    return set_takes(verb, option, {std::move(words), kind.path, {kind.endings.begin(), kind.endings.end()}});
}

std::string enumerated(const std::vector<std::string>& words) { return joined(words, ", ", " or "); }
std::string alternatives(const std::vector<std::string>& words) { return joined(words, "|", "|"); }

const std::vector<Choice<crypto::DigestAlgorithm>>& digests() {
    using crypto::DigestAlgorithm;
    static const std::vector<Choice<DigestAlgorithm>> all{
        {"sha1", DigestAlgorithm::sha1}, {"sha256", DigestAlgorithm::sha256}, {"sha512", DigestAlgorithm::sha512}};
    return all;
}

std::vector<std::string> rule_slugs() {
    std::vector<std::string> all;
    for (const Rule* rule : report::catalog()) all.emplace_back(rule->slug);
    return all;
}

void add_format(CLI::App& verb, Format& format) {
    add_choice<Format>(verb, "--format", format, {{"text", Format::text}, {"json", Format::json}},
                       "text for people, json for programs (text)");
}

void add_color(CLI::App& verb, ColorChoice& color) {
    add_choice<ColorChoice>(
        verb, "--color", color,
        {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}},
        "use colours; auto is on a terminal (auto)");
}

}  // namespace ovfkit::cli
