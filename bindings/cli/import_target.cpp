// SPDX-License-Identifier: Apache-2.0
#include "import_target.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include <ovfkit/attest/cluster_trust.hpp>
#include <ovfkit/engine/client.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/trust/inventory.hpp>

#include "clock.hpp"
#include "options.hpp"

namespace ovfkit::cli {
namespace {

/// A cluster and its hosts under the names by which attestation knows them.
struct Known {
    trust::Cluster cluster;
    std::vector<std::string> hosts;
    std::string source;                          ///< what findings call the place it comes from
    std::string origin;                          ///< what a record calls it
    std::string without_hosts = "has no hosts";  ///< what is to be said when there are none
};

/// What a cluster is said to have of whose hosts none is up.
std::string none_is_up(const std::vector<engine::HostResource>& hosts) {
    constexpr std::size_t named = 5;
    if (hosts.empty()) return "has no hosts";
    std::string words = "has no host that is up:";
    for (std::size_t i = 0; i < std::min(hosts.size(), named); ++i) {
        const std::string& status = hosts[i].status;
        words += (i == 0 ? " " : ", ") + ovfkit::quoted(hosts[i].name, 80) + " is " +
                 (status.empty() ? "in no state that is known" : ovfkit::quoted(status, 80));
    }
    return hosts.size() > named ? words + ", ..." : words;
}

Result<Known> from_inventory(const TargetOptions& options, Diagnostics& diagnostics, ColorChoice color) {
    auto text = io::read_file(options.inventory, {});
    if (!text) return text.error();
    const auto inventory = trust::parse_inventory(*text, options.inventory, diagnostics);
    print_error(report::as_text(diagnostics, report::SourceText(*text, options.inventory), options_for_errors(color)));
    if (!inventory) return inventory.error();
    const trust::InventoryCluster* found = inventory->find(options.cluster);
    if (found == nullptr)
        return Error{
            ErrorCode::not_found,
            "there is no cluster " + ovfkit::quoted(options.cluster) + " in " + ovfkit::quoted(options.inventory),
            {},
            {}};
    return Known{found->cluster, found->hosts, options.inventory, "inventory " + options.inventory,
                 "has no hosts in the inventory"};
}

Result<Known> from_engine(const TargetOptions& options, Diagnostics& diagnostics) {
    const auto engine = read_engine(options.engine);
    if (!engine) return engine.error();
    const auto cluster = engine::find_cluster(*engine, options.cluster, diagnostics);
    if (!cluster) return cluster.error();
    Known known{{cluster->name, cluster->trust()}, {}, engine->url, "engine " + engine->url, "has no hosts"};
    if (!options.attestation.given()) return known;
    const auto hosts = engine::hosts_of(*engine, cluster->id, diagnostics);
    if (!hosts) return hosts.error();
    // A host in maintenance runs no VM, so that it is trusted helps none.
    for (const engine::HostResource& host : *hosts)
        if (host.status == "up") known.hosts.push_back(host.address.empty() ? host.name : host.address);
    if (known.hosts.empty()) known.without_hosts = none_is_up(*hosts);
    return known;
}

Result<Known> known_cluster(const TargetOptions& options, Diagnostics& diagnostics, ColorChoice color) {
    if (!options.inventory.empty()) return from_inventory(options, diagnostics, color);
    if (!options.engine.url.empty()) {
        auto known = from_engine(options, diagnostics);
        print_error(report::as_text(diagnostics, report::SourceText({}), options_for_errors(color)));
        return known;
    }
    const auto stated = trust::parse_cluster(options.cluster);
    return Known{*stated, options.hosts, "--cluster", "stated", "has no hosts (--host)"};
}

}  // namespace

void add_target(CLI::App& verb, TargetOptions& options) {
    verb.add_option("--cluster", options.cluster,
                    "the target cluster, and whether it is trusted; its name alone with --inventory or --engine")
        ->required()
        ->type_name("NAME[=trusted|untrusted|unknown]");
    CLI::Option* inventory = add_path(verb, "--inventory", options.inventory, paths::toml(), "FILE",
                                      "a TOML file that says which clusters are trusted");
    CLI::Option* engine = add_engine(verb, options.engine);
    inventory->excludes(engine);
    CLI::Option* server = add_attestation(verb, options.attestation, "--attestation");
    verb.add_option("--host", options.hosts, "a host of the cluster, for attestation; may be given several times")
        ->type_name("NAME")
        ->group("Attestation")
        ->allow_extra_args(false)
        ->needs(server)
        ->excludes(inventory)
        ->excludes(engine);
}

std::string misuse_of(const TargetOptions& options) {
    if (!options.inventory.empty() || !options.engine.url.empty()) return {};
    if (trust::parse_cluster(options.cluster)) return {};
    return "--cluster: " + ovfkit::quoted(options.cluster) +
           " is not NAME=trusted, NAME=untrusted or NAME=unknown; a name alone needs --inventory or --engine";
}

Result<Target> find_target(const TargetOptions& options, ColorChoice color) {
    // Before anything else, and whether it will be asked or not: a file of certificates that is missing must not come
    // to light on the day when the first cluster calls itself trusted.
    attest::Server server;
    if (options.attestation.given()) {
        auto named = attestation_server(options.attestation);
        if (!named) return named.error();
        server = *std::move(named);
    }
    Diagnostics about_the_cluster;
    const auto known = known_cluster(options, about_the_cluster, color);
    if (!known) return known.error();
    Target target{known->cluster, known->origin, exit_code(about_the_cluster)};
    if (!options.attestation.given() || target.cluster.trust != trust::Cluster::Trust::trusted) return target;

    Diagnostics about_the_hosts;
    target.cluster = attest::attested_cluster(known->cluster, ask(server, known->hosts, options.attestation, now()),
                                              known->source, about_the_hosts, known->without_hosts);
    print_error(report::as_text(about_the_hosts, report::SourceText({}), options_for_errors(color)));
    target.source += " + attestation";
    target.worst = graver(target.worst, exit_code(about_the_hosts));
    return target;
}

}  // namespace ovfkit::cli
