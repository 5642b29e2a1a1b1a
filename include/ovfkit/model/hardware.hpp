// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <ovfkit/model/field.hpp>
#include <ovfkit/model/ovirt_device.hpp>

namespace ovfkit::model {

/// Values of `rasd:ResourceType` (CIM_ResourceAllocationSettingData, DMTF reference 9.4), with the off-standard uses
/// that products made of them.
enum class ResourceType : std::uint16_t {
    ovirt_other = 0,
    other = 1,
    processor = 3,
    memory = 4,
    ide_controller = 5,
    scsi_controller = 6,
    fc_controller = 7,
    iscsi_controller = 8,
    ethernet_adapter = 10,
    other_network_adapter = 11,
    floppy_drive = 14,
    cd_drive = 15,
    dvd_drive = 16,
    disk_drive = 17,
    storage_extent = 19,
    other_storage_device =
        20,  ///< SATA and NVMe controllers of VMware and VirtualBox; the monitor of oVirt configurations
    serial_port = 21,
    parallel_port = 22,
    usb_controller = 23,
    graphics_controller = 24,
    partitionable_unit = 26,  ///< the graphics framebuffer of oVirt configurations
    logical_disk = 31,
    ethernet_connection = 33,
    sound_card = 35,
    ovirt_monitor = 32768,
};

/// Members of CIM_StorageAllocationSettingData that a StorageItem has beyond those of an Item (OVF 2.x, DMTF
/// reference 9.9).
struct StorageSettings {
    Field<std::uint16_t> access;
    Field<std::string> host_extent_name;
    Field<std::uint16_t> host_extent_name_format;
    Field<std::uint16_t> host_extent_name_namespace;
    Field<std::uint64_t> host_extent_starting_address;
    Field<std::uint64_t> host_resource_block_size;
    Field<std::string> other_host_extent_name_format;
    Field<std::string> other_host_extent_name_namespace;
    Field<std::uint64_t> virtual_resource_block_size;

    [[nodiscard]] auto tied() const {
        return std::tie(access, host_extent_name, host_extent_name_format, host_extent_name_namespace,
                        host_extent_starting_address, host_resource_block_size, other_host_extent_name_format,
                        other_host_extent_name_namespace, virtual_resource_block_size);
    }
    friend bool operator==(const StorageSettings& a, const StorageSettings& b) { return a.tied() == b.tied(); }
};

/// Members of CIM_EthernetPortAllocationSettingData that an EthernetPortItem has beyond those of an Item (OVF 2.x).
struct EthernetPortSettings {
    std::vector<Field<std::string>> allowed_priorities;
    std::vector<Field<std::string>> allowed_to_receive_mac_addresses;
    std::vector<Field<std::string>> allowed_to_receive_vlans;
    std::vector<Field<std::string>> allowed_to_transmit_mac_addresses;
    std::vector<Field<std::string>> allowed_to_transmit_vlans;
    Field<std::uint16_t> default_port_vid;
    Field<std::uint16_t> default_priority;
    Field<std::uint16_t> desired_vlan_endpoint_mode;
    Field<std::uint32_t> group_id;
    Field<std::uint32_t> manager_id;
    Field<std::string> network_port_profile_id;
    Field<std::uint16_t> network_port_profile_id_type;
    Field<std::string> other_endpoint_mode;
    Field<std::string> other_network_port_profile_id_type_info;
    Field<std::string> port_correlation_id;
    Field<std::uint16_t> port_vid;
    Field<bool> promiscuous;
    Field<std::uint64_t> receive_bandwidth_limit;
    Field<std::uint64_t> receive_bandwidth_reservation;
    Field<bool> source_mac_filtering_enabled;
    Field<std::uint32_t> vsi_type_id;
    Field<std::uint16_t> vsi_type_id_version;

    [[nodiscard]] auto tied() const {
        return std::tie(allowed_priorities, allowed_to_receive_mac_addresses, allowed_to_receive_vlans,
                        allowed_to_transmit_mac_addresses, allowed_to_transmit_vlans, default_port_vid,
                        default_priority, desired_vlan_endpoint_mode, group_id, manager_id, network_port_profile_id,
                        network_port_profile_id_type, other_endpoint_mode, other_network_port_profile_id_type_info,
                        port_correlation_id, port_vid, promiscuous, receive_bandwidth_limit,
                        receive_bandwidth_reservation, source_mac_filtering_enabled, vsi_type_id, vsi_type_id_version);
    }
    friend bool operator==(const EthernetPortSettings& a, const EthernetPortSettings& b) {
        return a.tied() == b.tied();
    }
};

/// One virtual device, or a range marker or configuration variant of one: `Item`, `StorageItem` or `EthernetPortItem`
/// (CIM_ResourceAllocationSettingData; DSP0243 1.1.1, 8.2 to 8.4 and 9.8).
///
/// `InstanceId`, the spelling of drafts and of oVirt configurations, is read as `instance_id`. Ids are texts: UUIDs and
/// words occur.
struct Item : Element {
    Field<bool> required;              ///< `ovf:required`; absent means true
    Field<std::string> configuration;  ///< `ovf:configuration`: blank-separated ids; absent means always
    Field<std::string> bound;          ///< `ovf:bound`: min, max or normal; absent means normal

    Field<std::string> address;
    Field<std::string> address_on_parent;
    Field<std::string> allocation_units;
    Field<std::string> bus_number;  ///< of the 0.9 draft, where `address` came to be later
    Field<bool> automatic_allocation;
    Field<bool> automatic_deallocation;
    Field<Msg> caption;
    Field<std::uint16_t> changeable_type;
    Field<std::string> component_setting;
    Field<std::string> configuration_name;
    std::vector<Field<std::string>> connection;
    Field<std::uint16_t> consumer_visibility;
    Field<Msg> description;
    Field<Msg> element_name;
    Field<std::uint64_t> generation;
    std::vector<Field<std::string>> host_resource;
    Field<std::string> instance_id;
    Field<std::uint64_t> limit;
    Field<std::uint16_t> mapping_behavior;
    Field<std::string> other_resource_type;
    Field<std::string> parent;
    Field<std::string> pool_id;
    Field<std::uint64_t> reservation;
    Field<std::string> resource_sub_type;
    Field<ResourceType> resource_type;
    Field<std::string> so_id;
    Field<std::string> so_org_id;
    Field<std::uint64_t> virtual_quantity;
    Field<std::string> virtual_quantity_units;
    Field<std::uint32_t> weight;

    /// What only a StorageItem has.
    Boxed<StorageSettings> storage;
    /// What only an EthernetPortItem has.
    Boxed<EthernetPortSettings> ethernet_port;
    /// What only an Item of the oVirt dialects has.
    Boxed<OvirtDevice> ovirt;

    [[nodiscard]] auto tied() const {
        return std::tie(required, configuration, bound, address, address_on_parent, allocation_units, bus_number,
                        automatic_allocation, automatic_deallocation, caption, changeable_type, component_setting,
                        configuration_name, connection, consumer_visibility, description, element_name, generation,
                        host_resource, instance_id, limit, mapping_behavior, other_resource_type, parent, pool_id,
                        reservation, resource_sub_type, resource_type, so_id, so_org_id, virtual_quantity,
                        virtual_quantity_units, weight, storage, ethernet_port, ovirt);
    }
};

/// `System` (CIM_VirtualSystemSettingData; DSP0243 1.1.1, 8.1). Dates and intervals are CIM texts.
struct System : Element {
    Field<std::uint16_t> automatic_recovery_action;
    Field<std::uint16_t> automatic_shutdown_action;
    Field<std::uint16_t> automatic_startup_action;
    Field<std::string> automatic_startup_action_delay;
    Field<std::uint16_t> automatic_startup_action_sequence_number;
    Field<Msg> caption;
    Field<std::uint16_t> changeable_type;
    Field<std::string> component_setting;
    Field<std::string> configuration_data_root;
    Field<std::string> configuration_file;
    Field<std::string> configuration_id;
    Field<std::string> configuration_name;
    Field<std::string> creation_time;
    Field<Msg> description;
    Field<Msg> element_name;
    Field<std::uint64_t> generation;
    Field<std::string> instance_id;
    Field<std::string> log_data_root;
    std::vector<Field<std::string>> notes;
    Field<std::string> recovery_file;
    Field<std::string> snapshot_data_root;
    Field<std::string> so_id;
    Field<std::string> so_org_id;
    Field<std::string> suspend_data_root;
    Field<std::string> swap_file_data_root;
    Field<std::string> virtual_system_identifier;
    Field<std::string> virtual_system_type;

    [[nodiscard]] auto tied() const {
        return std::tie(automatic_recovery_action, automatic_shutdown_action, automatic_startup_action,
                        automatic_startup_action_delay, automatic_startup_action_sequence_number, caption,
                        changeable_type, component_setting, configuration_data_root, configuration_file,
                        configuration_id, configuration_name, creation_time, description, element_name, generation,
                        instance_id, log_data_root, notes, recovery_file, snapshot_data_root, so_id, so_org_id,
                        suspend_data_root, swap_file_data_root, virtual_system_identifier, virtual_system_type);
    }
};

}  // namespace ovfkit::model
