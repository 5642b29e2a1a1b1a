# SPDX-License-Identifier: Apache-2.0
"""The sections of a descriptor (DSP0243 1.1.1, 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from .element import Element, SectionBase, TrustFlags
from .hardware import Item, System
from .ovirt import (AffinityGroupsSection, AffinityLabelsSection, NumaNodeSection, OvirtDisk, SnapshotsSection, UserDomainsSection,
                    VmExternalDataSection)


@dataclass(slots=True)
class Disk(Element):
    """`Disk`, or `SharedDisk` of OVF 2.x (DSP0243 1.1.1, 9.1; 2.x 9.13). `capacity_bytes(disk)` computes its size."""

    disk_id: str | None = None
    file_ref: str | None = None  #: id of a File; absent for an empty disk
    capacity: str | None = None  #: digits, or `${property}` for an empty disk
    capacity_allocation_units: str | None = None  #: a unit of DSP0004; absent means byte
    format: str | None = None  #: URI of the format
    populated_size: int | None = None  #: bytes
    parent_ref: str | None = None  #: id of another Disk
    read_only: bool | None = None  #: SharedDisk of 2.x; `ovf:read-only` of oVirt is in `ovirt`
    ovirt: OvirtDisk | None = None


@dataclass(slots=True)
class DiskSection(SectionBase):
    """`DiskSection` (DSP0243 1.1.1, 9.1)."""

    disks: list[Disk] = field(default_factory=list)


@dataclass(slots=True)
class SharedDiskSection(SectionBase):
    """`SharedDiskSection` (OVF 2.x)."""

    disks: list[Disk] = field(default_factory=list)


@dataclass(slots=True)
class NetworkPortProfile(Element):
    """`NetworkPortProfile` (OVF 2.x): port settings that apply to a network."""

    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Network(Element):
    """`Network` (DSP0243 1.1.1, 9.2; profiles since 2.x)."""

    name: str | None = None
    description: str | None = None
    profiles: list[NetworkPortProfile] = field(default_factory=list)
    profile_uris: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class NetworkSection(SectionBase):
    """`NetworkSection`."""

    networks: list[Network] = field(default_factory=list)


@dataclass(slots=True)
class Configuration(Element):
    """`Configuration` of a DeploymentOptionSection (DSP0243 1.1.1, 9.8)."""

    id: str | None = None
    is_default: bool | None = None
    label: str | None = None
    description: str | None = None


@dataclass(slots=True)
class DeploymentOptionSection(SectionBase):
    """`DeploymentOptionSection`."""

    configurations: list[Configuration] = field(default_factory=list)


@dataclass(slots=True)
class VirtualHardwareSection(SectionBase):
    """`VirtualHardwareSection` (DSP0243 1.1.1, 8)."""

    id: str | None = None
    transport: str | None = None  #: blank-separated names; real files use commas, too
    system: System | None = None
    items: list[Item] = field(default_factory=list)
    ethernet_port_items: list[Item] = field(default_factory=list)  #: OVF 2.x
    storage_items: list[Item] = field(default_factory=list)  #: OVF 2.x


@dataclass(slots=True)
class ResourceAllocationSection(SectionBase):
    """`ResourceAllocationSection` of a collection (DSP0243 1.1.1, 9.3)."""

    items: list[Item] = field(default_factory=list)
    ethernet_port_items: list[Item] = field(default_factory=list)
    storage_items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class OperatingSystemSection(SectionBase):
    """`OperatingSystemSection` (DSP0243 1.1.1, 9.9; oVirt reference 1a.12 and 1b)."""

    id: int | None = None  #: CIM OsType; not trustworthy above 111 (DMTF reference 15.2)
    entity_id: str | None = None  #: `ovf:id` in oVirt configurations, where it is the id of the VM or template
    version: str | None = None
    ovirt_id: int | None = None  #: `ovirt:id` of oVirt OVAs: the engine's own number
    description: str | None = None


@dataclass(slots=True)
class InstallSection(SectionBase):
    """`InstallSection` (DSP0243 1.1.1, 9.10)."""

    initial_boot_stop_delay: int | None = None  #: seconds; 0 or absent: no limit


@dataclass(slots=True)
class PropertyValue(Element):
    """`Value` of a Property for one configuration (DSP0243 1.1.1, 9.8)."""

    value: str | None = None
    configuration: str | None = None


@dataclass(slots=True)
class Property(Element):
    """`Property` (DSP0243 1.1.1, 9.5)."""

    key: str | None = None
    type: str | None = None
    qualifiers: str | None = None
    value: str | None = None
    user_configurable: bool | None = None
    password: bool | None = None
    configuration: str | None = None  #: OVF 2.x; VMware writes it in 1.x, too
    label: str | None = None
    description: str | None = None
    values: list[PropertyValue] = field(default_factory=list)


@dataclass(slots=True)
class Category(Element):
    """`Category`: a heading for the Property elements that follow it."""

    text: str | None = None


@dataclass(slots=True)
class Icon(Element):
    """`Icon` of a ProductSection."""

    file_ref: str | None = None
    height: int | None = None
    width: int | None = None
    mime_type: str | None = None


@dataclass(slots=True)
class ProductSection(SectionBase):
    """`ProductSection` (DSP0243 1.1.1, 9.5)."""

    class_: str | None = None
    instance: str | None = None
    product: str | None = None
    vendor: str | None = None
    version: str | None = None
    full_version: str | None = None
    product_url: str | None = None
    vendor_url: str | None = None
    app_url: str | None = None
    icons: list[Icon] = field(default_factory=list)
    #: in document order, because a Category heads what follows it
    properties: list[Category | Property] = field(default_factory=list)


@dataclass(slots=True)
class AnnotationSection(SectionBase):
    """`AnnotationSection` (DSP0243 1.1.1, 9.4)."""

    annotation: str | None = None


@dataclass(slots=True)
class EulaSection(SectionBase):
    """`EulaSection` (DSP0243 1.1.1, 9.6)."""

    license: str | None = None


@dataclass(slots=True)
class StartupItem(Element):
    """`Item` of a StartupSection (DSP0243 1.1.1, 9.7)."""

    id: str | None = None
    order: int | None = None
    start_delay: int | None = None  #: seconds
    waiting_for_guest: bool | None = None
    stop_delay: int | None = None  #: seconds
    start_action: str | None = None
    stop_action: str | None = None


@dataclass(slots=True)
class StartupSection(SectionBase):
    """`StartupSection`."""

    items: list[StartupItem] = field(default_factory=list)


@dataclass(slots=True)
class EnvironmentFile(Element):
    """`File` of an EnvironmentFilesSection (OVF 2.x)."""

    file_ref: str | None = None
    path: str | None = None


@dataclass(slots=True)
class EnvironmentFilesSection(SectionBase):
    """`EnvironmentFilesSection`."""

    transport: str | None = None
    files: list[EnvironmentFile] = field(default_factory=list)


@dataclass(slots=True)
class BootSourceSetting(Element):
    """`boots:CIM_BootSourceSetting`: one source to boot from (OVF 2.x)."""

    boot_string: str | None = None
    caption: str | None = None
    changeable_type: int | None = None
    component_setting: str | None = None
    configuration_name: str | None = None
    description: str | None = None
    element_name: str | None = None
    generation: int | None = None
    instance_id: str | None = None
    so_id: str | None = None
    so_org_id: str | None = None
    structured_boot_string: str | None = None


@dataclass(slots=True)
class BootConfigSetting(Element):
    """`bootc:CIM_BootConfigSetting`: an ordered list of boot sources (OVF 2.x)."""

    caption: str | None = None
    changeable_type: int | None = None
    component_setting: str | None = None
    configuration_name: str | None = None
    description: str | None = None
    element_name: str | None = None
    generation: int | None = None
    instance_id: str | None = None
    so_id: str | None = None
    so_org_id: str | None = None
    sources: list[BootSourceSetting] = field(default_factory=list)


@dataclass(slots=True)
class BootDeviceSection(SectionBase):
    """`BootDeviceSection`."""

    settings: list[BootConfigSetting] = field(default_factory=list)


@dataclass(slots=True)
class InstanceCount(Element):
    """`InstanceCount` of a ScaleOutSection (OVF 2.x)."""

    minimum: int | None = None
    default_count: int | None = None
    maximum: int | None = None
    configuration: str | None = None


@dataclass(slots=True)
class ScaleOutSection(SectionBase):
    """`ScaleOutSection`."""

    id: str | None = None
    description: str | None = None
    counts: list[InstanceCount] = field(default_factory=list)


@dataclass(slots=True)
class PlacementGroupSection(SectionBase):
    """`PlacementGroupSection`."""

    id: str | None = None
    policy: str | None = None
    description: str | None = None


@dataclass(slots=True)
class PlacementSection(SectionBase):
    """`PlacementSection`."""

    group: str | None = None


@dataclass(slots=True)
class EncryptionSection(SectionBase):
    """`EncryptionSection` (OVF 2.x). The keys are XML Encryption and stay in `extensions`, whole and in order."""


@dataclass(slots=True)
class TrustSection(SectionBase):
    """The project's own section that carries the trust flags, and whether the entity is a VM or a template, through
    dialects that have no place for them (namespace `urn:ovfkit:trust:1`)."""

    kind: str | None = None  #: `vm` or `template`
    flags: TrustFlags = field(default_factory=TrustFlags)


#: A section of any kind that has a type. Sections without one are in the `extensions` of their parent.
Section = Union[
    DiskSection, SharedDiskSection, NetworkSection, DeploymentOptionSection, VirtualHardwareSection,
    ResourceAllocationSection, OperatingSystemSection, InstallSection, ProductSection, AnnotationSection, EulaSection,
    StartupSection, EnvironmentFilesSection, BootDeviceSection, ScaleOutSection, PlacementGroupSection, PlacementSection,
    EncryptionSection, TrustSection, SnapshotsSection, AffinityGroupsSection, AffinityLabelsSection, UserDomainsSection,
    VmExternalDataSection, NumaNodeSection,
]
