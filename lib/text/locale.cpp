// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/locale.hpp>

#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace ovfkit::text {
namespace {

constexpr std::size_t longest_tag = 128;

// What ICU knows of a language tag. All empty when the text is none.
struct Tag {
    std::string tag;              // canonical
    std::string language_script;  // such as `zh-Hant`, the script added when the tag leaves it out
};

// Calls an ICU function that fills a buffer; empty on any error.
template <class Fill>
std::string icu_text(Fill fill) {
    char buffer[256];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size = fill(buffer, static_cast<std::int32_t>(sizeof buffer), &status);
    if (U_FAILURE(status) || size <= 0 || size >= static_cast<std::int32_t>(sizeof buffer)) return {};
    return std::string(buffer, static_cast<std::size_t>(size));
}

// The ICU identifier of a tag; empty unless all of the tag makes sense.
std::string locale_id(std::string_view tag) {
    if (tag.empty() || tag.size() > longest_tag || tag.find('\0') != std::string_view::npos) return {};
    const std::string text(tag);
    std::int32_t understood = 0;
    const std::string id = icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
        return uloc_forLanguageTag(text.c_str(), buffer, capacity, &understood, status);
    });
    return static_cast<std::size_t>(understood) == text.size() ? id : std::string();
}

std::string hyphened(std::string_view text) {
    std::string tag(text.substr(0, longest_tag + 1));
    std::replace(tag.begin(), tag.end(), '_', '-');
    return tag;
}

Tag read_tag(std::string_view text) {
    const std::string id = locale_id(hyphened(text));
    if (id.empty()) return {};
    Tag tag;
    tag.tag = icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
        return uloc_toLanguageTag(id.c_str(), buffer, capacity, true, status);
    });
    const std::string likely = icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
        return uloc_addLikelySubtags(id.c_str(), buffer, capacity, status);
    });
    const std::string language = icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
        return uloc_getLanguage(id.c_str(), buffer, capacity, status);
    });
    const std::string script = icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
        return uloc_getScript(likely.c_str(), buffer, capacity, status);
    });
    // ICU guesses a language for a tag that names none; we do not.
    if (!language.empty()) tag.language_script = language + "-" + script;
    return tag;
}

// Codes of two letters that are no country's, or none any more, but have a meaning in language tags, and those left to
// private use (RFC 5646, 2.2.4). ICU does not name them.
bool is_special_region(std::string_view region) {
    constexpr std::array named{"AA", "AC", "CP", "DD", "DG", "EA", "EU", "EZ", "IC", "TA", "UN", "ZZ"};
    if (std::find(named.begin(), named.end(), region) != named.end()) return true;
    return region.size() == 2 && (region[0] == 'X' || (region[0] == 'Q' && region[1] >= 'M'));
}

// RFC 4647 section 3.4: the last part goes, and with it a single letter that only introduced it.
void drop_last_part(std::string& tag) {
    const std::size_t hyphen = tag.rfind('-');
    tag.resize(hyphen == std::string::npos ? 0 : hyphen);
    if (tag.size() >= 2 && tag[tag.size() - 2] == '-') tag.resize(tag.size() - 2);
}

}  // namespace

std::size_t best_locale(std::string_view wanted, const std::vector<std::string>& available) {
    for (std::size_t i = available.size(); i-- > 0;)
        if (available[i] == wanted) return i;
    const Tag reader = read_tag(wanted);
    if (reader.tag.empty()) return no_locale;

    std::vector<Tag> tags;
    tags.reserve(available.size());
    for (const std::string& tag : available) tags.push_back(read_tag(tag));
    for (std::string tag = reader.tag; !tag.empty(); drop_last_part(tag))
        for (std::size_t i = tags.size(); i-- > 0;)
            if (tags[i].tag == tag) return i;
    if (!reader.language_script.empty())
        for (std::size_t i = 0; i < tags.size(); ++i)
            if (tags[i].language_script == reader.language_script) return i;
    return no_locale;
}

bool is_language_tag(std::string_view tag) { return !locale_id(tag).empty(); }

std::string canonical_tag(std::string_view tag) { return read_tag(tag).tag; }

bool may_be_spoken(std::string_view tag) {
    const std::string id = locale_id(hyphened(tag));
    if (id.empty()) return true;
    const auto part = [&](auto get) {
        return icu_text([&](char* buffer, std::int32_t capacity, UErrorCode* status) {
            return get(id.c_str(), buffer, capacity, status);
        });
    };
    // Of two letters there are few languages and ICU knows them all; of more than three there are none.
    const std::string language = part(uloc_getLanguage);
    if (language.size() > 3 || (language.size() == 2 && *uloc_getISO3Language(id.c_str()) == '\0')) return false;
    const std::string region = part(uloc_getCountry);
    return region.size() != 2 || is_special_region(region) || *uloc_getISO3Country(id.c_str()) != '\0';
}

}  // namespace ovfkit::text
