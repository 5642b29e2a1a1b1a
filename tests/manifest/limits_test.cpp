// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/manifest/manifest.hpp>

#include <string>

#include "manifest/parsed.hpp"

namespace ovfkit::manifest {
namespace {

void expect_refused(std::string_view bytes, const ParseLimits& limits, std::string_view rule) {
    Diagnostics diagnostics(50);
    const auto manifest = parse(bytes, "a.mf", diagnostics, limits);
    ASSERT_FALSE(manifest);
    EXPECT_EQ(manifest.error().code, ErrorCode::limit_exceeded);
    EXPECT_EQ(manifest.error().rule, rule);
    EXPECT_TRUE(diagnostics.has(rule) || diagnostics.dropped() != 0);
    EXPECT_LE(diagnostics.size(), 50U);
}

std::string many_lines(std::size_t count, const std::string& line) {
    std::string bytes;
    bytes.reserve(count * (line.size() + 8));
    for (std::size_t i = 0; i < count; ++i) bytes += line + std::to_string(i) + ")= " + sha1_a + "\n";
    return bytes;
}

TEST(ManifestLimits, RefuseWhatIsTooLarge) {
    const std::string bytes = "SHA1(a)= " + sha1_a + "\n";
    ParseLimits limits;
    limits.max_bytes = bytes.size();
    Diagnostics diagnostics;
    EXPECT_TRUE(parse(bytes, "a.mf", diagnostics, limits));
    limits.max_bytes = bytes.size() - 1;
    expect_refused(bytes, limits, "manifest/too-large");
}

TEST(ManifestLimits, RefuseAMillionLinesOfEntriesAndOfGarbage) {
    ParseLimits limits;
    limits.max_bytes = 256U << 20U;
    expect_refused(many_lines(1'000'000, "SHA1(a"), limits, "manifest/too-many-lines");
    expect_refused(many_lines(1'000'000, "SHA1 a"), limits, "manifest/too-many-lines");
}

TEST(ManifestLimits, TakeMoreLinesWhereTheCallerWantsThem) {
    ParseLimits limits;
    limits.max_bytes = 256U << 20U;
    limits.max_entries = 200'000;
    Diagnostics diagnostics;
    const auto manifest = parse(many_lines(200'000, "SHA1(a"), "a.mf", diagnostics, limits);
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->entries.size(), 200'000U);
    EXPECT_TRUE(diagnostics.empty());
}

TEST(ManifestLimits, RefuseANameThatIsTooLong) {
    ParseLimits limits;
    expect_refused("SHA1(" + std::string(4097, 'a') + ")= " + sha1_a, limits, "manifest/name-too-long");
}

TEST(ManifestLimits, KeepTheTimeOfOneLongLineLinear) {
    ParseLimits limits;
    for (const char* part : {"(", ")", "=", ") ", ")=", " ", "\r", "a"}) {
        std::string bytes = "SHA1(";
        while (bytes.size() < 4'000'000) bytes += part;
        Diagnostics diagnostics;
        (void)parse(bytes, "a.mf", diagnostics, limits);
        EXPECT_FALSE(diagnostics.empty());
    }
}

TEST(ManifestLimits, BoundTheFindingsOfAFloodOfEachKind) {
    std::string bytes;
    for (int i = 0; i < 30'000; ++i) bytes += "MD5(a)= 00\n" + std::string(i % 2 == 0 ? "x\n" : "SHA1(b)= 00\n") + "\n";
    Diagnostics diagnostics;
    const auto manifest = parse(bytes, "a.mf", diagnostics, {});
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->unreadable_lines, 30'000U);
    EXPECT_EQ(diagnostics.size(), Diagnostics::default_limit);
    EXPECT_EQ(diagnostics.count(Severity::error), 60'000U);
}

}  // namespace
}  // namespace ovfkit::manifest
