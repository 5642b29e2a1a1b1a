// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/section_2_rules.hpp"
#include "validate/section_passes.hpp"
#include "validate/section_rules.hpp"

namespace ovfkit::validate {

Group section_group() {
    // VMware writes the sections of 2.x into descriptors of 1.x.
    return {{{check_section_places, applies::standard},
             {check_networks, applies::standard | applies::draft},
             {check_startup, applies::standard | applies::draft},
             {check_operating_systems, applies::standard},
             {check_install, applies::standard},
             {check_texts, applies::standard | applies::draft},
             {check_environment_files, applies::standard},
             {check_boot_devices, applies::standard},
             {check_scale_out, applies::standard},
             {check_placement, applies::standard},
             {check_encryption, applies::standard}},
            {&rule::section_wrong_place,
             &rule::section_repeated,
             &rule::network_duplicate_name,
             &rule::network_unused,
             &rule::startup_unknown_entity,
             &rule::startup_repeated_entity,
             &rule::startup_start_action,
             &rule::startup_stop_action,
             &rule::startup_vendor_stop_action,
             &rule::startup_collection_settings,
             &rule::os_unknown_number,
             &rule::os_disputed_number,
             &rule::os_description_contradicts,
             &rule::os_no_section,
             &rule::install_no_delay,
             &rule::annotation_empty,
             &rule::eula_empty,
             &rule::environment_unknown_file,
             &rule::environment_unsafe_path,
             &rule::environment_duplicate_path,
             &rule::boot_unknown_device,
             &rule::scale_out_unknown_entity,
             &rule::scale_out_repeated_entity,
             &rule::scale_out_range,
             &rule::scale_out_repeated_configuration,
             &rule::placement_duplicate_group,
             &rule::placement_unknown_policy,
             &rule::placement_unknown_group,
             &rule::encryption_key_without_references,
             &rule::encryption_unresolved_reference}};
}

}  // namespace ovfkit::validate
