// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/client.hpp>
#include <ovfkit/engine/resource.hpp>
#include <ovfkit/report/resources.hpp>

#include "attest_handle.hpp"
#include "import_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_resources {
    engine::Document document;
    ovfkit_diagnostics diagnostics;
    std::string sha256{};  // of the document that was read
};

struct ovfkit_engine {
    engine::Engine engine;
};

namespace {

const engine::VmResource* vm_resource(const ovfkit_resources* resources, std::size_t index) noexcept {
    return resources ? at(resources->document.vms, index) : nullptr;
}

const engine::ClusterResource* cluster_resource(const ovfkit_resources* resources, std::size_t index) noexcept {
    return resources ? at(resources->document.clusters, index) : nullptr;
}

const engine::HostResource* host_resource(const ovfkit_resources* resources, std::size_t index) noexcept {
    return resources ? at(resources->document.hosts, index) : nullptr;
}

Result<engine::ClusterSpelling> spelling_of(std::int32_t number) {
    switch (number) {
        case OVFKIT_SPELLING_MERGED: return engine::ClusterSpelling::merged;
        case OVFKIT_SPELLING_DRAFT: return engine::ClusterSpelling::draft;
        default: return unknown_number("OVFKIT_SPELLING_ number", number);
    }
}

/// What is certain about a descriptor without asking who signed it.
trust::Evidence certain_evidence(const ovfkit_descriptor& descriptor) {
    Diagnostics ignored;
    return evidence_for(descriptor, ovfkit_import_options(), ignored);
}

}  // namespace

ovfkit_status ovfkit_resources_parse(const char* xml, std::size_t size, const char* name, const ovfkit_limits* limits,
                                     ovfkit_resources** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_resources>> {
        const auto view = bytes_of(xml, size, "xml");
        if (!view) return view.error();
        engine::ReadOptions options;
        options.name = name ? name : "";
        options.limits = limits_of(limits);
        found = Diagnostics(options.limits.max_diagnostics);
        auto document = engine::parse_document(*view, found, options);
        if (!document) return document.error();
        return std::unique_ptr<ovfkit_resources>(
            new ovfkit_resources{*std::move(document), {std::move(found)}, sha256_of(*view)});
    });
}

void ovfkit_resources_free(ovfkit_resources* resources) noexcept { delete resources; }

std::int32_t ovfkit_resources_is_list(const ovfkit_resources* resources) noexcept {
    return resources && resources->document.list ? 1 : 0;
}

const ovfkit_diagnostics* ovfkit_resources_diagnostics(const ovfkit_resources* resources) noexcept {
    return resources ? &resources->diagnostics : nullptr;
}

ovfkit_status ovfkit_resources_render(const ovfkit_resources* resources, std::int32_t format, ovfkit_owned_string* out,
                                      ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!resources) return missing("resources");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(resources->document, resources->diagnostics.list);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(resources->document);
        return unknown_number("format of this report", format);
    });
}

std::size_t ovfkit_resources_vm_count(const ovfkit_resources* resources) noexcept {
    return resources ? resources->document.vms.size() : 0;
}

ovfkit_string ovfkit_resources_vm_id(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(vm_resource(resources, index), [](auto& vm) { return std::string_view(vm.id); });
}

ovfkit_string ovfkit_resources_vm_name(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(vm_resource(resources, index), [](auto& vm) { return std::string_view(vm.name); });
}

ovfkit_string ovfkit_resources_vm_kind(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(vm_resource(resources, index), [](auto& vm) { return model::to_string(vm.kind); });
}

ovfkit_string ovfkit_resources_vm_cluster_id(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(vm_resource(resources, index), [](auto& vm) { return std::string_view(vm.cluster_id); });
}

ovfkit_string ovfkit_resources_vm_cluster_name(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(vm_resource(resources, index), [](auto& vm) { return std::string_view(vm.cluster_name); });
}

std::int32_t ovfkit_resources_vm_trusted_host(const ovfkit_resources* resources, std::size_t index) noexcept {
    return about(vm_resource(resources, index), OVFKIT_FACT_ABSENT,
                 [](auto& vm) { return fact_number(vm.trusted_host_flag); });
}

ovfkit_status ovfkit_resources_vm_facts(const ovfkit_resources* resources, std::size_t index, ovfkit_vm_facts** out,
                                        ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_vm_facts>> {
        if (!resources) return missing("resources");
        const engine::VmResource* vm = vm_resource(resources, index);
        if (!vm) return unknown_number("index of a VM of the document", static_cast<std::int64_t>(index));
        return std::unique_ptr<ovfkit_vm_facts>(new ovfkit_vm_facts{engine::evidence_of(*vm), resources->sha256});
    });
}

std::size_t ovfkit_resources_cluster_count(const ovfkit_resources* resources) noexcept {
    return resources ? resources->document.clusters.size() : 0;
}

ovfkit_string ovfkit_resources_cluster_id(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(cluster_resource(resources, index), [](auto& one) { return std::string_view(one.id); });
}

ovfkit_string ovfkit_resources_cluster_name(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(cluster_resource(resources, index), [](auto& one) { return std::string_view(one.name); });
}

std::int32_t ovfkit_resources_cluster_trusted_cluster_flag(const ovfkit_resources* resources,
                                                           std::size_t index) noexcept {
    return about(cluster_resource(resources, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trusted_cluster_flag); });
}

std::int32_t ovfkit_resources_cluster_trusted_service(const ovfkit_resources* resources, std::size_t index) noexcept {
    return about(cluster_resource(resources, index), OVFKIT_FACT_ABSENT,
                 [](auto& one) { return fact_number(one.trusted_service); });
}

std::int32_t ovfkit_resources_cluster_trust(const ovfkit_resources* resources, std::size_t index) noexcept {
    return about(cluster_resource(resources, index), OVFKIT_CLUSTER_UNKNOWN,
                 [](auto& one) { return cluster_number(one.trust()); });
}

std::size_t ovfkit_resources_host_count(const ovfkit_resources* resources) noexcept {
    return resources ? resources->document.hosts.size() : 0;
}

ovfkit_string ovfkit_resources_host_id(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(host_resource(resources, index), [](auto& host) { return std::string_view(host.id); });
}

ovfkit_string ovfkit_resources_host_name(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(host_resource(resources, index), [](auto& host) { return std::string_view(host.name); });
}

ovfkit_string ovfkit_resources_host_address(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(host_resource(resources, index), [](auto& host) { return std::string_view(host.address); });
}

ovfkit_string ovfkit_resources_host_cluster_id(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(host_resource(resources, index), [](auto& host) { return std::string_view(host.cluster_id); });
}

ovfkit_string ovfkit_resources_host_status(const ovfkit_resources* resources, std::size_t index) noexcept {
    return text_about(host_resource(resources, index), [](auto& host) { return std::string_view(host.status); });
}

ovfkit_status ovfkit_resource_set_trusted_host(const char* xml, std::size_t size, std::int32_t fact,
                                               const ovfkit_limits* limits, ovfkit_owned_string* out,
                                               ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        const auto view = bytes_of(xml, size, "xml");
        if (!view) return view.error();
        const auto flag = fact_of(fact);
        if (!flag) return flag.error();
        return engine::set_trusted_host(*view, *flag, limits_of(limits));
    });
}

ovfkit_status ovfkit_resource_set_trusted_cluster(const char* xml, std::size_t size, std::int32_t fact,
                                                  std::int32_t spelling, const ovfkit_limits* limits,
                                                  ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        const auto view = bytes_of(xml, size, "xml");
        if (!view) return view.error();
        const auto flag = fact_of(fact);
        if (!flag) return flag.error();
        const auto how = spelling_of(spelling);
        if (!how) return how.error();
        return engine::set_trusted_cluster(*view, *flag, *how, limits_of(limits));
    });
}

ovfkit_status ovfkit_descriptor_requested_vm(const ovfkit_descriptor* descriptor, std::size_t entity,
                                             const char* cluster, ovfkit_owned_string* out,
                                             ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!descriptor) return missing("descriptor");
        const trust::Evidence evidence = certain_evidence(*descriptor);
        const trust::EntityEvidence* meant = at(evidence.entities, entity);
        if (!meant) return unknown_number("index of an entity", static_cast<std::int64_t>(entity));
        const trust::Cluster target{cluster ? cluster : "", trust::Cluster::Trust::unknown};
        return engine::write(engine::requested_vm(*meant, evidence, target));
    });
}

ovfkit_status ovfkit_descriptor_requested_cluster(const ovfkit_descriptor* descriptor, const char* name,
                                                  std::int32_t spelling, ovfkit_owned_string* out,
                                                  ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!descriptor) return missing("descriptor");
        if (!name) return missing("name");
        const auto how = spelling_of(spelling);
        if (!how) return how.error();
        return engine::write(engine::requested_cluster(certain_evidence(*descriptor), name), *how);
    });
}

ovfkit_status ovfkit_engine_create(const char* url, ovfkit_engine** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_engine>> {
        if (!url) return missing("url");
        auto made = std::make_unique<ovfkit_engine>();
        made->engine.url = url;
        return made;
    });
}

void ovfkit_engine_free(ovfkit_engine* engine) noexcept { delete engine; }

ovfkit_status ovfkit_engine_set_authorities(ovfkit_engine* engine, const char* pem, std::size_t size,
                                            ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) { return set_authorities(to.engine.https, pem, size); });
}

ovfkit_status ovfkit_engine_set_token(ovfkit_engine* engine, const char* token, ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) -> Result<void> {
        if (!token) return missing("token");
        to.engine.credentials = engine::Credentials{token, {}, {}};
        return {};
    });
}

ovfkit_status ovfkit_engine_set_user(ovfkit_engine* engine, const char* user, const char* password,
                                     ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) -> Result<void> {
        if (!user) return missing("user");
        if (!password) return missing("password");
        to.engine.credentials = engine::Credentials{{}, user, password};
        return {};
    });
}

ovfkit_status ovfkit_engine_set_timeouts(ovfkit_engine* engine, std::uint32_t connect, std::uint32_t whole,
                                         ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) { return set_timeouts(to.engine.https, connect, whole); });
}

ovfkit_status ovfkit_engine_set_attempts(ovfkit_engine* engine, std::uint32_t attempts, ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) { return set_attempts(to.engine.https, attempts); });
}

ovfkit_status ovfkit_engine_set_continue(ovfkit_engine* engine, ovfkit_continue_callback callback, void* user,
                                         ovfkit_error** error) noexcept {
    return changing(engine, error, [&](ovfkit_engine& to) { return set_go_on(to.engine.https, callback, user); });
}

ovfkit_status ovfkit_engine_ask(const ovfkit_engine* engine, const char* cluster, std::int32_t with_hosts,
                                ovfkit_resources** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_resources>> {
        if (!engine) return missing("engine");
        if (!cluster) return missing("cluster");
        const auto all = switch_of(with_hosts);
        if (!all) return all.error();
        auto named = engine::find_cluster(engine->engine, cluster, found);
        if (!named) return named.error();
        engine::Document document;
        document.kind = engine::Document::Kind::clusters;
        if (*all) {
            auto hosts = engine::hosts_of(engine->engine, named->id, found);
            if (!hosts) return hosts.error();
            document.hosts = *std::move(hosts);
        }
        document.clusters.push_back(*std::move(named));
        return std::unique_ptr<ovfkit_resources>(new ovfkit_resources{std::move(document), {std::move(found)}});
    });
}
