// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/rules.hpp>

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/examples.hpp>

#include "report/markdown.hpp"

namespace ovfkit::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Rule rule{"test/some-rule",      Severity::error, "<Info> is *not* there", "DSP0243 7", "an importer [stops]",
                    "add `<Info>` & more", "0.1.0"};

TEST(RulesMarkdown, HasEverythingOfARuleAndNoMarkupOfItsOwn) {
    EXPECT_EQ(as_markdown({&rule}),
              "# Rules\n\nEvery finding that ovfkit reports is of one of these rules.\n\n"
              "- [test](#test) (1 rule)\n"
              "  - [`test/some-rule`](#test-some-rule): \\<Info\\> is \\*not\\* there\n\n"
              "<a id=\"test\"></a>\n\n## test\n\n"
              "<a id=\"test-some-rule\"></a>\n\n### `test/some-rule`\n\n"
              "**error**: \\<Info\\> is \\*not\\* there\n\n"
              "- **Why:** an importer \\[stops\\]\n"
              "- **What to do:** add `<Info>` &amp; more\n"
              "- **Source:** DSP0243 7\n"
              "- **Since:** 0.1.0\n");
}

TEST(RulesMarkdown, LeadsToEveryRuleOfTheCatalogOnce) {
    const std::string page = as_markdown(catalog());
    std::set<std::string> anchors;
    for (std::size_t at = page.find("<a id=\""); at != std::string::npos; at = page.find("<a id=\"", at + 1)) {
        const std::size_t begin = at + 7;
        EXPECT_TRUE(anchors.insert(page.substr(begin, page.find('"', begin) - begin)).second);
    }
    std::size_t links = 0;
    for (std::size_t at = page.find("](#"); at != std::string::npos; at = page.find("](#", at + 1)) {
        const std::size_t begin = at + 3;
        EXPECT_EQ(anchors.count(page.substr(begin, page.find(')', begin) - begin)), 1U);
        ++links;
    }
    EXPECT_EQ(links, anchors.size());
    for (const Rule* one : catalog()) EXPECT_THAT(page, HasSubstr("### `" + std::string(one->slug) + "`\n"));
}

TEST(RulesMarkdown, FencesCodeByMoreBackticksThanItHas) {
    EXPECT_EQ(markdown_code("a\n```\n\tb"), "````text\na\n```\n    b\n````\n");
    EXPECT_EQ(markdown_code("<a/>"), "```xml\n<a/>\n```\n");
    EXPECT_EQ(markdown_code("<a>\x1b\u202e</a>"), "```xml\n<a>\\u{1b}\\u{202e}</a>\n```\n");
}

TEST(RulesMarkdown, EscapesALoneBacktick) { EXPECT_EQ(markdown_text("a ` b <c>"), "a \\` b \\<c\\>"); }

TEST(Examples, AreThereForKnownRulesOnly) {
    EXPECT_TRUE(example_of("no/such-rule").empty());
    EXPECT_TRUE(example_of("").empty());
    for (const Rule* one : catalog()) {
        const Example example = example_of(one->slug);
        if (example.empty()) continue;
        EXPECT_THAT(as_text({one}), HasSubstr("    bad:\n        "));
        EXPECT_THAT(as_markdown({one}), HasSubstr("\nWrong:\n\n```"));
        EXPECT_THAT(as_json({one}), Not(HasSubstr("\"example\": null")));
    }
}

}  // namespace
}  // namespace ovfkit::report
