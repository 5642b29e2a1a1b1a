// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/report/catalog.hpp>
#include <ovfkit/validate/profile.hpp>
#include <ovfkit/validate/validate.hpp>

#include <random>

namespace ovfkit::validate {
namespace {

constexpr Rule dotted{"property/dotted-key", Severity::warning, {}, {}, {}, {}, {}};
constexpr Rule colon{"property/colon-in-key", Severity::warning, {}, {}, {}, {}, {}};
constexpr Rule first{"tar/first", Severity::error, {}, {}, {}, {}, {}};
const std::vector<const Rule*> few{&dotted, &colon, &first};

Profile parsed(const std::string& text) { return Profile::parse(text, "test").value(); }

// What a pattern means, word for word.
bool naive_match(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*')
        return naive_match(pattern.substr(1), text) || (!text.empty() && naive_match(pattern, text.substr(1)));
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
           naive_match(pattern.substr(1), text.substr(1));
}

class GeneratedText {
public:
    explicit GeneratedText(unsigned seed) : random_(seed) {}
    std::string operator()(std::string_view letters, std::size_t longest) {
        std::string text(random_() % (longest + 1), ' ');
        for (char& c : text) c = letters[random_() % letters.size()];
        return text;
    }

private:
    std::mt19937 random_;
};

TEST(Glob, MatchesAsItsDefinitionSays) {
    GeneratedText make(7);
    std::size_t matched = 0;
    for (int i = 0; i < 50'000; ++i) {
        const std::string pattern = make("ab*?", 8);
        const std::string text = make("ab", 10);
        ASSERT_EQ(glob_matches(pattern, text), naive_match(pattern, text)) << pattern << " " << text;
        matched += glob_matches(pattern, text) ? 1 : 0;
    }
    EXPECT_GT(matched, 1000U) << "most of the texts must not be trivially different";
}

TEST(Glob, MatchesEveryTextThatWasMadeFromThePattern) {
    GeneratedText make(11);
    for (int i = 0; i < 20'000; ++i) {
        const std::string pattern = make("ab/-*?", 12);
        std::string text;
        for (const char c : pattern) text += c == '*' ? make("ab/-", 4) : std::string(1, c == '?' ? 'b' : c);
        ASSERT_TRUE(glob_matches(pattern, text)) << pattern << " " << text;
    }
}

TEST(Glob, TakesStarsForNothingSpecialTwice) {
    GeneratedText make(13);
    for (int i = 0; i < 10'000; ++i) {
        const std::string pattern = make("ab*?", 6);
        const std::string text = make("ab", 8);
        std::string doubled;
        for (const char c : pattern) doubled += c == '*' ? std::string("**") : std::string(1, c);
        ASSERT_EQ(glob_matches(pattern, text), glob_matches(doubled, text)) << pattern << " " << text;
        ASSERT_TRUE(glob_matches("*" + pattern + "*", text + text) || !glob_matches(pattern, text)) << pattern;
    }
}

TEST(Glob, ComparesBytes) {
    EXPECT_TRUE(glob_matches("", ""));
    EXPECT_FALSE(glob_matches("", "a"));
    EXPECT_TRUE(glob_matches("*", ""));
    EXPECT_FALSE(glob_matches("?", ""));
    EXPECT_FALSE(glob_matches("?", "\xC3\xA4"));
    EXPECT_TRUE(glob_matches("??", "\xC3\xA4"));
    EXPECT_FALSE(glob_matches("disk", "Disk"));
    EXPECT_TRUE(glob_matches("disk/*", "disk/capacity-out-of-range"));
    EXPECT_FALSE(glob_matches("disk/*", "shared-disk/x"));
}

// A matcher that goes back to every star takes longer than anybody waits here.
TEST(Glob, EndsOnManyStars) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "a*";
    EXPECT_FALSE(glob_matches(pattern + "b", std::string(2000, 'a')));
    EXPECT_TRUE(glob_matches(pattern, std::string(2000, 'a')));
}

TEST(Profile, WithoutEntriesLeavesEveryRuleAsItIs) {
    const Profile profile;
    for (const Severity own : {Severity::note, Severity::warning, Severity::error})
        EXPECT_EQ(profile.severity("disk/any", own), own);
}

TEST(Profile, LetsTheLastMatchDecide) {
    const Profile profile = parsed("off disk/*\nerror disk/capacity*\nnote disk/capacity-unit\n");
    EXPECT_EQ(profile.severity("disk/id", Severity::error), std::nullopt);
    EXPECT_EQ(profile.severity("disk/capacity", Severity::note), Severity::error);
    EXPECT_EQ(profile.severity("disk/capacity-unit", Severity::error), Severity::note);
    EXPECT_EQ(profile.severity("hardware/id", Severity::warning), Severity::warning);
    EXPECT_EQ(parsed("error disk/capacity*\noff disk/*").severity("disk/capacity", Severity::note), std::nullopt);
}

TEST(Profile, IsAddedToBehindItsOtherEntries) {
    Profile profile = parsed("off *");
    profile.set("tar/*", Severity::warning);
    EXPECT_EQ(profile.severity("tar/first", Severity::error), Severity::warning);
    profile.set("tar/first", std::nullopt);
    EXPECT_EQ(profile.severity("tar/first", Severity::error), std::nullopt);
}

TEST(Profile, JudgesFindings) {
    const Profile profile = parsed("note property/*\noff tar/*");
    Diagnostic finding{dotted.slug, Severity::warning, "message", {}, {}, {}};
    EXPECT_TRUE(profile.judge(finding));
    EXPECT_EQ(finding.severity, Severity::note);
    Diagnostic other{first.slug, Severity::error, "message", {}, {}, {}};
    EXPECT_FALSE(profile.judge(other));
    // What was changed by somebody else counts as the rule's own.
    Diagnostic changed{"disk/any", Severity::note, "message", {}, {}, {}};
    EXPECT_TRUE(profile.judge(changed));
    EXPECT_EQ(changed.severity, Severity::note);
}

TEST(Profile, PassesOverBlankLinesAndComments) {
    const Profile profile = parsed("# first\r\n\r\n \t error\t tar/* # why\r\n#off tar/*\nwarning disk/*");
    EXPECT_EQ(profile.severity("tar/first", Severity::note), Severity::error);
    EXPECT_EQ(profile.severity("disk/any", Severity::note), Severity::warning);
    EXPECT_EQ(parsed("").severity("tar/first", Severity::note), Severity::note);
}

TEST(Profile, TakesTheEntriesOfAnotherWhereItExtendsIt) {
    for (const ProfileText& one : profiles()) {
        const std::string extends = "extends " + std::string(one.name) + "\n";
        const Profile base = Profile::named(one.name).value();
        const Profile before = parsed("off *\n" + extends);
        const Profile behind = parsed(extends + "off *\n");
        for (const Rule* rule : report::catalog()) {
            EXPECT_EQ(parsed(extends).severity(rule->slug, rule->severity), base.severity(rule->slug, rule->severity));
            if (is_about_integrity(rule->slug)) continue;
            EXPECT_EQ(behind.severity(rule->slug, rule->severity), std::nullopt);
            // What the other says, unless it says nothing about the rule.
            const bool silent = base.severity(rule->slug, Severity::note) == Severity::note &&
                                base.severity(rule->slug, Severity::error) == Severity::error;
            EXPECT_EQ(before.severity(rule->slug, rule->severity),
                      silent ? std::nullopt : base.severity(rule->slug, rule->severity))
                << one.name << " " << rule->slug;
        }
    }
}

TEST(Profile, NeverMakesLessOfWhatIsAboutIntegrity) {
    const Profile silent = parsed("off *\n");
    const Profile quiet = parsed("note *\n");
    for (const char* slug : {"manifest/digest-mismatch", "signature/rejected", "trust/altered-statement"}) {
        EXPECT_EQ(silent.severity(slug, Severity::error), Severity::error) << slug;
        EXPECT_EQ(quiet.severity(slug, Severity::warning), Severity::warning) << slug;
        EXPECT_EQ(parsed("error *\n").severity(slug, Severity::warning), Severity::error) << slug;
    }
}

TEST(Profile, PassesOverAMarkOfUtf8) {
    EXPECT_EQ(parsed("\xEF\xBB\xBFoff disk/*").severity("disk/any", Severity::error), std::nullopt);
}

TEST(Profile, HasAnEnd) {
    std::string extends;
    for (int i = 0; i < 17; ++i) extends += "extends interop\n";
    EXPECT_FALSE(Profile::parse(extends, "mine"));
    std::string entries;
    for (int i = 0; i < 10'001; ++i) entries += "off disk/*\n";
    EXPECT_FALSE(Profile::parse(entries, "mine"));
}

struct Refusal {
    std::string text;
    std::uint32_t line;
    std::uint32_t column;
    std::string words;
};

TEST(Profile, SaysWhereItCannotBeRead) {
    const std::vector<Refusal> refusals{
        {"error tar/*\nfatal disk/*\n", 2, 1, "'fatal'"},
        {"\n\n  error\n", 3, 3, "a severity and a pattern"},
        {"error tar/* disk/*", 1, 1, "a severity and a pattern"},
        {"note tar/*\n extends nobody # comment", 2, 10, "'nobody'"},
        {"Error tar/*", 1, 1, "'Error'"},
        {"error\xE2\x80\x83tar/*", 1, 1, "a severity and a pattern"},
    };
    for (const Refusal& refusal : refusals) {
        const auto profile = Profile::parse(refusal.text, "team.profile");
        ASSERT_FALSE(profile) << refusal.text;
        EXPECT_EQ(profile.error().code, ErrorCode::malformed);
        EXPECT_EQ(profile.error().where.source, "team.profile");
        EXPECT_EQ(profile.error().where.line, refusal.line) << refusal.text;
        EXPECT_EQ(profile.error().where.column, refusal.column) << refusal.text;
        EXPECT_THAT(profile.error().message, testing::HasSubstr(refusal.words));
        EXPECT_THAT(profile.error().message, testing::StartsWith("team.profile:" + std::to_string(refusal.line) + ":"));
    }
}

TEST(Profile, KeepsControlCharactersOutOfMessages) {
    const auto profile = Profile::parse("\x1B[31m tar/*", "a\nb");
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().message, printable(profile.error().message, 10'000));
}

TEST(Profile, RefusesPatternsThatMeanNoRule) {
    EXPECT_TRUE(Profile::parse("error property/*\noff tar/first\nnote *key", "p", few));
    const auto profile = Profile::parse("error property/*\noff   tar/second\n", "p", few);
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().where.line, 2U);
    EXPECT_EQ(profile.error().where.column, 7U);
    EXPECT_THAT(profile.error().message, testing::HasSubstr("'tar/second'"));
    EXPECT_TRUE(Profile::parse("off tar/second", "p")) << "without a list of rules nothing is known about them";
}

TEST(Profile, HasANameAndIsFoundByIt) {
    EXPECT_EQ(Profile().name(), "default");
    EXPECT_EQ(Profile::parse("", "mine")->name(), "mine");
    for (const ProfileText& one : profiles()) EXPECT_EQ(Profile::named(one.name)->name(), one.name);
    const auto nobody = Profile::named("nobody");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::not_found);
}

TEST(ShippedProfiles, NameRulesThatThereAre) {
    std::vector<const Rule*> known = validate::rules();
    const auto all = report::catalog();
    known.insert(known.end(), all.begin(), all.end());
    for (const ProfileText& one : profiles()) {
        const auto profile = Profile::parse(one.text, std::string(one.name), known);
        EXPECT_TRUE(profile) << (profile ? std::string() : profile.error().message);
    }
}

TEST(ShippedProfiles, HaveNamesAndPurposes) {
    std::vector<std::string> names;
    for (const ProfileText& one : profiles()) {
        names.emplace_back(one.name);
        EXPECT_FALSE(one.purpose.empty()) << one.name;
        EXPECT_EQ(one.purpose, printable(one.purpose)) << one.name;
        EXPECT_EQ(one.text.substr(0, 2), "# ") << one.name;
    }
    EXPECT_THAT(names, testing::IsSupersetOf({"dmtf-1.1", "dmtf-2.1", "interop"}));
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace ovfkit::validate
