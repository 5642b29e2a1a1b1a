// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/report/text.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::report {

/// Why a policy decides about one entity as it does.
struct PolicyExplanation {
    std::vector<trust::RuleTrace> rules;  ///< what `trust::explain` says
    trust::Decision decision;             ///< about the entity, which is its only one
};

/// Each rule, whether it fits and why not, and then the decision; for people. Ends in a line feed.
[[nodiscard]] std::string as_text(const PolicyExplanation& explanation, const TextOptions& options = {});

/// The document of `schemas/policy-explain.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const PolicyExplanation& explanation);

/// What came of the cases of a policy's test.
struct PolicyTest {
    std::string policy_file;  ///< as the caller named it
    /// As the caller named it.
    std::string case_file;
    /// In the order of the cases.
    std::vector<trust::CaseResult> results;

    /// How many cases did not come out as expected.
    [[nodiscard]] std::size_t failed() const;
};

/// The cases that failed, with what was expected and what came of it, and a line that counts all; for people. Ends in a
/// line feed.
[[nodiscard]] std::string as_text(const PolicyTest& test, const TextOptions& options = {});

/// The document of `schemas/policy-test.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const PolicyTest& test);

/// The same as JUnit XML, with one test case for each. Ends in a line feed.
[[nodiscard]] std::string as_junit(const PolicyTest& test);

}  // namespace ovfkit::report
