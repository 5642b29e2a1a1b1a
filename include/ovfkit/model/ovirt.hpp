// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <ovfkit/model/field.hpp>
#include <ovfkit/model/timestamp.hpp>

namespace ovfkit::model {

/// Attributes of `File` that only the oVirt dialects have (oVirt reference 1a.4).
struct OvirtFile {
    Field<std::string> description;
    Field<std::string> disk_storage_type;
    Field<std::string> cinder_volume_type;
    [[nodiscard]] auto tied() const { return std::tie(description, disk_storage_type, cinder_volume_type); }
    friend bool operator==(const OvirtFile& a, const OvirtFile& b) { return a.tied() == b.tied(); }
};

/// `Nic` in References of oVirt 3.1 to 4.1.
struct NicReference : Element {
    Field<std::string> id;
    [[nodiscard]] auto tied() const { return std::tie(id); }
};

/// Numbers of `VmType`.
enum class OvirtVmType : std::int32_t { desktop = 0, server = 1, high_performance = 2 };
/// Numbers of `BiosType` as written: the engine's own number less one.
enum class OvirtBiosType : std::int32_t { i440fx_sea_bios = 0, q35_sea_bios = 1, q35_ovmf = 2, q35_secure_boot = 3 };
/// Numbers of `Origin`.
enum class OvirtOrigin : std::int32_t {
    rhev = 0,
    vmware = 1,
    xen = 2,
    ovirt = 3,
    external = 4,
    hosted_engine = 5,
    managed_hosted_engine = 6,
    kvm = 7,
    physical_machine = 8,
    hyperv = 9,
    kubevirt = 10,
};
/// Numbers of `DefaultDisplayType`.
enum class OvirtDisplayType : std::int32_t { cirrus = 0, qxl = 1, vga = 2, bochs = 3, none = 4 };

/// `VmInit`: cloud-init or sysprep; its presence alone switches that on (oVirt reference 1a.9).
///
/// `authorized_keys` and `custom_script` hold real newlines, whichever of the four encodings the file uses.
struct VmInit : Element {
    Field<std::string> hostname;
    Field<std::string> domain;
    Field<std::string> time_zone;
    Field<std::string> authorized_keys;
    Field<bool> regenerate_keys;
    Field<std::string> dns_search;
    Field<std::string> dns_servers;
    Field<std::string> networks;  ///< JSON
    Field<std::string> win_key;
    Field<std::string> root_password;  ///< in clear text
    Field<std::string> custom_script;
    [[nodiscard]] auto tied() const {
        return std::tie(hostname, domain, time_zone, authorized_keys, regenerate_keys, dns_search, dns_servers,
                        networks, win_key, root_password, custom_script);
    }
};

/// `VirtioScsiMultiQueuesEnabled` with its attribute `ovf:queues`.
struct VirtioScsiMultiQueues : Element {
    Field<bool> enabled;
    Field<std::uint32_t> queues;
    [[nodiscard]] auto tied() const { return std::tie(enabled, queues); }
};

/// The general data of a VM or template in the oVirt dialects, in the order in which the engine writes it (oVirt
/// reference 1a.8).
///
/// Absence means what the table there says: the reader does not fill in defaults, `completed()` in room descriptor
/// does.
struct OvirtSystem {
    Field<std::string> description;
    Field<std::string> comment;
    Field<Timestamp> creation_date;
    Field<Timestamp> export_date;
    Field<bool> delete_protected;
    Field<std::string> sso_method;
    Field<bool> is_smartcard_enabled;
    Field<std::int32_t> num_of_io_threads;
    Field<std::string> time_zone;
    Field<std::int32_t> default_boot_sequence;
    Field<std::string> initrd_url;
    Field<std::string> kernel_url;
    Field<std::string> kernel_params;
    Field<std::int64_t> generation;
    Field<std::string> custom_compatibility_version;
    Field<std::string> cluster_compatibility_version;
    Field<OvirtVmType> vm_type;
    Field<std::string> resume_behavior;
    Field<bool> tunnel_migration;
    Field<std::string> vnc_keyboard_layout;
    Field<std::int32_t> min_allocated_mem;  ///< MiB
    Field<bool> is_stateless;
    Field<bool> is_run_and_pause;
    Field<bool> auto_startup;
    Field<std::int32_t> priority;
    Field<std::string> created_by_user_id;
    Field<std::int32_t> migration_downtime;  ///< ms
    Boxed<VmInit> vm_init;
    Field<std::int32_t> migration_support;
    std::vector<Field<std::string>> dedicated_vm_for_vds;
    Field<std::int32_t> serial_number_policy;
    Field<std::string> custom_serial_number;
    Field<bool> is_boot_menu_enabled;
    Field<bool> is_spice_file_transfer_enabled;
    Field<bool> is_spice_copy_paste_enabled;
    Field<bool> allow_console_reconnect;
    Field<std::string> console_disconnect_action;
    Field<std::int32_t> console_disconnect_action_delay;  ///< minutes
    Field<bool> is_auto_converge;
    Field<bool> is_migrate_compressed;
    Field<bool> is_migrate_encrypted;
    Field<std::string> migration_policy_id;
    Field<std::int32_t> parallel_migrations;
    Field<std::string> custom_emulated_machine;
    Field<OvirtBiosType> bios_type;
    Field<std::string> custom_cpu_name;
    Field<std::string> predefined_properties;
    Field<std::string> user_defined_properties;
    Field<std::int32_t> max_memory_size_mb;  ///< MiB
    Field<std::string> lease_domain_id;
    Field<bool> multi_queues_enabled;
    Boxed<VirtioScsiMultiQueues> virtio_scsi_multi_queues;
    Field<bool> use_host_cpu;
    Field<bool> balloon_enabled;
    Field<std::int32_t> cpu_pinning_policy;
    Field<std::string> cluster_name;
    // of a VM; TemplateId of a template is its own id
    Field<std::string> template_id;
    Field<std::string> template_name;
    Field<std::string> instance_type_id;
    Field<std::string> image_type_id;
    Field<bool> is_initialized;  ///< written `IsInitilized`
    Field<OvirtOrigin> origin;
    Field<std::string> app_list;
    Field<std::string> quota_id;
    Field<OvirtDisplayType> default_display_type;
    Field<std::string> original_template_id;
    Field<std::string> original_template_name;
    Field<std::string> cpu_pinning;
    Field<bool> use_latest_version;
    Field<Timestamp> stop_time;
    Field<Timestamp> boot_time;
    Field<std::int64_t> downtime;  ///< ms
    Field<std::string> engine_xml;
    // of a template
    Field<bool> is_disabled;
    Field<std::string> template_type;
    Field<std::string> base_template_id;
    Field<std::int32_t> template_version_number;
    Field<std::string> template_version_name;
    Field<bool> template_sealed;
    // of old files
    Field<std::string> domain;
    Field<bool> is_auto_suspend;

    [[nodiscard]] auto tied() const {
        return std::tie(
            description, comment, creation_date, export_date, delete_protected, sso_method, is_smartcard_enabled,
            num_of_io_threads, time_zone, default_boot_sequence, initrd_url, kernel_url, kernel_params, generation,
            custom_compatibility_version, cluster_compatibility_version, vm_type, resume_behavior, tunnel_migration,
            vnc_keyboard_layout, min_allocated_mem, is_stateless, is_run_and_pause, auto_startup, priority,
            created_by_user_id, migration_downtime, vm_init, migration_support, dedicated_vm_for_vds,
            serial_number_policy, custom_serial_number, is_boot_menu_enabled, is_spice_file_transfer_enabled,
            is_spice_copy_paste_enabled, allow_console_reconnect, console_disconnect_action,
            console_disconnect_action_delay, is_auto_converge, is_migrate_compressed, is_migrate_encrypted,
            migration_policy_id, parallel_migrations, custom_emulated_machine, bios_type, custom_cpu_name,
            predefined_properties, user_defined_properties, max_memory_size_mb, lease_domain_id, multi_queues_enabled,
            virtio_scsi_multi_queues, use_host_cpu, balloon_enabled, cpu_pinning_policy, cluster_name, template_id,
            template_name, instance_type_id, image_type_id, is_initialized, origin, app_list, quota_id,
            default_display_type, original_template_id, original_template_name, cpu_pinning, use_latest_version,
            stop_time, boot_time, downtime, engine_xml, is_disabled, template_type, base_template_id,
            template_version_number, template_version_name, template_sealed, domain, is_auto_suspend);
    }
    friend bool operator==(const OvirtSystem& a, const OvirtSystem& b) { return a.tied() == b.tied(); }
};

}  // namespace ovfkit::model
