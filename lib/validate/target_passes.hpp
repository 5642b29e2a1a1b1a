// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validate/group.hpp"

namespace ovfkit::validate {

// The passes over what single importers refuse. None knows for which importer it looks; the profile does.

void check_target_form(const Subject& subject, Findings& findings);
void check_target_files(const Subject& subject, Findings& findings);
void check_target_disks(const Subject& subject, Findings& findings);
void check_target_systems(const Subject& subject, Findings& findings);
void check_target_hardware(const Subject& subject, Findings& findings);
void check_target_items(const Subject& subject, Findings& findings);
void check_target_machine(const Subject& subject, Findings& findings);  ///< VirtualBox's own settings

}  // namespace ovfkit::validate
