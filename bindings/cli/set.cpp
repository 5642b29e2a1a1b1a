// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/task/edit.hpp>
#include <ovfkit/text/units.hpp>

#include "change_descriptor.hpp"
#include "options.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct SetOptions {
    SourceOptions source;
    task::Edits edits;
    std::string output;
    bool in_place = false;
    bool drop_signature = false;
    bool no_verify = false;
};

std::optional<std::uint64_t> parse_cpus(const std::string& text) {
    constexpr std::uint64_t most = 65535;
    std::uint64_t count = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || count > most) return std::nullopt;
        count = count * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return text.empty() || count == 0 || count > most ? std::nullopt : std::optional(count);
}

std::optional<std::uint64_t> parse_memory(const std::string& text) {
    constexpr std::uint64_t most = (std::uint64_t{1} << 63U) - 1;
    const auto bytes = text::parse_size(text);
    return bytes && *bytes != 0 && *bytes <= most ? std::optional(*bytes) : std::nullopt;
}

std::optional<std::string> parse_name(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// The descriptor as it is to be; what a person should know of it is said.
Result<std::string> edit(const SetOptions& options, const descriptor::Descriptor& source) {
    auto edited = task::edited(options.edits, source, options.source.limits);
    if (!edited) return edited.error();
    for (const std::string& text : edited->remarks) remark(text);
    if (edited->lost_trust_signature)
        warn("the signature over the trust flags does not fit any more; sign it again with 'ovfkit sign --trust'");
    return std::move(edited->bytes);
}

ExitCode run(const SetOptions& options) {
    if (options.in_place == !options.output.empty()) {
        fail("say where the result goes: either with --output or with --in-place");
        return ExitCode::usage;
    }
    if (options.in_place && options.source.path == "-") return fail("standard input cannot be changed in place");
    const auto change = [&](const descriptor::Descriptor& source) { return edit(options, source); };
    return change_descriptor(options.source, change, {options.output, options.drop_signature, options.no_verify});
}

}  // namespace

Run add_set(CLI::App& app) {
    auto options = std::make_shared<SetOptions>();
    SetOptions& o = *options;
    CLI::App* verb = app.add_subcommand("set", "change values of a descriptor, and no other byte of it");
    add_source(*verb, o.source, "FILE");
    CLI::Option* output =
        add_path(*verb, "-o,--output", o.output, paths::package(), "OUT", "the file to write; - is standard output");
    verb->add_flag("--in-place", o.in_place, "change the file, or the descriptor in a package, where it lies")
        ->excludes(output);
    verb->add_flag("--drop-signature", o.drop_signature, "remove a package's signature if the change makes it invalid");
    verb->add_flag("--no-verify", o.no_verify, "accept a manifest that does not fit the descriptor, and correct it");
    verb->add_option("--entity", o.edits.entity, "the VM or template that is meant, when there are several")
        ->type_name("ID");
    const std::vector<Choice<task::NewFact>> facts{{"true", true}, {"false", false}, {"unset", std::nullopt}};
    add_choice(*verb, "--trusted-host", o.edits.trusted_host, facts, "whether it must run on a trusted host");
    add_choice(*verb, "--trusted-cluster", o.edits.trusted_cluster, facts, "whether it comes from a trusted cluster");
    add_word(*verb, "--name", o.edits.name, parse_name, "a name", "the name")->type_name("NAME");
    add_word(*verb, "--cpus", o.edits.cpus, parse_cpus, "a number from 1 to 65535", "virtual CPUs in all")
        ->type_name("N");
    add_word(*verb, "--memory", o.edits.memory_bytes, parse_memory, "a size such as 4GiB", "the size of the memory")
        ->type_name("SIZE");
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
