// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/envelope.hpp>

#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_model_ovirt() {
    using namespace model;
    describe_number<OvirtVmType>("ovirt", "OvirtVmType");
    describe_number<OvirtBiosType>("ovirt", "OvirtBiosType");
    describe_number<OvirtOrigin>("ovirt", "OvirtOrigin");
    describe_number<OvirtDisplayType>("ovirt", "OvirtDisplayType");
    element<SpecParams>("ovirt", "SpecParams");
    noted<OvirtDevice>("ovirt", "OvirtDevice")
        OVFKIT_FIELDS(OvirtDevice, num_of_sockets, cpu_per_socket, threads_per_cpu, max_num_of_vcpus, template_id,
                      application_list, storage_id, storage_pool_id, creation_date, last_modified, last_modified_date,
                      linked, name, mac_address, speed, usb_policy, single_pci_qxl, type, device, boot_order,
                      is_plugged, is_read_only, alias, spec_params, custom_properties, snapshot_id);
    element<LunConnection>("ovirt", "LunConnection")
        OVFKIT_FIELDS(LunConnection, connection, iqn, port, storage_type, portal);
    noted<OvirtDisk>("ovirt", "OvirtDisk") OVFKIT_FIELDS(
        OvirtDisk, size, actual_size, vm_snapshot_id, volume_format, volume_type, disk_interface, read_only, shareable,
        boot, pass_discard, incremental_backup, disk_alias, disk_description, wipe_after_delete, description,
        disk_storage_type, cinder_volume_type, disk_type, qcow_compat, scsi_reservation, plugged, lun_id, connections);
    element<Snapshot>("ovirt", "Snapshot")
        OVFKIT_FIELDS(Snapshot, id, type, description, creation_date, memory, application_list, vm_configuration);
    section<SnapshotsSection>("ovirt", "SnapshotsSection") OVFKIT_FIELDS(SnapshotsSection, snapshots);
    element<AffinityName>("ovirt", "AffinityName") OVFKIT_FIELDS(AffinityName, name);
    section<AffinityGroupsSection>("ovirt", "AffinityGroupsSection") OVFKIT_FIELDS(AffinityGroupsSection, groups);
    section<AffinityLabelsSection>("ovirt", "AffinityLabelsSection") OVFKIT_FIELDS(AffinityLabelsSection, labels);
    element<UserRoles>("ovirt", "UserRoles") OVFKIT_FIELDS(UserRoles, role_names);
    element<User>("ovirt", "User") OVFKIT_FIELDS(User, user_domain, roles);
    section<UserDomainsSection>("ovirt", "UserDomainsSection") OVFKIT_FIELDS(UserDomainsSection, users);
    element<VmExternalDataItem>("ovirt", "VmExternalDataItem") OVFKIT_FIELDS(VmExternalDataItem, kind, content);
    section<VmExternalDataSection>("ovirt", "VmExternalDataSection") OVFKIT_FIELDS(VmExternalDataSection, items);
    element<NumaNode>("ovirt", "NumaNode")
        OVFKIT_FIELDS(NumaNode, id, index, cpu_ids, host_numa_nodes, mem_total, tune_mode);
    section<NumaNodeSection>("ovirt", "NumaNodeSection") OVFKIT_FIELDS(NumaNodeSection, nodes);
    noted<OvirtFile>("ovirt", "OvirtFile") OVFKIT_FIELDS(OvirtFile, description, disk_storage_type, cinder_volume_type);
    element<NicReference>("ovirt", "NicReference") OVFKIT_FIELDS(NicReference, id);
    element<VmInit>("ovirt", "VmInit")
        OVFKIT_FIELDS(VmInit, hostname, domain, time_zone, authorized_keys, regenerate_keys, dns_search, dns_servers,
                      networks, win_key, root_password, custom_script);
    element<VirtioScsiMultiQueues>("ovirt", "VirtioScsiMultiQueues")
        OVFKIT_FIELDS(VirtioScsiMultiQueues, enabled, queues);
    noted<OvirtSystem>("ovirt", "OvirtSystem") OVFKIT_FIELDS(
        OvirtSystem, description, comment, creation_date, export_date, delete_protected, sso_method,
        is_smartcard_enabled, num_of_io_threads, time_zone, default_boot_sequence, initrd_url, kernel_url,
        kernel_params, generation, custom_compatibility_version, cluster_compatibility_version, vm_type,
        resume_behavior, tunnel_migration, vnc_keyboard_layout, min_allocated_mem, is_stateless, is_run_and_pause,
        auto_startup, priority, created_by_user_id, migration_downtime, vm_init, migration_support,
        dedicated_vm_for_vds, serial_number_policy, custom_serial_number, is_boot_menu_enabled,
        is_spice_file_transfer_enabled, is_spice_copy_paste_enabled, allow_console_reconnect, console_disconnect_action,
        console_disconnect_action_delay, is_auto_converge, is_migrate_compressed, is_migrate_encrypted,
        migration_policy_id, parallel_migrations, custom_emulated_machine, bios_type, custom_cpu_name,
        predefined_properties, user_defined_properties, max_memory_size_mb, lease_domain_id, multi_queues_enabled,
        virtio_scsi_multi_queues, use_host_cpu, balloon_enabled, cpu_pinning_policy, cluster_name, template_id,
        template_name, instance_type_id, image_type_id, is_initialized, origin, app_list, quota_id,
        default_display_type, original_template_id, original_template_name, cpu_pinning, use_latest_version, stop_time,
        boot_time, downtime, engine_xml, is_disabled, template_type, base_template_id, template_version_number,
        template_version_name, template_sealed, domain, is_auto_suspend);
}

}  // namespace ovfkit::python
