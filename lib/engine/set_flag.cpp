// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/resource.hpp>

#include <utility>

namespace ovfkit::engine {
namespace {

/// The document, when it is one resource of the wanted kind.
Result<Document> single(std::string_view xml, Document::Kind wanted, std::string_view what, const Limits& limits) {
    Diagnostics ignored(0);
    ReadOptions options;
    options.limits = limits;
    auto document = parse_document(xml, ignored, options);
    if (!document) return document;
    if (document->list) return Error{ErrorCode::unsupported, "a list is not changed, only one resource", {}, {}};
    if (document->kind != wanted)
        return Error{ErrorCode::invalid_argument, "the document is not " + std::string(what), {}, {}};
    return document;
}

}  // namespace

Result<std::string> set_trusted_host(std::string_view xml, std::optional<bool> flag, const Limits& limits) {
    const auto document = single(xml, Document::Kind::vms, "a VM or template, which has that flag", limits);
    if (!document) return document.error();
    VmResource vm = document->vms.front();
    vm.trusted_host_flag = flag;
    return rewrite(xml, vm, limits);
}

Result<std::string> set_trusted_cluster(std::string_view xml, std::optional<bool> flag, ClusterSpelling spelling,
                                        const Limits& limits) {
    const auto document = single(xml, Document::Kind::clusters, "a cluster, which has that flag", limits);
    if (!document) return document.error();
    ClusterResource cluster = document->clusters.front();
    const bool has_one = cluster.trusted_cluster_flag || cluster.trusted_service;
    const bool draft = !has_one && spelling == ClusterSpelling::draft;
    // Every spelling that is there says the same; of none the one that is wanted is made.
    if (cluster.trusted_cluster_flag || draft) cluster.trusted_cluster_flag = flag;
    if (cluster.trusted_service || (!has_one && !draft)) cluster.trusted_service = flag;
    return rewrite(xml, cluster, limits);
}

trust::Evidence evidence_of(const VmResource& vm) {
    trust::EntityEvidence entity;
    entity.id = vm.id;
    entity.name = vm.name;
    entity.kind = vm.kind;
    entity.trust.trusted_host = vm.trusted_host_flag;
    entity.stated = entity.trust;
    if (vm.trusted_host_flag) {
        trust::Flag flag;
        flag.spelling = "trusted_host_flag";
        flag.fact = trust::Fact::trusted_host;
        flag.value = *vm.trusted_host_flag;
        flag.place = trust::FlagPlace::entity;
        entity.flags.push_back(flag);
    }
    trust::Evidence evidence;
    evidence.entities.push_back(std::move(entity));
    evidence.signed_trust = trust::SignedTrust::absent;
    return evidence;
}

}  // namespace ovfkit::engine
