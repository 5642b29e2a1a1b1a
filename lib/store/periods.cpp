// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "store/reading.hpp"
#include "store/text_form.hpp"
#include "store/writing.hpp"

namespace ovfkit::store {
namespace {

using soci::into;
using soci::use;

struct Period {
    std::int64_t id = 0;
    std::string trust;
    std::string first;
    std::string last;
};

/// The last period of a cluster that begins at `time` or before it, or the first one behind it.
std::optional<Period> find_period(soci::session& sql, const std::string& cluster, const std::string& time,
                                  bool behind) {
    const char* const before_or_at =
        "SELECT id, trust, first_seen, last_seen FROM ovfkit_cluster_period"
        " WHERE cluster = :cluster AND first_seen <= :time ORDER BY first_seen DESC, last_seen DESC, id DESC LIMIT 1";
    const char* const after =
        "SELECT id, trust, first_seen, last_seen FROM ovfkit_cluster_period"
        " WHERE cluster = :cluster AND first_seen > :time ORDER BY first_seen, last_seen, id LIMIT 1";
    Period found;
    sql << (behind ? after : before_or_at), use(cluster, "cluster"), use(time, "time"), into(found.id),
        into(found.trust), into(found.first), into(found.last);
    if (!sql.got_data()) return std::nullopt;
    return found;
}

void insert_period(soci::session& sql, const std::string& cluster, const Period& period) {
    sql << "INSERT INTO ovfkit_cluster_period (cluster, trust, first_seen, last_seen)"
           " VALUES (:cluster, :trust, :first, :last)",
        use(cluster, "cluster"), use(period.trust, "trust"), use(period.first, "first"), use(period.last, "last");
}

void move_period(soci::session& sql, const Period& period) {
    sql << "UPDATE ovfkit_cluster_period SET first_seen = :first, last_seen = :last WHERE id = :id",
        use(period.first, "first"), use(period.last, "last"), use(period.id, "id");
}

/// Whether it is known already that the cluster was that at `time`.
bool is_covered(soci::session& sql, const std::string& cluster, const Period& seen) {
    int periods = 0;
    sql << "SELECT count(*) FROM ovfkit_cluster_period WHERE cluster = :cluster AND trust = :trust"
           " AND first_seen <= :first AND last_seen >= :last",
        use(cluster, "cluster"), use(seen.trust, "trust"), use(seen.first, "first"), use(seen.last, "last"),
        into(periods);
    return periods != 0;
}

// What was seen between the ends of a period is not kept, so that nothing is known of it but its ends once it turns out
// that it was not one.
void split_period(soci::session& sql, const std::string& cluster, Period period) {
    Period rest = period;
    rest.first = rest.last;
    insert_period(sql, cluster, rest);
    period.last = period.first;
    move_period(sql, period);
}

}  // namespace

void write_sighting(Database& database, const trust::Cluster& cluster, const std::string& time) {
    soci::session& sql = database.sql();
    const std::string name = storable(cluster.name);
    const Period seen{0, std::string(trust::to_string(cluster.trust)), time, time};
    if (is_covered(sql, name, seen)) return;
    auto before = find_period(sql, name, time, false);
    if (before && before->first < time && time < before->last) {
        split_period(sql, name, *before);
        return insert_period(sql, name, seen);
    }
    if (before && before->trust == seen.trust) {
        before->last = time;
        return move_period(sql, *before);
    }
    auto after = find_period(sql, name, time, true);
    if (after && after->trust == seen.trust) {
        after->first = time;
        return move_period(sql, *after);
    }
    insert_period(sql, name, seen);
}

}  // namespace ovfkit::store
