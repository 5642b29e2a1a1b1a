// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/manifest/certificate_rules.hpp>
#include <ovfkit/manifest/rules.hpp>

namespace ovfkit::manifest {

std::vector<const Rule*> rules() {
    namespace certificate = certificate_rule;
    return {&rule::unreadable_line,
            &rule::unknown_algorithm,
            &rule::wrong_digest_length,
            &rule::contradictory_entries,
            &rule::duplicate_entry,
            &rule::empty,
            &rule::too_large,
            &rule::too_many_lines,
            &rule::name_too_long,
            &rule::algorithm_spelling,
            &rule::leading_blank,
            &rule::blank_before_parenthesis,
            &rule::blank_before_equals,
            &rule::blank_around_name,
            &rule::missing_blank,
            &rule::extra_blank,
            &rule::trailing_blank,
            &rule::upper_case_digest,
            &rule::crlf,
            &rule::blank_line,
            &rule::no_final_line_end,
            &rule::padding,
            &rule::byte_order_mark,
            &certificate::no_signature,
            &certificate::no_signature_line,
            &certificate::unreadable_signature,
            &certificate::second_signature,
            &certificate::late_signature,
            &certificate::unknown_algorithm,
            &certificate::spelling,
            &certificate::no_certificate,
            &certificate::broken_block,
            &certificate::unknown_block,
            &certificate::private_key,
            &certificate::further_certificates,
            &certificate::stray_text,
            &certificate::padding,
            &certificate::too_large,
            &certificate::too_many_certificates};
}

}  // namespace ovfkit::manifest
