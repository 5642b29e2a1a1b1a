// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/decide.hpp>

namespace ovfkit::trust {

/// What an audit log keeps of one decision. The decision holds the cluster, the policy, and who acknowledged it and
/// why.
struct AuditRecord {
    std::string time;    ///< RFC 3339 in UTC, whole seconds: `2026-01-31T12:00:00Z`
    std::string file;    ///< as the caller named it
    std::string sha256;  ///< of the bytes of the file, 64 lower-case hexadecimal digits
    /// What was decided, and on what.
    Decision decision;
    /// Where the trust of the cluster was learnt, for people: `stated`, `inventory clusters.toml`, `engine
    /// https://...`, and ` + attestation` behind it when hosts were asked as well. Empty when nobody said.
    std::string cluster_source{};
    /// Of the bytes of the policy file, as `sha256`; empty when there was none, or nobody said. Its name is
    /// `Decision::policy_file`.
    std::string policy_sha256{};

    [[nodiscard]] auto tied() const { return std::tie(time, file, sha256, decision, cluster_source, policy_sha256); }
    friend bool operator==(const AuditRecord& a, const AuditRecord& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const AuditRecord& a, const AuditRecord& b) { return !(a == b); }
};

/// What was judged, and when.
struct AuditSubject {
    /// When it was decided, in seconds since 1970.
    std::int64_t unix_seconds = 0;
    /// As the caller names it.
    std::string file;
    /// Of the bytes of the file, 64 hexadecimal digits.
    std::string sha256;
    std::string cluster_source{};  ///< as `AuditRecord::cluster_source`
    std::string policy_sha256{};   ///< as `AuditRecord::policy_sha256`
};

/// The record of `decision`. Fails with `invalid_argument` when the time is outside of the years 0 to 9999, which
/// RFC 3339 can write, or a digest is not one of SHA-256; letters in it may be of either case.
[[nodiscard]] Result<AuditRecord> make_audit_record(AuditSubject subject, Decision decision);

}  // namespace ovfkit::trust
