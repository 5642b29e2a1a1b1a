# SPDX-License-Identifier: Apache-2.0
"""The model of a descriptor: every type of it, from `ovfkit.element`, `hardware`, `ovirt`, `sections` and `envelope`.

Plain objects to copy, compare, pickle and build by hand. A value is None when it is absent; what a file has beyond a value
is in `extra` of its element (see `Extra`).
"""

from .element import Attribute, Element, Extension, ExtensionKind, Extra, Msg, Noted, SectionBase, TrustFlags
from .envelope import Envelope, File, References, Strings, StringsMsg, VirtualSystem, VirtualSystemCollection
from .hardware import EthernetPortSettings, Item, ResourceType, StorageSettings, System
from .ovirt import (
    AffinityGroupsSection,
    AffinityLabelsSection,
    AffinityName,
    LunConnection,
    NicReference,
    NumaNode,
    NumaNodeSection,
    OvirtBiosType,
    OvirtDevice,
    OvirtDisk,
    OvirtDisplayType,
    OvirtFile,
    OvirtOrigin,
    OvirtSystem,
    OvirtVmType,
    Snapshot,
    SnapshotsSection,
    SpecParams,
    User,
    UserDomainsSection,
    UserRoles,
    VirtioScsiMultiQueues,
    VmExternalDataItem,
    VmExternalDataSection,
    VmInit,
)
from .sections import (
    AnnotationSection,
    BootConfigSetting,
    BootDeviceSection,
    BootSourceSetting,
    Category,
    Configuration,
    DeploymentOptionSection,
    Disk,
    DiskSection,
    EncryptionSection,
    EnvironmentFile,
    EnvironmentFilesSection,
    EulaSection,
    Icon,
    InstallSection,
    InstanceCount,
    Network,
    NetworkPortProfile,
    NetworkSection,
    OperatingSystemSection,
    PlacementGroupSection,
    PlacementSection,
    ProductSection,
    Property,
    PropertyValue,
    ResourceAllocationSection,
    ScaleOutSection,
    Section,
    SharedDiskSection,
    StartupItem,
    StartupSection,
    TrustSection,
    VirtualHardwareSection,
)

__all__ = [
    "AffinityGroupsSection", "AffinityLabelsSection", "AffinityName", "AnnotationSection", "Attribute",
    "BootConfigSetting", "BootDeviceSection", "BootSourceSetting", "Category", "Configuration",
    "DeploymentOptionSection", "Disk", "DiskSection", "Element", "EncryptionSection", "Envelope", "EnvironmentFile",
    "EnvironmentFilesSection", "EthernetPortSettings", "EulaSection", "Extension", "ExtensionKind", "Extra", "File",
    "Icon", "InstallSection", "InstanceCount", "Item", "LunConnection", "Msg", "Network", "NetworkPortProfile",
    "NetworkSection", "NicReference", "Noted", "NumaNode", "NumaNodeSection", "OperatingSystemSection",
    "OvirtBiosType", "OvirtDevice", "OvirtDisk", "OvirtDisplayType", "OvirtFile", "OvirtOrigin", "OvirtSystem",
    "OvirtVmType", "PlacementGroupSection", "PlacementSection", "ProductSection", "Property", "PropertyValue",
    "References", "ResourceAllocationSection", "ResourceType", "ScaleOutSection", "Section", "SectionBase",
    "SharedDiskSection", "Snapshot", "SnapshotsSection", "SpecParams", "StartupItem", "StartupSection",
    "StorageSettings", "Strings", "StringsMsg", "System", "TrustFlags", "TrustSection", "User", "UserDomainsSection",
    "UserRoles", "VirtioScsiMultiQueues", "VirtualHardwareSection", "VirtualSystem", "VirtualSystemCollection",
    "VmExternalDataItem", "VmExternalDataSection", "VmInit",
]
