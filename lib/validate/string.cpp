// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/string_rules.hpp"
#include "validate/strings_passes.hpp"

namespace ovfkit::validate {

Group string_group() {
    return {
        {{check_bundles, applies::standard}, {check_messages, applies::standard}},
        {&rule::msgid_not_localisable, &rule::unqualified_msgid, &rule::missing_message, &rule::undefined_message,
         &rule::unused_message, &rule::locale_spelling, &rule::unknown_locale, &rule::no_locale,
         &rule::contradicts_default, &rule::unknown_strings_file, &rule::file_and_messages, &rule::duplicate_message}};
}

}  // namespace ovfkit::validate
