// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/text/units.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "edit.hpp"
#include "options.hpp"
#include "output.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct Options {
    SourceOptions source;
    Edits edits;
    std::string output;
};

std::optional<NewFact> parse_fact(std::string_view word) {
    if (word == "true") return NewFact(true);
    if (word == "false") return NewFact(false);
    if (word == "unset") return std::optional<NewFact>(std::in_place, std::nullopt);
    return std::nullopt;
}

std::optional<std::uint64_t> parse_count(const std::string& text) {
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

/// Whether a signed statement about trust fitted the descriptor and does not fit what became of it.
bool loses_signature(const std::string& bytes, const descriptor::Descriptor& source, const Limits& limits) {
    const auto altered = [](const descriptor::Descriptor& one) {
        return trust::verify_trust(one, {}, {}).state == trust::SignedTrust::altered;
    };
    if (!trust::has_trust_signature(source) || altered(source)) return false;
    Diagnostics ignored(0);
    descriptor::ReadOptions read;
    read.limits = limits;
    const auto edited = descriptor::Descriptor::parse(bytes, ignored, read);
    return !edited || altered(*edited);
}

/// The bytes of the edited descriptor. Without an edit these are the bytes that were read.
Result<std::string> edited(const Edits& edits, const descriptor::Descriptor& source, const Limits& limits) {
    if (!edits.any()) return std::string(source.bytes());
    model::Envelope changed = source.envelope();
    const auto remarks = apply(edits, source, changed);
    if (!remarks) return remarks.error();
    auto bytes = descriptor::rewrite(source, changed);
    if (bytes)
        for (const std::string& text : *remarks) remark(text);
    if (bytes && loses_signature(*bytes, source, limits))
        warn("the signature over the trust flags does not fit any more; sign it again with 'ovfkit sign --trust'");
    return bytes;
}

ExitCode run(const Options& options) {
    const auto source = read_source(options.source);
    if (!source) return ExitCode::errors;
    const ExitCode found = source->report(options.source.color);
    if (!source->descriptor) return found;
    const auto bytes = edited(options.edits, *source->descriptor, options.source.limits);
    if (!bytes) return fail(bytes.error().message);
    return graver(found, write_result(options.output, *bytes));
}

}  // namespace

Run add_set(CLI::App& app) {
    auto options = std::make_shared<Options>();
    Options& o = *options;
    CLI::App* verb = app.add_subcommand("set", "change values of a descriptor, and no other byte of it");
    add_source(*verb, o.source, "FILE");
    verb->add_option("-o,--output", o.output, "the file to write; - is standard output")->required()->type_name("OUT");
    verb->add_option("--entity", o.edits.entity, "the VM or template that is meant, when there are several")
        ->type_name("ID");
    add_word(*verb, "--trusted-host", o.edits.trusted_host, parse_fact, "true, false or unset",
             "whether it must run on a trusted host")
        ->type_name("true|false|unset");
    add_word(*verb, "--trusted-cluster", o.edits.trusted_cluster, parse_fact, "true, false or unset",
             "whether it comes from a trusted cluster")
        ->type_name("true|false|unset");
    add_word(*verb, "--name", o.edits.name, parse_name, "a name", "the name")->type_name("NAME");
    add_word(*verb, "--cpus", o.edits.cpus, parse_count, "a number from 1 to 65535", "virtual CPUs in all")
        ->type_name("N");
    add_word(*verb, "--memory", o.edits.memory_bytes, parse_memory, "a size such as 4GiB", "the size of the memory")
        ->type_name("SIZE");
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
