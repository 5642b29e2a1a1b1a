// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/source.hpp>

#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/validate/profile.hpp>

#include "package/roles.hpp"

namespace ovfkit::task {
namespace {

Source failed(Error error, const Limits& limits) {
    return {{}, Diagnostics(limits.max_diagnostics), std::nullopt, std::nullopt, std::move(error), false};
}

Source as_source(Result<package::Package> package, Diagnostics diagnostics) {
    Source source{{}, std::move(diagnostics), std::nullopt, std::nullopt, std::nullopt, false};
    if (package) {
        source.package = *std::move(package);
        source.descriptor = source.package->descriptor();
        source.bytes = std::string(source.descriptor->bytes());
        source.disowned = source.package->descriptor_is_disowned();
    } else {
        source.error = package.error();
    }
    return source;
}

Source package_source(const std::string& path, const Limits& limits) {
    Diagnostics diagnostics(limits.max_diagnostics);
    package::OpenOptions open;
    open.limits = limits;
    auto package = package::Package::open(path, diagnostics, open);
    return as_source(std::move(package), std::move(diagnostics));
}

Source piped_package_source(io::Input& input, const std::string& name, const Limits& limits) {
    Diagnostics diagnostics(limits.max_diagnostics);
    package::OpenOptions open;
    open.limits = limits;
    auto package = package::Package::open_stream(input, name, diagnostics, open);
    return as_source(std::move(package), std::move(diagnostics));
}

Source descriptor_source(std::string bytes, const std::string& path, const Limits& limits) {
    Source source{
        std::move(bytes), Diagnostics(limits.max_diagnostics), std::nullopt, std::nullopt, std::nullopt, false};
    descriptor::ReadOptions read;
    read.limits = limits;
    read.name = path;
    auto descriptor = descriptor::Descriptor::parse(source.bytes, source.diagnostics, read);
    if (descriptor)
        source.descriptor = *std::move(descriptor);
    else
        source.error = descriptor.error();
    return source;
}

}  // namespace

bool is_pipe(const std::string& path) {
    const auto file = io::open_file(path);
    return !file && file.error().code == ErrorCode::unsupported;
}

Result<std::unique_ptr<io::Input>> open_source(const std::string& path, std::string& name) {
    name = path == "-" ? "standard input" : path;
    if (path == "-") return io::stream_descriptor(0, name);
    return io::open_stream(path);
}

Source read_source(io::Input& input, const std::string& name, const Limits& limits) {
    io::PeekedInput peeked(input);
    const auto begin = peeked.peek(package::sniffed_bytes);
    if (!begin) return failed(begin.error(), limits);
    if (package::looks_like_archive(*begin)) return piped_package_source(peeked, name, limits);
    auto bytes = io::read_all(peeked, limits.max_bytes, name);
    if (!bytes) return failed(bytes.error(), limits);
    return descriptor_source(*std::move(bytes), name, limits);
}

Source read_source(const std::string& path, const Limits& limits) {
    if (path != "-" && io::is_directory(path)) return package_source(path, limits);
    std::string name;
    auto input = open_source(path, name);
    if (!input) return failed(input.error(), limits);
    io::PeekedInput peeked(**input);
    const auto begin = peeked.peek(package::sniffed_bytes);
    if (!begin) return failed(begin.error(), limits);
    if (package::looks_like_archive(*begin)) {
        // A file is read at any offset, so that disks in front of the descriptor cost nothing.
        const bool is_file = path != "-" && io::open_file(path).has_value();
        return is_file ? package_source(path, limits) : piped_package_source(peeked, name, limits);
    }
    auto bytes = io::read_all(peeked, limits.max_bytes, name);
    if (!bytes) return failed(bytes.error(), limits);
    Source source = descriptor_source(*std::move(bytes), path, limits);
    if (source.descriptor && path != "-") source.disowned = is_disowned_beside(path, limits, source.diagnostics);
    return source;
}

bool is_disowned_beside(const std::string& path, const Limits& limits, Diagnostics& diagnostics) {
    // Most descriptors have none, and are not to be read twice.
    const std::string manifest = std::string(package::folder_of(path)) + std::string(package::base_name(path)) + ".mf";
    if (!io::is_regular_file(manifest) || !io::is_regular_file(path)) return false;
    package::OpenOptions open;
    open.limits = limits;
    Diagnostics found(limits.max_diagnostics);
    const auto package = package::Package::open(path, found, open);
    if (!package || !package->descriptor_is_disowned()) return false;
    // The others are about a package that nobody asked for.
    for (const Diagnostic& finding : found)
        if (validate::is_about_integrity(finding.rule)) diagnostics.add(finding);
    return true;
}

}  // namespace ovfkit::task
