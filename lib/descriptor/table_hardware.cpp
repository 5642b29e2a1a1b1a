// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "descriptor/member.hpp"
#include "descriptor/section_rows.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using model::EthernetPortSettings;
using model::Item;
using model::OvirtDevice;
using model::StorageSettings;
using model::System;
using model::VirtualHardwareSection;

constexpr Targets draft_and_ovirt = target::v0_9 | target::ovirt;

// clang-format off

// CIM_ResourceAllocationSettingData; the schemas want alphabetical order (DMTF reference 9.3).
std::vector<Row> resource_rows(Space s) {
    return {
        leaf<Token, &Item::address>("Address", s),
        leaf<Token, &Item::address_on_parent>("AddressOnParent", s),
        leaf<Text, &Item::allocation_units>("AllocationUnits", s),
        leaf<Bool, &Item::automatic_allocation>("AutomaticAllocation", s),
        leaf<Bool, &Item::automatic_deallocation>("AutomaticDeallocation", s),
        only(target::v0_9, leaf<Token, &Item::bus_number>("BusNumber", s)),
        leaf<Message, &Item::caption>("Caption", s),
        leaf<Number, &Item::changeable_type>("ChangeableType", s),
        leaf<Text, &Item::component_setting>("ComponentSetting", s),
        leaf<Text, &Item::configuration_name>("ConfigurationName", s),
        leaf_list<Token, &Item::connection>("Connection", s),
        leaf<Number, &Item::consumer_visibility>("ConsumerVisibility", s),
        leaf<Message, &Item::description>("Description", s),
        leaf<Message, &Item::element_name>("ElementName", s),
        leaf<Number, &Item::generation>("Generation", s),
        leaf_list<Token, &Item::host_resource>("HostResource", s),
        also("InstanceId", draft_and_ovirt, leaf<Token, &Item::instance_id>("InstanceID", s)),
        leaf<Number, &Item::limit>("Limit", s),
        leaf<Number, &Item::mapping_behavior>("MappingBehavior", s),
        leaf<Text, &Item::other_resource_type>("OtherResourceType", s),
        leaf<Token, &Item::parent>("Parent", s),
        leaf<Text, &Item::pool_id>("PoolID", s),
        leaf<Number, &Item::reservation>("Reservation", s),
        also("ResourceSubtype", 0, leaf<Token, &Item::resource_sub_type>("ResourceSubType", s)),
        leaf<Number, &Item::resource_type>("ResourceType", s),
        leaf<Text, &Item::so_id>("SoID", s),
        leaf<Text, &Item::so_org_id>("SoOrgID", s),
        leaf<Number, &Item::virtual_quantity>("VirtualQuantity", s),
        leaf<Text, &Item::virtual_quantity_units>("VirtualQuantityUnits", s),
        leaf<Number, &Item::weight>("Weight", s),
    };
}

std::vector<Row> item_attributes() {
    return {
        attribute<Bool, &Item::required>("required"),
        attribute<Token, &Item::configuration>("configuration"),
        attribute<Token, &Item::bound>("bound"),
    };
}

std::vector<Row> storage_rows() {
    const Space s = Space::sasd;
    return {
        leaf<Number, &Item::storage, &StorageSettings::access>("Access", s),
        leaf<Text, &Item::storage, &StorageSettings::host_extent_name>("HostExtentName", s),
        leaf<Number, &Item::storage, &StorageSettings::host_extent_name_format>("HostExtentNameFormat", s),
        leaf<Number, &Item::storage, &StorageSettings::host_extent_name_namespace>("HostExtentNameNamespace", s),
        leaf<Number, &Item::storage, &StorageSettings::host_extent_starting_address>("HostExtentStartingAddress", s),
        leaf<Number, &Item::storage, &StorageSettings::host_resource_block_size>("HostResourceBlockSize", s),
        leaf<Text, &Item::storage, &StorageSettings::other_host_extent_name_format>("OtherHostExtentNameFormat", s),
        leaf<Text, &Item::storage, &StorageSettings::other_host_extent_name_namespace>("OtherHostExtentNameNamespace", s),
        leaf<Number, &Item::storage, &StorageSettings::virtual_resource_block_size>("VirtualResourceBlockSize", s),
    };
}

std::vector<Row> port_rows() {
    const Space s = Space::epasd;
    using P = EthernetPortSettings;
    return {
        leaf_list<Text, &Item::ethernet_port, &P::allowed_priorities>("AllowedPriorities", s),
        leaf_list<Text, &Item::ethernet_port, &P::allowed_to_receive_mac_addresses>("AllowedToReceiveMACAddresses", s),
        leaf_list<Text, &Item::ethernet_port, &P::allowed_to_receive_vlans>("AllowedToReceiveVLANs", s),
        leaf_list<Text, &Item::ethernet_port, &P::allowed_to_transmit_mac_addresses>("AllowedToTransmitMACAddresses", s),
        leaf_list<Text, &Item::ethernet_port, &P::allowed_to_transmit_vlans>("AllowedToTransmitVLANs", s),
        leaf<Number, &Item::ethernet_port, &P::default_port_vid>("DefaultPortVID", s),
        leaf<Number, &Item::ethernet_port, &P::default_priority>("DefaultPriority", s),
        leaf<Number, &Item::ethernet_port, &P::desired_vlan_endpoint_mode>("DesiredVLANEndpointMode", s),
        leaf<Number, &Item::ethernet_port, &P::group_id>("GroupID", s),
        leaf<Number, &Item::ethernet_port, &P::manager_id>("ManagerID", s),
        leaf<Text, &Item::ethernet_port, &P::network_port_profile_id>("NetworkPortProfileID", s),
        leaf<Number, &Item::ethernet_port, &P::network_port_profile_id_type>("NetworkPortProfileIDType", s),
        leaf<Text, &Item::ethernet_port, &P::other_endpoint_mode>("OtherEndpointMode", s),
        leaf<Text, &Item::ethernet_port, &P::other_network_port_profile_id_type_info>("OtherNetworkPortProfileIDTypeInfo", s),
        leaf<Text, &Item::ethernet_port, &P::port_correlation_id>("PortCorrelationID", s),
        leaf<Number, &Item::ethernet_port, &P::port_vid>("PortVID", s),
        leaf<Bool, &Item::ethernet_port, &P::promiscuous>("Promiscuous", s),
        leaf<Number, &Item::ethernet_port, &P::receive_bandwidth_limit>("ReceiveBandwidthLimit", s),
        leaf<Number, &Item::ethernet_port, &P::receive_bandwidth_reservation>("ReceiveBandwidthReservation", s),
        leaf<Bool, &Item::ethernet_port, &P::source_mac_filtering_enabled>("SourceMACFilteringEnabled", s),
        leaf<Number, &Item::ethernet_port, &P::vsi_type_id>("VSITypeID", s),
        leaf<Number, &Item::ethernet_port, &P::vsi_type_id_version>("VSITypeIDVersion", s),
    };
}

// The device block of oVirt Items: no namespace, at the end (oVirt reference 1a.12).
std::vector<Row> device_block() {
    const Space s = Space::none;
    return {
        leaf<Token, &Item::ovirt, &OvirtDevice::type>("Type", s),
        leaf<Token, &Item::ovirt, &OvirtDevice::device>("Device", s),
        leaf<Token, &Item::address>("Address", Space::rasd),
        leaf<Number, &Item::ovirt, &OvirtDevice::boot_order>("BootOrder", s),
        leaf<Bool, &Item::ovirt, &OvirtDevice::is_plugged>("IsPlugged", s),
        leaf<Bool, &Item::ovirt, &OvirtDevice::is_read_only>("IsReadOnly", s),
        leaf<Text, &Item::ovirt, &OvirtDevice::alias>("Alias", s),
        element<&Item::ovirt, &OvirtDevice::spec_params>("SpecParams", [] () -> const Shape& {
            return shape_of<model::SpecParams>("SpecParams", [] { return std::vector<Row>{}; }); }, s),
        leaf<Text, &Item::ovirt, &OvirtDevice::custom_properties>("CustomProperties", s),
        leaf<Token, &Item::ovirt, &OvirtDevice::snapshot_id>("SnapshotId", s),
    };
}

// The `rasd:` children in the order in which the engine writes those that a kind of Item has (oVirt reference 1a.12).
std::vector<Row> ovirt_resource_rows() {
    const Space s = Space::rasd;
    using O = OvirtDevice;
    return {
        leaf<Message, &Item::caption>("Caption", s),
        leaf<Message, &Item::description>("Description", s),
        also("InstanceId", draft_and_ovirt, leaf<Token, &Item::instance_id>("InstanceID", s)),
        leaf<Number, &Item::resource_type>("ResourceType", s),
        leaf<Number, &Item::ovirt, &O::num_of_sockets>("num_of_sockets", s),
        leaf<Number, &Item::ovirt, &O::cpu_per_socket>("cpu_per_socket", s),
        leaf<Number, &Item::ovirt, &O::threads_per_cpu>("threads_per_cpu", s),
        leaf<Number, &Item::ovirt, &O::max_num_of_vcpus>("max_num_of_vcpus", s),
        leaf<Text, &Item::allocation_units>("AllocationUnits", s),
        leaf<Token, &Item::ovirt, &O::usb_policy>("UsbPolicy", s),
        leaf<Number, &Item::virtual_quantity>("VirtualQuantity", s),
        leaf<Bool, &Item::ovirt, &O::single_pci_qxl>("SinglePciQxl", s),
        leaf_list<Token, &Item::host_resource>("HostResource", s),
        leaf<Token, &Item::parent>("Parent", s),
        leaf<Token, &Item::ovirt, &O::template_id>("Template", s),
        leaf<Text, &Item::ovirt, &O::application_list>("ApplicationList", s),
        leaf_list<Token, &Item::ovirt, &O::storage_id>("StorageId", s),
        leaf<Token, &Item::ovirt, &O::storage_pool_id>("StoragePoolId", s),
        leaf<Date, &Item::ovirt, &O::creation_date>("CreationDate", s),
        leaf<Date, &Item::ovirt, &O::last_modified>("LastModified", s),
        leaf<Date, &Item::ovirt, &O::last_modified_date>("last_modified_date", s),
        leaf<Text, &Item::other_resource_type>("OtherResourceType", s),
        also("ResourceSubtype", 0, leaf<Token, &Item::resource_sub_type>("ResourceSubType", s)),
        leaf_list<Token, &Item::connection>("Connection", s),
        leaf<Bool, &Item::ovirt, &O::linked>("Linked", s),
        leaf<Text, &Item::ovirt, &O::name>("Name", s),
        leaf<Message, &Item::element_name>("ElementName", s),
        leaf<Token, &Item::ovirt, &O::mac_address>("MACAddress", s),
        leaf<Number, &Item::ovirt, &O::speed>("speed", s),
    };
}
// clang-format on

bool named_like(const std::vector<Row>& rows, const Row& row) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& r) { return r.name == row.name; });
}

void append_new(std::vector<Row>& rows, const std::vector<Row>& more) {
    for (const Row& row : more)
        if (!named_like(rows, row)) rows.push_back(row);
}

std::vector<Row> standard_item(Space space, const std::vector<Row>& specific) {
    std::vector<Row> children = resource_rows(space);
    append_new(children, specific);
    std::sort(children.begin(), children.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
    std::vector<Row> rows = item_attributes();
    rows.insert(rows.end(), children.begin(), children.end());
    rows.push_back(extensions());
    return rows;
}

// What the engine does not know stands behind what it knows; it looks children up by name.
std::vector<Row> ovirt_item(std::vector<Row> first) {
    std::vector<Row> rows = item_attributes();
    rows.insert(rows.end(), first.begin(), first.end());
    append_new(rows, ovirt_resource_rows());
    append_new(rows, device_block());
    append_new(rows, resource_rows(Space::rasd));
    rows.push_back(extensions());
    return rows;
}

const Shape& item() {
    return shape_of<Item>("Item", [] { return standard_item(Space::rasd, {}); });
}
const Shape& storage_item() {
    return shape_of<Item>("StorageItem", [] { return standard_item(Space::sasd, storage_rows()); });
}
const Shape& ethernet_port_item() {
    return shape_of<Item>("EthernetPortItem", [] { return standard_item(Space::epasd, port_rows()); });
}

// TPM and other devices of type 0 carry their type in front of their id.
const Shape& ovirt_other_item() {
    return shape_of<Item>("Item", [] {
        const Space s = Space::rasd;
        return ovirt_item({leaf<Message, &Item::caption>("Caption", s),
                           leaf<Number, &Item::resource_type>("ResourceType", s),
                           also("InstanceId", draft_and_ovirt, leaf<Token, &Item::instance_id>("InstanceID", s))});
    });
}

const Shape& ovirt_item_shape() {
    static const Shape shape = [] {
        Shape made = shape_of<Item>("Item", [] { return ovirt_item({}); });
        made.written_as = [](const void* owner) -> const Shape* {
            const auto& type = static_cast<const Item*>(owner)->resource_type;
            return type.has_value() && *type == model::ResourceType::ovirt_other ? &ovirt_other_item() : nullptr;
        };
        return made;
    }();
    return shape;
}

// clang-format off
const Shape& system() {
    return shape_of<System>("System", [] {
        const Space s = Space::vssd;
        return std::vector<Row>{
            leaf<Number, &System::automatic_recovery_action>("AutomaticRecoveryAction", s),
            leaf<Number, &System::automatic_shutdown_action>("AutomaticShutdownAction", s),
            leaf<Number, &System::automatic_startup_action>("AutomaticStartupAction", s),
            leaf<Text, &System::automatic_startup_action_delay>("AutomaticStartupActionDelay", s),
            leaf<Number, &System::automatic_startup_action_sequence_number>("AutomaticStartupActionSequenceNumber", s),
            leaf<Message, &System::caption>("Caption", s),
            leaf<Number, &System::changeable_type>("ChangeableType", s),
            leaf<Text, &System::component_setting>("ComponentSetting", s),
            leaf<Text, &System::configuration_data_root>("ConfigurationDataRoot", s),
            leaf<Text, &System::configuration_file>("ConfigurationFile", s),
            leaf<Text, &System::configuration_id>("ConfigurationID", s),
            leaf<Text, &System::configuration_name>("ConfigurationName", s),
            leaf<Text, &System::creation_time>("CreationTime", s),
            leaf<Message, &System::description>("Description", s),
            leaf<Message, &System::element_name>("ElementName", s),
            leaf<Number, &System::generation>("Generation", s),
            also("InstanceId", target::v0_9, leaf<Token, &System::instance_id>("InstanceID", s)),
            leaf<Text, &System::log_data_root>("LogDataRoot", s),
            leaf_list<Text, &System::notes>("Notes", s),
            leaf<Text, &System::recovery_file>("RecoveryFile", s),
            leaf<Text, &System::snapshot_data_root>("SnapshotDataRoot", s),
            leaf<Text, &System::so_id>("SoID", s),
            leaf<Text, &System::so_org_id>("SoOrgID", s),
            leaf<Text, &System::suspend_data_root>("SuspendDataRoot", s),
            leaf<Text, &System::swap_file_data_root>("SwapFileDataRoot", s),
            leaf<Text, &System::virtual_system_identifier>("VirtualSystemIdentifier", s),
            leaf<Text, &System::virtual_system_type>("VirtualSystemType", s),
            extensions(),
        };
    });
}

template <class Section>
std::vector<Row> item_lists() {
    return {
        element<&Section::items>("Item", item),
        only(target::v2, element<&Section::ethernet_port_items>("EthernetPortItem", ethernet_port_item)),
        only(target::v2, element<&Section::storage_items>("StorageItem", storage_item)),
        extensions(),
    };
}
// clang-format on

std::vector<Row> hardware_rows(std::vector<Row> lists) {
    using V = VirtualHardwareSection;
    std::vector<Row> rows{
        attribute<Text, &V::id>("id"),
        attribute<Text, &V::transport>("transport"),
        attribute<Bool, &V::required>("required"),
        leaf<Message, &V::info>("Info"),
        element<&V::system>("System", system),
    };
    rows.insert(rows.end(), lists.begin(), lists.end());
    return rows;
}

}  // namespace

const Shape& virtual_hardware_standard() {
    return shape_of<VirtualHardwareSection>("VirtualHardwareSection",
                                            [] { return hardware_rows(item_lists<VirtualHardwareSection>()); });
}

const Shape& virtual_hardware_ovirt() {
    return shape_of<VirtualHardwareSection>("VirtualHardwareSection", [] {
        using V = VirtualHardwareSection;
        return hardware_rows({
            element<&V::items>("Item", ovirt_item_shape),
            only(0, element<&V::ethernet_port_items>("EthernetPortItem", ethernet_port_item)),
            only(0, element<&V::storage_items>("StorageItem", storage_item)),
            extensions(),
        });
    });
}

const Shape& resource_allocation() {
    using R = model::ResourceAllocationSection;
    return shape_of<R>("ResourceAllocationSection", [] { return section_rows<R>({}, item_lists<R>()); });
}

const Shape& port_profile() {
    return shape_of<model::NetworkPortProfile>("NetworkPortProfile", [] {
        return std::vector<Row>{element<&model::NetworkPortProfile::items>("Item", ethernet_port_item), extensions()};
    });
}

}  // namespace ovfkit::descriptor::table
