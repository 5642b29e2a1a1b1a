// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What is wrong about message bundles and the texts that they replace.

namespace ovfkit::validate::rule {

inline constexpr Rule msgid_not_localisable{
    "strings/not-localisable",
    Severity::note,
    "a message id stands on an element whose text is not for people",
    "DSP0243 1.1.1, 10",
    "importers translate only the elements that the standard lists; here the id is passed over",
    "take ovf:msgid away, or put it on the description beside",
    "0.2.0"};

inline constexpr Rule unqualified_msgid{"strings/unqualified-msgid",
                                        Severity::warning,
                                        "a message id is written without a prefix",
                                        "DSP0243 1.1.1, 10; DSP8023",
                                        "an attribute without a prefix is none of OVF's, so the text is not translated",
                                        "write ovf:msgid",
                                        "0.2.0"};

inline constexpr Rule missing_message{"strings/missing-message",
                                      Severity::warning,
                                      "an element has no text, and no bundle has the message that stands for it",
                                      "DSP0243 1.1.1, 10",
                                      "whoever imports the appliance sees an empty text",
                                      "write the default text into the element, or add the message to a bundle",
                                      "0.2.0"};

inline constexpr Rule undefined_message{"strings/undefined-message",
                                        Severity::note,
                                        "no bundle has the message of an element, which is never translated then",
                                        "DSP0243 1.1.1, 10",
                                        "the text in the element is shown in all languages",
                                        "add the message to the bundles, or correct its id",
                                        "0.2.0"};

inline constexpr Rule unused_message{"strings/unused-message",
                                     Severity::note,
                                     "a bundle has a message that no element asks for",
                                     "DSP0243 1.1.1, 10",
                                     "it is never shown; its id, or that of an element, may be misspelt",
                                     "correct the id, or take the message away",
                                     "0.2.0"};

inline constexpr Rule locale_spelling{"strings/locale-spelling",
                                      Severity::warning,
                                      "a language tag is written with an underscore",
                                      "DSP0243 1.1.1, 10; XML 1.0, 2.12",
                                      "importers that compare tags letter by letter never choose the bundle",
                                      "write a hyphen, as in en-US",
                                      "0.2.0"};

inline constexpr Rule unknown_locale{"strings/unknown-locale",
                                     Severity::warning,
                                     "a language tag names no language or country that there is",
                                     "DSP0243 1.1.1, 10; RFC 5646",
                                     "nobody asks for such a language, so the bundle is never chosen",
                                     "write a tag such as de, en-GB or zh-Hant",
                                     "0.2.0"};

inline constexpr Rule no_locale{"strings/no-locale",
                                Severity::note,
                                "a bundle does not say in which language it is",
                                "DSP0243 1.1.1, 10",
                                "importers disagree whether it is for the descriptor's own language or for none",
                                "add xml:lang",
                                "0.2.0"};

inline constexpr Rule contradicts_default{
    "strings/contradicts-default",
    Severity::note,
    "a bundle for the descriptor's own language has another text than the element",
    "DSP0243 1.1.1, 10",
    "importers disagree about which of the two is shown",
    "give both the same text, or leave the message out of this bundle",
    "0.2.0"};

inline constexpr Rule unknown_strings_file{"strings/unknown-file",
                                           Severity::error,
                                           "a bundle names a file that is not in References",
                                           "DSP0243 1.1.1, 10 and 7.1",
                                           "importers refuse the descriptor, or show no text of that language",
                                           "add the File to References, as one of the first",
                                           "0.2.0"};

inline constexpr Rule file_and_messages{"strings/file-and-messages",
                                        Severity::warning,
                                        "a bundle names a file and has messages of its own",
                                        "DSP0243 1.1.1, 10",
                                        "importers read the file or the messages, seldom both",
                                        "move the messages into the file, or into a Strings of their own",
                                        "0.2.0"};

inline constexpr Rule duplicate_message{"strings/duplicate-message",
                                        Severity::note,
                                        "a message is there twice for one language, and the later one counts",
                                        "DSP0243 1.1.1, 10",
                                        "what stands first is never shown by importers that follow the standard",
                                        "keep one of the two",
                                        "0.2.0"};

}  // namespace ovfkit::validate::rule
