// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/resource.hpp>

#include <algorithm>
#include <utility>

namespace ovfkit::engine {

trust::Cluster::Trust ClusterResource::trust() const {
    using Trust = trust::Cluster::Trust;
    if (!trusted_cluster_flag && !trusted_service) return Trust::unknown;
    return trusted_cluster_flag.value_or(true) && trusted_service.value_or(true) ? Trust::trusted : Trust::untrusted;
}

namespace {

/// What facts ask for: nothing when they say nothing.
std::optional<bool> asked_for(const trust::TrustFacts& facts) {
    if (facts.requires_trust()) return true;
    return facts.trusted_host || facts.trusted_cluster ? std::optional(false) : std::nullopt;
}

}  // namespace

VmResource requested_vm(const trust::EntityEvidence& entity, const trust::Cluster& cluster) {
    VmResource vm;
    vm.name = entity.name.empty() ? entity.id : entity.name;
    vm.kind = entity.kind;
    vm.cluster_name = cluster.name;
    vm.trusted_host_flag = asked_for(entity.trust);
    return vm;
}

ClusterResource requested_cluster(const trust::Evidence& evidence, std::string name) {
    ClusterResource cluster;
    cluster.name = std::move(name);
    for (const trust::EntityEvidence& entity : evidence.entities) {
        const auto asked = asked_for(entity.trust);
        if (asked) cluster.trusted_service = cluster.trusted_service.value_or(false) || *asked;
    }
    return cluster;
}

}  // namespace ovfkit::engine
