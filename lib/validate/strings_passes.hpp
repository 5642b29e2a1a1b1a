// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

// Languages, files and messages of the bundles, each for itself.
void check_bundles(const Subject& subject, Findings& findings);
// The elements that ask for messages, and whether they and the bundles go together.
void check_messages(const Subject& subject, Findings& findings);

}  // namespace ovfkit::validate
