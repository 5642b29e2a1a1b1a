// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/client.hpp>
#include <ovfkit/engine/resource.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_engine {

using namespace engine;

void describe() {
    describe_enum<ClusterSpelling>("engine", "ClusterSpelling",
                                   {{ClusterSpelling::merged, "merged"}, {ClusterSpelling::draft, "draft"}});
    Struct<VmResource>("engine", "VmResource")
        OVFKIT_FIELDS(VmResource, id, name, kind, cluster_id, cluster_name, trusted_host_flag);
    Struct<ClusterResource>("engine", "ClusterResource")
        OVFKIT_FIELDS(ClusterResource, id, name, trusted_cluster_flag, trusted_service);
    Struct<HostResource>("engine", "HostResource") OVFKIT_FIELDS(HostResource, id, name, address, cluster_id, status);
    describe_enum<Document::Kind>(
        "engine", "DocumentKind",
        {{Document::Kind::vms, "vms"}, {Document::Kind::clusters, "clusters"}, {Document::Kind::hosts, "hosts"}});
    Struct<Document>("engine", "Document") OVFKIT_FIELDS(Document, kind, list, vms, clusters, hosts);
    Struct<Credentials>("engine", "Credentials") OVFKIT_FIELDS(Credentials, token, user, password);
    Struct<Engine>("engine", "Engine") OVFKIT_FIELDS(Engine, url, credentials, https);
}

/// What the three readers of XML have in common.
template <class T>
void add_reader(py::module_& m, const char* name, Result<T> (*read)(std::string_view, Diagnostics&, const Limits&)) {
    m.def(
        name,
        [read](py::handle xml, py::handle limits, py::handle diagnostics) {
            const std::string text = bytes_from_python(xml);
            const auto most = from_python<Limits>(limits);
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) { return read(text, found, most); }));
        },
        py::arg("xml"), py::arg("limits"), py::arg("diagnostics"));
}

bool is_cluster(py::handle resource) {
    return py::isinstance(resource, package_attribute("engine", "ClusterResource"));
}

py::bytes write_resource(py::handle resource, py::handle spelling) {
    if (is_cluster(resource))
        return value_of(write(from_python<ClusterResource>(resource), from_python<ClusterSpelling>(spelling)));
    return value_of(write(from_python<VmResource>(resource)));
}

py::bytes rewrite_resource(py::handle xml, py::handle resource, py::handle limits) {
    const std::string text = bytes_from_python(xml);
    const auto most = from_python<Limits>(limits);
    if (is_cluster(resource)) return value_of(rewrite(text, from_python<ClusterResource>(resource), most));
    return value_of(rewrite(text, from_python<VmResource>(resource), most));
}

}  // namespace in_engine

void add_engine(py::module_& m) {
    using namespace in_engine;
    describe();
    add_reader(m, "parse_vms", &parse_vms);
    add_reader(m, "parse_clusters", &parse_clusters);
    add_reader(m, "parse_hosts", &parse_hosts);
    m.def(
        "parse_document",
        [](py::handle xml, py::handle name, py::handle limits, py::handle diagnostics) {
            const std::string text = bytes_from_python(xml);
            const ReadOptions options{from_python<std::string>(name), from_python<Limits>(limits)};
            return to_python(
                with_findings(diagnostics, [&](Diagnostics& found) { return parse_document(text, found, options); }));
        },
        py::arg("xml"), py::arg("name"), py::arg("limits"), py::arg("diagnostics"));
    m.def("write_resource", write_resource, py::arg("resource"), py::arg("spelling"));
    m.def(
        "set_trusted_host",
        [](py::handle xml, py::handle flag, py::handle limits) {
            return py::bytes(value_of(set_trusted_host(bytes_from_python(xml), from_python<std::optional<bool>>(flag),
                                                       from_python<Limits>(limits))));
        },
        py::arg("xml"), py::arg("flag"), py::arg("limits"));
    m.def(
        "set_trusted_cluster",
        [](py::handle xml, py::handle flag, py::handle spelling, py::handle limits) {
            return py::bytes(
                value_of(set_trusted_cluster(bytes_from_python(xml), from_python<std::optional<bool>>(flag),
                                             from_python<ClusterSpelling>(spelling), from_python<Limits>(limits))));
        },
        py::arg("xml"), py::arg("flag"), py::arg("spelling"), py::arg("limits"));
    m.def(
        "evidence_of", [](py::handle vm) { return to_python(evidence_of(from_python<VmResource>(vm))); },
        py::arg("vm"));
    m.def("rewrite_resource", rewrite_resource, py::arg("xml"), py::arg("resource"), py::arg("limits"));
    m.def(
        "requested_vm",
        [](py::handle entity, py::handle evidence, py::handle cluster) {
            return to_python(requested_vm(from_python<trust::EntityEvidence>(entity),
                                          from_python<trust::Evidence>(evidence),
                                          from_python<trust::Cluster>(cluster)));
        },
        py::arg("entity"), py::arg("evidence"), py::arg("cluster"));
    m.def(
        "requested_cluster",
        [](py::handle evidence, py::handle name) {
            return to_python(requested_cluster(from_python<trust::Evidence>(evidence), from_python<std::string>(name)));
        },
        py::arg("evidence"), py::arg("name"));
    m.def(
        "cluster_trust", [](py::handle cluster) { return to_python(from_python<ClusterResource>(cluster).trust()); },
        py::arg("cluster"));
    m.def(
        "parse_credentials",
        [](py::handle text, py::handle source) {
            return to_python(value_of(parse_credentials(bytes_from_python(text), from_python<std::string>(source))));
        },
        py::arg("text"), py::arg("source"));
    m.def(
        "find_cluster",
        [](py::handle engine, py::handle name, py::handle diagnostics) {
            const auto where = from_python<Engine>(engine);
            const auto called = from_python<std::string>(name);
            return to_python(
                with_findings(diagnostics, [&](Diagnostics& found) { return find_cluster(where, called, found); }));
        },
        py::arg("engine"), py::arg("name"), py::arg("diagnostics"));
    m.def(
        "hosts_of",
        [](py::handle engine, py::handle cluster_id, py::handle diagnostics) {
            const auto where = from_python<Engine>(engine);
            const auto id = from_python<std::string>(cluster_id);
            return to_python(
                with_findings(diagnostics, [&](Diagnostics& found) { return hosts_of(where, id, found); }));
        },
        py::arg("engine"), py::arg("cluster_id"), py::arg("diagnostics"));
}

}  // namespace ovfkit::python
