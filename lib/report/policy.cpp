// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/policy.hpp>

#include <algorithm>
#include <utility>

#include <ovfkit/report/decision.hpp>

#include "report/decision_json.hpp"
#include "report/markup.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

std::string rule_words(const trust::RuleTrace& rule) {
    const std::string line = rule.line == 0 ? "" : " (line " + std::to_string(rule.line) + ")";
    return rule.rule == trust::otherwise_name ? rule.rule + line : "rule " + ovfkit::quoted(rule.rule) + line;
}

std::string trace_line(const trust::RuleTrace& rule, const Paint& paint) {
    const std::string words = rule_words(rule) + ": " + rule.because + "\n";
    return rule.fits ? paint.mark("  > ") + words : rule.because == "not reached" ? "    " + words : "  - " + words;
}

std::string wanted_words(const trust::PolicyCase& one) {
    return std::string(trust::to_string(one.expected)) +
           (one.expected_rule.empty() ? "" : " by " + ovfkit::quoted(one.expected_rule));
}

std::string got_words(const trust::CaseResult& result) {
    std::string rule = result.decision.decided_by;
    const std::string name = printable(result.rule);
    if (result.rule != trust::otherwise_name && rule.compare(0, name.size(), name) == 0)
        rule.replace(0, name.size(), ovfkit::quoted(result.rule));
    return std::string(trust::to_string(result.decision.outcome)) + " by " + rule;
}

std::string case_place(const PolicyTest& test, const trust::CaseResult& result) {
    return printable(test.case_file, 1000) + ":" + std::to_string(result.tested.line);
}

void write_failed(std::string& out, const PolicyTest& test, const trust::CaseResult& result, const Paint& paint) {
    out += paint.bold(case_place(test, result) + ":") + " " + paint.weight(Severity::error, "failed:") + " " +
           paint.bold(ovfkit::quoted(result.tested.name)) + "\n";
    out += "  expected: " + wanted_words(result.tested) + "\n";
    out += "  got:      " + got_words(result) + "\n";
    for (const trust::Reason& reason : result.decision.reasons)
        out += "    " + std::string(to_string(reason.severity)) + ": " + reason.message + " " +
               paint.faint("[" + std::string(reason.code) + "]") + "\n";
}

Json json_of(const trust::CaseResult& result) {
    const trust::PolicyCase& one = result.tested;
    return {{"name", json_text(one.name)},
            {"line", one.line == 0 ? Json(nullptr) : Json(one.line)},
            {"passed", result.passed},
            {"expected", trust::to_string(one.expected)},
            {"expected_rule", json_text_or_null(one.expected_rule)},
            {"outcome", trust::to_string(result.decision.outcome)},
            {"rule", json_text(result.rule)},
            {"entity", verdict_json(result.decision)}};
}

}  // namespace

std::string as_text(const PolicyExplanation& explanation, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out = "Rules, of which the first that fits decides:\n";
    for (const trust::RuleTrace& rule : explanation.rules) out += trace_line(rule, paint);
    return out + as_text(explanation.decision, options);
}

std::string as_json(const PolicyExplanation& explanation) {
    const trust::Decision& decision = explanation.decision;
    Json rules = Json::array();
    for (const trust::RuleTrace& rule : explanation.rules)
        rules.push_back({{"rule", json_text(rule.rule)},
                         {"line", rule.line == 0 ? Json(nullptr) : Json(rule.line)},
                         {"fits", rule.fits},
                         {"because", json_text(rule.because)}});
    Json entities = Json::array();
    for (const trust::EntityDecision& entity : decision.entities) entities.push_back(verdict_json(entity));
    const Json document = {
        {"policy_file", json_text_or_null(decision.policy_file)},
        {"cluster", json_text(decision.cluster.name)},
        {"cluster_trust", trust::to_string(decision.cluster.trust)},
        {"outcome", trust::to_string(decision.outcome)},
        {"acknowledged", decision.acknowledged},
        {"signed_trust", decision.signed_trust ? Json(trust::to_string(*decision.signed_trust)) : Json(nullptr)},
        {"rules", std::move(rules)},
        {"entity", entities.empty() ? Json(nullptr) : entities.front()}};
    return on_lines(document);
}

std::size_t PolicyTest::failed() const {
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [](const trust::CaseResult& one) { return !one.passed; }));
}

std::string as_text(const PolicyTest& test, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out;
    for (const trust::CaseResult& result : test.results)
        if (!result.passed) write_failed(out, test, result, paint);
    const std::size_t failed = test.failed();
    out += counted(test.results.size(), "case") + ", ";
    return out + (failed == 0 ? "all passed" : paint.weight(Severity::error, std::to_string(failed) + " failed")) +
           "\n";
}

std::string as_json(const PolicyTest& test) {
    Json cases = Json::array();
    for (const trust::CaseResult& result : test.results) cases.push_back(json_of(result));
    const Json document = {{"policy_file", json_text(test.policy_file)},
                           {"case_file", json_text(test.case_file)},
                           {"passed", test.results.size() - test.failed()},
                           {"failed", test.failed()},
                           {"cases", std::move(cases)}};
    return on_lines(document);
}

std::string as_junit(const PolicyTest& test) {
    const std::string counts = attribute("tests", std::to_string(test.results.size())) +
                               attribute("failures", std::to_string(test.failed())) + " errors=\"0\"";
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ovfkit\"" + counts +
                      " time=\"0\">\n  <testsuite" + attribute("name", test.case_file) + counts +
                      " skipped=\"0\" time=\"0\">\n";
    for (const trust::CaseResult& result : test.results) {
        out += "    <testcase" + attribute("classname", test.policy_file) + attribute("name", result.tested.name) +
               " time=\"0\"";
        if (result.passed) {
            out += "/>\n";
            continue;
        }
        const std::string got = "expected " + wanted_words(result.tested) + ", got " + got_words(result);
        out += ">\n      <failure type=\"outcome\"" + attribute("message", got) + ">" +
               escaped(case_place(test, result) + ": " + got) + "</failure>\n    </testcase>\n";
    }
    return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace ovfkit::report
