// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

void check_extensions(const Subject& subject, Findings& findings);        ///< what has to be understood
void check_extension_places(const Subject& subject, Findings& findings);  ///< where extensions stand
void check_namespaces(const Subject& subject, Findings& findings);        ///< what prefixes are bound to
void check_names(const Subject& subject, Findings& findings);             ///< of elements and attributes
void check_document_version(const Subject& subject, Findings& findings);
void check_content_ids(const Subject& subject, Findings& findings);
void check_contents(const Subject& subject, Findings& findings);  ///< names, empty and deep collections

}  // namespace ovfkit::validate
