// SPDX-License-Identifier: Apache-2.0
#include "source.hpp"

#include <ovfkit/report/failure.hpp>
#include <ovfkit/text/units.hpp>

namespace ovfkit::cli {
namespace {

std::optional<std::uint64_t> parse_size(const std::string& text) {
    const auto bytes = text::parse_size(text);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

void add_size(CLI::App& verb, const std::string& name, std::uint64_t& value, const std::string& help) {
    add_word(verb, name, value, parse_size, "a size such as 64MiB", help)->type_name("SIZE")->group("Limits");
}

template <class Count>
void add_count(CLI::App& verb, const std::string& name, Count& value, const std::string& help) {
    verb.add_option(name, value, help + " (" + std::to_string(value) + ")")->type_name("N")->group("Limits");
}

}  // namespace

void add_source(CLI::App& verb, SourceOptions& options, const std::string& name) {
    add_path(verb, name, options.path, paths::package(), "",
             "the descriptor, or a package: a directory or an OVA; - is standard input")
        ->required();
    add_color(verb, options.color);
    add_limits(verb, options.limits);
}

void add_limits(CLI::App& verb, Limits& limits) {
    add_size(verb, "--max-bytes", limits.max_bytes, "refuse larger descriptors (64 MiB)");
    add_size(verb, "--max-attribute-bytes", limits.max_attribute_bytes, "refuse longer attributes (16 MiB)");
    add_count(verb, "--max-depth", limits.max_depth, "refuse deeper nesting");
    add_count(verb, "--max-nodes", limits.max_nodes, "refuse more nodes");
    add_count(verb, "--max-attributes", limits.max_attributes, "refuse more attributes on an element");
    add_count(verb, "--max-namespaces", limits.max_namespaces, "refuse more namespaces");
    add_count(verb, "--max-findings", limits.max_diagnostics, "show at most so many findings");
}

ExitCode Source::report(ColorChoice color) const {
    const report::SourceText text =
        package ? report::SourceText(bytes, package->descriptor().name()) : report::SourceText(bytes);
    print_error(report::as_text(diagnostics, text, options_for_errors(color)));
    return descriptor ? exit_code(diagnostics) : ExitCode::errors;
}

std::optional<Source> read_source(const SourceOptions& options, Format format) {
    Source source{task::read_source(options.path, options.limits)};
    if (source.error && format == Format::json) (void)print(report::as_json(*source.error, source.diagnostics));
    if (source.error && !source.diagnostics.has(source.error->rule)) fail(source.error->message);
    if (source.error && source.diagnostics.empty()) return std::nullopt;
    return source;
}

}  // namespace ovfkit::cli
