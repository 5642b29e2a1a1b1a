# SPDX-License-Identifier: Apache-2.0
"""Virtual hardware: devices and what a system is (DSP0243 1.1.1, 8)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from .element import Element, Noted
from .ovirt import OvirtDevice


class ResourceType(enum.IntEnum):
    """Values of `rasd:ResourceType` (CIM_ResourceAllocationSettingData, DMTF reference 9.4), with the off-standard uses
    that products made of them."""

    OVIRT_OTHER = 0
    OTHER = 1
    PROCESSOR = 3
    MEMORY = 4
    IDE_CONTROLLER = 5
    SCSI_CONTROLLER = 6
    FC_CONTROLLER = 7
    ISCSI_CONTROLLER = 8
    ETHERNET_ADAPTER = 10
    OTHER_NETWORK_ADAPTER = 11
    FLOPPY_DRIVE = 14
    CD_DRIVE = 15
    DVD_DRIVE = 16
    DISK_DRIVE = 17
    STORAGE_EXTENT = 19
    OTHER_STORAGE_DEVICE = 20  #: SATA and NVMe controllers of VMware and VirtualBox; the monitor of oVirt configurations
    SERIAL_PORT = 21
    PARALLEL_PORT = 22
    USB_CONTROLLER = 23
    GRAPHICS_CONTROLLER = 24
    PARTITIONABLE_UNIT = 26  #: the graphics framebuffer of oVirt configurations
    LOGICAL_DISK = 31
    ETHERNET_CONNECTION = 33
    SOUND_CARD = 35
    OVIRT_MONITOR = 32768


@dataclass(slots=True)
class StorageSettings(Noted):
    """Members of CIM_StorageAllocationSettingData that a StorageItem has beyond those of an Item (OVF 2.x, DMTF
    reference 9.9)."""

    access: int | None = None
    host_extent_name: str | None = None
    host_extent_name_format: int | None = None
    host_extent_name_namespace: int | None = None
    host_extent_starting_address: int | None = None
    host_resource_block_size: int | None = None
    other_host_extent_name_format: str | None = None
    other_host_extent_name_namespace: str | None = None
    virtual_resource_block_size: int | None = None


@dataclass(slots=True)
class EthernetPortSettings(Noted):
    """Members of CIM_EthernetPortAllocationSettingData that an EthernetPortItem has beyond those of an Item (OVF
    2.x)."""

    allowed_priorities: list[str | None] = field(default_factory=list)
    allowed_to_receive_mac_addresses: list[str | None] = field(default_factory=list)
    allowed_to_receive_vlans: list[str | None] = field(default_factory=list)
    allowed_to_transmit_mac_addresses: list[str | None] = field(default_factory=list)
    allowed_to_transmit_vlans: list[str | None] = field(default_factory=list)
    default_port_vid: int | None = None
    default_priority: int | None = None
    desired_vlan_endpoint_mode: int | None = None
    group_id: int | None = None
    manager_id: int | None = None
    network_port_profile_id: str | None = None
    network_port_profile_id_type: int | None = None
    other_endpoint_mode: str | None = None
    other_network_port_profile_id_type_info: str | None = None
    port_correlation_id: str | None = None
    port_vid: int | None = None
    promiscuous: bool | None = None
    receive_bandwidth_limit: int | None = None
    receive_bandwidth_reservation: int | None = None
    source_mac_filtering_enabled: bool | None = None
    vsi_type_id: int | None = None
    vsi_type_id_version: int | None = None


@dataclass(slots=True)
class Item(Element):
    """One virtual device, or a range marker or configuration variant of one: `Item`, `StorageItem` or
    `EthernetPortItem` (CIM_ResourceAllocationSettingData; DSP0243 1.1.1, 8.2 to 8.4 and 9.8).  `InstanceId`, the
    spelling of drafts and of oVirt configurations, is read as `instance_id`. Ids are texts: UUIDs and words occur."""

    required: bool | None = None  #: `ovf:required`; absent means true
    configuration: str | None = None  #: `ovf:configuration`: blank-separated ids; absent means always
    bound: str | None = None  #: `ovf:bound`: min, max or normal; absent means normal
    address: str | None = None
    address_on_parent: str | None = None
    allocation_units: str | None = None
    bus_number: str | None = None  #: of the 0.9 draft, where `address` came to be later
    automatic_allocation: bool | None = None
    automatic_deallocation: bool | None = None
    caption: str | None = None
    changeable_type: int | None = None
    component_setting: str | None = None
    configuration_name: str | None = None
    connection: list[str | None] = field(default_factory=list)
    consumer_visibility: int | None = None
    description: str | None = None
    element_name: str | None = None
    generation: int | None = None
    host_resource: list[str | None] = field(default_factory=list)
    instance_id: str | None = None
    limit: int | None = None
    mapping_behavior: int | None = None
    other_resource_type: str | None = None
    parent: str | None = None
    pool_id: str | None = None
    reservation: int | None = None
    resource_sub_type: str | None = None
    resource_type: ResourceType | int | None = None
    so_id: str | None = None
    so_org_id: str | None = None
    virtual_quantity: int | None = None
    virtual_quantity_units: str | None = None
    weight: int | None = None
    storage: StorageSettings | None = None
    ethernet_port: EthernetPortSettings | None = None
    ovirt: OvirtDevice | None = None


@dataclass(slots=True)
class System(Element):
    """`System` (CIM_VirtualSystemSettingData; DSP0243 1.1.1, 8.1). Dates and intervals are CIM texts."""

    automatic_recovery_action: int | None = None
    automatic_shutdown_action: int | None = None
    automatic_startup_action: int | None = None
    automatic_startup_action_delay: str | None = None
    automatic_startup_action_sequence_number: int | None = None
    caption: str | None = None
    changeable_type: int | None = None
    component_setting: str | None = None
    configuration_data_root: str | None = None
    configuration_file: str | None = None
    configuration_id: str | None = None
    configuration_name: str | None = None
    creation_time: str | None = None
    description: str | None = None
    element_name: str | None = None
    generation: int | None = None
    instance_id: str | None = None
    log_data_root: str | None = None
    notes: list[str | None] = field(default_factory=list)
    recovery_file: str | None = None
    snapshot_data_root: str | None = None
    so_id: str | None = None
    so_org_id: str | None = None
    suspend_data_root: str | None = None
    swap_file_data_root: str | None = None
    virtual_system_identifier: str | None = None
    virtual_system_type: str | None = None
