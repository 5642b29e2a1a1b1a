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

/// The record of decisions.
namespace ovfkit::store {

/// One decision about one entity, or about a package without entities, as the record keeps it. Texts come back as they
/// were given, but for bytes that are not UTF-8 (`\xHH`) and NUL (`\u{00}`), which not both databases can hold.
struct HistoryEntry {
    std::int64_t decision = 0;  ///< number of the decision; entities that were decided together share it
    std::string time;           ///< RFC 3339 in UTC, whole seconds
    std::string file;           ///< as the caller named it
    std::string sha256;         ///< of its bytes
    /// Name of the target cluster.
    std::string cluster;
    trust::Cluster::Trust cluster_trust = trust::Cluster::Trust::unknown;  ///< at that time
    std::string cluster_source;  ///< where that was learnt, as `trust::AuditRecord::cluster_source`; empty: not kept
    std::string policy_file;     ///< the policy file that was asked, as the caller named it; empty without one
    std::string policy_sha256;   ///< of its bytes; empty: without one, or not kept
    /// The package has no entities. `outcome`, `acknowledged`, `decided_by` and `reasons` are then the decision's, and
    /// what else there is to say of an entity is empty.
    bool without_entities = false;
    std::string vm_id;    ///< as the file has it
    std::string vm_name;  ///< as the file has it
    /// Whether it is a VM or a template.
    model::EntityKind kind = model::EntityKind::vm;
    trust::Outcome outcome = trust::Outcome::refuse;           ///< of the entity
    trust::Outcome decision_outcome = trust::Outcome::refuse;  ///< of the import as a whole
    bool acknowledged = false;                                 ///< the entity
    std::string acknowledged_by;  ///< as given with the decision, whether it counted or not; empty without one
    /// The reason that was given with it.
    std::string acknowledged_why;
    trust::TrustFacts trust;           ///< as the file says
    trust::TrustFacts trust_after;     ///< after the import
    std::string decided_by;            ///< the rule of the policy file with its place; empty when there was none
    std::vector<std::string> reasons;  ///< sentences, in the order of the decision
    std::vector<std::string>
        flags;                ///< each flag seen: spelling, value and place, such as `TrustedService=true (entity)`
    std::vector<int> events;  ///< numbers of audit events

    [[nodiscard]] auto tied() const {
        return std::tie(decision, time, file, sha256, cluster, cluster_trust, cluster_source, policy_file,
                        policy_sha256, without_entities, vm_id, vm_name, kind, outcome, decision_outcome, acknowledged,
                        acknowledged_by, acknowledged_why, trust, trust_after, decided_by, reasons, flags, events);
    }
    friend bool operator==(const HistoryEntry& a, const HistoryEntry& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const HistoryEntry& a, const HistoryEntry& b) { return !(a == b); }
};

/// A time in which a cluster was the same whenever it was seen.
///
/// What is told late is put where it belongs: it makes a period of the same trust before or behind it longer, or is one
/// of its own. Inside of a period of another trust it divides that, of which then only the ends are known: what was
/// seen between them is not kept. In one second a cluster can have been two things; there are two periods then.
struct ClusterPeriod {
    /// Its name.
    std::string cluster;
    /// What it was in that time.
    trust::Cluster::Trust trust = trust::Cluster::Trust::unknown;
    std::string first_seen;  ///< RFC 3339 in UTC
    /// The same, of the last time.
    std::string last_seen;

    [[nodiscard]] auto tied() const { return std::tie(cluster, trust, first_seen, last_seen); }
    friend bool operator==(const ClusterPeriod& a, const ClusterPeriod& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const ClusterPeriod& a, const ClusterPeriod& b) { return !(a == b); }
};

/// Which entries are wanted: those that fit everything that is given. A time with a fraction of a second is taken at
/// its word; the times of entries have whole seconds.
struct Query {
    std::string vm;                     ///< id or name, letter by letter; empty: all
    std::string cluster;                ///< name, letter by letter; empty: all
    std::string since;                  ///< RFC 3339; entries of that time and later; empty: all
    std::string until;                  ///< RFC 3339; entries before that time; empty: all
    std::optional<std::uint64_t> last;  ///< those of at most so many decisions, the newest ones
};

/// Whether `Store::open` takes `where` for the URL of a PostgreSQL database, and not for a path: it begins with
/// `postgresql://` or `postgres://`, in letters of either case.
[[nodiscard]] bool is_postgresql(std::string_view where);

/// Fails with `invalid_argument` for what is neither such a URL nor a path but was meant for a database: another URL
/// (`name:/...`), libpq's `host=... user=...`, and whatever has `password=` in it. As a path it would have a password
/// in the name of a file. `./` in front makes a path of everything. The message never holds the text.
[[nodiscard]] Result<void> check_place(std::string_view where);

/// Whether `where` is such a URL and holds a password, wherever in it; false for one that libpq does not understand.
[[nodiscard]] bool holds_password(const std::string& where);

/// A record of decisions in a database: SQLite in a file, or PostgreSQL.
///
/// One store belongs to one thread at a time; several stores, in one process or many, may have the same database. Both
/// have the same tables, whose names begin with `ovfkit_`, and which other programs may read; times in them are RFC
/// 3339 in UTC, so that the order of the texts is that of time.
///
/// **SQLite.** The file is made with mode 0600; the mode of one that is there is kept. A commit has been flushed, with
/// the directory, when it answers. It has a rollback journal and not WAL, because that needs memory that all share,
/// which a network file system does not have; there, the locks have to work all the same (NFS 4, or NFS 3 with its lock
/// service). A path is a path, whatever it begins with or holds, but for what `check_place` refuses. Only who may write
/// can make or bring up to date; who may read can read. Triggers and views that somebody puts into the file are not
/// run.
///
/// **PostgreSQL.** The URL has to name host, user and database; libpq's variables (PGHOST, PGPASSWORD, ...) and its
/// files in the home of the user have no say. One exception: a PGSERVICE that no service file knows makes libpq refuse.
/// What the URL leaves out is: port 5432, `sslmode=verify-full`, no password file, no certificate. A server that is not
/// reached by a socket therefore has to show a certificate for its name, and the URL has to say by `sslrootcert=FILE`
/// whose word about that counts, also on this machine. `sslmode=require` gives the password to whoever answers;
/// `disable` lets everybody in between read it. The encoding of the database is UTF8. The tables are in
/// the first schema of the search path; `options=-csearch_path%3DNAME` chooses another one. A commit has been flushed
/// on the server when it answers. When the connection goes, the store answers `io` from then on: open another one.
class Store {
public:
    /// How a store is opened.
    struct Options {
        /// How long a writer waits for another one, or for a server to answer, before it gives up with `io`.
        std::chrono::milliseconds patience{10'000};
        /// Fail with `not_found` instead of making a database or its tables. Those of an older version are brought up
        /// to date all the same.
        bool must_exist = false;
        /// For a PostgreSQL database, in the place of one in the URL; empty: none.
        std::string password{};
    };

    /// The store at `where`: a URL (`is_postgresql`), else the path of a SQLite file, which is made
    /// when it is not there; a link is followed. Brings tables of an older version up to date, in one transaction; of
    /// several processes that open a new one at once, one makes it.
    ///
    /// Fails with `unsupported` for tables of a newer version, for a file that is something else (which is left as it
    /// is), and for a database of PostgreSQL that is not in UTF8; with `invalid_argument` for what `check_place`
    /// refuses, a directory, a path that cannot be one and a URL that is none or not whole; with `permission`,
    /// `not_found` and `no_space`; and with `io` for everything else. Messages never hold the password of a URL or of
    /// the options.
    [[nodiscard]] static Result<Store> open(const std::string& where, const Options& options);
    /// The same with the options as they are by default.
    [[nodiscard]] static Result<Store> open(const std::string& where);

    Store(Store&& other) noexcept;
    Store& operator=(Store&& other) noexcept;
    ~Store();

    /// Keeps the decision with its entities, reasons, flags, events and acknowledgement, and what the cluster was,
    /// in one transaction that is on disk when this returns; answers the number of the decision. Whatever fails,
    /// nothing of it is kept; only a connection that goes while the server commits leaves it open whether it did.
    /// Fails with `invalid_argument` when the time of the record is not one; fractions of a second are cut off.
    [[nodiscard]] Result<std::int64_t> record(const trust::AuditRecord& record);

    /// Keeps that a cluster was what it is at a time (RFC 3339), without a decision.
    [[nodiscard]] Result<void> observe(const trust::Cluster& cluster, const std::string& time);

    /// Entries that fit, oldest first: by time, then by number. A decision about a package without entities is one
    /// entry. All of them are of one moment, whatever others write meanwhile. A time in the query that is none is an
    /// `invalid_argument`.
    [[nodiscard]] Result<std::vector<HistoryEntry>> history(const Query& query = {});
    /// Periods of the cluster of that name, or of all for an empty one, oldest first; in the order of the names.
    [[nodiscard]] Result<std::vector<ClusterPeriod>> clusters(const std::string& name = {});

    /// The version of the tables; 0 when somebody has removed them meanwhile.
    [[nodiscard]] Result<int> schema_version();

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::store
