// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/decision.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::report {
namespace {

using testing::HasSubstr;
using testing::Not;

trust::EntityDecision an_entity(trust::Outcome outcome) {
    trust::EntityDecision entity;
    entity.name = "web";
    entity.outcome = outcome;
    entity.trust.trusted_host = false;
    entity.trust_after.trusted_host = true;
    return entity;
}

TEST(DecisionText, SaysNothingOfFlagsAfterAnImportThatIsRefusedAsAWhole) {
    trust::Decision decision;
    decision.entities = {an_entity(trust::Outcome::allow)};
    EXPECT_THAT(as_text(decision), HasSubstr("flags after the import"));
    decision.entities.push_back(an_entity(trust::Outcome::refuse));
    decision.outcome = trust::Outcome::refuse;
    EXPECT_THAT(as_text(decision), Not(HasSubstr("flags after the import")));
}

TEST(DecisionText, SaysWhyAPackageWithoutEntitiesIsRefused) {
    trust::Decision decision;
    decision.outcome = trust::Outcome::refuse;
    decision.reasons = {{"policy/not-recorded", Severity::error, "the decision could not be recorded"}};
    EXPECT_THAT(as_text(decision), HasSubstr("error: the decision could not be recorded [policy/not-recorded]\n"));
    EXPECT_THAT(as_json(decision), HasSubstr("\"message\": \"the decision could not be recorded\""));
}

TEST(AuditLine, SaysWhereTrustWasLearntAndWhichPolicyDecided) {
    trust::AuditRecord record;
    EXPECT_THAT(as_json_line(record), HasSubstr("\"cluster_source\":null"));
    record.cluster_source = "inventory clusters.toml";
    record.policy_sha256 = std::string(64, 'b');
    record.decision.reasons = {{"policy/decided", Severity::note, "why"}};
    const std::string line = as_json_line(record);
    EXPECT_THAT(line, HasSubstr("\"cluster_source\":\"inventory clusters.toml\""));
    EXPECT_THAT(line, HasSubstr("\"policy_sha256\":\"" + record.policy_sha256 + "\""));
    EXPECT_THAT(line, HasSubstr("\"reasons\":[{\"code\":\"policy/decided\",\"message\":\"why\"}]"));
}

}  // namespace
}  // namespace ovfkit::report
