// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"
#include "validate/hardware_rules.hpp"

namespace ovfkit::validate {

Group hardware_group() {
    // Drafts name devices, networks and disks in the same way; how they spell it is not measured by the standard.
    constexpr applies::Mask importable = applies::standard | applies::draft;
    return {{{check_hardware_sections, importable},
             {check_hardware_words, importable},
             {check_hardware_units, applies::standard},
             {check_hardware_backings, importable},
             {check_hardware_networks, importable},
             {check_hardware_ids, importable},
             {check_hardware_ranges, importable},
             {check_hardware_slots, importable},
             {check_hardware_amounts, importable},
             {check_hardware_addresses, importable}},
            {&rule::hardware_no_section,
             &rule::hardware_misplaced_section,
             &rule::hardware_duplicate_section_id,
             &rule::hardware_ambiguous_sections,
             &rule::hardware_transport_separator,
             &rule::hardware_unknown_transport,
             &rule::hardware_iso_transport_without_cd,
             &rule::hardware_system_type_separator,
             &rule::hardware_blank_instance_id,
             &rule::hardware_old_instance_id,
             &rule::hardware_missing_resource_type,
             &rule::hardware_reserved_type,
             &rule::hardware_vendor_type,
             &rule::hardware_unknown_required_child,
             &rule::hardware_host_resource_spelling,
             &rule::hardware_bad_host_resource,
             &rule::hardware_unknown_host_resource,
             &rule::hardware_several_backings,
             &rule::hardware_disk_attached_twice,
             &rule::hardware_unlisted_network,
             &rule::hardware_adapter_without_connection,
             &rule::hardware_unlisted_port_profile,
             &rule::hardware_unknown_parent,
             &rule::hardware_parent_cycle,
             &rule::hardware_parent_not_a_controller,
             &rule::hardware_drive_without_parent,
             &rule::hardware_address_in_use,
             &rule::hardware_address_out_of_range,
             &rule::hardware_controller_full,
             &rule::hardware_subtype_separator,
             &rule::hardware_unknown_unit,
             &rule::hardware_unit_spelling,
             &rule::hardware_lost_exponent,
             &rule::hardware_wrong_unit,
             &rule::hardware_memory_without_unit,
             &rule::hardware_implausible_memory,
             &rule::hardware_no_memory,
             &rule::hardware_no_processors,
             &rule::hardware_implausible_processors,
             &rule::hardware_no_quantity,
             &rule::hardware_cores_per_socket,
             &rule::hardware_reservation_above_limit,
             &rule::hardware_reservation_above_memory,
             &rule::hardware_bad_mac,
             &rule::hardware_unusable_mac,
             &rule::hardware_duplicate_mac,
             &rule::hardware_duplicate_instance_id,
             &rule::hardware_type_conflict,
             &rule::hardware_message_id,
             &rule::hardware_bad_bound,
             &rule::hardware_duplicate_range_marker,
             &rule::hardware_range_without_device,
             &rule::hardware_outside_of_range,
             &rule::hardware_range_of_text}};
}

}  // namespace ovfkit::validate
