// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <tuple>

#include <ovfkit/model/field.hpp>

namespace ovfkit::model {

/// The trust flags of one entity, each spelling as it stands in the file.
///
/// Two facts, each absent, false or true: the entity must run on a trusted host, and it comes from a trusted cluster.
/// Files spell them in five ways; the spellings are kept apart so that an edit is written where the file has one. A
/// text that is neither a boolean nor `1`/`0` was reported as `trust/unknown-flag-value` and counts as true.
struct TrustFlags {
    Field<bool> TrustedHostFlag;       ///< must run on a trusted host (documented name)
    Field<bool> trusted_host_flag;     ///< the same, as spelled by REST drafts
    Field<bool> TrustedService;        ///< comes from a trusted cluster: the only name that the oVirt engine reads
    Field<bool> trusted_cluster_flag;  ///< the same (documented name)
    Field<bool> trusted_service;       ///< the same, as spelled by REST

    /// Empty when no spelling is there; true when any spelling says so.
    [[nodiscard]] std::optional<bool> trusted_host() const;
    /// The same, of its cluster.
    [[nodiscard]] std::optional<bool> trusted_cluster() const;
    /// True when either fact is true: the entity wants a trusted cluster.
    [[nodiscard]] bool requires_trust() const;

    /// Sets or (with nullopt) removes the fact in every spelling that is there; where there is none, adds
    /// `TrustedHostFlag`.
    void set_trusted_host(std::optional<bool> value);
    /// The same for the cluster; where there is none, adds `TrustedService`.
    void set_trusted_cluster(std::optional<bool> value);

    /// Whether any spelling is there.
    [[nodiscard]] bool any() const;
    [[nodiscard]] auto tied() const {
        return std::tie(TrustedHostFlag, trusted_host_flag, TrustedService, trusted_cluster_flag, trusted_service);
    }
    friend bool operator==(const TrustFlags& a, const TrustFlags& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const TrustFlags& a, const TrustFlags& b) { return !(a == b); }
};

}  // namespace ovfkit::model
