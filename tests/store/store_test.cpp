// SPDX-License-Identifier: Apache-2.0
#include "store/databases.hpp"
#include "store/records.hpp"

namespace ovfkit::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class StoreOf : public Databases {};

std::vector<std::string> ids(const std::vector<HistoryEntry>& entries) {
    std::vector<std::string> all;
    for (const HistoryEntry& entry : entries) all.push_back(entry.vm_id);
    return all;
}

TEST_P(StoreOf, KeepsEverythingOfADecision) {
    auto record = record_of({trusted_vm("id-1", "one"), trusted_vm("id-2", "two")}, lab);
    record.decision.acknowledgement = trust::Acknowledgement{"ann", "because"};
    trust::EntityDecision& second = record.decision.entities[1];
    second.kind = model::EntityKind::template_;
    second.acknowledged = true;
    second.outcome = trust::Outcome::refuse;
    second.trust_after = {false, std::nullopt};
    second.decided_by = "lab may take anything (policy.toml:12)";
    auto store = opened();
    EXPECT_EQ(store.record(record).value(), 1);

    const auto entries = store.history().value();
    ASSERT_THAT(entries, SizeIs(2));
    HistoryEntry expected;
    expected.decision = 1;
    expected.time = "2026-01-31T12:00:00Z";
    expected.file = "some.ovf";
    expected.sha256 = std::string(64, 'a');
    expected.cluster = "lab";
    expected.cluster_trust = trust::Cluster::Trust::untrusted;
    expected.vm_id = "id-2";
    expected.vm_name = "two";
    expected.kind = model::EntityKind::template_;
    expected.outcome = trust::Outcome::refuse;
    expected.decision_outcome = trust::Outcome::warn;
    expected.acknowledged = true;
    expected.acknowledged_by = "ann";
    expected.acknowledged_why = "because";
    expected.trust.trusted_host = true;
    expected.trust_after.trusted_host = false;
    expected.decided_by = second.decided_by;
    for (const trust::Reason& reason : second.reasons) expected.reasons.push_back(reason.message);
    for (const trust::Event& event : second.events) expected.events.push_back(event.id);
    expected.flags = {"TrustedHostFlag=true (entity)"};
    ASSERT_THAT(expected.reasons, SizeIs(testing::Ge(1U)));
    EXPECT_THAT(expected.events, ElementsAre(10003));
    EXPECT_EQ(entries[1], expected);
    EXPECT_EQ(entries[0].vm_id, "id-1");
    EXPECT_FALSE(entries[0].trust.trusted_cluster.has_value());
}

TEST_P(StoreOf, WritesWhatOtherProgramsCanRead) {
    ASSERT_TRUE(opened().record(record_of({trusted_vm("id-1", "Überwachung")}, lab)));
    EXPECT_EQ(seen("SELECT d.time, d.cluster, d.cluster_trust, d.outcome, e.vm_name, e.trusted_host, e.trusted_cluster,"
                   " v.number, f.flag FROM ovfkit_decision d JOIN ovfkit_entity e ON e.decision = d.id"
                   " JOIN ovfkit_event v ON v.decision = d.id JOIN ovfkit_flag f ON f.decision = d.id"),
              "2026-01-31T12:00:00Z|lab|untrusted|warn|Überwachung|1||10003|TrustedHostFlag=true (entity)\n");
    EXPECT_EQ(seen("SELECT value FROM ovfkit_meta WHERE name = 'schema'"), "3\n");
}

TEST_P(StoreOf, KeepsFlagsInAllTheirForms) {
    auto entity = trusted_vm("id", "vm");
    entity.flags[0].readable = false;
    entity.flags[0].place = trust::FlagPlace::trust_section;
    trust::Flag other;
    other.spelling = "TrustedService";
    other.value = false;
    other.place = trust::FlagPlace::misplaced;
    entity.flags.push_back(other);
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({entity}, lab)));
    EXPECT_THAT(store.history().value()[0].flags,
                ElementsAre("TrustedHostFlag=unreadable (trust section)", "TrustedService=false (misplaced)"));
}

TEST_P(StoreOf, KeepsTextOfAnyKindAndFindsItAgain) {
    const std::string hostile = "Robert'); DROP TABLE ovfkit_entity;-- :name \"$1\" \\ % _\n\t\x01 \U0001F512";
    const std::string broken("a\0b\xff", 4);
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({trusted_vm(broken, hostile)}, {hostile, trust::Cluster::Trust::trusted})));
    for (const std::string& wanted : {hostile, broken}) {
        Query query;
        query.vm = wanted;
        query.cluster = hostile;
        const auto entries = store.history(query).value();
        ASSERT_THAT(entries, SizeIs(1)) << wanted;
        EXPECT_EQ(entries[0].vm_name, hostile);
        EXPECT_EQ(entries[0].cluster, hostile);
        EXPECT_EQ(entries[0].vm_id, "a\\u{00}b\\xff");
    }
    EXPECT_THAT(store.clusters(hostile).value(), SizeIs(1));
}

TEST_P(StoreOf, KeepsLongTextsAndManyEntities) {
    const std::string name(std::size_t{1} << 20U, 'x');
    std::vector<trust::EntityEvidence> entities;
    for (int i = 0; i < 300; ++i) entities.push_back(trusted_vm("id-" + std::to_string(i), i == 7 ? name : "vm"));
    auto store = opened();
    ASSERT_TRUE(store.record(record_of(entities, lab)));
    const auto entries = store.history().value();
    ASSERT_THAT(entries, SizeIs(300));
    EXPECT_EQ(entries[7].vm_name, name);
    EXPECT_EQ(entries[299].vm_id, "id-299");
    for (const HistoryEntry& entry : entries) ASSERT_THAT(entry.flags, SizeIs(1)) << entry.vm_id;
}

TEST_P(StoreOf, AnswersWhatIsAskedFor) {
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({trusted_vm("a", "first")}, lab, "2026-01-31T12:00:00Z")));
    ASSERT_TRUE(store.record(record_of({trusted_vm("b", "a"), trusted_vm("c", "C")}, vault, "2026-01-31T12:00:01Z")));
    ASSERT_TRUE(store.record(record_of({trusted_vm("d", "fourth")}, lab, "2026-01-31T14:00:02+02:00")));

    const auto asked = [&store](Query query) { return ids(store.history(query).value()); };
    Query query;
    EXPECT_THAT(asked(query), ElementsAre("a", "b", "c", "d"));
    query.vm = "a";
    EXPECT_THAT(asked(query), ElementsAre("a", "b")) << "an id and a name";
    query.cluster = "lab";
    EXPECT_THAT(asked(query), ElementsAre("a"));
    query.vm = "";
    EXPECT_THAT(asked(query), ElementsAre("a", "d"));
    query.cluster = "LAB";
    EXPECT_THAT(asked(query), IsEmpty()) << "letter by letter";
    query = {};
    query.vm = "c";
    EXPECT_THAT(asked(query), ElementsAre("c"));
    query.vm = "%";
    EXPECT_THAT(asked(query), IsEmpty());
    query = {};
    query.since = "2026-01-31T12:00:01Z";
    EXPECT_THAT(asked(query), ElementsAre("b", "c", "d"));
    query.since = "2026-01-31T13:00:01.001+01:00";
    EXPECT_THAT(asked(query), ElementsAre("d"));
    query.since = "";
    query.until = "2026-01-31T12:00:01Z";
    EXPECT_THAT(asked(query), ElementsAre("a"));
    query.until = "2026-01-31T12:00:01.5Z";
    EXPECT_THAT(asked(query), ElementsAre("a", "b", "c"));
    query = {};
    query.last = 2;
    EXPECT_THAT(asked(query), ElementsAre("b", "c", "d")) << "the newest decisions, whole, oldest first";
    query.last = 1;
    EXPECT_THAT(asked(query), ElementsAre("d"));
    query.last = 0;
    EXPECT_THAT(asked(query), IsEmpty());
    query.last = ~std::uint64_t{0};
    EXPECT_THAT(asked(query), SizeIs(4));
    query.last = 1;
    query.cluster = "vault";
    EXPECT_THAT(asked(query), ElementsAre("b", "c"));
    EXPECT_THAT(store.history(query).value()[0].flags, SizeIs(1));
}

TEST_P(StoreOf, SortsByTimeAndNotByNumber) {
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({trusted_vm("late", "")}, lab, "2026-01-31T12:00:05Z")));
    ASSERT_TRUE(store.record(record_of({trusted_vm("early", "")}, lab, "2026-01-31T12:00:00.999Z")));
    const auto entries = store.history().value();
    EXPECT_THAT(ids(entries), ElementsAre("early", "late"));
    EXPECT_EQ(entries[0].time, "2026-01-31T12:00:00Z");
    EXPECT_EQ(entries[0].decision, 2);
    EXPECT_THAT(entries[0].flags, SizeIs(1));
    EXPECT_THAT(entries[1].flags, SizeIs(1));
}

TEST_P(StoreOf, RefusesTimesThatAreNone) {
    auto store = opened();
    for (const char* const time : {"", "yesterday", "2026-01-31", "2026-02-30T00:00:00Z", "2026-01-31T12:00:00",
                                   "2026-01-31T24:00:00Z", "2026-01-31T12:00:00+24:00", "0000-01-01T00:00:00+01:00",
                                   "9999-12-31T23:59:59-01:00", "2026-01-31T12:00:00.Z"}) {
        const auto refused = store.record(record_of({}, lab, time));
        ASSERT_FALSE(refused) << time;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(store.observe(lab, time).error().code, ErrorCode::invalid_argument);
        Query query;
        query.since = time;
        if (*time == '\0') continue;  // asks for all
        EXPECT_EQ(store.history(query).error().code, ErrorCode::invalid_argument);
    }
    EXPECT_EQ(seen("SELECT count(*) FROM ovfkit_decision"), "0\n");
}

TEST_P(StoreOf, KeepsADecisionWithoutEntities) {
    auto store = opened();
    auto record = record_of({}, vault);
    record.decision.outcome = trust::Outcome::refuse;
    record.decision.decided_by = "closed (policy.toml:3)";
    record.decision.reasons = {{"policy/decided", Severity::note, "one"}, {"trust/x", Severity::error, "two"}};
    EXPECT_EQ(store.record(record).value(), 1);
    ASSERT_TRUE(store.record(record_of({trusted_vm("a", "")}, vault, "2026-01-31T12:00:01Z")));
    const auto entries = store.history().value();
    ASSERT_THAT(entries, SizeIs(2));
    HistoryEntry expected;
    expected.decision = 1;
    expected.time = "2026-01-31T12:00:00Z";
    expected.file = "some.ovf";
    expected.sha256 = std::string(64, 'a');
    expected.cluster = "vault";
    expected.cluster_trust = trust::Cluster::Trust::trusted;
    expected.without_entities = true;
    expected.decided_by = record.decision.decided_by;
    expected.reasons = {"one", "two"};
    EXPECT_EQ(entries[0], expected) << "refused, and why";
    EXPECT_FALSE(entries[1].without_entities);
    Query query;
    query.vm = "a";
    EXPECT_THAT(ids(store.history(query).value()), ElementsAre("a"));
    EXPECT_EQ(seen("SELECT outcome, decided_by FROM ovfkit_decision WHERE id = 1"), "refuse|closed (policy.toml:3)\n");
    EXPECT_EQ(seen("SELECT position, code, severity FROM ovfkit_decision_reason WHERE decision = 1 ORDER BY position"),
              "0|policy/decided|note\n1|trust/x|error\n");
    EXPECT_THAT(store.clusters().value(), SizeIs(1));
}

TEST_P(StoreOf, KeepsWhereTrustWasLearntAndWhichPolicyDecided) {
    auto record = record_of({trusted_vm("a", "")}, lab);
    record.cluster_source = "engine https://engine.example + attestation";
    record.policy_sha256 = std::string(64, 'b');
    record.decision.policy_file = "prod.toml";
    auto store = opened();
    ASSERT_TRUE(store.record(record));
    const auto entry = store.history().value().at(0);
    EXPECT_EQ(entry.cluster_source, record.cluster_source);
    EXPECT_EQ(entry.policy_file, "prod.toml");
    EXPECT_EQ(entry.policy_sha256, record.policy_sha256);
    EXPECT_EQ(seen("SELECT cluster_source, policy_file FROM ovfkit_decision"), record.cluster_source + "|prod.toml\n");
}

TEST_P(StoreOf, IsThereWhenItIsOpenedAgain) {
    ASSERT_TRUE(opened().record(record_of({trusted_vm("a", "")}, lab)));
    auto store = opened();
    EXPECT_EQ(store.record(record_of({trusted_vm("b", "")}, lab)).value(), 2);
    EXPECT_THAT(ids(store.history().value()), ElementsAre("a", "b"));
    EXPECT_EQ(store.schema_version().value(), 3);
}

TEST_P(StoreOf, MovesFromPlaceToPlace) {
    auto store = opened();
    Store other = std::move(store);
    ASSERT_TRUE(other.record(record_of({trusted_vm("a", "")}, lab)));
    store = std::move(other);
    EXPECT_THAT(store.history().value(), SizeIs(1));
}

TEST_P(StoreOf, IsNotMadeWhenItMustExist) {
    Store::Options options;
    options.must_exist = true;
    for (int i = 0; i < 2; ++i) {
        const auto store = Store::open(where(), options);
        ASSERT_FALSE(store);
        EXPECT_EQ(store.error().code, ErrorCode::not_found) << store.error().message;
    }
    EXPECT_TRUE(opened().record(record_of({trusted_vm("a", "")}, lab)));
    EXPECT_THAT(Store::open(where(), options).value().history().value(), SizeIs(1));
}

OVFKIT_OVER_BOTH(StoreOf);

}  // namespace
}  // namespace ovfkit::store
