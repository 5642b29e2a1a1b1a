// SPDX-License-Identifier: Apache-2.0
#include "store/writing.hpp"

#include <optional>

#include "store/text_form.hpp"

namespace ovfkit::store {
namespace {

using soci::use;

std::string word_of(std::string_view word) { return std::string(word); }

/// A value that may be missing, in the form in which SOCI takes it.
struct MaybeText {
    std::string value;
    soci::indicator state = soci::i_null;

    MaybeText() = default;
    explicit MaybeText(std::string_view text) : value(storable(text)), state(soci::i_ok) {}
};

struct MaybeTruth {
    int value = 0;
    soci::indicator state = soci::i_null;

    explicit MaybeTruth(std::optional<bool> fact)
        : value(fact.value_or(false) ? 1 : 0), state(fact ? soci::i_ok : soci::i_null) {}
};

/// Which entity of which decision, and which of its parts.
struct Place {
    std::int64_t decision;
    int entity;
    int position = 0;
};

std::int64_t insert_decision(soci::session& sql, const trust::AuditRecord& record, const std::string& time) {
    const trust::Decision& decision = record.decision;
    const std::string file = storable(record.file);
    const std::string sha256 = storable(record.sha256);
    const std::string cluster = storable(decision.cluster.name);
    const std::string cluster_trust = word_of(trust::to_string(decision.cluster.trust));
    const std::string policy = word_of(trust::to_string(decision.policy.trusted_into_untrusted));
    const std::string outcome = word_of(trust::to_string(decision.outcome));
    MaybeText signed_trust;
    if (decision.signed_trust) signed_trust = MaybeText(trust::to_string(*decision.signed_trust));
    MaybeText who;
    MaybeText why;
    if (decision.acknowledgement) {
        who = MaybeText(decision.acknowledgement->who);
        why = MaybeText(decision.acknowledgement->why);
    }
    const std::string decided_by = storable(decision.decided_by);
    const std::string cluster_source = storable(record.cluster_source);
    const std::string policy_file = storable(decision.policy_file);
    const std::string policy_sha256 = storable(record.policy_sha256);
    const int acknowledged = decision.acknowledged ? 1 : 0;
    std::int64_t id = 0;
    sql << "INSERT INTO ovfkit_decision (time, file, sha256, cluster, cluster_trust, policy, outcome, signed_trust,"
           " acknowledged_by, acknowledged_why, acknowledged, decided_by, cluster_source, policy_file, policy_sha256)"
           " VALUES (:time, :file, :sha256, :cluster, :cluster_trust, :policy, :outcome, :signed_trust, :who, :why,"
           " :acknowledged, :decided_by, :cluster_source, :policy_file, :policy_sha256) RETURNING id",
        use(time, "time"), use(file, "file"), use(sha256, "sha256"), use(cluster, "cluster"),
        use(cluster_trust, "cluster_trust"), use(policy, "policy"), use(outcome, "outcome"),
        use(signed_trust.value, signed_trust.state, "signed_trust"), use(who.value, who.state, "who"),
        use(why.value, why.state, "why"), use(acknowledged, "acknowledged"), use(decided_by, "decided_by"),
        use(cluster_source, "cluster_source"), use(policy_file, "policy_file"), use(policy_sha256, "policy_sha256"),
        soci::into(id);
    return id;
}

void insert_reason(soci::session& sql, const Place& place, const trust::Reason& reason) {
    const std::string code = word_of(reason.code);
    const std::string severity = word_of(to_string(reason.severity));
    const std::string message = storable(reason.message);
    sql << "INSERT INTO ovfkit_reason (decision, entity, position, code, severity, message)"
           " VALUES (:decision, :entity, :position, :code, :severity, :message)",
        use(place.decision, "decision"), use(place.entity, "entity"), use(place.position, "position"),
        use(code, "code"), use(severity, "severity"), use(message, "message");
}

void insert_decision_reason(soci::session& sql, const Place& place, const trust::Reason& reason) {
    const std::string code = word_of(reason.code);
    const std::string severity = word_of(to_string(reason.severity));
    const std::string message = storable(reason.message);
    sql << "INSERT INTO ovfkit_decision_reason (decision, position, code, severity, message)"
           " VALUES (:decision, :position, :code, :severity, :message)",
        use(place.decision, "decision"), use(place.position, "position"), use(code, "code"), use(severity, "severity"),
        use(message, "message");
}

void insert_event(soci::session& sql, const Place& place, const trust::Event& event) {
    const std::string name = word_of(event.name);
    const std::string message = storable(event.message);
    sql << "INSERT INTO ovfkit_event (decision, entity, position, number, name, message)"
           " VALUES (:decision, :entity, :position, :number, :name, :message)",
        use(place.decision, "decision"), use(place.entity, "entity"), use(place.position, "position"),
        use(event.id, "number"), use(name, "name"), use(message, "message");
}

void insert_flag(soci::session& sql, const Place& place, const trust::Flag& flag) {
    const std::string text = flag_text(flag);
    sql << "INSERT INTO ovfkit_flag (decision, entity, position, flag) VALUES (:decision, :entity, :position, :flag)",
        use(place.decision, "decision"), use(place.entity, "entity"), use(place.position, "position"),
        use(text, "flag");
}

void insert_entity(soci::session& sql, const Place& place, const trust::EntityDecision& entity) {
    const std::string id = storable(entity.id);
    const std::string name = storable(entity.name);
    const std::string kind = word_of(model::to_string(entity.kind));
    const std::string outcome = word_of(trust::to_string(entity.outcome));
    const std::string decided_by = storable(entity.decided_by);
    const int acknowledged = entity.acknowledged ? 1 : 0;
    MaybeTruth host(entity.trust.trusted_host);
    MaybeTruth cluster(entity.trust.trusted_cluster);
    MaybeTruth host_after(entity.trust_after.trusted_host);
    MaybeTruth cluster_after(entity.trust_after.trusted_cluster);
    sql << "INSERT INTO ovfkit_entity (decision, position, vm_id, vm_name, kind, outcome, acknowledged, trusted_host,"
           " trusted_cluster, trusted_host_after, trusted_cluster_after, decided_by) VALUES (:decision, :position,"
           " :vm_id, :vm_name, :kind, :outcome, :acknowledged, :host, :cluster, :host_after, :cluster_after,"
           " :decided_by)",
        use(place.decision, "decision"), use(place.entity, "position"), use(id, "vm_id"), use(name, "vm_name"),
        use(kind, "kind"), use(outcome, "outcome"), use(acknowledged, "acknowledged"),
        use(host.value, host.state, "host"), use(cluster.value, cluster.state, "cluster"),
        use(host_after.value, host_after.state, "host_after"),
        use(cluster_after.value, cluster_after.state, "cluster_after"), use(decided_by, "decided_by");
}

template <class Part, class Insert>
void insert_all(soci::session& sql, Place place, const std::vector<Part>& parts, Insert insert) {
    for (const Part& part : parts) {
        insert(sql, place, part);
        ++place.position;
    }
}

}  // namespace

std::int64_t write_decision(Database& database, const trust::AuditRecord& record, const std::string& time) {
    soci::session& sql = database.sql();
    Place place{insert_decision(sql, record, time), 0};
    insert_all(sql, place, record.decision.reasons, insert_decision_reason);
    for (const trust::EntityDecision& entity : record.decision.entities) {
        insert_entity(sql, place, entity);
        insert_all(sql, place, entity.reasons, insert_reason);
        insert_all(sql, place, entity.events, insert_event);
        insert_all(sql, place, entity.flags, insert_flag);
        ++place.entity;
    }
    return place.decision;
}

}  // namespace ovfkit::store
