// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/envelope.hpp>

#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_model_hardware() {
    using namespace model;
    describe_number<ResourceType>("hardware", "ResourceType");
    noted<StorageSettings>("hardware", "StorageSettings")
        OVFKIT_FIELDS(StorageSettings, access, host_extent_name, host_extent_name_format, host_extent_name_namespace,
                      host_extent_starting_address, host_resource_block_size, other_host_extent_name_format,
                      other_host_extent_name_namespace, virtual_resource_block_size);
    noted<EthernetPortSettings>("hardware", "EthernetPortSettings") OVFKIT_FIELDS(
        EthernetPortSettings, allowed_priorities, allowed_to_receive_mac_addresses, allowed_to_receive_vlans,
        allowed_to_transmit_mac_addresses, allowed_to_transmit_vlans, default_port_vid, default_priority,
        desired_vlan_endpoint_mode, group_id, manager_id, network_port_profile_id, network_port_profile_id_type,
        other_endpoint_mode, other_network_port_profile_id_type_info, port_correlation_id, port_vid, promiscuous,
        receive_bandwidth_limit, receive_bandwidth_reservation, source_mac_filtering_enabled, vsi_type_id,
        vsi_type_id_version);
    element<Item>("hardware", "Item") OVFKIT_FIELDS(
        Item, required, configuration, bound, address, address_on_parent, allocation_units, bus_number,
        automatic_allocation, automatic_deallocation, caption, changeable_type, component_setting, configuration_name,
        connection, consumer_visibility, description, element_name, generation, host_resource, instance_id, limit,
        mapping_behavior, other_resource_type, parent, pool_id, reservation, resource_sub_type, resource_type, so_id,
        so_org_id, virtual_quantity, virtual_quantity_units, weight, storage, ethernet_port, ovirt);
    element<System>("hardware", "System")
        OVFKIT_FIELDS(System, automatic_recovery_action, automatic_shutdown_action, automatic_startup_action,
                      automatic_startup_action_delay, automatic_startup_action_sequence_number, caption,
                      changeable_type, component_setting, configuration_data_root, configuration_file, configuration_id,
                      configuration_name, creation_time, description, element_name, generation, instance_id,
                      log_data_root, notes, recovery_file, snapshot_data_root, so_id, so_org_id, suspend_data_root,
                      swap_file_data_root, virtual_system_identifier, virtual_system_type);
}

}  // namespace ovfkit::python
