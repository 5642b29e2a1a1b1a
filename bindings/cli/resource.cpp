// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <ovfkit/engine/resource.hpp>
#include <ovfkit/report/resources.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/trust/rules.hpp>

#include "clock.hpp"
#include "engine_options.hpp"
#include "options.hpp"
#include "output.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

using NewFlag = std::optional<std::optional<bool>>;  // empty: as it is; holding an empty one: absent

/// Of all the verbs below `resource`; each uses its part.
struct ResourceOptions {
    SourceOptions source;
    Format format = Format::text;
    std::string entity;
    std::string cluster;
    engine::ClusterSpelling spelling = engine::ClusterSpelling::merged;
    NewFlag trusted_host;
    NewFlag trusted_cluster;
    std::string output;
    bool in_place = false;
    EngineOptions engine;
};

// --- out of a descriptor ---------------------------------------------------------------------------------------------

ExitCode print_made(const Result<std::string>& xml) { return xml ? print(*xml) : fail(xml.error().message); }

/// A flag that is true because its opposite is not believed is a finding, so that nobody takes it for the descriptor's.
void report_disbelief(const trust::Evidence& evidence, Diagnostics& diagnostics) {
    const auto& entities = evidence.entities;
    const auto is_disbelieved = [&](const trust::EntityEvidence& entity) {
        return !entity.requires_trust() && trust::may_require_trust(entity, evidence);
    };
    if (!entities.empty() && std::none_of(entities.begin(), entities.end(), is_disbelieved)) return;
    if (!trust::may_require_trust(evidence)) return;
    const bool altered = evidence.signed_trust == trust::SignedTrust::altered;
    const Rule& rule = altered ? trust::rule::altered_statement : trust::rule::disowned_descriptor;
    const std::string why = altered ? "the descriptor says something else about trust than what was signed"
                                    : "the package does not stand for this descriptor";
    diagnostics.report(rule, why + ", so it is not believed to need no trust, and trust is asked for").severity =
        Severity::warning;
}

/// What the descriptor says about trust goes to `make`, which answers what is printed.
template <class Make>
ExitCode from_descriptor(const ResourceOptions& options, Make make) {
    auto source = read_source(options.source);
    if (!source) return ExitCode::errors;
    if (!source->descriptor) return source->report(options.source.color);
    // Nobody is asked who signed, as in an import without anchors: what is certain without them counts.
    const trust::Evidence evidence = task::collect_evidence(*source, {{}, now(), false});
    report_disbelief(evidence, source->diagnostics);
    const ExitCode found = source->report(options.source.color);
    return graver(found, make(evidence));
}

ExitCode print_vm(const ResourceOptions& options, const trust::Evidence& evidence) {
    const auto& entities = evidence.entities;
    if (entities.empty()) return fail("the descriptor holds nothing to create");
    const auto wanted = [&](const trust::EntityEvidence& entity) {
        return options.entity.empty() || entity.id == options.entity;
    };
    const auto found = std::find_if(entities.begin(), entities.end(), wanted);
    if (found == entities.end()) return fail("there is no entity " + ovfkit::quoted(options.entity));
    if (std::count_if(entities.begin(), entities.end(), wanted) == 1) {
        const trust::Cluster cluster{options.cluster, trust::Cluster::Trust::unknown};
        return print_made(engine::write(engine::requested_vm(*found, evidence, cluster)));
    }
    std::string ids;
    for (const trust::EntityEvidence& entity : entities) ids += (ids.empty() ? "" : ", ") + ovfkit::quoted(entity.id);
    fail("an engine creates one at a time: say with --entity which of " + ids);
    return ExitCode::usage;
}

ExitCode run_vm(const ResourceOptions& options) {
    return from_descriptor(options, [&](const trust::Evidence& evidence) { return print_vm(options, evidence); });
}

ExitCode run_cluster(const ResourceOptions& options) {
    return from_descriptor(options, [&](const trust::Evidence& evidence) {
        return print_made(engine::write(engine::requested_cluster(evidence, options.cluster), options.spelling));
    });
}

// --- REST XML --------------------------------------------------------------------------------------------------------

/// REST XML that was read, and what was found in it.
struct ReadResource {
    std::string bytes;
    Diagnostics diagnostics;
    std::optional<engine::Document> document;  ///< empty when the bytes are none

    [[nodiscard]] ExitCode report(ColorChoice color) const {
        print_error(report::as_text(diagnostics, report::SourceText(bytes), options_for_errors(color)));
        return document ? exit_code(diagnostics) : ExitCode::errors;
    }
};

/// Empty when the file cannot be read, which was said.
std::optional<ReadResource> read_xml(const SourceOptions& options) {
    const auto unreadable = [](const Error& error) {
        fail(error.message);
        return std::nullopt;
    };
    std::string name;
    auto input = task::open_source(options.path, name);
    if (!input) return unreadable(input.error());
    auto bytes = io::read_all(**input, options.limits.max_bytes, name);
    if (!bytes) return unreadable(bytes.error());
    ReadResource read{*std::move(bytes), Diagnostics(options.limits.max_diagnostics), std::nullopt};
    auto document = engine::parse_document(read.bytes, read.diagnostics, {options.path, options.limits});
    if (document)
        read.document = *std::move(document);
    else if (!read.diagnostics.has(document.error().rule))
        fail(document.error().message);  // else a finding says it, and where
    return read;
}

ExitCode run_read(const ResourceOptions& options) {
    const auto read = read_xml(options.source);
    if (!read) return ExitCode::errors;
    if (!read->document) return read->report(options.source.color);
    if (options.format == Format::json)  // the findings are part of the answer
        return graver(print(report::as_json(*read->document, read->diagnostics)), exit_code(read->diagnostics));
    const ExitCode printed = print(report::as_text(*read->document, options_for_output(options.source.color)));
    return graver(printed, read->report(options.source.color));
}

Result<std::string> refuse_flag(std::string_view resource, std::string_view option) {
    return Error{ErrorCode::invalid_argument,
                 "the document is " + std::string(resource) + ", for which " + std::string(option) + " says nothing",
                 {},
                 {}};
}

Result<std::string> changed(const ResourceOptions& options, const ReadResource& read) {
    const engine::Document& document = *read.document;
    if (document.list) return Error{ErrorCode::unsupported, "a list is not changed, only one resource", {}, {}};
    if (document.kind == engine::Document::Kind::hosts)
        return refuse_flag("a host", options.trusted_host ? "--trusted-host" : "--trusted-cluster");
    if (document.kind == engine::Document::Kind::vms) {
        if (options.trusted_cluster) return refuse_flag("a VM or template", "--trusted-cluster");
        const auto flag = options.trusted_host.value_or(document.vms.front().trusted_host_flag);
        return engine::set_trusted_host(read.bytes, flag, options.source.limits);
    }
    if (options.trusted_host) return refuse_flag("a cluster", "--trusted-host");
    return engine::set_trusted_cluster(read.bytes, options.trusted_cluster.value_or(std::nullopt), options.spelling,
                                       options.source.limits);
}

ExitCode run_set(const ResourceOptions& options) {
    if (options.in_place == !options.output.empty()) {
        fail("say where the result goes: either with --output or with --in-place");
        return ExitCode::usage;
    }
    if (!options.trusted_host && !options.trusted_cluster) {
        fail("say what to set: --trusted-host or --trusted-cluster");
        return ExitCode::usage;
    }
    if (options.in_place && options.source.path == "-") return fail("standard input cannot be changed in place");
    const auto read = read_xml(options.source);
    if (!read) return ExitCode::errors;
    const ExitCode found = read->report(options.source.color);
    if (!read->document) return found;
    const auto xml = changed(options, *read);
    if (!xml) return fail(xml.error().message);
    return graver(found, write_result(options.in_place ? options.source.path : options.output, *xml));
}

// --- a live engine ---------------------------------------------------------------------------------------------------

/// The cluster of that name with its hosts; empty when the engine does not say, which is an error or a finding.
Result<engine::Document> ask(const engine::Engine& engine, const std::string& name, Diagnostics& diagnostics) {
    auto cluster = engine::find_cluster(engine, name, diagnostics);
    if (!cluster) return cluster.error();
    auto hosts = engine::hosts_of(engine, cluster->id, diagnostics);
    if (!hosts) return hosts.error();
    engine::Document document;
    document.kind = engine::Document::Kind::clusters;
    document.clusters.push_back(*std::move(cluster));
    document.hosts = *std::move(hosts);
    return document;
}

ExitCode run_ask(const ResourceOptions& options) {
    const auto engine = read_engine(options.engine);
    if (!engine) return fail(engine.error().message);
    Diagnostics found;
    const auto document = ask(*engine, options.cluster, found);
    const ColorChoice color = options.source.color;
    if (document && options.format == Format::json)
        return graver(print(report::as_json(*document, found)), exit_code(found));
    ExitCode code = document ? print(report::as_text(*document, options_for_output(color))) : ExitCode::errors;
    print_error(report::as_text(found, report::SourceText({}), options_for_errors(color)));
    if (!document && !found.has(document.error().rule)) code = fail(document.error().message);
    return graver(code, exit_code(found));
}

// --- options ---------------------------------------------------------------------------------------------------------

void add_spelling(CLI::App& verb, ResourceOptions& o) {
    using engine::ClusterSpelling;
    add_choice<ClusterSpelling>(verb, "--spelling", o.spelling,
                                {{"merged", ClusterSpelling::merged}, {"draft", ClusterSpelling::draft}},
                                "trusted_service, which engines read, or trusted_cluster_flag of the draft (merged)");
}

void add_xml(CLI::App& verb, ResourceOptions& o) {
    add_path(verb, "XMLFILE", o.source.path, paths::xml(), "",
             "REST XML of a VM, template, cluster or host; - is standard input")
        ->required();
    add_color(verb, o.source.color);
    add_limits(verb, o.source.limits);
}

void add_set_options(CLI::App& verb, ResourceOptions& o) {
    add_xml(verb, o);
    const std::vector<Choice<std::optional<bool>>> flags{{"true", true}, {"false", false}, {"absent", std::nullopt}};
    add_choice(verb, "--trusted-host", o.trusted_host, flags, "what trusted_host_flag of a VM or template becomes");
    add_choice(verb, "--trusted-cluster", o.trusted_cluster, flags,
               "what the flag of a cluster becomes, in each spelling that it has");
    add_spelling(verb, o);
    CLI::Option* output =
        add_path(verb, "-o,--output", o.output, paths::xml(), "OUT", "the file to write; - is standard output");
    verb.add_flag("--in-place", o.in_place, "change the file itself")->excludes(output);
}

}  // namespace

Run add_resource(CLI::App& app) {
    auto options = std::make_shared<ResourceOptions>();
    ResourceOptions& o = *options;
    CLI::App* verb = app.add_subcommand("resource", "make, read and change what an engine's REST API says about trust");
    verb->require_subcommand(1);
    CLI::App* vm = verb->add_subcommand("vm", "print the VM or template that a descriptor asks an engine to create");
    add_source(*vm, o.source, "FILE");
    vm->add_option("--cluster", o.cluster, "the name of the cluster that it is created in")->type_name("NAME");
    vm->add_option("--entity", o.entity, "the VM or template that is meant, when there are several")->type_name("ID");
    CLI::App* cluster = verb->add_subcommand("cluster", "print a cluster that is right for all of a descriptor");
    add_source(*cluster, o.source, "FILE");
    cluster->add_option("--name", o.cluster, "the name of the cluster")->required()->type_name("NAME");
    add_spelling(*cluster, o);
    CLI::App* read = verb->add_subcommand("read", "list the resources of REST XML with their trust flags");
    add_xml(*read, o);
    add_format(*read, o.format);
    CLI::App* set = verb->add_subcommand("set", "change the trust flag of a resource, and no other byte of it");
    add_set_options(*set, o);
    CLI::App* ask = verb->add_subcommand("ask", "show a cluster of a live engine, and its hosts");
    add_engine(*ask, o.engine)->required();
    ask->add_option("--cluster", o.cluster, "the name of the cluster, letter by letter")->required()->type_name("NAME");
    add_format(*ask, o.format);
    add_color(*ask, o.source.color);
    return [options, vm, cluster, read, ask] {
        if (vm->parsed()) return run_vm(*options);
        if (cluster->parsed()) return run_cluster(*options);
        if (ask->parsed()) return run_ask(*options);
        return read->parsed() ? run_read(*options) : run_set(*options);
    };
}

}  // namespace ovfkit::cli
