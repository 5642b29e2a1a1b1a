// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "store/databases.hpp"
#include "store/records.hpp"

namespace ovfkit::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SchemaOf : public Databases {
protected:
    /// Tables as the first version had them, with one decision in them.
    void make_version_1() const {
        std::string sql = R"(
CREATE TABLE ovfkit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE ovfkit_decision (id {id}, time TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    cluster TEXT NOT NULL, cluster_trust TEXT NOT NULL, policy TEXT NOT NULL, outcome TEXT NOT NULL, signed_trust TEXT,
    acknowledged_by TEXT, acknowledged_why TEXT);
CREATE TABLE ovfkit_entity (decision BIGINT NOT NULL REFERENCES ovfkit_decision (id), position INTEGER NOT NULL,
    vm_id TEXT NOT NULL, vm_name TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL,
    acknowledged SMALLINT NOT NULL, trusted_host SMALLINT, trusted_cluster SMALLINT, trusted_host_after SMALLINT,
    trusted_cluster_after SMALLINT, PRIMARY KEY (decision, position));
CREATE TABLE ovfkit_reason (decision BIGINT NOT NULL, entity INTEGER NOT NULL, position INTEGER NOT NULL,
    code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (decision, entity, position),
    FOREIGN KEY (decision, entity) REFERENCES ovfkit_entity (decision, position));
CREATE TABLE ovfkit_event (decision BIGINT NOT NULL, entity INTEGER NOT NULL, position INTEGER NOT NULL,
    number INTEGER NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (decision, entity, position),
    FOREIGN KEY (decision, entity) REFERENCES ovfkit_entity (decision, position));
CREATE TABLE ovfkit_cluster_period (id {id}, cluster TEXT NOT NULL, trust TEXT NOT NULL, first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL);
INSERT INTO ovfkit_meta VALUES ('schema', '1');
INSERT INTO ovfkit_decision (time, file, sha256, cluster, cluster_trust, policy, outcome)
    VALUES ('2026-01-01T00:00:00Z', 'old.ovf', 'b', 'lab', 'untrusted', 'warn', 'warn');
INSERT INTO ovfkit_entity VALUES (1, 0, 'old-id', 'old', 'vm', 'warn', 0, 1, NULL, 1, NULL);
INSERT INTO ovfkit_reason VALUES (1, 0, 0, 'trust/untrusted-target', 'warning', 'a sentence');
INSERT INTO ovfkit_event VALUES (1, 0, 0, 10003, 'NAME', 'another');
INSERT INTO ovfkit_cluster_period (cluster, trust, first_seen, last_seen)
    VALUES ('lab', 'untrusted', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
)";
        const std::string id =
            is_sqlite() ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        for (std::size_t at = sql.find("{id}"); at != std::string::npos; at = sql.find("{id}")) sql.replace(at, 4, id);
        if (is_sqlite()) sql += "PRAGMA application_id = " + std::to_string(0x4F56466B) + ";";
        (void)seen(sql);
    }

    /// Opens the store in many processes at the same moment; how many of them found it good.
    [[nodiscard]] int open_at_once(int processes) const {
        int gate[2];
        if (pipe(gate) != 0) return -1;
        std::vector<pid_t> children;
        for (int i = 0; i < processes; ++i) {
            const pid_t child = fork();
            if (child == 0) {
                close(gate[1]);
                char nothing = 0;
                (void)!read(gate[0], &nothing, 1);  // until the other end is closed
                auto store = Store::open(where());
                const bool good = store && store->record(record_of({trusted_vm("id", "vm")}, lab));
                _exit(good ? 0 : 1);
            }
            children.push_back(child);
        }
        close(gate[0]);
        close(gate[1]);
        int good = 0;
        for (const pid_t child : children) {
            int status = 0;
            if (waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0) ++good;
        }
        return good;
    }
};

TEST_P(SchemaOf, IsMadeOnceWhenManyOpenAtOnce) {
    EXPECT_EQ(open_at_once(8), 8);
    EXPECT_EQ(seen("SELECT name, value FROM ovfkit_meta"), "schema|3\n");
    EXPECT_THAT(opened().history().value(), SizeIs(8));
}

TEST_P(SchemaOf, IsBroughtUpToDate) {
    make_version_1();
    auto store = opened();
    EXPECT_EQ(store.schema_version().value(), 3);
    EXPECT_EQ(seen("SELECT value FROM ovfkit_meta WHERE name = 'schema'"), "3\n");
    EXPECT_EQ(store.record(record_of({trusted_vm("id", "vm")}, lab)).value(), 2);
    const auto entries = store.history().value();
    ASSERT_THAT(entries, SizeIs(2));
    EXPECT_EQ(entries[0].vm_id, "old-id");
    EXPECT_EQ(entries[0].decided_by, "");
    EXPECT_EQ(entries[0].cluster_source, "");
    EXPECT_EQ(entries[0].decision_outcome, trust::Outcome::warn);
    EXPECT_THAT(entries[0].flags, IsEmpty());
    EXPECT_THAT(entries[0].reasons, testing::ElementsAre("a sentence"));
    EXPECT_THAT(entries[0].events, testing::ElementsAre(10003));
    EXPECT_THAT(entries[1].flags, SizeIs(1));
    EXPECT_THAT(store.clusters().value(), SizeIs(1));
}

TEST_P(SchemaOf, TellsOfAnOldDecisionThatItWasAcknowledged) {
    make_version_1();
    (void)seen("UPDATE ovfkit_entity SET acknowledged = 1;");
    (void)seen(
        "INSERT INTO ovfkit_decision (time, file, sha256, cluster, cluster_trust, policy, outcome)"
        " VALUES ('2026-01-02T00:00:00Z', 'old.ovf', 'b', 'lab', 'untrusted', 'warn', 'refuse');"
        "INSERT INTO ovfkit_entity VALUES (2, 0, 'old-id', 'old', 'vm', 'allow', 1, 1, NULL, 1, NULL);");
    (void)opened();
    EXPECT_EQ(seen("SELECT acknowledged FROM ovfkit_decision ORDER BY id"), "1\n0\n");
}

TEST_P(SchemaOf, IsBroughtUpToDateAlsoWhenItMustExist) {
    make_version_1();
    Store::Options options;
    options.must_exist = true;
    EXPECT_EQ(Store::open(where(), options).value().schema_version().value(), 3);
}

TEST_P(SchemaOf, IsBroughtUpToDateOnceWhenManyOpenAtOnce) {
    make_version_1();
    EXPECT_EQ(open_at_once(8), 8);
    EXPECT_THAT(opened().history().value(), SizeIs(9));
}

TEST_P(SchemaOf, StaysAsItIsWhenItCannotBeBroughtUpToDate) {
    make_version_1();
    (void)seen("CREATE TABLE ovfkit_flag (somebody_elses TEXT);");  // the second statement of the step stumbles over it
    const auto refused = Store::open(where());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::io);
    EXPECT_THAT(refused.error().message, HasSubstr("ovfkit_flag"));
    EXPECT_EQ(seen("SELECT value FROM ovfkit_meta"), "1\n");
    EXPECT_EQ(seen(is_sqlite() ? "SELECT count(*) FROM pragma_table_info('ovfkit_entity') WHERE name = 'decided_by'"
                               : "SELECT count(*) FROM information_schema.columns WHERE column_name = 'decided_by'"),
              "0\n");
    (void)seen("DROP TABLE ovfkit_flag;");
    EXPECT_THAT(opened().history().value(), SizeIs(1));
}

TEST_P(SchemaOf, IsRefusedWhenItIsNewer) {
    auto before = opened();
    (void)seen("UPDATE ovfkit_meta SET value = '4';");
    const auto refused = Store::open(where());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unsupported);
    EXPECT_THAT(refused.error().message, HasSubstr("version 4, which is newer than 3"));
    EXPECT_EQ(before.record(record_of({}, lab)).error().code, ErrorCode::unsupported)
        << "somebody has brought it up to date meanwhile";
    EXPECT_EQ(before.history().error().code, ErrorCode::unsupported);
    EXPECT_EQ(seen("SELECT count(*) FROM ovfkit_decision"), "0\n");
    for (const char* const nonsense : {"", "two", "2x", "-1", "0", "99999999999999999999"}) {
        (void)seen("UPDATE ovfkit_meta SET value = '" + std::string(nonsense) + "';");
        EXPECT_EQ(Store::open(where()).error().code, ErrorCode::unsupported) << nonsense;
    }
    (void)seen("DELETE FROM ovfkit_meta;");
    EXPECT_EQ(Store::open(where()).error().code, ErrorCode::unsupported);
}

TEST_P(SchemaOf, TakesNoWordsButItsOwn) {
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({trusted_vm("id", "vm")}, lab)));
    if (is_sqlite()) {
        (void)seen("PRAGMA ignore_check_constraints = ON; UPDATE ovfkit_entity SET outcome = 'maybe';");
    } else {
        (void)seen("ALTER TABLE ovfkit_entity DROP CONSTRAINT ovfkit_entity_outcome_check");
        (void)seen("UPDATE ovfkit_entity SET outcome = 'maybe'");
    }
    const auto strange = store.history();
    ASSERT_FALSE(strange);
    EXPECT_THAT(strange.error().message, HasSubstr("a word that is not one of its own"));
}

OVFKIT_OVER_BOTH(SchemaOf);

}  // namespace
}  // namespace ovfkit::store
