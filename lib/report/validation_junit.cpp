// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/report/validation.hpp>

#include "report/markup.hpp"
#include "report/validation_view.hpp"

namespace ovfkit::report {
namespace {

/// What one rule found in one file.
struct Case {
    std::vector<const Diagnostic*> errors;
    std::vector<const Diagnostic*> others;
};

std::map<std::string_view, Case> cases_of(const ValidatedFile& file) {
    std::map<std::string_view, Case> cases;
    for (const Diagnostic& finding : file.findings) {
        Case& one = cases[finding.rule];
        (finding.severity == Severity::error ? one.errors : one.others).push_back(&finding);
    }
    return cases;
}

std::string line_for(const Diagnostic& finding) {
    const Location& where = finding.where;
    std::string line = printable(where.source, unlimited);
    if (where.line != 0) line += ":" + std::to_string(where.line) + ":" + std::to_string(std::max(where.column, 1U));
    if (where.offset) line += ": byte " + std::to_string(*where.offset);
    line += (line.empty() ? "" : ": ") + std::string(to_string(finding.severity)) + ": ";
    line += safe_message(finding.message);
    if (!where.path.empty()) line += " in " + where.path;
    if (!finding.hint.empty()) line += " (hint: " + finding.hint + ")";
    return escaped(line) + "\n";
}

std::string lines_for(const std::vector<const Diagnostic*>& findings) {
    std::string lines;
    for (const Diagnostic* finding : findings) lines += line_for(*finding);
    return lines;
}

class Suite {
public:
    explicit Suite(const ValidatedFile& file) : file_(file) {
        readable();
        for (const auto& [rule, one] : cases_of(file)) add(rule, one);
    }

    [[nodiscard]] std::size_t tests() const { return tests_; }
    [[nodiscard]] std::size_t failures() const { return failures_; }
    [[nodiscard]] std::string written(const std::string& profile) const {
        return "  <testsuite" + attribute("name", file_.name) + attribute("tests", std::to_string(tests_)) +
               attribute("failures", std::to_string(failures_)) + " errors=\"0\" skipped=\"0\" time=\"0\">\n" +
               "    <properties>\n" + property("profile", profile) +
               property("suppressed", std::to_string(file_.suppressed)) + "    </properties>\n" + cases_ +
               "  </testsuite>\n";
    }

private:
    static std::string property(std::string_view name, std::string_view value) {
        return "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
    }

    void readable() {
        if (file_.readable) return close("readable", "");
        fail("readable", "error", "no descriptor could be read", "no descriptor could be read; see the other cases\n",
             "");
    }
    void add(std::string_view rule, const Case& one) {
        const std::string others =
            one.others.empty() ? "" : "      <system-out>" + lines_for(one.others) + "</system-out>\n";
        if (one.errors.empty()) return close(rule, others);
        fail(rule, rule, safe_message(one.errors.front()->message), lines_for(one.errors), others);
    }
    void fail(std::string_view name, std::string_view type, const std::string& message, const std::string& lines,
              const std::string& others) {
        ++failures_;
        close(name, "      <failure" + attribute("type", type) + attribute("message", message) + ">" + lines +
                        "</failure>\n" + others);
    }
    void close(std::string_view name, const std::string& inside) {
        ++tests_;
        cases_ += "    <testcase" + attribute("classname", file_.name) + attribute("name", name) + " time=\"0\"";
        cases_ += inside.empty() ? "/>\n" : ">\n" + inside + "    </testcase>\n";
    }

    const ValidatedFile& file_;
    std::size_t tests_ = 0;
    std::size_t failures_ = 0;
    std::string cases_;
};

}  // namespace

std::string as_junit(const Validation& validation) {
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::string suites;
    for (const ValidatedFile& file : validation.files) {
        const Suite suite(file);
        tests += suite.tests();
        failures += suite.failures();
        suites += suite.written(validation.profile);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ovfkit\"" +
           attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) +
           " errors=\"0\" time=\"0\">\n" + suites + "</testsuites>\n";
}

}  // namespace ovfkit::report
