// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/text/line_index.hpp>

#include <string>
#include <thread>
#include <vector>

#include "text/random_text.hpp"

namespace ovfkit::text {
namespace {

TEST(LineIndex, CountsFromOne) {
    const LineIndex index("ab\ncd");
    EXPECT_EQ(index.position(0), (Position{1, 1}));
    EXPECT_EQ(index.position(1), (Position{1, 2}));
    EXPECT_EQ(index.position(2), (Position{1, 3}));  // the line end belongs to its line
    EXPECT_EQ(index.position(3), (Position{2, 1}));
    EXPECT_EQ(index.position(5), (Position{2, 3}));
    EXPECT_EQ(index.position(99), (Position{2, 3}));
}

TEST(LineIndex, HasOneLineInAnEmptyText) {
    const LineIndex index("");
    EXPECT_EQ(index.line_count(), 1U);
    EXPECT_EQ(index.position(0), (Position{1, 1}));
    EXPECT_EQ(index.position(7), (Position{1, 1}));
    EXPECT_EQ(index.line(1), "");
    EXPECT_EQ(index.offset({1, 1}), 0U);
}

TEST(LineIndex, TakesAllThreeLineEnds) {
    const std::string text = "a\r\nb\rc\nd\n\r\r\n\n";
    const LineIndex index(text);
    const std::vector<std::string> lines = {"a", "b", "c", "d", "", "", "", ""};
    ASSERT_EQ(index.line_count(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(index.line(static_cast<std::uint32_t>(i + 1)), lines[i]);
    EXPECT_EQ(index.line(0), "");
    EXPECT_EQ(index.line(9), "");
    EXPECT_EQ(index.position(2), (Position{1, 3}));
    EXPECT_EQ(index.position(3), (Position{2, 1}));
    EXPECT_EQ(index.position(5), (Position{3, 1}));
}

TEST(LineIndex, JoinsCrLfAcrossWordsAndChecks) {
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string text = std::string(before, 'x') + "\r\ny";
        const LineIndex index(text);
        EXPECT_EQ(index.line_count(), 2U);
        EXPECT_EQ(index.line(1).size(), before);
        EXPECT_EQ(index.line(2), "y");
    }
}

TEST(LineIndex, CountsCharactersNotBytes) {
    const std::string text = "\u00e4\u20ac\U0001F600x";
    const LineIndex index(text);
    EXPECT_EQ(index.position(2).column, 2U);
    EXPECT_EQ(index.position(5).column, 3U);
    EXPECT_EQ(index.position(9).column, 4U);
    EXPECT_EQ(index.position(4).column, 2U);  // inside the euro sign
    EXPECT_EQ(index.position(8).column, 3U);  // inside the face
}

TEST(LineIndex, CountsBeyondLine65535) {
    std::string text;
    for (int i = 0; i < 70'000; ++i) text += "\u00fc\n";
    text += "\u00fc<";
    const LineIndex index(text);
    EXPECT_EQ(index.position(static_cast<std::uint32_t>(text.size() - 1)), (Position{70'001, 2}));
    EXPECT_EQ(index.line(70'001), "\u00fc<");
}

TEST(LineIndex, AnswersQuicklyInOneLongLine) {
    std::string text;
    for (int i = 0; i < 4'000'000; ++i) text += "\u00fc";
    const LineIndex index(text);
    // Counting from the begin of the line each time would be 10^11 steps.
    for (std::uint32_t i = 0; i < 50'000; ++i)
        ASSERT_EQ(index.position(static_cast<std::uint32_t>(text.size()) - 2 * i).column, 4'000'001 - i);
}

TEST(LineIndex, AgreesWithPlainCounting) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        RandomText random(seed);
        std::u32string characters = random.code_points(random.below(3000));
        for (char32_t& c : characters)
            if (random.below(20) == 0) c = U'\r';
        const std::string text = utf8_of(characters);
        const LineIndex index(text);
        std::uint32_t at = 0;
        Position expected{1, 1};
        for (std::size_t i = 0; i < characters.size(); ++i) {
            ASSERT_EQ(index.position(at), expected) << "seed " << seed << " offset " << at;
            const char32_t c = characters[i];
            const bool in_pair = c == U'\r' && i + 1 < characters.size() && characters[i + 1] == U'\n';
            const bool line_end = c == U'\n' || c == U'\r';
            if (!line_end) {
                ASSERT_EQ(index.offset(expected), at);
            }
            if (line_end && !in_pair) {
                expected = {expected.line + 1, 1};
            } else {
                ++expected.column;
            }
            at += static_cast<std::uint32_t>(utf8_of(c).size());
        }
        ASSERT_EQ(index.position(at), expected);
        ASSERT_EQ(index.line_count(), expected.line);
    }
}

TEST(LineIndex, FindsOffsetsAndStopsAtTheLineEnd) {
    const LineIndex index("a\u00e4b\r\ncd");
    EXPECT_EQ(index.offset({1, 1}), 0U);
    EXPECT_EQ(index.offset({1, 3}), 3U);
    EXPECT_EQ(index.offset({1, 4}), 4U);
    EXPECT_EQ(index.offset({1, 99}), 4U);
    EXPECT_EQ(index.offset({2, 2}), 7U);
    EXPECT_EQ(index.offset({0, 5}), 0U);
    EXPECT_EQ(index.offset({1, 0}), 0U);
    EXPECT_EQ(index.offset({9, 1}), 8U);
}

TEST(LineIndex, IsSharedByThreads) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "line\n";
    const LineIndex index(text);
    const LineIndex copy = index;
    std::vector<std::thread> threads;
    std::vector<std::uint32_t> wrong(4, 0);
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (std::uint32_t i = 0; i < 20'000; ++i)
                if ((t % 2 == 0 ? index : copy).position(i * 5) != Position{i + 1, 1}) ++wrong[t];
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<std::uint32_t>(4, 0));
}

}  // namespace
}  // namespace ovfkit::text
