// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/inventory.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <ovfkit/trust/policy_rules.hpp>

#include "trust/policy_words.hpp"
#include "trust/toml_keys.hpp"

namespace ovfkit::trust {
namespace {

constexpr std::size_t most_clusters = 10'000;
constexpr std::size_t most_hosts = 100'000;
constexpr std::size_t most_inventory_bytes = std::size_t{2} << 20U;

InventoryCluster read_cluster(const TomlValue& table, const TomlReport& report, std::map<std::string, Span>& names) {
    InventoryCluster one;
    TomlKeys keys(table, report, "a cluster");
    keys.need("name");
    if (auto name = keys.text("name")) {
        const Span at = keys.find("name")->value.at;
        const auto [first, is_new] = names.emplace(*name, at);
        if (!is_new)
            report.about(at, rule::policy_repeated_name, "there is a cluster " + quoted(*name) + " already")
                .related.push_back({report.source.locate(first->second), "the first one"});
        one.cluster.name = *std::move(name);
    }
    if (const auto trusted = keys.boolean("trusted"))
        one.cluster.trust = *trusted ? Cluster::Trust::trusted : Cluster::Trust::untrusted;
    one.hosts = keys.list("hosts", most_hosts);
    keys.finish();
    return one;
}

}  // namespace

const InventoryCluster* Inventory::find(std::string_view name) const {
    const auto found = std::find_if(clusters.begin(), clusters.end(),
                                    [&](const InventoryCluster& one) { return one.cluster.name == name; });
    return found == clusters.end() ? nullptr : &*found;
}

Result<Inventory> parse_inventory(std::string_view toml, const std::string& source, Diagnostics& diagnostics) {
    Diagnostics found;
    const TomlSource text(toml, source);
    TomlLimits limits;
    limits.bytes = most_inventory_bytes;
    Inventory inventory;
    if (const auto root = text.read(found, limits)) {
        const TomlReport report{text, found};
        TomlKeys keys(*root, report, "an inventory");
        (void)keys.integer("version", file_version, file_version);  // as in the other files, though not needed here
        std::map<std::string, Span> names;
        for (const TomlValue* table : keys.tables("cluster", most_clusters))
            inventory.clusters.push_back(read_cluster(*table, report, names));
        keys.finish();
    }
    deliver(found, diagnostics);
    if (found.worst() == Severity::error) return unusable_file(found, "the inventory", source);
    return inventory;
}

}  // namespace ovfkit::trust
