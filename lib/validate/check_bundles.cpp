// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/locale.hpp>

#include <algorithm>
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/string_rules.hpp"
#include "validate/strings_passes.hpp"

namespace ovfkit::validate {
namespace {

// Whether a text has the form that the schema asks of a language. One that has not is the schema's business.
bool has_form_of_language(std::string_view tag) {
    std::size_t size = 0;
    for (const char c : tag) {
        const bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && c != '-' && (lower(c) < 'a' || lower(c) > 'z')) return false;
        if (c == '-' ? size == 0 : size >= 8) return false;
        size = c == '-' ? 0 : size + 1;
    }
    return size != 0;
}

void check_bundle_language(const model::Field<std::string>& language, Findings& findings) {
    if (!language || trimmed(*language).empty()) return;
    const std::string tag(trimmed(*language));
    if (tag == "en-US" || tag == "en") return;  // nearly all, and asking ICU takes time
    const bool misspelt = tag.find('_') != std::string::npos && !text::canonical_tag(tag).empty();
    if (misspelt)
        findings.report(rule::locale_spelling, quoted(tag) + " is " + quoted(text::canonical_tag(tag)) + ", misspelt",
                        language.at(), {}, "write " + text::canonical_tag(tag));
    if ((misspelt || has_form_of_language(tag)) && (text::canonical_tag(tag).empty() || !text::may_be_spoken(tag)))
        findings.report(rule::unknown_locale, quoted(tag) + " names no language that there is", language.at());
}

void check_bundle(const Subject& subject, const model::Strings& bundle, Findings& findings) {
    check_bundle_language(bundle.language, findings);
    if (trimmed(Subject::text_of(bundle.language)).empty())
        findings.report(rule::no_locale, "the bundle has no language", bundle.at);
    if (!bundle.file_ref) return;
    if (subject.files.count(*bundle.file_ref) == 0)
        findings.report(rule::unknown_strings_file,
                        "the bundle is in the file " + quoted(*bundle.file_ref) + ", which is not in References",
                        bundle.file_ref.at());
    if (!bundle.messages.empty())
        findings.report(rule::file_and_messages,
                        "the bundle is in the file " + quoted(*bundle.file_ref) + " and has messages here, too",
                        bundle.file_ref.at(), {{bundle.messages.front().at, "the first message"}});
}

// The bundles of one language are one.
void check_duplicate_messages(const Subject& subject, Findings& findings) {
    std::unordered_map<std::string, std::unordered_map<std::string_view, const model::StringsMsg*>> by_language;
    for (const model::Strings& bundle : subject.envelope.strings) {
        const std::string_view language = Subject::text_of(bundle.language);
        std::string tag = text::canonical_tag(trimmed(language));
        auto& messages = by_language[tag.empty() ? std::string(language) : std::move(tag)];
        for (const model::StringsMsg& message : bundle.messages) {
            if (!message.msgid) continue;
            const auto [first, is_new] = messages.emplace(*message.msgid, &message);
            if (!is_new)
                findings.report(rule::duplicate_message,
                                "the message " + quoted(*message.msgid) + " is there already, and this one counts",
                                message.msgid.at(), {{first->second->msgid.at(), "the first one"}});
        }
    }
}

}  // namespace

void check_bundles(const Subject& subject, Findings& findings) {
    check_bundle_language(subject.envelope.language, findings);
    for (const model::Strings& bundle : subject.envelope.strings) check_bundle(subject, bundle, findings);
    check_duplicate_messages(subject, findings);
}

}  // namespace ovfkit::validate
