// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <ovfkit/io/file.hpp>
#include <ovfkit/task/record.hpp>

#include "support/command.hpp"

namespace ovfkit::task {
namespace {

const std::string sha256(64, 'a');

trust::Decision allowed() {
    trust::Evidence evidence;
    evidence.entities.emplace_back();
    evidence.entities.front().name = "web";
    return trust::decide(evidence, {"lab", trust::Cluster::Trust::trusted}, trust::ImportPolicy{});
}

trust::AuditSubject subject() { return {0, "web.ovf", sha256, "stated", {}}; }

/// Keeps what it is given.
Keeper into(std::vector<trust::Outcome>& kept) {
    return [&kept](const trust::AuditRecord& record) -> Result<void> {
        kept.push_back(record.decision.outcome);
        return {};
    };
}

Keeper failing(std::string why) {
    return [why](const trust::AuditRecord&) -> Result<void> { return Error{ErrorCode::no_space, why, {}, {}}; };
}

RecordDemand required() { return {trust::Policy::Record::required, trust::Policy::Unrecorded::refuse, {}}; }

TEST(RecordDecision, KeepsItWithEveryKeeper) {
    std::vector<trust::Outcome> one;
    std::vector<trust::Outcome> other;
    const Recorded recorded = record_decision(allowed(), subject(), {into(one), into(other)}, required());
    EXPECT_TRUE(recorded.everywhere);
    EXPECT_FALSE(recorded.error);
    EXPECT_EQ(recorded.decision, allowed());
    EXPECT_EQ(one, std::vector{trust::Outcome::allow});
    EXPECT_EQ(other, one);
}

TEST(RecordDecision, RefusesWhatNobodyKeepsWhenThePolicyRequiresARecord) {
    EXPECT_EQ(record_decision(allowed(), subject(), {}, {}).decision.outcome, trust::Outcome::allow);
    const Recorded recorded = record_decision(allowed(), subject(), {}, required());
    EXPECT_EQ(recorded.decision.outcome, trust::Outcome::refuse);
    EXPECT_FALSE(recorded.everywhere);
    ASSERT_TRUE(recorded.error);
    RecordDemand worded = required();
    worded.no_keeper = "name a store";
    EXPECT_EQ(record_decision(allowed(), subject(), {}, worded).error->message, "name a store");
    worded.unrecorded = trust::Policy::Unrecorded::allow;
    EXPECT_EQ(record_decision(allowed(), subject(), {}, worded).decision.outcome, trust::Outcome::allow);
}

TEST(RecordDecision, TellsThoseWhoKeptItTheLastWordWhenAnotherFails) {
    std::vector<trust::Outcome> kept;
    const Recorded recorded =
        record_decision(allowed(), subject(), {failing("first"), into(kept), failing("second")}, {});
    EXPECT_EQ(recorded.decision.outcome, trust::Outcome::refuse);
    ASSERT_TRUE(recorded.error);
    EXPECT_EQ(recorded.error->message, "first");
    EXPECT_EQ(kept, (std::vector{trust::Outcome::allow, trust::Outcome::refuse}));
    kept.clear();
    const RecordDemand lenient{trust::Policy::Record::required, trust::Policy::Unrecorded::allow, {}};
    EXPECT_EQ(record_decision(allowed(), subject(), {failing("first"), into(kept)}, lenient).decision.outcome,
              trust::Outcome::allow);
    EXPECT_EQ(kept.size(), 1U);  // it is the same outcome
}

TEST(RecordDecision, DoesNotKeepWhatIsNoRecord) {
    std::vector<trust::Outcome> kept;
    trust::AuditSubject wrong = subject();
    wrong.sha256 = "short";
    const Recorded recorded = record_decision(allowed(), wrong, {into(kept)}, {});
    EXPECT_EQ(recorded.decision.outcome, trust::Outcome::refuse);
    EXPECT_TRUE(kept.empty());
}

TEST(AuditLog, TakesLinesAndRuinsNothing) {
    const test::TemporaryFolder folder;
    const std::string log = folder / "audit.log";
    const std::string text = folder.put("web.ovf", "<Envelope/>");
    for (int i = 0; i < 2; ++i)
        EXPECT_TRUE(record_decision(allowed(), subject(), {audit_log(log)}, required()).everywhere);
    const auto lines = io::read_file(log, {});
    ASSERT_TRUE(lines);
    EXPECT_EQ(std::count(lines->begin(), lines->end(), '\n'), 2);
    EXPECT_EQ(record_decision(allowed(), subject(), {audit_log(text)}, {}).decision.outcome, trust::Outcome::refuse);
    EXPECT_EQ(*io::read_file(text, {}), "<Envelope/>");
}

TEST(AuditLog, TheNullDeviceKeepsNothing) {
    const test::TemporaryFolder folder;
    const std::string link = folder / "audit.log";
    ASSERT_EQ(::symlink("/dev/null", link.c_str()), 0);
    for (const std::string& path : {std::string("/dev/null"), std::string("/dev/../dev/null"), link}) {
        const Recorded kept = record_decision(allowed(), subject(), {audit_log(path)}, required());
        EXPECT_FALSE(kept.everywhere) << path;
        EXPECT_EQ(kept.decision.outcome, trust::Outcome::refuse) << path;
        ASSERT_TRUE(kept.error) << path;
        EXPECT_NE(kept.error->message.find("keeps nothing"), std::string::npos) << kept.error->message;
    }
}

}  // namespace
}  // namespace ovfkit::task
