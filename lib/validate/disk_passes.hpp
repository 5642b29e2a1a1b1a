// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

/// The disks that count: those of sections below Envelope, shared ones too, in document order.
[[nodiscard]] std::vector<const model::Disk*> disks_of(const Subject& subject);

void check_disk_sections(const Subject& subject, Findings& findings);  ///< where they stand
void check_disk_ids(const Subject& subject, Findings& findings);
void check_disk_capacities(const Subject& subject, Findings& findings);
void check_disk_files(const Subject& subject, Findings& findings);  ///< fileRef and format
void check_disk_order(const Subject& subject, Findings& findings);
void check_disk_parents(const Subject& subject, Findings& findings);
void check_unused_disks(const Subject& subject, Findings& findings);

}  // namespace ovfkit::validate
