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

}  // namespace
}  // namespace ovfkit::report
