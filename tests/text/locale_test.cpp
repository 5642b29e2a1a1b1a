// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/text/locale.hpp>

namespace ovfkit::text {
namespace {

TEST(Locale, PrefersTheSameTag) {
    EXPECT_EQ(best_locale("de-AT", {"de", "de-DE", "de-AT"}), 2U);
    EXPECT_EQ(best_locale("en-us", {"de", "en-US"}), 1U);
    EXPECT_EQ(best_locale("pt_BR", {"pt", "pt-BR"}), 1U);
}

TEST(Locale, FallsBackToTheLanguage) {
    EXPECT_EQ(best_locale("de-AT", {"en-US", "de"}), 1U);
    EXPECT_EQ(best_locale("de-AT-1996", {"de", "de-AT"}), 1U);
    EXPECT_EQ(best_locale("zh-Hant-TW", {"zh", "zh-Hant"}), 1U);
    EXPECT_EQ(best_locale("de-x-our", {"de"}), 0U);
}

TEST(Locale, TakesAnotherRegionOfTheSameLanguageAndScript) {
    EXPECT_EQ(best_locale("en-GB", {"fr", "en-US", "en-AU"}), 1U);
    EXPECT_EQ(best_locale("en", {"en-US"}), 0U);
    EXPECT_EQ(best_locale("zh-TW", {"zh-CN", "zh-HK"}), 1U);
    EXPECT_EQ(best_locale("zh-TW", {"zh-CN"}), no_locale);
    EXPECT_EQ(best_locale("sr-Latn", {"sr-Cyrl-RS"}), no_locale);
}

TEST(Locale, FindsNothingInOtherLanguages) {
    EXPECT_EQ(best_locale("de", {"en-US", "fr"}), no_locale);
    EXPECT_EQ(best_locale("de", {}), no_locale);
    EXPECT_EQ(best_locale("", {"en"}), no_locale);
    EXPECT_EQ(best_locale("und", {"en"}), no_locale);
}

TEST(Locale, KnowsOldCodes) {
    EXPECT_EQ(best_locale("iw", {"en", "he"}), 1U);
    EXPECT_EQ(best_locale("id", {"in"}), 0U);
}

TEST(Locale, LetsTheLaterOfEqualTagsWin) { EXPECT_EQ(best_locale("en-US", {"en-US", "EN-us", "de"}), 0U); }

TEST(Locale, LetsTheLaterOfEqualTextsWin) { EXPECT_EQ(best_locale("en-US", {"en-US", "en-US", "de"}), 1U); }

TEST(Locale, MatchesWhatIsNoTagOnlyWithItself) {
    EXPECT_EQ(best_locale("not a tag", {"en", "not a tag"}), 1U);
    EXPECT_EQ(best_locale("not a tag", {"not"}), no_locale);
    EXPECT_EQ(best_locale(std::string(100'000, 'a'), {"en"}), no_locale);
    EXPECT_EQ(best_locale("en", {std::string(100'000, '-')}), no_locale);
}

TEST(Locale, TellsTagsFromOtherText) {
    for (const char* tag : {"en", "en-US", "zh-Hant-TW", "de-CH-1901", "x-private"})
        EXPECT_TRUE(is_language_tag(tag)) << tag;
    for (const char* text : {"", "en-", "-", "e", "en--US", "English language", "en_US!", "123"})
        EXPECT_FALSE(is_language_tag(text)) << text;
    EXPECT_FALSE(is_language_tag(std::string_view("en\0US", 5)));
}

TEST(Locale, HasOneSpellingForEqualTags) {
    for (const char* tag : {"en-US", "EN_us", "en-us"}) EXPECT_EQ(canonical_tag(tag), "en-US") << tag;
    EXPECT_EQ(canonical_tag("iw"), "he");
    EXPECT_EQ(canonical_tag("ZH_hant"), "zh-Hant");
    for (const char* text : {"", "not a tag", "en--US"}) EXPECT_EQ(canonical_tag(text), "") << text;
}

TEST(Locale, KnowsWhatNobodySpeaks) {
    for (const char* tag : {"english", "deutsch", "xq", "en-UK", "en_UK", "de-QA-1901-x-a", "zz"})
        EXPECT_EQ(may_be_spoken(tag), std::string_view(tag).substr(0, 5) == "de-QA") << tag;
    for (const char* tag : {"en", "en-GB", "iw", "zh-Hant-TW", "es-419", "gsw-CH", "qaa", "en-EU", "en-XK", "x-private",
                            "not a tag", "", "sr-Latn-RS", "pt_BR", "de-DD", "fil-PH", "zzz"})
        EXPECT_TRUE(may_be_spoken(tag)) << tag;
}

}  // namespace
}  // namespace ovfkit::text
