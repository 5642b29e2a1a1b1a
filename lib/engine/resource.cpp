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

bool says_something(const trust::EntityEvidence& entity) {
    return entity.trust.trusted_host || entity.trust.trusted_cluster;
}

/// Absent when nothing is said and nobody doubts that.
std::optional<bool> asked_for(bool required, bool said) {
    if (required) return true;
    return said ? std::optional(false) : std::nullopt;
}

}  // namespace

VmResource requested_vm(const trust::EntityEvidence& entity, const trust::Evidence& evidence,
                        const trust::Cluster& cluster) {
    VmResource vm;
    vm.name = entity.name.empty() ? entity.id : entity.name;
    vm.kind = entity.kind;
    vm.cluster_name = cluster.name;
    vm.trusted_host_flag = asked_for(trust::may_require_trust(entity, evidence), says_something(entity));
    return vm;
}

ClusterResource requested_cluster(const trust::Evidence& evidence, std::string name) {
    ClusterResource cluster;
    cluster.name = std::move(name);
    const bool said = std::any_of(evidence.entities.begin(), evidence.entities.end(), says_something);
    cluster.trusted_service = asked_for(trust::may_require_trust(evidence), said);
    return cluster;
}

}  // namespace ovfkit::engine
