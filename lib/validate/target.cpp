// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/target_passes.hpp"
#include "validate/target_rules.hpp"

namespace ovfkit::validate {

Group target_group() {
    constexpr applies::Mask foreign = applies::standard | applies::draft;
    return {{{check_target_form, applies::all},
             {check_target_files, foreign},
             {check_target_disks, foreign},
             {check_target_systems, foreign},
             {check_target_hardware, foreign},
             {check_target_items, foreign},
             {check_target_machine, applies::standard}},
            {&rule::target_ovf_2,
             &rule::target_draft,
             &rule::target_ovirt_form,
             &rule::target_item_kind,
             &rule::target_chunked_file,
             &rule::target_compressed_file,
             &rule::target_compression,
             &rule::target_several_systems,
             &rule::target_configuration_items,
             &rule::target_empty_disk,
             &rule::target_qcow2_disk,
             &rule::target_vhd_disk,
             &rule::target_efi_ignored,
             &rule::target_missing_nvram,
             &rule::target_cores_per_socket,
             &rule::target_no_environment,
             &rule::target_hardware_family,
             &rule::target_extra_config,
             &rule::target_virtualbox_memory_unit,
             &rule::target_nvram_item,
             &rule::target_machine_medium,
             &rule::target_proxmox_capacity_unit,
             &rule::target_proxmox_file_name,
             &rule::target_memory_unit,
             &rule::target_v2v_namespace,
             &rule::target_proxmox_controller,
             &rule::target_collection,
             &rule::target_xen_limit,
             &rule::target_xen_system_type,
             &rule::target_ovirt_nic_item,
             &rule::target_ovirt_no_quantity}};
}

}  // namespace ovfkit::validate
