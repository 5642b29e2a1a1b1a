// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::engine {

// The XML of a VM, a template and a cluster in the REST API of the engine, as far as trust goes. The feature was drawn
// up with `trusted_host_flag` on a VM and `trusted_cluster_flag` on a cluster; merged was `trusted_service` on a
// cluster (oVirt reference 2.3 and 2.6). All are read; absent, false and true are three different things.

/// A `<vm>` or a `<template>`.
struct VmResource {
    std::string id;
    std::string name;
    model::EntityKind kind = model::EntityKind::vm;
    std::string cluster_id;
    std::string cluster_name;
    std::optional<bool> trusted_host_flag;

    [[nodiscard]] auto tied() const { return std::tie(id, name, kind, cluster_id, cluster_name, trusted_host_flag); }
    friend bool operator==(const VmResource& a, const VmResource& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const VmResource& a, const VmResource& b) { return !(a == b); }
};

/// A `<cluster>`.
struct ClusterResource {
    std::string id;
    std::string name;
    std::optional<bool> trusted_cluster_flag;  ///< of the draft
    std::optional<bool> trusted_service;       ///< as merged

    /// Trusted only if what is stated says so and nothing contradicts it; unknown when nothing is stated, untrusted
    /// when the two differ: a cluster is not to be believed more than it says.
    [[nodiscard]] trust::Cluster::Trust trust() const;

    [[nodiscard]] auto tied() const { return std::tie(id, name, trusted_cluster_flag, trusted_service); }
    friend bool operator==(const ClusterResource& a, const ClusterResource& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const ClusterResource& a, const ClusterResource& b) { return !(a == b); }
};

/// A `<host>`.
struct HostResource {
    std::string id;
    std::string name;
    std::string address;  ///< what attestation knows the host by, usually its host name
    std::string cluster_id;
    std::string status;  ///< the engine's word, such as `up`

    [[nodiscard]] auto tied() const { return std::tie(id, name, address, cluster_id, status); }
    friend bool operator==(const HostResource& a, const HostResource& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const HostResource& a, const HostResource& b) { return !(a == b); }
};

/// The VMs and templates of a document whose root is `vm`, `vms`, `template` or `templates`. A flag whose text is no
/// boolean, or that stands twice and differs, is a finding; a VM's then counts as true. Fails with `malformed` or
/// `not_a_descriptor`, and with `limit_exceeded` beyond `limits`.
[[nodiscard]] Result<std::vector<VmResource>> parse_vms(std::string_view xml, Diagnostics& diagnostics,
                                                        const Limits& limits = {});
/// The clusters of a document whose root is `cluster` or `clusters`; a flag that is no boolean is a finding and counts
/// as false, because what a cluster does not say clearly it does not promise.
[[nodiscard]] Result<std::vector<ClusterResource>> parse_clusters(std::string_view xml, Diagnostics& diagnostics,
                                                                  const Limits& limits = {});
/// The hosts of a document whose root is `host` or `hosts`.
[[nodiscard]] Result<std::vector<HostResource>> parse_hosts(std::string_view xml, Diagnostics& diagnostics,
                                                            const Limits& limits = {});

/// Which spellings are written.
enum class ClusterSpelling : std::uint8_t {
    merged,  ///< `trusted_service`, which engines read
    draft,   ///< `trusted_cluster_flag`
};

/// The resource as a document of its own, in UTF-8 with a declaration and a line end: what is posted to create it.
/// Absent facts and empty texts are left out. Fails with `invalid_argument` for characters that XML cannot hold.
[[nodiscard]] Result<std::string> write(const VmResource& vm);
[[nodiscard]] Result<std::string> write(const ClusterResource& cluster,
                                        ClusterSpelling spelling = ClusterSpelling::merged);

/// `xml`, a single `vm`, `template` or `cluster`, with the changed facts of the resource in it: elements that are there
/// get their new text, are taken out when absent, or are added; no other byte changes, known or not.
/// Fails as parsing does, and with `unsupported` for a list.
[[nodiscard]] Result<std::string> rewrite(std::string_view xml, const VmResource& vm, const Limits& limits = {});
[[nodiscard]] Result<std::string> rewrite(std::string_view xml, const ClusterResource& cluster,
                                          const Limits& limits = {});

/// The VM or template that an entity of a descriptor asks an engine to create in `cluster`. Its flag is true when the
/// entity requires trust, false when it says that it does not, and absent when it says nothing.
[[nodiscard]] VmResource requested_vm(const trust::EntityEvidence& entity, const trust::Cluster& cluster);
/// The cluster that would be right for everything in `evidence`: trusted when an entity requires it.
[[nodiscard]] ClusterResource requested_cluster(const trust::Evidence& evidence, std::string name);

}  // namespace ovfkit::engine
