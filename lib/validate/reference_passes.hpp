// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

void check_file_ids(const Subject& subject, Findings& findings);
void check_file_hrefs(const Subject& subject, Findings& findings);
void check_file_storage(const Subject& subject, Findings& findings);  ///< compression and chunks
void check_bundle_order(const Subject& subject, Findings& findings);
void check_unused_files(const Subject& subject, Findings& findings);
void check_message_files(const Subject& subject, Findings& findings);

/// Whether a value is a template's marker that somebody still has to fill in: `@@X@@`, `${X}`, `{{X}}`, `___X___`.
[[nodiscard]] bool is_template_marker(std::string_view value);

/// Two references with equal keys name the same file: escapes are decoded, and `.` and empty segments left out.
[[nodiscard]] std::string reference_key(std::string_view href);

}  // namespace ovfkit::validate
