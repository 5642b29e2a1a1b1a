// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <ovfkit/base/version.hpp>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/validation.hpp>

#include "report/artifact_uri.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/validation_view.hpp"

namespace ovfkit::report {
namespace {

/// Text that shows as it is: viewers make a link of `[words](target)`, and nobody but us may make one.
Json message_of(std::string_view text) {
    std::string shown = printable(text, static_cast<std::size_t>(-1));
    for (std::size_t at = shown.find("]("); at != std::string::npos; at = shown.find("](", at + 1))
        shown.insert(at + 1, " ");
    return {{"text", shown}};
}

/// The rules that found something, in the order of their slugs. Code scanning wants every text of a rule.
class RuleTable {
public:
    explicit RuleTable(const Validation& validation) {
        for (const ValidatedFile& file : validation.files)
            for (const Diagnostic& finding : file.findings) index_.emplace(finding.rule, 0);
        std::size_t next = 0;
        for (auto& [slug, index] : index_) index = next++;
    }
    [[nodiscard]] std::size_t index(std::string_view slug) const { return index_.at(slug); }
    [[nodiscard]] Json written() const {
        std::map<std::string_view, const Rule*> known;
        for (const Rule* rule : catalog()) known.emplace(rule->slug, rule);
        Json list = Json::array();
        for (const auto& [slug, index] : index_) {
            const auto found = known.find(slug);
            list.push_back(found != known.end() ? json_of(*found->second) : json_of(unknown(slug)));
        }
        return list;
    }

private:
    static Rule unknown(std::string_view slug) { return {slug, Severity::warning, slug, {}, {}, {}, {}}; }
    static Json json_of(const Rule& rule) {
        const std::string_view why = rule.rationale.empty() ? rule.title : rule.rationale;
        const std::string_view how = rule.hint.empty() ? why : rule.hint;
        std::string markdown = "**Why:** " + markdown_text(why) + "\n\n";
        if (!rule.hint.empty()) markdown += "**What to do:** " + markdown_text(rule.hint) + "\n\n";
        if (!rule.clause.empty()) markdown += "**Source:** " + markdown_text(rule.clause) + "\n";
        Json json = {{"id", json_text(rule.slug)},
                     {"shortDescription", message_of(rule.title)},
                     {"fullDescription", message_of(why)},
                     {"help", {{"text", json_text(how)}, {"markdown", json_text(markdown)}}},
                     {"defaultConfiguration", {{"level", to_string(rule.severity)}}}};
        json["properties"]["tags"] = Json::array({json_text(rule.slug.substr(0, rule.slug.find('/')))});
        return json;
    }

    std::map<std::string_view, std::size_t> index_;
};

/// Code scanning shows nothing without a line, so what is about a whole file, or about a byte of an archive, is in its
/// first one.
Json region_of(const ValidatedFile& file, const Location& where) {
    const TextRange range = range_of(file, where).value_or(TextRange{});
    Json region = {{"startLine", range.begin.line},
                   {"startColumn", range.begin.column},
                   {"endLine", range.end.line},
                   {"endColumn", range.end.column}};
    if (!where.offset) return region;
    region["byteOffset"] = *where.offset;
    region["byteLength"] = where.span.known() ? std::max<std::uint32_t>(where.span.size(), 1) : 1;
    return region;
}

/// The file that a checkout has: of what is inside an archive, the archive.
std::string artifact_of(const ValidatedFile& file, const Location& where) {
    const bool inside = !member_of(file).empty() && where.source.compare(0, file.name.size(), file.name) == 0;
    return artifact_uri(inside || where.source.empty() ? file.name : where.source);
}

std::string last_step(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Json logical_locations_of(const ValidatedFile& file, const Location& where) {
    Json list = Json::array();
    const std::string_view member = member_of(file);
    if (!member.empty() && where.source.size() > file.name.size()) {
        const std::string name = where.source.substr(file.name.size() + 1);
        list.push_back(
            {{"name", json_text(name)}, {"fullyQualifiedName", json_text(where.source)}, {"kind", "resource"}});
    }
    if (!where.path.empty()) {
        const std::string name = last_step(where.path);
        const bool attribute = !name.empty() && name.front() == '@';
        list.push_back({{"name", json_text(attribute ? name.substr(1) : name)},
                        {"fullyQualifiedName", json_text(where.path)},
                        {"kind", attribute ? "attribute" : "element"}});
    }
    return list;
}

Json location_of(const ValidatedFile& file, const Location& where) {
    Json json = {{"physicalLocation",
                  {{"artifactLocation", {{"uri", artifact_of(file, where)}}}, {"region", region_of(file, where)}}}};
    Json logical = logical_locations_of(file, where);
    if (!logical.empty()) json["logicalLocations"] = std::move(logical);
    return json;
}

/// FNV-1a: spreads well enough, and is the same everywhere and for ever.
std::string hash_of(std::string_view rule, std::string_view path) {
    std::uint64_t hash = 14695981039346656037U;
    const auto take = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U; };
    std::for_each(rule.begin(), rule.end(), take);
    take('\0');
    std::for_each(path.begin(), path.end(), take);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) hex += digits[(hash >> static_cast<unsigned>(shift)) & 0xFU];
    return hex;
}

/// The results of one file. Several findings of one rule at one element are told apart by their number.
class Results {
public:
    Results(const ValidatedFile& file, const RuleTable& rules, Json& list) : file_(file), rules_(rules) {
        for (const Diagnostic& finding : file.findings) list.push_back(result_of(finding));
    }

private:
    [[nodiscard]] Json result_of(const Diagnostic& finding) {
        const std::string hash = hash_of(finding.rule, finding.where.path);
        const std::string print = hash + ":" + std::to_string(++seen_[hash]);
        Json json = {{"ruleId", json_text(finding.rule)},
                     {"ruleIndex", rules_.index(finding.rule)},
                     {"level", to_string(finding.severity)},
                     {"message", message_of(finding.message.empty() ? finding.rule : finding.message)},
                     {"locations", Json::array({location_of(file_, finding.where)})},
                     {"partialFingerprints", {{"primaryLocationLineHash", print}}}};
        if (!finding.related.empty()) json["relatedLocations"] = related_of(finding);
        return json;
    }
    [[nodiscard]] Json related_of(const Diagnostic& finding) const {
        Json list = Json::array();
        for (std::size_t i = 0; i < finding.related.size(); ++i) {
            Json location = {{"id", i + 1}};
            location.update(location_of(file_, finding.related[i].where));
            location["message"] = message_of(finding.related[i].message);
            list.push_back(std::move(location));
        }
        return list;
    }

    const ValidatedFile& file_;
    const RuleTable& rules_;
    std::map<std::string, std::size_t> seen_;
};

}  // namespace

std::string as_sarif(const Validation& validation) {
    const RuleTable rules(validation);
    Json results = Json::array();
    for (const ValidatedFile& file : validation.files) Results(file, rules, results);
    const Json driver = {
        {"name", "ovfkit"}, {"version", version()}, {"semanticVersion", version()}, {"rules", rules.written()}};
    const Json run = {{"tool", {{"driver", driver}}},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", std::move(results)},
                      {"properties", {{"profile", json_text(validation.profile)}}}};
    const Json document = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                           {"version", "2.1.0"},
                           {"runs", Json::array({run})}};
    return on_lines(document);
}

}  // namespace ovfkit::report
