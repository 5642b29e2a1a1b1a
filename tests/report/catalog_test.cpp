// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::report {
namespace {

/// Words of small letters and digits with dashes between them.
bool is_words(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (text.empty() || !is_letter(text.front()) || !is_letter(text.back())) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_letter(text[i]) && (text[i] != '-' || text[i + 1] == '-')) return false;
    return true;
}

/// The slugs of the rules that `code` declares; one that is declared in a way that is not understood is `?`.
void gather_declared(std::string_view code, std::set<std::string>& slugs) {
    constexpr std::string_view constant = "constexpr Rule ";
    for (std::size_t at = code.find(constant); at != std::string_view::npos; at = code.find(constant, at + 1)) {
        const std::size_t brace = code.find('{', at);
        const std::size_t quote = code.find_first_not_of(" \n", brace + 1);
        const bool understood =
            brace != std::string_view::npos && quote != std::string_view::npos && code[quote] == '"';
        slugs.emplace(understood ? code.substr(quote + 1, code.find('"', quote + 1) - quote - 1) : "?");
    }
}

std::set<std::string> slugs() {
    std::set<std::string> found;
    for (const Rule* rule : catalog()) found.emplace(rule->slug);
    return found;
}

TEST(Catalog, IsSortedAndHoldsEachSlugOnce) {
    const auto all = catalog();
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1]->slug, all[i]->slug);
}

TEST(Catalog, NamesRulesByRoomAndSubject) {
    for (const std::string& slug : slugs()) {
        const std::size_t slash = slug.find('/');
        ASSERT_NE(slash, std::string::npos) << slug;
        EXPECT_TRUE(is_words(slug.substr(0, slash)) && is_words(slug.substr(slash + 1))) << slug;
    }
}

TEST(Catalog, SaysWhatIsWrongAndWhyItMatters) {
    for (const Rule* rule : catalog()) {
        for (const std::string_view text : {rule->title, rule->rationale, rule->since}) {
            ASSERT_FALSE(text.empty()) << rule->slug;
            EXPECT_EQ(printable(text, 1000), text) << rule->slug;
            EXPECT_NE(text.back(), '.') << rule->slug;
        }
        const bool needs_hint = rule->severity != Severity::note;
        EXPECT_FALSE(needs_hint && rule->hint.empty()) << rule->slug;
    }
}

// A room that declares a rule and forgets it in its own list could report what nobody can look up.
TEST(Catalog, HoldsEveryRuleThatAHeaderDeclares) {
    std::set<std::string> declared;
    for (const char* folder : {"/include/ovfkit", "/lib"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(OVFKIT_SOURCE_DIR + std::string(folder))) {
            const auto extension = entry.path().extension();
            if (extension != ".hpp" && extension != ".cpp") continue;
            std::ifstream file(entry.path());
            gather_declared(std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()},
                            declared);
        }
    }
    EXPECT_EQ(declared, slugs());
}

TEST(Catalog, FindsRulesBySlug) {
    const Rule* rule = find_rule("trust/conflicting-flags");
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->slug, "trust/conflicting-flags");
    EXPECT_EQ(find_rule("trust/conflicting"), nullptr);
    EXPECT_EQ(find_rule(""), nullptr);
}

}  // namespace
}  // namespace ovfkit::report
