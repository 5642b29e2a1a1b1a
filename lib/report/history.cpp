// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/history.hpp>

#include <utility>

#include "report/history_table.hpp"
#include "report/json.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

Json texts_of(const std::vector<std::string>& texts) {
    Json array = Json::array();
    for (const std::string& text : texts) array.push_back(json_text(text));
    return array;
}

Json facts_of(const trust::TrustFacts& facts) {
    return {{"trusted_host", json_or_null(facts.trusted_host)},
            {"trusted_cluster", json_or_null(facts.trusted_cluster)}};
}

std::string_view kind_word(const store::HistoryEntry& entry) {
    return entry.without_entities ? "package" : model::to_string(entry.kind);
}

Json history_json(const store::HistoryEntry& entry) {
    return {{"decision", entry.decision},
            {"time", json_text(entry.time)},
            {"file", json_text(entry.file)},
            {"sha256", json_text(entry.sha256)},
            {"cluster", json_text(entry.cluster)},
            {"cluster_trust", trust::to_string(entry.cluster_trust)},
            {"cluster_source", json_text_or_null(entry.cluster_source)},
            {"policy_file", json_text_or_null(entry.policy_file)},
            {"policy_sha256", json_text_or_null(entry.policy_sha256)},
            {"id", json_text_or_null(entry.vm_id)},
            {"name", json_text_or_null(entry.vm_name)},
            {"kind", kind_word(entry)},
            {"outcome", trust::to_string(entry.outcome)},
            {"decision_outcome", trust::to_string(entry.decision_outcome)},
            {"acknowledged", entry.acknowledged},
            {"acknowledged_by", json_text_or_null(entry.acknowledged_by)},
            {"acknowledged_why", json_text_or_null(entry.acknowledged_why)},
            {"trust", facts_of(entry.trust)},
            {"trust_after", facts_of(entry.trust_after)},
            {"decided_by", json_text_or_null(entry.decided_by)},
            {"reasons", texts_of(entry.reasons)},
            {"flags", texts_of(entry.flags)},
            {"events", entry.events}};
}

Severity history_severity(trust::Outcome outcome) {
    switch (outcome) {
        case trust::Outcome::allow: return Severity::note;
        case trust::Outcome::warn: return Severity::warning;
        case trust::Outcome::refuse: break;
    }
    return Severity::error;
}

std::string name_or_id(const store::HistoryEntry& entry) {
    const std::string& name = entry.vm_name.empty() ? entry.vm_id : entry.vm_name;
    return name.empty() ? "-" : name;
}

std::string fact_cell(std::optional<bool> fact) { return !fact ? "" : *fact ? "true" : "false"; }

/// One line of a table for spreadsheets.
class Record {
public:
    Record& text(std::string_view text) { return put(csv_cell(text)); }
    Record& list(const std::vector<std::string>& texts) { return put(csv_list(texts)); }
    Record& number(std::int64_t number) { return put(std::to_string(number)); }
    [[nodiscard]] std::string take() { return std::move(line_) + "\r\n"; }

private:
    Record& put(const std::string& cell) {
        if (!first_) line_ += ',';
        first_ = false;
        line_ += cell;
        return *this;
    }
    std::string line_;
    bool first_ = true;
};

std::string csv_record(const store::HistoryEntry& entry) {
    std::vector<std::string> events;
    for (const int event : entry.events) events.push_back(std::to_string(event));
    Record record;
    record.number(entry.decision).text(entry.time).text(entry.file).text(entry.sha256).text(entry.cluster);
    record.text(trust::to_string(entry.cluster_trust)).text(entry.vm_id).text(entry.vm_name);
    record.text(kind_word(entry)).text(trust::to_string(entry.outcome));
    record.text(trust::to_string(entry.decision_outcome));
    record.text(entry.acknowledged ? "true" : "false").text(entry.acknowledged_by).text(entry.acknowledged_why);
    for (const trust::TrustFacts& facts : {entry.trust, entry.trust_after})
        record.text(fact_cell(facts.trusted_host)).text(fact_cell(facts.trusted_cluster));
    record.text(entry.decided_by).list(entry.reasons).list(entry.flags).list(events);
    record.text(entry.cluster_source).text(entry.policy_file).text(entry.policy_sha256);
    return record.take();
}

}  // namespace

std::string as_text(const std::vector<store::HistoryEntry>& entries, const TextOptions& options) {
    if (entries.empty()) return "The record holds no decision that fits.\n";
    Table table({"DECISION", "TIME", "IMPORT", "OUTCOME", "KIND", "NAME", "CLUSTER", "CLUSTER WAS", "LEARNT FROM",
                 "ACKNOWLEDGED BY", "FILE"});
    const Paint paint(options.color);
    for (const store::HistoryEntry& entry : entries) {
        table.add(std::to_string(entry.decision));
        table.add(entry.time);
        // What a refused package holds stays out, whatever it was thought of by itself.
        table.add(trust::to_string(entry.decision_outcome), history_severity(entry.decision_outcome));
        table.add(trust::to_string(entry.outcome), history_severity(entry.outcome));
        table.add(entry.kind == model::EntityKind::vm && !entry.without_entities ? "VM" : kind_word(entry));
        table.add(name_or_id(entry));
        table.add(entry.cluster);
        table.add(trust::to_string(entry.cluster_trust));
        table.add(entry.cluster_source.empty() ? "-" : entry.cluster_source);
        table.add(entry.acknowledged ? entry.acknowledged_by : "-");
        table.add(entry.file);
    }
    return table.text(paint);
}

std::string as_text(const std::vector<store::ClusterPeriod>& periods, const TextOptions& options) {
    if (periods.empty()) return "The record holds no cluster that fits.\n";
    Table table({"CLUSTER", "WAS", "FIRST SEEN", "LAST SEEN"});
    for (const store::ClusterPeriod& period : periods) {
        table.add(period.cluster);
        table.add(trust::to_string(period.trust));
        table.add(period.first_seen);
        table.add(period.last_seen);
    }
    return table.text(Paint(options.color));
}

std::string as_json(const std::vector<store::HistoryEntry>& entries) {
    Json array = Json::array();
    for (const store::HistoryEntry& entry : entries) array.push_back(history_json(entry));
    return on_lines({{"entries", std::move(array)}});
}

std::string as_json(const std::vector<store::ClusterPeriod>& periods) {
    Json array = Json::array();
    for (const store::ClusterPeriod& period : periods)
        array.push_back({{"cluster", json_text(period.cluster)},
                         {"trust", trust::to_string(period.trust)},
                         {"first_seen", json_text(period.first_seen)},
                         {"last_seen", json_text(period.last_seen)}});
    return on_lines({{"periods", std::move(array)}});
}

std::string as_csv(const std::vector<store::HistoryEntry>& entries) {
    std::string out =
        "decision,time,file,sha256,cluster,cluster_trust,id,name,kind,outcome,decision_outcome,acknowledged,"
        "acknowledged_by,"
        "acknowledged_why,trusted_host,trusted_cluster,trusted_host_after,trusted_cluster_after,decided_by,reasons,"
        "flags,events,cluster_source,policy_file,policy_sha256\r\n";
    for (const store::HistoryEntry& entry : entries) out += csv_record(entry);
    return out;
}

std::string as_csv(const std::vector<store::ClusterPeriod>& periods) {
    std::string out = "cluster,trust,first_seen,last_seen\r\n";
    for (const store::ClusterPeriod& period : periods) {
        Record record;
        record.text(period.cluster).text(trust::to_string(period.trust));
        record.text(period.first_seen).text(period.last_seen);
        out += record.take();
    }
    return out;
}

}  // namespace ovfkit::report
