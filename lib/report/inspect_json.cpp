// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/inspect.hpp>

#include "report/diagnostics_json.hpp"
#include "report/json.hpp"
#include "report/package_view.hpp"

namespace ovfkit::report {
namespace {

/// The facts are what stands where it belongs; whoever acts on the third value acts as an import does.
Json json_of_trust(const InspectedEntity& entity) {
    return {{"trusted_host", json_or_null(entity.trust.trusted_host)},
            {"trusted_cluster", json_or_null(entity.trust.trusted_cluster)},
            {"requires_trust", entity.requires_trust}};
}

Json json_of(const model::DiskView& disk) {
    return {{"id", json_text_or_null(disk.id)},
            {"capacity_bytes", json_or_null(disk.capacity_bytes)},
            {"file", json_or_null(disk.file)},
            {"controller", json_or_null(disk.controller)}};
}

Json json_of(const model::NicView& nic) {
    return {{"name", json_or_null(nic.name)},
            {"mac", json_or_null(nic.mac)},
            {"model", json_or_null(nic.model)},
            {"network", json_or_null(nic.network)}};
}

Json json_of(const model::File& file) {
    return {{"id", json_or_null(file.id.optional())},
            {"href", json_or_null(file.href.optional())},
            {"size", json_or_null(file.size.optional())}};
}

Json json_of(const InspectedEntity& entity);

template <class List>
Json json_list(const List& list) {
    Json array = Json::array();
    for (const auto& one : list) array.push_back(json_of(one));
    return array;
}

/// A machine has at least one CPU: 0 is a marker that nobody filled in, and no number of CPUs.
Json json_of_cpus(std::optional<std::uint64_t> count) { return count.value_or(0) == 0 ? Json(nullptr) : Json(*count); }

Json json_of(const InspectedEntity& entity) {
    return {{"id", json_text_or_null(entity.id)},
            {"name", json_text_or_null(entity.name)},
            {"kind", model::to_string(entity.kind)},
            {"os", {{"id", json_or_null(entity.os_number)}, {"description", json_text_or_null(entity.os_description)}}},
            {"cpus", json_of_cpus(entity.hardware.cpus)},
            {"cores_per_socket", json_of_cpus(entity.hardware.cores_per_socket)},
            {"memory_bytes", json_or_null(entity.hardware.memory_bytes)},
            {"firmware", json_or_null(entity.hardware.firmware)},
            {"disks", json_list(entity.hardware.disks)},
            {"nics", json_list(entity.hardware.nics)},
            {"trust", json_of_trust(entity)}};
}

}  // namespace

Json json_of_count(std::uint32_t count) { return count == 0 ? Json(nullptr) : Json(count); }

Json json_of(const Location& where) {
    return {{"source", json_text_or_null(where.source)},
            {"offset", json_or_null(where.offset)},
            {"line", json_of_count(where.line)},
            {"column", json_of_count(where.column)}};
}

Json json_of(const Diagnostic& finding) {
    Json json = {
        {"rule", finding.rule}, {"severity", to_string(finding.severity)}, {"message", json_text(finding.message)}};
    json.update(json_of(finding.where));
    return json;
}

Json json_of(const Diagnostics& diagnostics) {
    Json array = Json::array();
    for (const Diagnostic& finding : diagnostics) array.push_back(json_of(finding));
    return array;
}

std::string as_json(const Inspection& inspection, const Diagnostics& diagnostics) {
    Json files = Json::array();
    for (const model::File* file : inspection.files) files.push_back(json_of(*file));
    Json networks = Json::array();
    for (const std::string& network : inspection.networks) networks.push_back(json_text(network));
    const Json package = inspection.package ? json_of(*inspection.package, true) : Json(nullptr);
    const Json document = {{"package", package},
                           {"dialect", json_text(inspection.dialect.name)},
                           {"ovf_version", json_text(inspection.dialect.ovf_version)},
                           {"kind", to_string(inspection.kind)},
                           {"entities", json_list(inspection.entities)},
                           {"files", std::move(files)},
                           {"networks", std::move(networks)},
                           {"diagnostics", json_of(diagnostics)}};
    return on_lines(document);
}

}  // namespace ovfkit::report
