// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/validate/baseline.hpp>

namespace ovfkit::validate {
namespace {

Diagnostic finding(std::string_view rule, std::string path, std::string message, std::uint32_t line = 1) {
    Diagnostic one;
    one.rule = rule;
    one.message = std::move(message);
    one.where.path = std::move(path);
    one.where.line = line;
    return one;
}

TEST(Baseline, TakesWhatItWasWrittenFor) {
    const Diagnostic one = finding("disk/x", "/Envelope/DiskSection/Disk[2]", "the disk is odd");
    auto baseline = Baseline::parse(Baseline::line("web.ovf", one), "base").value();
    EXPECT_TRUE(baseline.take("web.ovf", one));
}

TEST(Baseline, DoesNotMindThatLinesMove) {
    auto baseline =
        Baseline::parse(Baseline::line("web.ovf", finding("disk/x", "/Envelope", "odd", 3)), "base").value();
    EXPECT_TRUE(baseline.take("web.ovf", finding("disk/x", "/Envelope", "odd", 300)));
}

TEST(Baseline, TakesEachEntryOnce) {
    const Diagnostic one = finding("disk/x", "/Envelope", "odd");
    auto baseline = Baseline::parse(Baseline::line("web.ovf", one) + Baseline::line("web.ovf", one), "base").value();
    EXPECT_TRUE(baseline.take("web.ovf", one));
    EXPECT_TRUE(baseline.take("web.ovf", one));
    EXPECT_FALSE(baseline.take("web.ovf", one)) << "a third one is new";
}

TEST(Baseline, LetsThroughWhatDiffersInAnyPart) {
    const Diagnostic one = finding("disk/x", "/Envelope", "odd");
    auto baseline = Baseline::parse(Baseline::line("web.ovf", one), "base").value();
    EXPECT_FALSE(baseline.take("other.ovf", one));
    EXPECT_FALSE(baseline.take("web.ovf", finding("disk/y", "/Envelope", "odd")));
    EXPECT_FALSE(baseline.take("web.ovf", finding("disk/x", "/Envelope/References", "odd")));
    EXPECT_FALSE(baseline.take("web.ovf", finding("disk/x", "/Envelope", "odder")));
}

TEST(Baseline, KeepsNamesWithTabsAndLineEndsOnOneLine) {
    const Diagnostic one = finding("disk/x", "/Envelope", "odd");
    const std::string line = Baseline::line("a\tb\nc.ovf", one);
    EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 3);
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    EXPECT_TRUE(Baseline::parse(line, "base").value().take("a\tb\nc.ovf", one));
}

TEST(Baseline, TellsWhereALineIsNoEntry) {
    const auto refused = Baseline::parse("# accepted\n\nweb.ovf\tdisk/x\n", "base.txt");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    EXPECT_EQ(refused.error().where.line, 3U);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("base.txt:3"));
}

}  // namespace
}  // namespace ovfkit::validate
