// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/resources.hpp>

#include <utility>

#include "report/diagnostics_json.hpp"
#include "report/json.hpp"
#include "report/sheet.hpp"

namespace ovfkit::report {
namespace {

Json json_of(const engine::VmResource& vm) {
    return {{"id", json_text_or_null(vm.id)},
            {"name", json_text_or_null(vm.name)},
            {"kind", model::to_string(vm.kind)},
            {"cluster_id", json_text_or_null(vm.cluster_id)},
            {"cluster_name", json_text_or_null(vm.cluster_name)},
            {"trusted_host_flag", json_or_null(vm.trusted_host_flag)}};
}

Json json_of(const engine::ClusterResource& cluster) {
    return {{"id", json_text_or_null(cluster.id)},
            {"name", json_text_or_null(cluster.name)},
            {"trusted_cluster_flag", json_or_null(cluster.trusted_cluster_flag)},
            {"trusted_service", json_or_null(cluster.trusted_service)},
            {"trust", trust::to_string(cluster.trust())}};
}

Json json_of(const engine::HostResource& host) {
    return {{"id", json_text_or_null(host.id)},
            {"name", json_text_or_null(host.name)},
            {"address", json_text_or_null(host.address)},
            {"cluster_id", json_text_or_null(host.cluster_id)},
            {"status", json_text_or_null(host.status)}};
}

template <class Resource>
Json json_array(const std::vector<Resource>& resources) {
    Json array = Json::array();
    for (const Resource& one : resources) array.push_back(json_of(one));
    return array;
}

std::string word_of(std::optional<bool> flag) { return !flag ? "absent" : *flag ? "true" : "false"; }

void resource_head(Sheet& sheet, const std::string& kind, const std::string& name, const std::string& id) {
    sheet.head(kind + " " + (name.empty() ? "without a name" : quoted(name, 400)));
    sheet.row("id", shown(id));
}

void write_resource(Sheet& sheet, const engine::VmResource& vm) {
    resource_head(sheet, vm.kind == model::EntityKind::vm ? "VM" : "Template", vm.name, vm.id);
    std::string cluster = vm.cluster_name.empty() ? std::string() : quoted(vm.cluster_name, 400);
    if (!vm.cluster_id.empty()) join(cluster, "id " + shown(vm.cluster_id));
    sheet.row("cluster", cluster);
    sheet.row("trust", "trusted_host_flag " + word_of(vm.trusted_host_flag));
}

void write_resource(Sheet& sheet, const engine::ClusterResource& cluster) {
    resource_head(sheet, "Cluster", cluster.name, cluster.id);
    std::string line(trust::to_string(cluster.trust()));
    line = sheet.paint().bold(line) + ": trusted_service " + word_of(cluster.trusted_service);
    if (cluster.trusted_cluster_flag) line += ", trusted_cluster_flag " + word_of(cluster.trusted_cluster_flag);
    sheet.row("trust", line);
}

void write_resource(Sheet& sheet, const engine::HostResource& host) {
    resource_head(sheet, "Host", host.name, host.id);
    sheet.row("address", shown(host.address));
    sheet.row("cluster", host.cluster_id.empty() ? std::string() : "id " + shown(host.cluster_id));
    sheet.row("status", shown(host.status));
}

}  // namespace

std::string as_text(const engine::Document& document, const TextOptions& options) {
    Sheet sheet(options.color);
    for (const auto& vm : document.vms) write_resource(sheet, vm);
    for (const auto& cluster : document.clusters) write_resource(sheet, cluster);
    for (const auto& host : document.hosts) write_resource(sheet, host);
    std::string text = sheet.take();
    return text.empty() ? "The list is empty.\n" : text;
}

std::string as_json(const engine::Document& document, const Diagnostics& diagnostics) {
    const Json json = {{"vms", json_array(document.vms)},
                       {"clusters", json_array(document.clusters)},
                       {"hosts", json_array(document.hosts)},
                       {"diagnostics", json_of(diagnostics)}};
    return on_lines(json);
}

}  // namespace ovfkit::report
