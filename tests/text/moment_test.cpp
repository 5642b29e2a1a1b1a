// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/moment.hpp>

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/command.hpp"
#include "text/random_text.hpp"

namespace ovfkit::text {
namespace {

constexpr std::int64_t first_second = -62'167'219'200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59Z

struct MomentCase {
    const char* text;
    std::int64_t seconds;
    bool fraction;
};

TEST(Moment, ReadsEveryForm) {
    const MomentCase cases[] = {
        {"1970-01-01T00:00:00Z", 0, false},
        {"1970-01-01t00:00:00z", 0, false},
        {"1970-01-01 00:00:00Z", 0, false},
        {"1970-01-01T00:00:00.000Z", 0, false},
        {"1970-01-01T00:00:00.0001Z", 0, true},
        {"1969-12-31T23:59:59.9Z", -1, true},
        {"1970-01-01T01:30:00+01:30", 0, false},
        {"1969-12-31T00:01:00-23:59", 0, false},
        {"1970-01-01T00:00:00-00:00", 0, false},
        {"1970-01-01T00:00:00.123456789012345678901234567890+00:00", 0, true},
        {"2000-02-29T12:00:00Z", 951'825'600, false},
        {"0000-01-01T00:00:00Z", first_second, false},
        {"0000-02-29T00:00:00Z", first_second + 59 * 86'400, false},
        {"9999-12-31T23:59:59Z", last_second, false},
        {"0000-01-01T00:00:00+00:01", first_second - 60, false},
        {"9999-12-31T23:59:59-00:01", last_second + 60, false},
    };
    for (const MomentCase& c : cases) {
        const auto moment = parse_moment(c.text);
        ASSERT_TRUE(moment) << c.text;
        EXPECT_EQ(*moment, (Moment{c.seconds, c.fraction})) << c.text;
    }
}

// RFC 3339, 5.7 and appendix D: the leap second at the end of 1990, in UTC and in California.
TEST(Moment, ReadsALeapSecondAtTheEndOfAMonthOnly) {
    EXPECT_EQ(parse_moment("1990-12-31T23:59:60Z"), parse_moment("1991-01-01T00:00:00Z"));
    EXPECT_EQ(parse_moment("1990-12-31T15:59:60-08:00"), parse_moment("1991-01-01T00:00:00Z"));
    EXPECT_EQ(parse_moment("2012-07-01T01:59:60.5+02:00"), (Moment{1'341'100'800, true}));
    for (const char* wrong : {"1990-12-31T23:58:60Z", "1990-12-31T12:59:60Z", "1990-12-30T23:59:60Z",
                              "1990-12-31T23:59:60-08:00", "1990-12-31T23:59:61Z"})
        EXPECT_FALSE(parse_moment(wrong)) << wrong;
}

TEST(Moment, RefusesEverythingElse) {
    const char* const wrong[] = {"",
                                 "2026",
                                 "2026-01-31",
                                 "2026-01-31T12:00Z",
                                 "2026-01-31T12:00:00",
                                 "2026-01-31T12:00:00.Z",
                                 "2026-01-31T12:00:00,5Z",
                                 "2026-01-31T12:00:00+01",
                                 "2026-01-31T12:00:00+0100",
                                 "2026-01-31T12:00:00+24:00",
                                 "2026-01-31T12:00:00+00:60",
                                 "2026-01-31T12:00:00+00:99",
                                 "2026-01-31T24:00:00Z",
                                 "2026-01-31T12:60:00Z",
                                 "2026-00-31T12:00:00Z",
                                 "2026-13-31T12:00:00Z",
                                 "2026-01-00T12:00:00Z",
                                 "2026-01-32T12:00:00Z",
                                 "2026-02-29T12:00:00Z",
                                 "1900-02-29T12:00:00Z",
                                 "-026-01-31T12:00:00Z",
                                 "+026-01-31T12:00:00Z",
                                 "12026-01-31T12:00:00Z",
                                 "2026-1-31T12:00:00Z",
                                 "2026-01-31T12:00:00Z ",
                                 " 2026-01-31T12:00:00Z",
                                 "2026-01-31T12:00:00ZZ",
                                 "2026-01-31_12:00:00Z",
                                 "2026/01/31T12:00:00Z",
                                 "\xd9\xa2-26-01-31T12:00:00Z"};
    for (const char* text : wrong) EXPECT_FALSE(parse_moment(text)) << text;
    EXPECT_FALSE(parse_moment(std::string_view("2026-01-31T12:00:00Z\0", 21)));
}

TEST(Moment, PrintsWhatHasFourDigitsOfAYear) {
    EXPECT_EQ(print_moment(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(print_moment(-1), "1969-12-31T23:59:59Z");
    EXPECT_EQ(print_moment(first_second), "0000-01-01T00:00:00Z");
    EXPECT_EQ(print_moment(last_second), "9999-12-31T23:59:59Z");
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t outside : {first_second - 1, last_second + 1, Limits::min(), Limits::max()})
        EXPECT_EQ(print_moment(outside), std::nullopt) << outside;
}

std::string two_digits(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// A time, often one that nearly is none, and sometimes with a character that is none of a time.
std::string any_time(RandomText& dice) {
    std::string text = std::to_string(1 + dice.below(9999));
    text.insert(0, 4 - text.size(), '0');
    text += "-" + two_digits(dice.below(14)) + "-" + two_digits(1 + dice.below(31)) + "Tt "[dice.below(3)];
    text += two_digits(dice.below(25)) + ":" + two_digits(dice.below(61)) + ":" + two_digits(dice.below(60));
    if (dice.below(2) == 0) text += "." + std::string(1 + dice.below(3), dice.below(2) == 0 ? '0' : '7');
    if (dice.below(3) == 0)
        text += "Zz"[dice.below(2)];
    else
        text += "+-"[dice.below(2)] + two_digits(dice.below(25)) + ":" + two_digits(dice.below(61));
    if (dice.below(8) == 0) text[dice.below(text.size())] = "0123456789TZ:+-. "[dice.below(17)];
    if (dice.below(40) == 0) text.erase(dice.below(text.size()), 1);
    return text;
}

// Python knows the calendar; of the form it is told by a pattern, because it reads more than RFC 3339 has.
constexpr const char* python_reads = R"PY(
import re, sys
from datetime import datetime, timedelta
form = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
for line in open(sys.argv[1]).read().split("\n")[:-1]:
    got = form.fullmatch(line)
    try:
        if not got or int(got[9] or 0) > 23 or int(got[10] or 0) > 59:
            raise ValueError
        ahead = timedelta(hours=int(got[9] or 0), minutes=int(got[10] or 0))
        passed = datetime(*(int(part) for part in got.groups()[:6])) - datetime(1970, 1, 1)
        passed -= -ahead if got[8] == "-" else ahead
        print(passed // timedelta(seconds=1), int((got[7] or "").strip("0") != ""))
    except ValueError:
        print("none")
)PY";

TEST(Moment, IsReadAsPythonReadsIt) {
    constexpr std::size_t count = 20'000;
    RandomText dice(3339);
    std::vector<std::string> texts;
    std::string lines;
    while (texts.size() < count) {
        std::string text = any_time(dice);
        if (text.find(":60") != std::string::npos || text.rfind("0000", 0) == 0) continue;  // what Python has not
        lines += text + "\n";
        texts.push_back(std::move(text));
    }
    const test::TemporaryFolder folder;
    const test::Outcome python = test::run_python(python_reads, {folder.put("times", lines)});
    ASSERT_EQ(python.status, 0) << python.errors;
    std::istringstream answers(python.output);
    std::size_t read = 0;
    for (const std::string& text : texts) {
        std::string expected;
        ASSERT_TRUE(std::getline(answers, expected));
        const auto moment = parse_moment(text);
        const std::string got =
            moment ? std::to_string(moment->unix_seconds) + " " + std::to_string(int{moment->fraction}) : "none";
        ASSERT_EQ(got, expected) << text;
        read += moment ? 1U : 0U;
    }
    EXPECT_GT(read, count / 4);
    EXPECT_LT(read, count * 3 / 4);
}

constexpr const char* python_prints = R"(
import sys
from datetime import datetime, timedelta
for line in open(sys.argv[1]):
    print((datetime(1970, 1, 1) + timedelta(seconds=int(line))).isoformat() + "Z")
)";

TEST(Moment, IsPrintedAsPythonPrintsItAndReadBack) {
    RandomText dice(5);
    std::vector<std::int64_t> moments;
    std::string lines;
    constexpr std::int64_t year_one = first_second + std::int64_t{366} * 86'400;
    for (int i = 0; i < 5'000; ++i) {
        moments.push_back(year_one + static_cast<std::int64_t>(dice.below(last_second - year_one + 1)));
        lines += std::to_string(moments.back()) + "\n";
    }
    const test::TemporaryFolder folder;
    const test::Outcome python = test::run_python(python_prints, {folder.put("moments", lines)});
    ASSERT_EQ(python.status, 0) << python.errors;
    std::istringstream answers(python.output);
    for (const std::int64_t moment : moments) {
        std::string expected;
        ASSERT_TRUE(std::getline(answers, expected));
        ASSERT_EQ(print_moment(moment), expected);
        ASSERT_EQ(parse_moment(expected), (Moment{moment, false}));
    }
}

}  // namespace
}  // namespace ovfkit::text
