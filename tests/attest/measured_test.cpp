// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/measured.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/text/moment.hpp>

namespace ovfkit::attest {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t hour = 3600;
const std::int64_t noon = text::parse_moment("2026-01-31T12:00:00Z")->unix_seconds;

HostAnswer measured_at(const std::string& time, Level level = Level::trusted) {
    HostAnswer answer;
    answer.host = "h1";
    answer.level = level;
    answer.word = "Trusted";
    answer.validated_at = time;
    return answer;
}

HostAnswer judged(const std::string& time, std::uint32_t max_age = hour, std::int64_t now = noon) {
    return measured_within({{measured_at(time)}, {}}, now, max_age).hosts.at(0);
}

TEST(MeasuredWithin, BelievesAMeasurementUpToItsAge) {
    for (const char* time : {"2026-01-31T11:00:00Z", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z",
                             "2026-01-31T19:00:00.000+08:00", "2026-01-31T11:00:00.999Z"})
        EXPECT_EQ(judged(time), measured_at(time)) << time;
    for (const char* time : {"2026-01-31T10:59:59Z", "2013-05-16T14:14:44.881+08:00", "0000-01-01T00:00:00Z"}) {
        EXPECT_EQ(judged(time).level, Level::timeout) << time;
        EXPECT_THAT(judged(time).detail, HasSubstr("more than 3600 seconds ago"));
        EXPECT_EQ(judged(time).validated_at, time);
    }
    EXPECT_TRUE(judged("2026-01-31T12:00:00Z", 0).trusted());
    EXPECT_FALSE(judged("2026-01-31T11:59:59Z", 0).trusted());
}

TEST(MeasuredWithin, BelievesNoMeasurementThatIsYetToCome) {
    EXPECT_EQ(judged("2026-01-31T13:00:01Z").level, Level::timeout);
    EXPECT_THAT(judged("9999-12-31T23:59:59Z").detail, HasSubstr("yet to come"));
}

TEST(MeasuredWithin, BelievesNoMeasurementWithoutATime) {
    for (const char* time : {"", "yesterday", "2026-01-31T12:00:00", "2026-01-31T12:00:00+0100", "1769860800"})
        EXPECT_EQ(judged(time).level, Level::timeout) << time;
    EXPECT_THAT(judged("\x1b[2J").detail, HasSubstr("'\\u{1b}[2J'"));
}

TEST(MeasuredWithin, HoldsForAnyClock) {
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t now : {Limits::min(), Limits::max()}) {
        EXPECT_FALSE(judged("2026-01-31T12:00:00Z", std::numeric_limits<std::uint32_t>::max(), now).trusted());
        EXPECT_FALSE(judged("0000-01-01T00:00:00Z", 0, now).trusted());
    }
}

TEST(MeasuredWithin, LeavesEverythingElseAsItIs) {
    for (int level = 0; level <= static_cast<int>(Level::no_answer); ++level) {
        if (static_cast<Level>(level) == Level::trusted) continue;
        const Answers before{{measured_at("1999-01-01T00:00:00Z", static_cast<Level>(level))},
                             Error{ErrorCode::io, "broken off", {}, {}}};
        const Answers after = measured_within(before, noon, 1);
        EXPECT_EQ(after.hosts, before.hosts);
        EXPECT_EQ(after.error->message, "broken off");
    }
    EXPECT_THAT(measured_within({}, noon, 1).hosts, IsEmpty());
}

}  // namespace
}  // namespace ovfkit::attest
