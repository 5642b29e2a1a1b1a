// SPDX-License-Identifier: Apache-2.0
// Every file of fixtures/hostile behaves as fixtures/README.md says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/report/inspect.hpp>

#include <ostream>
#include <set>

#include <nlohmann/json.hpp>

#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

struct Outcome {
    const char* file;
    std::vector<const char*> findings;  // slug and place, in the order of reporting
    bool refused = true;                // and the last finding says why
};

std::string said(const Diagnostic& d) {
    return std::string(d.rule) + " " + std::to_string(d.where.line) + ":" + std::to_string(d.where.column);
}

std::string path_of(const std::string& file) { return test::fixture("hostile/" + file + ".ovf"); }

void PrintTo(const Outcome& outcome, std::ostream* out) { *out << outcome.file; }

class Hostile : public testing::TestWithParam<Outcome> {};

TEST_P(Hostile, FixtureBehaves) {
    const Outcome& expected = GetParam();
    const std::string bytes = test::contents(path_of(expected.file));
    testing::internal::CaptureStderr();
    Diagnostics diagnostics;
    const auto d = Descriptor::parse(bytes, diagnostics);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "nothing is printed";

    std::vector<std::string> findings;
    for (const Diagnostic& f : diagnostics) {
        findings.push_back(said(f));
        EXPECT_EQ(f.message, printable(f.message, 10'000)) << "messages are escaped";
        EXPECT_LT(f.message.size(), 600U) << "and short";
        EXPECT_EQ(f.where.source, "descriptor");
    }
    EXPECT_THAT(findings, testing::ElementsAreArray(expected.findings));
    EXPECT_EQ(!d.has_value(), expected.refused);
    if (d) {
        EXPECT_EQ(rewrite(*d, d->envelope()).value(), bytes);
    } else if (!findings.empty()) {
        EXPECT_EQ(diagnostics.all().back().rule, d.error().rule);
        EXPECT_EQ(diagnostics.all().back().message, d.error().message);
        EXPECT_EQ(diagnostics.all().back().severity, Severity::error);
    }
}

const Outcome outcomes[] = {
    {"blank", {"xml/not-well-formed 3:1"}},
    {"control-characters", {}, false},
    {"crlf", {}, false},
    {"doctype", {"xml/doctype 2:1"}},
    {"doctype-internal-subset", {"xml/doctype 2:1"}},
    {"empty", {"xml/not-well-formed 1:1"}},
    {"entity-bomb", {"xml/doctype 2:1"}},
    {"entity-bomb-attribute", {"xml/doctype 2:1"}},
    {"entity-external-file", {"xml/doctype 2:1"}},
    {"entity-external-http", {"xml/doctype 2:1"}},
    {"entity-loop", {"xml/doctype 2:1"}},
    {"entity-parameter", {"xml/doctype 2:1"}},
    {"environment", {"descriptor/not-an-envelope 2:1"}},
    {"escape-byte", {"xml/not-well-formed 16:11"}},
    {"escaping-href", {}, false},
    {"external-dtd", {"xml/doctype 2:1"}},
    {"html-error-page", {"xml/doctype 1:1"}},
    {"invalid-utf-8", {"text/invalid-utf8 12:25"}},
    {"long-name", {}, false},
    {"nul-byte", {"xml/not-well-formed 16:11"}},
    {"number-overflow",
     {"descriptor/unreadable-value 4:59", "descriptor/unreadable-value 23:31", "disk/capacity-out-of-range 8:64",
      "hardware/memory-out-of-range 30:31"},
     false},
    {"odd-but-good", {}, false},
    {"oommf", {"xml/not-well-formed 1:1"}},
    {"other-namespace", {"descriptor/unknown-namespace 2:1", "descriptor/no-entity 2:1"}, false},
    {"other-root", {"descriptor/not-an-envelope 2:1"}},
    {"overlong-utf-8", {"text/invalid-utf8 12:25"}},
    {"placeholder-at",
     {"descriptor/unreadable-value 4:59", "descriptor/unreadable-value 23:31", "descriptor/unreadable-value 30:31",
      "disk/capacity-out-of-range 8:64"},
     false},
    {"placeholder-before-declaration", {"xml/not-well-formed 1:1"}},
    {"placeholder-braces",
     {"descriptor/unreadable-value 4:59", "descriptor/unreadable-value 23:31", "descriptor/unreadable-value 30:31",
      "disk/capacity-out-of-range 8:64"},
     false},
    {"placeholder-markup", {"xml/not-well-formed 4:68"}},
    {"shell-script", {"xml/not-well-formed 1:1"}},
    {"surrogate-in-utf-8", {"text/invalid-utf8 16:22"}},
    {"truncated", {"xml/not-well-formed 35:10"}},
    {"truncated-in-character", {"text/invalid-utf8 16:22"}},
    {"two-roots", {"xml/not-well-formed 48:1"}},
    {"unbalanced", {"xml/not-well-formed 13:3"}},
    {"undeclared-prefix", {"xml/undeclared-prefix 47:3", "xml/undeclared-prefix 47:33"}, false},
    {"unit-overflow", {"disk/capacity-out-of-range 8:64", "hardware/memory-out-of-range 26:31"}, false},
    {"unit-unknown",
     {"descriptor/unreadable-value 4:59", "descriptor/unreadable-value 23:31", "descriptor/unreadable-value 30:31",
      "disk/capacity-out-of-range 8:64"},
     false},
    {"unknown-encoding", {"text/unknown-encoding 1:31"}},
    {"utf-16be-bom", {}, false},
    {"utf-16le-bom", {}, false},
    {"utf-16le-no-bom", {}, false},
    {"utf-16le-odd-length", {"text/invalid-bytes 47:12"}},
    {"utf-8-bom", {}, false},
    {"xinclude", {}, false},
};

INSTANTIATE_TEST_SUITE_P(Files, Hostile, testing::ValuesIn(outcomes), [](const auto& file) {
    std::string name = file.param.file;
    for (char& c : name)
        if (c == '-') c = '_';
    return name;
});

TEST(HostileFixtures, AreAllListedHere) {
    std::set<std::string> listed;
    for (const Outcome& o : outcomes) listed.insert(path_of(o.file));
    for (const std::string& path : test::files_below(test::fixture("hostile"), {".ovf"}))
        EXPECT_TRUE(listed.count(path) == 1) << path;
}

TEST(HostileFixtures, GiveTheFactsThatStandBesideThem) {
    std::size_t compared = 0;
    for (const std::string& path : test::files_below(test::fixture("hostile"), {".expect.json"})) {
        SCOPED_TRACE(path);
        const std::string stem = path.substr(0, path.size() - std::string(".expect.json").size());
        Diagnostics diagnostics;
        const auto d = Descriptor::parse(test::contents(stem + ".ovf"), diagnostics);
        ASSERT_TRUE(d) << d.error().message;
        auto facts = nlohmann::json::parse(report::as_json(report::inspect(*d, diagnostics), diagnostics));
        facts.erase("diagnostics");
        facts.erase("package");
        EXPECT_EQ(facts, nlohmann::json::parse(test::contents(path)));
        ++compared;
    }
    EXPECT_GE(compared, 10U);
}

TEST(HostileFixtures, AreOneDescriptorInEveryEncoding) {
    const auto read = [](const char* file) {
        Diagnostics diagnostics;
        return Descriptor::parse(test::contents(path_of(file)), diagnostics).value();
    };
    const Descriptor good = read("utf-8-bom");
    for (const char* file : {"utf-16le-bom", "utf-16be-bom", "utf-16le-no-bom", "crlf"})
        EXPECT_TRUE(read(file).envelope() == good.envelope()) << file;
    EXPECT_EQ(model::entity_name(*model::virtual_systems(read("odd-but-good").envelope()).front()),
              model::entity_name(*model::virtual_systems(good.envelope()).front()));
}

}  // namespace
}  // namespace ovfkit::descriptor
