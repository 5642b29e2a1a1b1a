// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::trust {

/// The conditions of a rule, in the order in which they are looked at.
enum class Condition : std::uint8_t {
    cluster,
    cluster_trust,
    vm,
    id,
    kind,
    requires_trust,
    trusted_host,
    trusted_cluster,
    signature,
};

/// An entity and where it comes from and goes to, as a rule looks at them.
struct Scene {
    const EntityEvidence& entity;
    const Evidence& evidence;
    const Cluster& cluster;
};

/// Whether every number in `rule` is a value of its enumeration. A rule that holds another one fits whatever reaches
/// it, and refuses: what it was to keep out is not known.
[[nodiscard]] bool is_understood(const PolicyRule& rule);

/// The first condition of `rule` that does not hold; empty: it fits.
[[nodiscard]] std::optional<Condition> first_unmet(const PolicyRule& rule, const Scene& scene);

/// Why that condition does not hold, for people; escaped.
[[nodiscard]] std::string why_unmet(const PolicyRule& rule, const Scene& scene, Condition condition);

/// The first rule of `policy` that fits; null when none does.
[[nodiscard]] const PolicyRule* first_fitting(const Policy& policy, const Scene& scene);

/// The cluster's trust; a number that is none of the three is `unknown`.
[[nodiscard]] Cluster::Trust trust_of(const Cluster& cluster);

/// Whether the entity counts as requiring trust, whatever a policy says: its flags say so, or that they do not is not
/// believed, because somebody changed it.
[[nodiscard]] bool counts_as_requiring(const Scene& scene, SignedTrust state);

}  // namespace ovfkit::trust
