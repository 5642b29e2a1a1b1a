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
    /// The attribute `id`; may be empty.
    std::string id;
    /// The element `name`; may be empty.
    std::string name;
    /// Whether it is a `<vm>` or a `<template>`.
    model::EntityKind kind = model::EntityKind::vm;
    /// The attribute `id` of `<cluster>`; empty when there is none.
    std::string cluster_id;
    /// The name inside `<cluster>`; empty when there is none.
    std::string cluster_name;
    /// It must run on a trusted host; empty when nothing is said.
    std::optional<bool> trusted_host_flag;

    [[nodiscard]] auto tied() const { return std::tie(id, name, kind, cluster_id, cluster_name, trusted_host_flag); }
    friend bool operator==(const VmResource& a, const VmResource& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const VmResource& a, const VmResource& b) { return !(a == b); }
};

/// A `<cluster>`.
struct ClusterResource {
    /// The attribute `id`; may be empty.
    std::string id;
    /// The element `name`; may be empty.
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
    /// The attribute `id`; may be empty.
    std::string id;
    /// The element `name`; may be empty.
    std::string name;
    std::string address;  ///< what attestation knows the host by, usually its host name
    /// The attribute `id` of `<cluster>`; empty when there is none.
    std::string cluster_id;
    std::string status;  ///< the engine's word, such as `up`

    [[nodiscard]] auto tied() const { return std::tie(id, name, address, cluster_id, status); }
    friend bool operator==(const HostResource& a, const HostResource& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const HostResource& a, const HostResource& b) { return !(a == b); }
};

/// How a document is read.
struct ReadOptions {
    std::string name;  ///< of the source, as findings call it; may be empty
    /// What is refused because it is too large.
    Limits limits;
};

/// What a document of the REST API holds. One of the three lists is filled, as `kind` says.
struct Document {
    /// Which of the three lists is filled.
    enum class Kind : std::uint8_t { vms, clusters, hosts };

    Kind kind = Kind::vms;          ///< templates are among `vms`
    bool list = false;              ///< the root is `vms`, `templates`, `clusters` or `hosts`
    std::vector<VmResource> vms{};  ///< in document order, as are the others
    /// Filled when `kind` is `clusters`.
    std::vector<ClusterResource> clusters{};
    /// Filled when `kind` is `hosts`.
    std::vector<HostResource> hosts{};
};

/// Reads the XML of `vm`, `template`, `cluster` or `host`, or of a list of them. DTD and entities are refused.
///
/// A resource is made of its attribute `id` and of direct children in its own namespace; what is nested deeper, such as
/// the `original_template` of a VM, is another's. The texts of flags are those that `trust::collect` takes.
///
/// Findings (`engine/...`): a flag whose text is no boolean, one that stands twice and differs, one where it does not
/// count, a value that stands twice, where the first counts. A VM's flag that is not clear counts as true, and a
/// cluster's as false: what it does not say clearly it does not promise. Fails with `malformed` for what is no XML,
/// `not_a_descriptor` for another document, of a `<fault>` with the engine's reason, `unsupported` for an encoding
/// that is not known, and `limit_exceeded` beyond `options.limits`.
[[nodiscard]] Result<Document> parse_document(std::string_view xml, Diagnostics& diagnostics,
                                              const ReadOptions& options = {});

/// The VMs and templates of a document whose root is `vm`, `vms`, `template` or `templates`. A flag whose text is no
/// boolean, or that stands twice and differs, is a finding; a VM's then counts as true. Fails as `parse_document`, and
/// with `not_a_descriptor` for other resources.
[[nodiscard]] Result<std::vector<VmResource>> parse_vms(std::string_view xml, Diagnostics& diagnostics,
                                                        const Limits& limits = {});
/// The clusters of a document whose root is `cluster` or `clusters`; a flag that is no boolean is a finding and counts
/// as false, because what a cluster does not say clearly it does not promise. Fails as `parse_vms`.
[[nodiscard]] Result<std::vector<ClusterResource>> parse_clusters(std::string_view xml, Diagnostics& diagnostics,
                                                                  const Limits& limits = {});
/// The hosts of a document whose root is `host` or `hosts`. Fails as `parse_vms`.
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
/// The same of a cluster. What its two flags say together, as `trust()` has it, is written in the one spelling; read
/// back, the cluster has the same `trust()`.
[[nodiscard]] Result<std::string> write(const ClusterResource& cluster,
                                        ClusterSpelling spelling = ClusterSpelling::merged);

/// `xml`, a single `vm` or `template`, with the flag of `vm` in it: an element that is there gets a new text, is taken
/// out when the flag is absent, or is added as the last one, indented as the others; no other byte changes, known or
/// not. A text that says the same already stays what it is, so that what says all of it comes back byte for byte; one
/// that is no boolean does not, and of a flag that stands several times every one is changed.
///
/// The result was read again and says what `vm` says. Fails as `parse_vms`, with `unsupported` for a list, and with
/// `invalid_argument` when id, name, kind or cluster are not those of the document: flags do not go to another VM.
[[nodiscard]] Result<std::string> rewrite(std::string_view xml, const VmResource& vm, const Limits& limits = {});
/// The same of a single `cluster` and its two flags, each in its own spelling.
[[nodiscard]] Result<std::string> rewrite(std::string_view xml, const ClusterResource& cluster,
                                          const Limits& limits = {});

/// `rewrite` of a single `vm` or `template` with that flag; an empty one takes it away. Fails also with
/// `invalid_argument` for other resources, which have no such flag.
[[nodiscard]] Result<std::string> set_trusted_host(std::string_view xml, std::optional<bool> flag,
                                                   const Limits& limits = {});
/// `rewrite` of a single `cluster` with that flag in every spelling that is there, so that they say the same, or in
/// `spelling` when there is none; an empty one takes all of them away. Fails also with `invalid_argument` for other
/// resources.
[[nodiscard]] Result<std::string> set_trusted_cluster(std::string_view xml, std::optional<bool> flag,
                                                      ClusterSpelling spelling = ClusterSpelling::merged,
                                                      const Limits& limits = {});

/// What the resource says about the trust of a VM that is in an engine already: one entity, with its flag when it has
/// one. Nobody has signed it (`trust::SignedTrust::absent`). Together with a target cluster it can be decided upon like
/// an import.
[[nodiscard]] trust::Evidence evidence_of(const VmResource& vm);

/// The VM or template that `entity` of `evidence` asks an engine to create in `cluster`. It has no id, which only an
/// engine gives, and the entity's id for a name when it has none. Its flag is true when the entity requires trust or
/// counts as one that does (`trust::may_require_trust`: the signed statement is altered, or the package disowns the
/// descriptor), false when it says that it does not and is believed, and absent when it says nothing.
[[nodiscard]] VmResource requested_vm(const trust::EntityEvidence& entity, const trust::Evidence& evidence,
                                      const trust::Cluster& cluster);
/// The cluster that would be right for everything in `evidence`: `trusted_service` is true when an entity requires
/// trust or counts as one that does, or when the descriptor is not believed and holds none; false when none does and
/// one says so, and absent when nothing is said.
[[nodiscard]] ClusterResource requested_cluster(const trust::Evidence& evidence, std::string name);

}  // namespace ovfkit::engine
