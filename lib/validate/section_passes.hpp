// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

void check_section_places(const Subject& subject, Findings& findings);
void check_networks(const Subject& subject, Findings& findings);
void check_startup(const Subject& subject, Findings& findings);
void check_operating_systems(const Subject& subject, Findings& findings);
void check_install(const Subject& subject, Findings& findings);
void check_texts(const Subject& subject, Findings& findings);  ///< annotations and licences

void check_environment_files(const Subject& subject, Findings& findings);
void check_boot_devices(const Subject& subject, Findings& findings);
void check_scale_out(const Subject& subject, Findings& findings);
void check_placement(const Subject& subject, Findings& findings);
void check_encryption(const Subject& subject, Findings& findings);

/// For each scope its direct members by id; of equal ids the first. Same order as `subject.scopes`.
using Members = std::vector<std::unordered_map<std::string_view, const Scope*>>;
[[nodiscard]] Members members_of(const Subject& subject);

}  // namespace ovfkit::validate
