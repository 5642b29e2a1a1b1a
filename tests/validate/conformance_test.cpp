// SPDX-License-Identifier: Apache-2.0
// Every rule of the standard that a package can break is found, in each way of breaking it, with the severity that it
// has to the letter.
//
// `standard.tsv` lists the rules by number; a file of `conformance/` says for a number by which rule of ours it is
// found and in which bad fixtures: number, slug, fixture, separated by tabs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "support/table.hpp"
#include "validate/validated.hpp"

namespace ovfkit::test {
namespace {

std::string here(const std::string& name) { return OVFKIT_SOURCE_DIR "/tests/validate/" + name; }

/// By number: the rows of the files of `conformance/`.
std::map<std::string, std::vector<std::vector<std::string>>> claims() {
    std::map<std::string, std::vector<std::vector<std::string>>> all;
    for (const std::string& file : files_below(here("conformance"), {".tsv"}))
        for (const auto& row : table(file)) {
            EXPECT_EQ(row.size(), 3U) << file;
            all[row.at(0)].push_back(row);
        }
    return all;
}

/// The profile to the letter of the version that a fixture is written in.
validate::Options letter_of(const std::string& path) {
    Diagnostics ignored;
    bool is_2 = false;
    if (const auto package = package::Package::open(path, ignored))
        is_2 = package->descriptor().dialect().grammar == descriptor::Grammar::ovf_2;
    return {validate::Profile::named(is_2 ? "dmtf-2.1" : "dmtf-1.1").value()};
}

TEST(Conformance, EveryRuleOfTheStandardIsFoundWithItsSeverity) {
    const auto all = claims();
    std::size_t found = 0;
    for (const auto& rule : table(here("standard.tsv"))) {
        const std::string& number = rule.at(0);
        const std::string& severity = rule.at(2);
        const auto claim = all.find(number);
        if (claim == all.end()) {
            ADD_FAILURE() << "rule " << number << " is found by nothing";
            continue;
        }
        bool shown = true;
        for (const auto& row : claim->second) {
            const std::string path = fixture("rules/" + row[2]);
            ASSERT_TRUE(std::filesystem::exists(path)) << "rule " << number << ": " << path;
            const std::string wanted = row[1] + " " + severity;
            bool seen = false;
            for (const Diagnostic& one : validated(path, letter_of(path)))
                seen = seen || summary(one).rfind(wanted, 0) == 0;
            EXPECT_TRUE(seen) << "rule " << number << ": " << row[2] << " does not show " << wanted;
            shown = shown && seen;
        }
        found += shown ? 1 : 0;
    }
    std::cout << "standard: " << found << " of " << table(here("standard.tsv")).size() << " rules found\n";
}

TEST(Conformance, EveryWayOfBreakingARuleHasAFixture) {
    const auto all = claims();
    for (const auto& rule : table(here("standard.tsv"))) {
        const auto claim = all.find(rule.at(0));
        const std::size_t ways = claim == all.end() ? 0 : claim->second.size();
        EXPECT_GE(ways, std::stoul(rule.at(3))) << "rule " << rule.at(0);
    }
}

}  // namespace
}  // namespace ovfkit::test
