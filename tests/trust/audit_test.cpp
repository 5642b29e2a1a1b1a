// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/audit.hpp>

#include <limits>

#include <gtest/gtest.h>

namespace ovfkit::trust {
namespace {

const std::string digest(64, 'a');

std::string time_of(std::int64_t seconds) {
    const auto record = make_audit_record({seconds, "vm.ovf", digest}, {});
    return record ? record->time : "refused";
}

TEST(Audit, WritesTheTimeAsRfc3339InUtc) {
    EXPECT_EQ(time_of(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(time_of(951782399), "2000-02-28T23:59:59Z");
    EXPECT_EQ(time_of(951782400), "2000-02-29T00:00:00Z");
    EXPECT_EQ(time_of(1769860800), "2026-01-31T12:00:00Z");
    EXPECT_EQ(time_of(-1), "1969-12-31T23:59:59Z");
    EXPECT_EQ(time_of(4294967296), "2106-02-07T06:28:16Z");
}

TEST(Audit, RefusesTimesThatHaveNoFourDigitYear) {
    EXPECT_EQ(time_of(253402300799), "9999-12-31T23:59:59Z");
    EXPECT_EQ(time_of(-62167219200), "0000-01-01T00:00:00Z");
    for (const std::int64_t beyond :
         {std::int64_t{253402300800}, std::int64_t{-62167219201}, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()})
        EXPECT_EQ(time_of(beyond), "refused") << beyond;
}

TEST(Audit, RefusesWhatIsNoDigest) {
    for (const std::string& bad : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g')}) {
        const auto record = make_audit_record({0, "vm.ovf", bad}, {});
        ASSERT_FALSE(record) << bad;
        EXPECT_EQ(record.error().code, ErrorCode::invalid_argument);
    }
    EXPECT_EQ(make_audit_record({0, "vm.ovf", std::string(64, 'A')}, {})->sha256, digest);
    EXPECT_EQ(make_audit_record({0, "vm.ovf", digest, "stated", std::string(64, 'A')}, {})->policy_sha256, digest);
    EXPECT_EQ(make_audit_record({0, "vm.ovf", digest, "stated", {}}, {})->cluster_source, "stated");
    EXPECT_FALSE(make_audit_record({0, "vm.ovf", digest, "stated", "b"}, {}));
}

TEST(Audit, KeepsFileAndDecision) {
    Evidence evidence;
    evidence.entities.resize(1);
    evidence.entities[0].trust.trusted_host = true;
    const Decision decision =
        decide(evidence, {"lab", Cluster::Trust::untrusted}, {}, Acknowledgement{"root", "drill"});
    const auto record = make_audit_record({0, "-", digest}, decision);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->file, "-");
    EXPECT_EQ(record->decision, decision);
    EXPECT_EQ(record->decision.acknowledgement->who, "root");
    EXPECT_EQ(*record, *make_audit_record({0, "-", digest}, decision));
}

}  // namespace
}  // namespace ovfkit::trust
