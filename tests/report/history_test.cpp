// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/history.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.hpp"

namespace ovfkit::report {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;
using testing::Not;

store::HistoryEntry an_entry(const std::string& name) {
    store::HistoryEntry entry;
    entry.decision = 7;
    entry.time = "2026-01-31T12:00:00Z";
    entry.file = "some.ovf";
    entry.sha256 = std::string(64, 'a');
    entry.cluster = "lab";
    entry.cluster_trust = trust::Cluster::Trust::untrusted;
    entry.cluster_source = "stated";
    entry.vm_id = "id";
    entry.vm_name = name;
    entry.outcome = trust::Outcome::warn;
    entry.decision_outcome = trust::Outcome::refuse;
    entry.trust.trusted_host = true;
    entry.trust_after.trusted_host = false;
    entry.reasons = {"one, with a comma", "two"};
    entry.flags = {"TrustedHostFlag=true (entity)"};
    entry.events = {10003, 10007};
    return entry;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// The document as Python's library reads it against the schema; empty when it fits.
std::string complaints(const std::string& document) {
    const TemporaryFolder folder;
    const auto checked =
        test::run_python(R"py(
import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2], encoding="utf-8"))):
    print(error.message[:200])
)py",
                         {OVFKIT_SOURCE_DIR "/schemas/history.schema.json", folder.put("document", document)});
    return checked.status == 0 ? checked.output : checked.errors;
}

/// The cells of a CSV table as Python's library reads them, each in quotes of its own.
std::string cells(const std::string& table) {
    const TemporaryFolder folder;
    const auto read = test::run_python(
        "import csv, sys\n"
        "for row in csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True): print(ascii(row))",
        {folder.put("table", table)});
    EXPECT_EQ(read.status, 0) << read.errors;
    return read.output;
}

TEST(History, IsATableWhoseColumnsFitWideCharacters) {
    const auto lines = lines_of(as_text({an_entry("plain"), an_entry("日本語"), an_entry("e\u0301")}));
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0],
              "DECISION  TIME                  IMPORT  OUTCOME  KIND  NAME    CLUSTER  CLUSTER WAS  LEARNT FROM  "
              "ACKNOWLEDGED BY  FILE");
    EXPECT_EQ(lines[1],
              "7         2026-01-31T12:00:00Z  refuse  warn     VM    plain   lab      untrusted    stated       "
              "-                some.ovf");
    EXPECT_EQ(lines[2],
              "7         2026-01-31T12:00:00Z  refuse  warn     VM    日本語  lab      untrusted    stated       "
              "-                some.ovf");
    EXPECT_EQ(lines[3],
              "7         2026-01-31T12:00:00Z  refuse  warn     VM    e\u0301       lab      untrusted    stated       "
              "-                some.ovf");
}

TEST(History, SaysWhereTheTrustOfTheClusterWasLearnt) {
    auto entry = an_entry("plain");
    entry.cluster_source = "engine https://engine.example + attestation";
    EXPECT_THAT(as_text({entry}), HasSubstr("  untrusted    engine https://engine.example + attestation  -  "));
    entry.cluster_source = "inventory \033[2J.toml";
    EXPECT_THAT(as_text({entry}), HasSubstr("inventory \\u{1b}[2J.toml"));
}

TEST(History, EscapesAndCutsWhatADocumentSays) {
    auto entry = an_entry("\033[2J\n\u202Eevil");
    entry.file = std::string(1000, 'f');
    entry.acknowledged = true;
    entry.acknowledged_by = "ann";
    const std::string text = as_text({entry});
    EXPECT_THAT(text, HasSubstr("\\u{1b}[2J\\n\\u{202e}evil"));
    EXPECT_THAT(text, HasSubstr("  ann "));
    EXPECT_THAT(text, HasSubstr("  " + std::string(45, 'f') + "...\n"));
    EXPECT_EQ(lines_of(text).size(), 2U);
    TextOptions colours;
    colours.color = Color::always;
    EXPECT_THAT(as_text({entry}, colours), HasSubstr("\033[1;33mwarn\033[0m"));
}

TEST(History, SaysThatThereIsNothing) {
    EXPECT_EQ(as_text(std::vector<store::HistoryEntry>()), "The record holds no decision that fits.\n");
    EXPECT_EQ(as_text(std::vector<store::ClusterPeriod>()), "The record holds no cluster that fits.\n");
    EXPECT_EQ(complaints(as_json(std::vector<store::HistoryEntry>())), "");
    EXPECT_EQ(complaints(as_json(std::vector<store::ClusterPeriod>())), "");
}

TEST(History, TellsOfAPackageWithoutEntities) {
    auto entry = an_entry("");
    entry.vm_id.clear();
    entry.without_entities = true;
    const auto lines = lines_of(as_text({entry}));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(lines[1], HasSubstr("  package  -  "));
    EXPECT_EQ(complaints(as_json({entry})), "");
    EXPECT_THAT(as_json({entry}), HasSubstr("\"kind\": \"package\""));
    EXPECT_THAT(as_csv({entry}), HasSubstr(",,package,warn,refuse,"));
}

TEST(History, IsJsonOfTheSchema) {
    auto other = an_entry("");
    other.vm_id.clear();
    other.outcome = trust::Outcome::allow;
    other.acknowledged = true;
    other.acknowledged_by = "ann";
    other.acknowledged_why = "a \"reason\"\n\x01";
    other.decided_by = "rule (policy.toml:3)";
    other.kind = model::EntityKind::template_;
    const std::string document = as_json({an_entry("vm"), other});
    EXPECT_EQ(complaints(document), "");
    EXPECT_THAT(document, HasSubstr("\"name\": null"));
    EXPECT_THAT(document, HasSubstr("\"trusted_cluster\": null"));
    auto wrong = an_entry("vm");
    wrong.time = "yesterday";
    EXPECT_NE(complaints(as_json({wrong})), "");
    const store::ClusterPeriod period{"lab", trust::Cluster::Trust::trusted, "2026-01-31T12:00:00Z",
                                      "2026-01-31T12:00:01Z"};
    EXPECT_EQ(complaints(as_json({period})), "");
}

TEST(History, IsCsvThatAnotherProgramReads) {
    auto entry = an_entry("a \"quoted\", name ");
    entry.acknowledged_why = " blank";
    EXPECT_EQ(
        cells(as_csv({entry})),
        "['decision', 'time', 'file', 'sha256', 'cluster', 'cluster_trust', 'id', 'name', 'kind', 'outcome', "
        "'decision_outcome', 'acknowledged', 'acknowledged_by', 'acknowledged_why', 'trusted_host', 'trusted_cluster', "
        "'trusted_host_after', 'trusted_cluster_after', 'decided_by', 'reasons', 'flags', 'events', 'cluster_source', "
        "'policy_file', 'policy_sha256']\n"
        "['7', '2026-01-31T12:00:00Z', 'some.ovf', '" +
            std::string(64, 'a') +
            "', 'lab', 'untrusted', 'id', 'a \"quoted\", name ', 'vm', 'warn', 'refuse', 'false', '', ' blank', "
            "'true', "
            "'', 'false', '', '', 'one, with a comma\\ntwo', 'TrustedHostFlag=true (entity)', "
            "'10003\\n10007', 'stated', '', '']\n");
    const store::ClusterPeriod period{"lab, \u00e9", trust::Cluster::Trust::trusted, "2026-01-31T12:00:00Z",
                                      "2026-01-31T12:00:01Z"};
    const std::string table = as_csv({period});
    EXPECT_EQ(table,
              "cluster,trust,first_seen,last_seen\r\n\"lab, \u00e9\",trusted,2026-01-31T12:00:00Z,"
              "2026-01-31T12:00:01Z\r\n");
}

TEST(History, HasNoFormulasInItsCsv) {
    for (const char* const name : {"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\uFF1D1", "=cmd|' /C calc'!A0"})
        EXPECT_THAT(as_csv({an_entry(name)}), HasSubstr(",'" + std::string(name) + ",")) << name;
    EXPECT_THAT(as_csv({an_entry("=\"a\",b")}), HasSubstr(",\"'=\"\"a\"\",b\","));
    EXPECT_THAT(as_csv({an_entry("a=b")}), HasSubstr(",a=b,"));
    // A tab and a carriage return, behind which some programs look on, are no such characters any more.
    EXPECT_THAT(as_csv({an_entry("\t=1\r")}), HasSubstr(",\\t=1\\r,"));
    auto entry = an_entry("vm");
    entry.reasons = {"=1", "=2"};
    EXPECT_THAT(as_csv({entry}), HasSubstr(",\"'=1\n=2\","));
    EXPECT_THAT(as_csv({an_entry("\033[2J\xff")}), Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace ovfkit::report
