// SPDX-License-Identifier: Apache-2.0
#include "source.hpp"

#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/text/units.hpp>

#include "options.hpp"

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
    verb.add_option(name, options.path, "the descriptor, or a package: a directory or an OVA; - is standard input")
        ->required()
        ->type_name("");
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

bool is_pipe(const std::string& path) {
    const auto file = io::open_file(path);
    return !file && file.error().code == ErrorCode::unsupported;
}

Result<std::unique_ptr<io::Input>> open_source(const std::string& path, std::string& name) {
    name = path == "-" ? "standard input" : path;
    if (path == "-") return io::stream_descriptor(0, name);
    return io::open_stream(path);
}

namespace {

/// The package, or nothing after saying why.
std::optional<Source> as_source(Result<package::Package> package, Diagnostics diagnostics) {
    Source source{{}, std::move(diagnostics), std::nullopt, std::nullopt};
    if (package) {
        source.package = *std::move(package);
        source.descriptor = source.package->descriptor();
        source.bytes = std::string(source.descriptor->bytes());
    } else if (!source.diagnostics.has(package.error().rule)) {
        fail(package.error().message);  // else a finding says it, and where
    }
    return source;
}

std::optional<Source> read_package(const SourceOptions& options) {
    Diagnostics diagnostics(options.limits.max_diagnostics);
    package::OpenOptions open;
    open.limits = options.limits;
    auto package = package::Package::open(options.path, diagnostics, open);
    return as_source(std::move(package), std::move(diagnostics));
}

std::optional<Source> read_piped_package(io::Input& input, const std::string& name, const SourceOptions& options) {
    Diagnostics diagnostics(options.limits.max_diagnostics);
    package::OpenOptions open;
    open.limits = options.limits;
    auto package = package::Package::open_stream(input, name, diagnostics, open);
    return as_source(std::move(package), std::move(diagnostics));
}

Source read_descriptor(std::string bytes, const SourceOptions& options) {
    Source source{std::move(bytes), Diagnostics(options.limits.max_diagnostics), std::nullopt, std::nullopt};
    descriptor::ReadOptions read;
    read.limits = options.limits;
    read.name = options.path;
    auto descriptor = descriptor::Descriptor::parse(source.bytes, source.diagnostics, read);
    if (descriptor)
        source.descriptor = *std::move(descriptor);
    else if (!source.diagnostics.worst())
        fail(descriptor.error().message);
    return source;
}

}  // namespace

std::optional<Source> read_source(const SourceOptions& options) {
    const auto unreadable = [](const Error& error) {
        fail(error.message);
        return std::nullopt;
    };
    if (options.path != "-" && io::is_directory(options.path)) return read_package(options);
    std::string name;
    auto input = open_source(options.path, name);
    if (!input) return unreadable(input.error());
    io::PeekedInput peeked(**input);
    const auto begin = peeked.peek(package::sniffed_bytes);
    if (!begin) return unreadable(begin.error());
    if (package::looks_like_archive(*begin)) {
        // A file is read at any offset, so that disks in front of the descriptor cost nothing.
        const bool is_file = options.path != "-" && io::open_file(options.path).has_value();
        return is_file ? read_package(options) : read_piped_package(peeked, name, options);
    }
    auto bytes = io::read_all(peeked, options.limits.max_bytes, name);
    if (!bytes) return unreadable(bytes.error());
    return read_descriptor(*std::move(bytes), options);
}

}  // namespace ovfkit::cli
