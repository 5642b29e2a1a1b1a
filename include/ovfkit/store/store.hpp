// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy.hpp>

namespace ovfkit::store {

/// One decision about one entity, as the record keeps it.
struct HistoryEntry {
    std::int64_t decision = 0;  ///< number of the decision; entities that were decided together share it
    std::string time;           ///< RFC 3339 in UTC, whole seconds
    std::string file;           ///< as the caller named it
    std::string sha256;         ///< of its bytes
    std::string cluster;
    trust::Cluster::Trust cluster_trust = trust::Cluster::Trust::unknown;  ///< at that time
    std::string vm_id;                                                     ///< as the file has it
    std::string vm_name;                                                   ///< as the file has it
    model::EntityKind kind = model::EntityKind::vm;
    trust::Outcome outcome = trust::Outcome::refuse;
    bool acknowledged = false;
    std::string acknowledged_by;  ///< empty without one
    std::string acknowledged_why;
    trust::TrustFacts trust;           ///< as the file says
    trust::TrustFacts trust_after;     ///< after the import
    std::string decided_by;            ///< the rule of the policy file with its place; empty when there was none
    std::vector<std::string> reasons;  ///< sentences, in the order of the decision
    std::vector<std::string>
        flags;                ///< each flag seen: spelling, value and place, such as `TrustedService=true (entity)`
    std::vector<int> events;  ///< numbers of audit events

    [[nodiscard]] auto tied() const {
        return std::tie(decision, time, file, sha256, cluster, cluster_trust, vm_id, vm_name, kind, outcome,
                        acknowledged, acknowledged_by, acknowledged_why, trust, trust_after, decided_by, reasons, flags,
                        events);
    }
    friend bool operator==(const HistoryEntry& a, const HistoryEntry& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const HistoryEntry& a, const HistoryEntry& b) { return !(a == b); }
};

/// From when on a cluster was seen to be what it is.
struct ClusterPeriod {
    std::string cluster;
    trust::Cluster::Trust trust = trust::Cluster::Trust::unknown;
    std::string first_seen;  ///< RFC 3339 in UTC
    std::string last_seen;

    [[nodiscard]] auto tied() const { return std::tie(cluster, trust, first_seen, last_seen); }
    friend bool operator==(const ClusterPeriod& a, const ClusterPeriod& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const ClusterPeriod& a, const ClusterPeriod& b) { return !(a == b); }
};

/// Which entries are wanted: those that fit everything that is given.
struct Query {
    std::string vm;                     ///< id or name, letter by letter; empty: all
    std::string cluster;                ///< name, letter by letter; empty: all
    std::string since;                  ///< RFC 3339; entries of that time and later; empty: all
    std::string until;                  ///< RFC 3339; entries before that time; empty: all
    std::optional<std::uint64_t> last;  ///< at most so many, the newest ones
};

/// Whether `Store::open` takes `where` for the URL of a PostgreSQL database, and not for a path.
[[nodiscard]] bool is_postgresql(std::string_view where);

/// Whether `where` is such a URL and holds a password, wherever in it; false for one that libpq does not understand.
[[nodiscard]] bool holds_password(const std::string& where);

/// A record of decisions in a database: SQLite in a file, or PostgreSQL.
///
/// One store belongs to one thread at a time; several stores, in one process or many, may have the same database.
class Store {
public:
    struct Options {
        /// How long a writer waits for another one before it gives up with `io`.
        std::chrono::milliseconds patience{10'000};
        /// Fail with `not_found` instead of making a database or its tables.
        bool must_exist = false;
        /// For a PostgreSQL database, in the place of one in the URL; empty: none.
        std::string password{};
    };

    /// The store at `where`: `postgresql://...` (or `postgres://...`), else the path of a SQLite file, which is made
    /// with mode 0600 when it is not there. Brings tables of an older version up to date, in one transaction.
    ///
    /// Fails with `unsupported` for tables of a newer version and for a file that is another database, `permission`,
    /// `not_found`, `no_space`, and `io` for everything else. Messages never hold the password of a URL.
    [[nodiscard]] static Result<Store> open(const std::string& where, const Options& options);
    [[nodiscard]] static Result<Store> open(const std::string& where);

    Store(Store&& other) noexcept;
    Store& operator=(Store&& other) noexcept;
    ~Store();

    /// Keeps the decision with its entities, reasons, flags, events and acknowledgement, and what the cluster was,
    /// in one transaction that is on disk when this returns; answers the number of the decision. Whatever fails,
    /// nothing of it is kept.
    [[nodiscard]] Result<std::int64_t> record(const trust::AuditRecord& record);

    /// Keeps that a cluster was what it is at a time (RFC 3339), without a decision.
    [[nodiscard]] Result<void> observe(const trust::Cluster& cluster, const std::string& time);

    /// Entries that fit, oldest first.
    [[nodiscard]] Result<std::vector<HistoryEntry>> history(const Query& query = {});
    /// Periods of the cluster of that name, or of all for an empty one, oldest first; in the order of the names.
    [[nodiscard]] Result<std::vector<ClusterPeriod>> clusters(const std::string& name = {});

    /// The version of the tables.
    [[nodiscard]] Result<int> schema_version();

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::store
