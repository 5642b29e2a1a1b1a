// SPDX-License-Identifier: Apache-2.0
#include "store/schema.hpp"

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::store {
namespace {

/// What makes one version of the tables out of the one before.
struct Step {
    int version;
    std::vector<std::string_view> statements;
};

// Steps that were released stay as they are. Both databases run them: `{id}` is a number that counts upwards and is
// never given twice, `{text}` is text that is compared byte by byte. Truth is 0 or 1, because SQLite knows nothing
// else.
const std::vector<Step>& steps() {
    static const std::vector<Step> all{
        {1,
         {
             R"(CREATE TABLE ovfkit_meta (
                    name {text} PRIMARY KEY,
                    value {text} NOT NULL))",
             R"(CREATE TABLE ovfkit_decision (
                    id {id},
                    time {text} NOT NULL,
                    file {text} NOT NULL,
                    sha256 {text} NOT NULL,
                    cluster {text} NOT NULL,
                    cluster_trust {text} NOT NULL CHECK (cluster_trust IN ('trusted', 'untrusted', 'unknown')),
                    policy {text} NOT NULL CHECK (policy IN ('warn', 'allow', 'refuse')),
                    outcome {text} NOT NULL CHECK (outcome IN ('allow', 'warn', 'refuse')),
                    signed_trust {text} CHECK (signed_trust IN ('absent', 'altered', 'rejected', 'accepted')),
                    acknowledged_by {text},
                    acknowledged_why {text}))",
             R"(CREATE TABLE ovfkit_entity (
                    decision BIGINT NOT NULL REFERENCES ovfkit_decision (id),
                    position INTEGER NOT NULL,
                    vm_id {text} NOT NULL,
                    vm_name {text} NOT NULL,
                    kind {text} NOT NULL CHECK (kind IN ('vm', 'template')),
                    outcome {text} NOT NULL CHECK (outcome IN ('allow', 'warn', 'refuse')),
                    acknowledged SMALLINT NOT NULL CHECK (acknowledged IN (0, 1)),
                    trusted_host SMALLINT CHECK (trusted_host IN (0, 1)),
                    trusted_cluster SMALLINT CHECK (trusted_cluster IN (0, 1)),
                    trusted_host_after SMALLINT CHECK (trusted_host_after IN (0, 1)),
                    trusted_cluster_after SMALLINT CHECK (trusted_cluster_after IN (0, 1)),
                    PRIMARY KEY (decision, position)))",
             R"(CREATE TABLE ovfkit_reason (
                    decision BIGINT NOT NULL,
                    entity INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    code {text} NOT NULL,
                    severity {text} NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
                    message {text} NOT NULL,
                    PRIMARY KEY (decision, entity, position),
                    FOREIGN KEY (decision, entity) REFERENCES ovfkit_entity (decision, position)))",
             R"(CREATE TABLE ovfkit_event (
                    decision BIGINT NOT NULL,
                    entity INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    name {text} NOT NULL,
                    message {text} NOT NULL,
                    PRIMARY KEY (decision, entity, position),
                    FOREIGN KEY (decision, entity) REFERENCES ovfkit_entity (decision, position)))",
             R"(CREATE TABLE ovfkit_cluster_period (
                    id {id},
                    cluster {text} NOT NULL,
                    trust {text} NOT NULL CHECK (trust IN ('trusted', 'untrusted', 'unknown')),
                    first_seen {text} NOT NULL,
                    last_seen {text} NOT NULL,
                    CHECK (first_seen <= last_seen)))",
             "INSERT INTO ovfkit_meta (name, value) VALUES ('schema', '1')",
         }},
        {2,
         {
             "ALTER TABLE ovfkit_entity ADD COLUMN decided_by {text} NOT NULL DEFAULT ''",
             R"(CREATE TABLE ovfkit_flag (
                    decision BIGINT NOT NULL,
                    entity INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    flag {text} NOT NULL,
                    PRIMARY KEY (decision, entity, position),
                    FOREIGN KEY (decision, entity) REFERENCES ovfkit_entity (decision, position)))",
             "CREATE INDEX ovfkit_decision_time ON ovfkit_decision (time, id)",
             // Of the front only: PostgreSQL refuses a row with a text that is too long for an index.
             "CREATE INDEX ovfkit_entity_id ON ovfkit_entity (substr(vm_id, 1, 100))",
             "CREATE INDEX ovfkit_entity_name ON ovfkit_entity (substr(vm_name, 1, 100))",
             "UPDATE ovfkit_meta SET value = '2' WHERE name = 'schema'",
         }},
        {3,
         {
             "ALTER TABLE ovfkit_decision ADD COLUMN decided_by {text} NOT NULL DEFAULT ''",
             "ALTER TABLE ovfkit_decision ADD COLUMN acknowledged SMALLINT NOT NULL DEFAULT 0",
             R"(UPDATE ovfkit_decision SET acknowledged = 1 WHERE outcome <> 'refuse' AND EXISTS (
                    SELECT 1 FROM ovfkit_entity e WHERE e.decision = ovfkit_decision.id AND e.acknowledged = 1))",
             // Of the decision as a whole; those of an entity are in ovfkit_reason.
             R"(CREATE TABLE ovfkit_decision_reason (
                    decision BIGINT NOT NULL REFERENCES ovfkit_decision (id),
                    position INTEGER NOT NULL,
                    code {text} NOT NULL,
                    severity {text} NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
                    message {text} NOT NULL,
                    PRIMARY KEY (decision, position)))",
             // Where the trust of the cluster was learnt, and what decided.
             "ALTER TABLE ovfkit_decision ADD COLUMN cluster_source {text} NOT NULL DEFAULT ''",
             "ALTER TABLE ovfkit_decision ADD COLUMN policy_file {text} NOT NULL DEFAULT ''",
             "ALTER TABLE ovfkit_decision ADD COLUMN policy_sha256 {text} NOT NULL DEFAULT ''",
             "UPDATE ovfkit_meta SET value = '3' WHERE name = 'schema'",
         }},
    };
    return all;
}

Result<void> refuse_version(Database& database, int version) {
    if (version > schema_version)
        return store_error(ErrorCode::unsupported, "the record " + database.name() + " has tables of version " +
                                                       std::to_string(version) + ", which is newer than " +
                                                       std::to_string(schema_version) + ", the newest known here");
    return {};
}

Result<void> run_steps(Database& database, bool must_exist) {
    Transaction transaction(database, database.begin_writing());
    database.keep_migrations_out();
    const auto version = read_schema_version(database);
    if (!version) return version.error();
    if (auto known = refuse_version(database, *version); !known) return known;
    if (must_exist && *version == 0)
        return store_error(ErrorCode::not_found, "there is no record in " + database.name());
    if (*version == 0) database.mark_as_ours();
    for (const Step& step : steps()) {
        if (step.version <= *version) continue;
        for (const std::string_view statement : step.statements) database.sql() << database.in_own_words(statement);
    }
    transaction.commit();
    return {};
}

}  // namespace

Result<int> read_schema_version(Database& database) {
    if (!database.has_tables()) return 0;
    std::string text;
    const std::string name = "schema";
    database.sql() << "SELECT value FROM ovfkit_meta WHERE name = :name", soci::use(name, "name"), soci::into(text);
    int version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc() || end != text.data() + text.size() || version < 1)
        return store_error(ErrorCode::unsupported, "the record " + database.name() + " does not say its version");
    return version;
}

Result<void> check_schema_version(Database& database) {
    const auto version = read_schema_version(database);
    if (!version) return version.error();
    if (auto known = refuse_version(database, *version); !known) return known;
    if (*version < schema_version)
        return store_error(ErrorCode::unsupported,
                           "the tables of the record " + database.name() + " are gone or older");
    return {};
}

Result<void> prepare_schema(Database& database, bool must_exist) {
    return attempt(database, "cannot open the record", [&]() -> Result<void> {
        const auto version = read_schema_version(database);
        if (!version) return version.error();
        if (*version == schema_version) return {};
        if (auto known = refuse_version(database, *version); !known) return known;
        if (*version == 0 && must_exist)
            return store_error(ErrorCode::not_found, "there is no record in " + database.name());
        return run_steps(database, must_exist);
    });
}

}  // namespace ovfkit::store
