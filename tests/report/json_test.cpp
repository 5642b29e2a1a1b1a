// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <string>

#include <gtest/gtest.h>

namespace ovfkit::report {
namespace {

TEST(Json, KeepsTheOrderOfKeys) {
    const Json json = {{"z", 1}, {"a", nullptr}};
    EXPECT_EQ(on_one_line(json), R"({"z":1,"a":null})");
    EXPECT_EQ(on_lines(json), "{\n  \"z\": 1,\n  \"a\": null\n}\n");
}

TEST(Json, WritesUtf8AsItIs) { EXPECT_EQ(on_one_line(json_text("Zürich 漢 🧀")), "\"Zürich 漢 🧀\""); }

TEST(Json, EscapesWhatATerminalWouldActOnWithoutChangingTheValue) {
    const std::string text = "\x1b[2J \x7f \u009b \u202e \u2066 \u2028 \ufeff \n \"";
    const std::string written = on_one_line(json_text(text));
    EXPECT_EQ(written, R"("\u001b[2J \u007f \u009b \u202e \u2066 \u2028 \ufeff \n \"")");
    EXPECT_EQ(Json::parse(written).get<std::string>(), text);
}

TEST(Json, WritesBytesThatAreNotUtf8AsText) {
    EXPECT_EQ(json_text("a\xff"
                        "b\xc3\xa9\x80")
                  .get<std::string>(),
              "a\\xffbé\\x80");
    EXPECT_EQ(json_text("\xed\xa0\x80 \xc0\x80 \xf5").get<std::string>(), "\\xed\\xa0\\x80 \\xc0\\x80 \\xf5");
    EXPECT_EQ(json_text("cut \xe6\xbc").get<std::string>(), "cut \\xe6\\xbc");
}

TEST(Json, IsNullForWhatIsNotSaid) {
    EXPECT_EQ(on_one_line(json_text_or_null("")), "null");
    EXPECT_EQ(on_one_line(json_or_null(std::optional<bool>())), "null");
    EXPECT_EQ(on_one_line(json_or_null(std::optional<bool>(false))), "false");
    EXPECT_EQ(on_one_line(json_or_null(std::optional<std::string>(""))), "\"\"");
}

TEST(Json, WritesLargeNumbersExactly) {
    EXPECT_EQ(on_one_line(json_or_null(std::optional<std::uint64_t>(18446744073709551615U))), "18446744073709551615");
}

}  // namespace
}  // namespace ovfkit::report
