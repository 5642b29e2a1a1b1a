// SPDX-License-Identifier: Apache-2.0
#include "validate/disk_passes.hpp"
#include "validate/disk_rules.hpp"
#include "validate/group.hpp"

namespace ovfkit::validate {

Group disk_group() {
    return {
        {{check_disk_sections, applies::standard},
         {check_disk_ids, applies::standard | applies::draft},
         {check_disk_capacities, applies::standard | applies::draft},
         {check_disk_files, applies::standard | applies::draft},
         {check_disk_parents, applies::standard | applies::draft},
         {check_unused_disks, applies::standard}},
        {&rule::disk_section_place, &rule::disk_duplicate_id, &rule::disk_blank_capacity, &rule::disk_capacity_property,
         &rule::disk_unit, &rule::disk_unknown_file, &rule::disk_no_format, &rule::disk_shared_file,
         &rule::disk_file_order, &rule::disk_populated_size, &rule::disk_unknown_parent, &rule::disk_parent_order,
         &rule::disk_zero_capacity, &rule::disk_odd_capacity, &rule::disk_unused, &rule::disk_format_uri}};
}

}  // namespace ovfkit::validate
