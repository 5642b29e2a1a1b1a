// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/rules.hpp>

namespace ovfkit::attest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Read {
    std::vector<HostAnswer> answers;
    std::vector<std::string> levels;
    std::vector<std::string> findings;  // "slug path"
    Diagnostics diagnostics;
};

Read read(std::string_view json, const std::vector<std::string>& hosts) {
    Read read;
    read.answers = parse_poll_reply(json, hosts, read.diagnostics);
    EXPECT_EQ(read.answers.size(), hosts.size());
    for (std::size_t i = 0; i < read.answers.size(); ++i) {
        const HostAnswer& answer = read.answers[i];
        EXPECT_EQ(answer.host, hosts[i]) << "in the order and spelling that was asked for";
        EXPECT_EQ(answer.detail, printable(answer.detail, 10'000));
        read.levels.emplace_back(to_string(answer.level));
    }
    for (const Diagnostic& one : read.diagnostics) {
        EXPECT_EQ(one.message, printable(one.message, 10'000));
        EXPECT_EQ(one.where.source, "reply");
        read.findings.push_back(std::string(one.rule) + (one.where.path.empty() ? "" : " ") + one.where.path);
    }
    return read;
}

// The reply with entries for `a` with the given levels, as JSON values.
std::string about_a(const std::vector<std::string>& levels) {
    std::string entries;
    for (const std::string& level : levels)
        entries += (entries.empty() ? "" : ",") + (R"({"host_name":"a","trust_lvl":)" + level + "}");
    return R"({"hosts":[)" + entries + "]}";
}

TEST(PollReply, IsReadAsServersSendIt) {
    const Read found = read(R"({"hosts":[{"host_name":"a.example","trust_lvl":"trusted",
        "vtime":"2013-05-16T14:14:44.881+08:00"}]})",
                            {"a.example"});
    HostAnswer expected;
    expected.host = "a.example";
    expected.level = Level::trusted;
    expected.word = "trusted";
    expected.validated_at = "2013-05-16T14:14:44.881+08:00";
    EXPECT_THAT(found.answers, ElementsAre(expected));
    EXPECT_THAT(found.findings, IsEmpty());
}

TEST(PollReply, MayHoldWhatNewerServersAdd) {
    const Read found = read(R"({"version":{"hosts":1},"hosts":[{"pcr_values":[{"host_name":"b","trust_lvl":"untrusted",
        "pcr":[[1,2],{"trust_lvl":"x"}]}],"report_is_valid":true,"trust_lvl":"Trusted","url":null,
        "analysis_details":{"host_name":"c"},"host_name":"a","count":-1,"part":1.5,"big":18446744073709551615}],"more":[[{}]]})",
                            {"a", "b"});
    EXPECT_THAT(found.levels, ElementsAre("trusted", "no-answer"));
}

TEST(PollReply, HasFiveLevelsInAnyLetterCase) {
    EXPECT_THAT(read(about_a({"\"TRUSTED\""}), {"a"}).levels, ElementsAre("trusted"));
    EXPECT_THAT(read(about_a({"\"Untrusted\""}), {"a"}).levels, ElementsAre("untrusted"));
    EXPECT_THAT(read(about_a({"\"unKnown\""}), {"a"}).levels, ElementsAre("unknown"));
    EXPECT_THAT(read(about_a({"\"timeout\""}), {"a"}).levels, ElementsAre("timeout"));
    EXPECT_THAT(read(about_a({"\"Pending\""}), {"a"}).levels, ElementsAre("pending"));
    EXPECT_THAT(read(about_a({"\"\\u0074rusted\""}), {"a"}).levels, ElementsAre("trusted"));
}

TEST(PollReply, TakesNoOtherWordForTrust) {
    for (const char* word :
         {"\"\"", "\"trusted \"", "\" trusted\"", "\"trusted\\u0000\"", "\"true\"", "\"1\"", "\"uninitialized\"",
          "\"trust\"", "\"tru\\u017Fted\"", "\"no-answer\"", "\"\\u001b[31mtrusted\""}) {
        const Read found = read(about_a({word}), {"a"});
        EXPECT_THAT(found.levels, ElementsAre("unrecognized")) << word;
        EXPECT_THAT(found.findings, ElementsAre("attest/unknown-level /hosts/0")) << word;
        EXPECT_FALSE(found.answers.front().detail.empty());
    }
    EXPECT_EQ(read(about_a({"\"x\\ny\""}), {"a"}).answers.front().word, "x\ny") << "as the server wrote it";
    for (const char* value : {"true", "1", "null", "[]", "{}", "[\"trusted\"]", "{\"trust_lvl\":\"trusted\"}", "1.5"}) {
        const Read found = read(about_a({value}), {"a"});
        EXPECT_THAT(found.levels, ElementsAre("unrecognized")) << value;
        EXPECT_THAT(found.findings, ElementsAre("attest/malformed-entry /hosts/0")) << value;
    }
    const Read none = read(R"({"hosts":[{"host_name":"a","Trust_lvl":"trusted","trust_level":"trusted"}]})", {"a"});
    EXPECT_THAT(none.levels, ElementsAre("unrecognized"));
    EXPECT_THAT(none.findings, ElementsAre("attest/malformed-entry /hosts/0"));
}

TEST(PollReply, AnswersAboutTheOthersWhateverIsSaidOfOne) {
    const Read found = read(R"({"hosts":[1,null,"trusted",[{"host_name":"c","trust_lvl":"trusted"}],{},
        {"trust_lvl":"trusted"},{"host_name":7,"trust_lvl":"trusted"},{"host_name":null},
        {"host_name":"a","trust_lvl":"pending"},{"host_name":"x","trust_lvl":"trusted"},
        {"host_name":"b","trust_lvl":"trusted"}]})",
                            {"c", "b", "a"});
    EXPECT_THAT(found.levels, ElementsAre("no-answer", "trusted", "pending"));
    EXPECT_THAT(found.findings, ElementsAre("attest/malformed-entry /hosts/0", "attest/malformed-entry /hosts/1",
                                            "attest/malformed-entry /hosts/2", "attest/malformed-entry /hosts/3",
                                            "attest/malformed-entry /hosts/4", "attest/malformed-entry /hosts/5",
                                            "attest/malformed-entry /hosts/6", "attest/malformed-entry /hosts/7",
                                            "attest/unasked-host /hosts/9", "attest/missing-host"));
    EXPECT_THAT(found.answers.front().detail, HasSubstr("says nothing about it"));
}

TEST(PollReply, GivesTheLesserOfTwoLevels) {
    const std::vector<std::string> words = {
        "\"trusted\"", "\"untrusted\"", "\"unknown\"", "\"timeout\"", "\"pending\"", "\"else\"", "7"};
    for (const std::string& one : words)
        for (const std::string& other : words) {
            const Read found = read(about_a({one, other}), {"a"});
            const bool both = one == "\"trusted\"" && other == one;
            EXPECT_EQ(found.answers.front().trusted(), both) << one << other;
            EXPECT_EQ(found.levels, read(about_a({other, one}), {"a"}).levels) << "in any order";
            const bool differ = read(about_a({one}), {"a"}).levels != read(about_a({other}), {"a"}).levels;
            EXPECT_EQ(found.diagnostics.has("attest/conflicting-answers"), differ) << one << other;
        }
    EXPECT_THAT(read(about_a({"\"trusted\"", "\"untrusted\"", "\"trusted\""}), {"a"}).levels, ElementsAre("untrusted"));
    // The same host in two spellings.
    EXPECT_THAT(
        read(R"({"hosts":[{"host_name":"A.","trust_lvl":"untrusted"},{"host_name":"a","trust_lvl":"trusted"}]})", {"a"})
            .levels,
        ElementsAre("untrusted"));
}

TEST(PollReply, BelievesNoMemberThatIsThereTwice) {
    for (const char* entry : {R"({"host_name":"a","trust_lvl":"untrusted","trust_lvl":"trusted"})",
                              R"({"host_name":"a","trust_lvl":"trusted","trust_lvl":"trusted"})",
                              R"({"host_name":"b","trust_lvl":"trusted","host_name":"a"})",
                              R"({"host_name":"a","trust_lvl":"trusted","host_name":"b"})",
                              R"({"host_name":1,"trust_lvl":"trusted","host_name":"a"})",
                              R"({"host_name":"a","trust_lvl":"trusted","host_name":{}})",
                              R"({"host_name":"a","trust_lvl":"trusted","trust_lvl":null})",
                              R"({"host_name":"a","trust_lvl":{},"trust_lvl":"trusted"})",
                              R"({"host_name":"a","trust_lvl":"trusted","\u0074rust_lvl":"trusted"})"}) {
        const Read found = read(R"({"hosts":[)" + std::string(entry) + "]}", {"a"});
        EXPECT_THAT(found.levels, ElementsAre("unrecognized")) << entry;
        EXPECT_TRUE(found.diagnostics.has(rule::malformed_entry.slug)) << entry;
    }
    // What is said of two in one entry speaks against both.
    const Read both = read(
        R"({"hosts":[{"host_name":"a","trust_lvl":"trusted"},{"host_name":"a","host_name":"b","trust_lvl":"trusted"}]})",
        {"a", "b"});
    EXPECT_THAT(both.levels, ElementsAre("unrecognized", "unrecognized"));
}

TEST(PollReply, FindsAHostUnderAnySpellingOfItsName) {
    const Read found = read(
        R"({"hosts":[{"host_name":"NODE1.Example.","trust_lvl":"trusted"},{"host_name":"n\u0000","trust_lvl":"trusted"},
        {"host_name":"m\u00fc","trust_lvl":"trusted"},{"host_name":"pair\ud83d\udc27","trust_lvl":"trusted"},{"host_name":"e..","trust_lvl":"trusted"}]})",
        {"node1.example", "node1.example.", "n", std::string("n\0", 2), "m\xC3\xBC", "m\xC3\x9C",
         "pair\xF0\x9F\x90\xA7", "e"});
    EXPECT_THAT(found.levels, ElementsAre("trusted", "trusted", "no-answer", "trusted", "trusted", "no-answer",
                                          "trusted", "no-answer"));
}

TEST(PollReply, AnswersAboutNobodyWhenItIsNotOne) {
    const std::string good = R"({"host_name":"a","trust_lvl":"trusted"})";
    for (const std::string& json : {std::string(),
                                    std::string("null"),
                                    std::string("[]"),
                                    std::string("\"trusted\""),
                                    std::string("1"),
                                    std::string("{}"),
                                    std::string("{\"hosts\":null}"),
                                    std::string("{\"hosts\":{}}"),
                                    std::string("{\"hosts\":\"a\"}"),
                                    "[" + good + "]",
                                    good,
                                    "{\"Hosts\":[" + good + "]}",
                                    "{\"x\":{\"hosts\":[" + good + "]}}",
                                    "{\"hosts\":{\"hosts\":[" + good + "]}}",
                                    "{\"hosts\":[" + good + "]",
                                    "{\"hosts\":[" + good + "]}}",
                                    "{\"hosts\":[" + good + "]} x",
                                    "{\"hosts\":[" + good + ",]}",
                                    "{\"hosts\":[" + good + "],}",
                                    "{\"hosts\":[" + good + "],\"hosts\":[" + good + "]}",
                                    "{\"hosts\":[" + good + "],\"hosts\":null}",
                                    "{\"hosts\":null,\"hosts\":[" + good + "]}",
                                    "{\"hosts\":[" + good + "],\"\\u0068osts\":[]}",
                                    "{'hosts':[" + good + "]}",
                                    "{\"hosts\":[" + good + "],\"x\":\"\\ud800\"}",
                                    "{\"hosts\":[" + good + "],\"x\":\"\xFF\"}",
                                    "{\"hosts\":[" + good + "],\"x\":1e999}",
                                    "/**/{\"hosts\":[" + good + "]}",
                                    "{\"hosts\":[" + good + "]}" + std::string(1, '\0'),
                                    "{\"hosts\":[" + good + "]}" + std::string("\0x", 2),
                                    std::string("<html>oops</html>"),
                                    "{\"hosts\":[" + good + "],\"x\":NaN}",
                                    "\xFF\xFE{\"hosts\":[" + good + "]}"}) {
        const Read found = read(json, {"a", "b"});
        EXPECT_THAT(found.levels, ElementsAre("no-answer", "no-answer")) << json;
        EXPECT_TRUE(found.diagnostics.has("attest/malformed-reply")) << json;
        EXPECT_THAT(found.answers.front().detail, HasSubstr("the reply of the attestation server ")) << json;
    }
    EXPECT_THAT(read("{\"hosts\":[" + good + "]}", {"a"}).levels, ElementsAre("trusted")) << "the control";
}

TEST(PollReply, SaysWhereItBreaksOff) {
    const Read found = read("{\"hosts\":\n [ \"\xC3\xBC\", x", {"a"});
    ASSERT_EQ(found.diagnostics.all().back().rule, rule::malformed_reply.slug);
    const Location& where = found.diagnostics.all().back().where;
    EXPECT_EQ(where.line, 2U);
    EXPECT_EQ(where.column, 9U);
    EXPECT_EQ(where.span, (Span{19, 20}));
    const Read end = read("{\"hosts\":[", {"a"});
    EXPECT_EQ(end.diagnostics.all().back().where.span.begin, 10U);
}

TEST(PollReply, MayBeAboutNobody) {
    const Read found = read("{\"hosts\":[]}", {"a", "b", "A."});
    EXPECT_THAT(found.levels, ElementsAre("no-answer", "no-answer", "no-answer"));
    EXPECT_THAT(found.findings, ElementsAre("attest/missing-host", "attest/missing-host")) << "a and A. are one";
    EXPECT_THAT(read(about_a({"\"trusted\""}), {}).findings, ElementsAre("attest/unasked-host /hosts/0"));
}

TEST(PollReply, IsRefusedWhenItIsDeep) {
    const auto nested = [](std::size_t depth, char open, char close) {
        return about_a({"\"trusted\""})
            .insert(1, "\"x\":" + std::string(depth, open) + std::string(depth, close) + ",");
    };
    EXPECT_THAT(read(nested(60, '[', ']'), {"a"}).levels, ElementsAre("trusted"));
    EXPECT_THAT(read(nested(64, '[', ']'), {"a"}).levels, ElementsAre("no-answer"));
    const Read deep = read(nested(500'000, '[', ']'), {"a"});
    EXPECT_THAT(deep.levels, ElementsAre("no-answer"));
    EXPECT_THAT(deep.answers.front().detail, HasSubstr("nested too deeply"));
}

TEST(PollReply, IsRefusedWhenItIsEndless) {
    EXPECT_THAT(read(about_a({"\"trusted\""}) + std::string(65U << 20U, ' '), {"a"}).answers.front().detail,
                HasSubstr("larger than 64 MiB"));
    std::string many = "{\"hosts\":[0";
    for (int i = 0; i < 1'000'001; ++i) many += ",0";
    const Read found = read(many + "]}", {"a"});
    EXPECT_THAT(found.answers.front().detail, HasSubstr("too many hosts"));
    EXPECT_TRUE(found.diagnostics.has(rule::malformed_reply.slug)) << "it is said although there is no room";
    EXPECT_EQ(found.diagnostics.size(), Diagnostics::default_limit);
}

TEST(PollReply, CanBeAboutTenThousandHosts) {
    std::vector<std::string> hosts;
    std::string entries;
    for (int i = 0; i < 10'000; ++i) {
        hosts.push_back("node-" + std::to_string(i));
        entries += (i == 0 ? "" : ",") + (R"({"host_name":")" + hosts.back() + R"(","trust_lvl":")" +
                                          (i % 2 == 0 ? "trusted" : "untrusted") + "\"}");
    }
    const Read found = read("{\"hosts\":[" + entries + "]}", hosts);
    EXPECT_THAT(found.findings, IsEmpty());
    for (std::size_t i = 0; i < found.answers.size(); ++i) ASSERT_EQ(found.answers[i].trusted(), i % 2 == 0) << i;
}

}  // namespace
}  // namespace ovfkit::attest
