// SPDX-License-Identifier: Apache-2.0
#include "store/reading.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "store/moment.hpp"
#include "store/text_form.hpp"

namespace ovfkit::store {
namespace {

using soci::into;
using soci::use;

/// A query in the form in which the databases take it. The values are bound, never pasted.
struct Filter {
    std::string vm;
    std::string cluster;
    std::string since;
    std::string until;
    std::optional<std::int64_t> last;

    /// Numbers of the entries that fit, as the common table `wanted` for what follows.
    [[nodiscard]] std::string with_wanted() const;
    void bind(soci::statement& statement) const;
};

Result<Filter> make_filter(const Query& query) {
    Filter filter;
    filter.vm = storable(query.vm);
    filter.cluster = storable(query.cluster);
    // The record has whole seconds: half a second before the next one begins, the next one is the first that is later.
    for (const auto& [from, to] : {std::pair{&query.since, &filter.since}, std::pair{&query.until, &filter.until}}) {
        if (from->empty()) continue;
        auto text = utc_text(*from, Fraction::round_up);
        if (!text) return text.error();
        *to = *std::move(text);
    }
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    if (query.last) filter.last = static_cast<std::int64_t>(std::min(*query.last, most));
    return filter;
}

std::string Filter::with_wanted() const {
    std::string conditions;
    const auto add = [&conditions](bool wanted, const char* condition) {
        if (wanted) conditions += std::string(conditions.empty() ? " WHERE " : " AND ") + condition;
    };
    // What the indexes hold is asked for as they hold it.
    add(!vm.empty(),
        "((substr(e.vm_id, 1, 100) = substr(CAST(:vm1 AS TEXT), 1, 100) AND e.vm_id = :vm2)"
        " OR (substr(e.vm_name, 1, 100) = substr(CAST(:vm3 AS TEXT), 1, 100) AND e.vm_name = :vm4))");
    add(!cluster.empty(), "d.cluster = :cluster");
    add(!since.empty(), "d.time >= :since");
    add(!until.empty(), "d.time < :until");
    const std::string fitting =
        "WITH fitting AS (SELECT d.id AS decision, d.time AS time, COALESCE(e.position, -1) AS entity"
        " FROM ovfkit_decision d LEFT JOIN ovfkit_entity e ON e.decision = d.id" +
        conditions + "), wanted AS (SELECT decision, time, entity FROM fitting";
    // Decisions are counted: who sees some of the entities of one would take them for all.
    const std::string newest =
        " WHERE decision IN (SELECT decision FROM fitting GROUP BY decision, time ORDER BY time DESC, decision DESC"
        " LIMIT :last)";
    return fitting + (last ? newest : std::string()) + ") ";
}

void Filter::bind(soci::statement& statement) const {
    if (!vm.empty())
        for (const char* const name : {"vm1", "vm2", "vm3", "vm4"}) statement.exchange(use(vm, name));
    if (!cluster.empty()) statement.exchange(use(cluster, "cluster"));
    if (!since.empty()) statement.exchange(use(since, "since"));
    if (!until.empty()) statement.exchange(use(until, "until"));
    if (last) statement.exchange(use(*last, "last"));
}

void start(soci::statement& statement, const std::string& query) {
    statement.alloc();
    statement.prepare(query);
    statement.define_and_bind();
    statement.execute();
}

/// A column that may hold nothing.
template <class T>
struct Maybe {
    T value{};
    soci::indicator state = soci::i_null;

    void exchange(soci::statement& statement) { statement.exchange(into(value, state)); }
    [[nodiscard]] T or_nothing() const { return state == soci::i_ok ? value : T{}; }
};

std::optional<bool> truth(const Maybe<int>& column) {
    if (column.state != soci::i_ok) return std::nullopt;
    return column.value != 0;
}

/// The one of `values` with that word. The tables take no other words, so that a word of none means that somebody
/// changed them.
template <class T>
bool take_word(const std::string& word, std::initializer_list<T> values, T& to) {
    for (const T value : values) {
        if (std::string_view(to_string(value)) != word) continue;
        to = value;
        return true;
    }
    return false;
}

bool take_trust(const std::string& word, trust::Cluster::Trust& to) {
    using Trust = trust::Cluster::Trust;
    return take_word(word, {Trust::trusted, Trust::untrusted, Trust::unknown}, to);
}

Error strange_word(Database& database) {
    return store_error(ErrorCode::io, "the record " + database.name() + " holds a word that is not one of its own");
}

/// An entry and what tells where it belongs.
struct Row {
    HistoryEntry entry;
    int position = 0;  ///< of the entity; -1 for a decision without any
};

/// Columns of an entry, as they are fetched.
class EntryColumns {
public:
    explicit EntryColumns(soci::statement& statement) {
        for (auto* const text : {&entry_.time, &entry_.file, &entry_.sha256, &entry_.cluster, &cluster_trust_,
                                 &entry_.cluster_source, &entry_.policy_file, &entry_.policy_sha256, &entry_.vm_id,
                                 &entry_.vm_name, &kind_, &outcome_, &decision_outcome_, &entry_.decided_by})
            statement.exchange(into(*text));
        statement.exchange(into(entry_.decision));
        statement.exchange(into(position_));
        statement.exchange(into(acknowledged_));
        for (auto* const text : {&who_, &why_}) text->exchange(statement);
        for (auto* const fact : {&host_, &cluster_, &host_after_, &cluster_after_}) fact->exchange(statement);
    }
    static constexpr const char* names =
        "d.time, d.file, d.sha256, d.cluster, d.cluster_trust, d.cluster_source, d.policy_file, d.policy_sha256,"
        " COALESCE(e.vm_id, ''), COALESCE(e.vm_name, ''), COALESCE(e.kind, 'vm'), COALESCE(e.outcome, d.outcome),"
        " d.outcome, COALESCE(e.decided_by, d.decided_by), d.id, COALESCE(e.position, -1),"
        " COALESCE(e.acknowledged, d.acknowledged), d.acknowledged_by, d.acknowledged_why, e.trusted_host, "
        "e.trusted_cluster,"
        " e.trusted_host_after, e.trusted_cluster_after";

    /// The row that was fetched; empty when a word in it is unknown.
    [[nodiscard]] std::optional<Row> row() const {
        Row row{entry_, position_};
        HistoryEntry& entry = row.entry;
        entry.without_entities = position_ < 0;
        entry.acknowledged = acknowledged_ != 0;
        entry.acknowledged_by = who_.or_nothing();
        entry.acknowledged_why = why_.or_nothing();
        entry.trust = {truth(host_), truth(cluster_)};
        entry.trust_after = {truth(host_after_), truth(cluster_after_)};
        using trust::Outcome;
        if (!take_trust(cluster_trust_, entry.cluster_trust) ||
            !take_word(kind_, {model::EntityKind::vm, model::EntityKind::template_}, entry.kind) ||
            !take_word(outcome_, {Outcome::allow, Outcome::warn, Outcome::refuse}, entry.outcome) ||
            !take_word(decision_outcome_, {Outcome::allow, Outcome::warn, Outcome::refuse}, entry.decision_outcome))
            return std::nullopt;
        return row;
    }

private:
    HistoryEntry entry_;
    int position_ = 0;
    int acknowledged_ = 0;
    std::string cluster_trust_;
    std::string kind_;
    std::string outcome_;
    std::string decision_outcome_;
    Maybe<std::string> who_;
    Maybe<std::string> why_;
    Maybe<int> host_;
    Maybe<int> cluster_;
    Maybe<int> host_after_;
    Maybe<int> cluster_after_;
};

Result<std::vector<Row>> read_entries(Database& database, const Filter& filter) {
    std::vector<Row> rows;
    soci::statement statement(database.sql());
    filter.bind(statement);
    const EntryColumns columns(statement);
    start(statement, filter.with_wanted() + "SELECT " + EntryColumns::names +
                         " FROM wanted w JOIN ovfkit_decision d ON d.id = w.decision"
                         " LEFT JOIN ovfkit_entity e ON e.decision = w.decision AND e.position = w.entity"
                         " ORDER BY d.time, d.id, e.position");
    while (statement.fetch()) {
        auto row = columns.row();
        if (!row) return strange_word(database);
        rows.push_back(*std::move(row));
    }
    return rows;
}

/// Reads one part of all entries: `column` of `table`, which may be a query. Both come in one order, so that one walk
/// finds where each belongs.
template <class T, class Add>
void read_parts(Database& database, const Filter& filter, std::vector<Row>& rows, const char* table, const char* column,
                Add add) {
    soci::statement statement(database.sql());
    filter.bind(statement);
    std::int64_t decision = 0;
    int entity = 0;
    T value{};
    statement.exchange(into(decision));
    statement.exchange(into(entity));
    statement.exchange(into(value));
    start(statement, filter.with_wanted() + "SELECT p.decision, p.entity, p." + column + " FROM wanted w JOIN " +
                         table +
                         " p ON p.decision = w.decision AND p.entity = w.entity"
                         " ORDER BY w.time, p.decision, p.entity, p.position");
    auto row = rows.begin();
    while (statement.fetch()) {
        while (row != rows.end() && (row->entry.decision != decision || row->position != entity)) ++row;
        if (row == rows.end()) return;
        add(row->entry, value);
    }
}

}  // namespace

Result<std::vector<HistoryEntry>> read_history(Database& database, const Query& query) {
    const auto filter = make_filter(query);
    if (!filter) return filter.error();
    auto rows = read_entries(database, *filter);
    if (!rows) return rows.error();
    using Text = const std::string&;
    read_parts<std::string>(database, *filter, *rows, "ovfkit_reason", "message",
                            [](HistoryEntry& entry, Text message) { entry.reasons.push_back(message); });
    read_parts<std::string>(database, *filter, *rows,
                            "(SELECT decision, -1 AS entity, position, message FROM ovfkit_decision_reason)", "message",
                            [](HistoryEntry& entry, Text message) { entry.reasons.push_back(message); });
    read_parts<std::string>(database, *filter, *rows, "ovfkit_flag", "flag",
                            [](HistoryEntry& entry, Text flag) { entry.flags.push_back(flag); });
    read_parts<int>(database, *filter, *rows, "ovfkit_event", "number",
                    [](HistoryEntry& entry, int number) { entry.events.push_back(number); });
    std::vector<HistoryEntry> entries;
    entries.reserve(rows->size());
    for (Row& row : *rows) entries.push_back(std::move(row.entry));
    return entries;
}

Result<std::vector<ClusterPeriod>> read_periods(Database& database, const std::string& name) {
    const std::string cluster = storable(name);
    std::vector<ClusterPeriod> periods;
    ClusterPeriod period;
    std::string word;
    soci::statement statement(database.sql());
    if (!cluster.empty()) statement.exchange(use(cluster, "cluster"));
    for (auto* const text : {&period.cluster, &word, &period.first_seen, &period.last_seen})
        statement.exchange(into(*text));
    start(statement, "SELECT cluster, trust, first_seen, last_seen FROM ovfkit_cluster_period" +
                         std::string(cluster.empty() ? "" : " WHERE cluster = :cluster") +
                         " ORDER BY cluster, first_seen, last_seen, id");
    while (statement.fetch()) {
        if (!take_trust(word, period.trust)) return strange_word(database);
        periods.push_back(period);
    }
    return periods;
}

}  // namespace ovfkit::store
