# SPDX-License-Identifier: Apache-2.0
"""What the oVirt dialects have beyond the standard (oVirt reference 1a and 1b)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

from .element import Element, Noted, SectionBase


class OvirtVmType(enum.IntEnum):
    """Numbers of `VmType`."""

    DESKTOP = 0
    SERVER = 1
    HIGH_PERFORMANCE = 2


class OvirtBiosType(enum.IntEnum):
    """Numbers of `BiosType` as written: the engine's own number less one."""

    I440FX_SEA_BIOS = 0
    Q35_SEA_BIOS = 1
    Q35_OVMF = 2
    Q35_SECURE_BOOT = 3


class OvirtOrigin(enum.IntEnum):
    """Numbers of `Origin`."""

    RHEV = 0
    VMWARE = 1
    XEN = 2
    OVIRT = 3
    EXTERNAL = 4
    HOSTED_ENGINE = 5
    MANAGED_HOSTED_ENGINE = 6
    KVM = 7
    PHYSICAL_MACHINE = 8
    HYPERV = 9
    KUBEVIRT = 10


class OvirtDisplayType(enum.IntEnum):
    """Numbers of `DefaultDisplayType`."""

    CIRRUS = 0
    QXL = 1
    VGA = 2
    BOCHS = 3
    NONE = 4


@dataclass(slots=True)
class SpecParams(Element):
    """`SpecParams`: the free key-value parameters of a device (oVirt reference 1a.12). Keys are element names, so the
    entries are its `extensions`: an element named by the key holds the text or nested entries."""


@dataclass(slots=True)
class OvirtDevice(Noted):
    """What an Item of the oVirt dialects has beyond the standard: the non-standard `rasd:` children and the device
    block (oVirt reference 1a.12)."""

    num_of_sockets: int | None = None
    cpu_per_socket: int | None = None
    threads_per_cpu: int | None = None
    max_num_of_vcpus: int | None = None
    template_id: str | None = None  #: `rasd:Template`
    application_list: str | None = None
    storage_id: list[str | None] = field(default_factory=list)
    storage_pool_id: str | None = None
    creation_date: datetime | None = None
    last_modified: datetime | None = None
    last_modified_date: datetime | None = None
    linked: bool | None = None
    name: str | None = None
    mac_address: str | None = None
    speed: int | None = None  #: Mb/s
    usb_policy: str | None = None
    single_pci_qxl: bool | None = None
    type: str | None = None
    device: str | None = None
    boot_order: int | None = None
    is_plugged: bool | None = None
    is_read_only: bool | None = None
    alias: str | None = None
    spec_params: SpecParams | None = None
    custom_properties: str | None = None
    snapshot_id: str | None = None


@dataclass(slots=True)
class LunConnection(Element):
    """`Connection` of a LUN disk (oVirt reference 1a.6)."""

    connection: str | None = None
    iqn: str | None = None
    port: str | None = None
    storage_type: str | None = None  #: written as `xsi:storage_type`
    portal: str | None = None  #: written as `xsi:portal`


@dataclass(slots=True)
class OvirtDisk(Noted):
    """What `Disk` has in the oVirt dialects beyond the standard (oVirt reference 1a.6 and 1b)."""

    size: int | None = None  #: virtual size in GiB, rounded up
    actual_size: int | None = None  #: GiB, rounded up
    vm_snapshot_id: str | None = None
    volume_format: str | None = None  #: RAW, COW or Unassigned
    volume_type: str | None = None  #: Preallocated, Sparse or Unassigned
    disk_interface: str | None = None  #: IDE, VirtIO_SCSI, VirtIO, SPAPR_VSCSI or SATA
    read_only: bool | None = None
    shareable: bool | None = None
    boot: bool | None = None
    pass_discard: bool | None = None
    incremental_backup: bool | None = None
    disk_alias: str | None = None
    disk_description: str | None = None
    wipe_after_delete: bool | None = None
    description: str | None = None  #: OVA only
    disk_storage_type: str | None = None
    cinder_volume_type: str | None = None
    disk_type: str | None = None  #: old files and virt-v2v
    qcow_compat: str | None = None  #: 4.1.0 only
    scsi_reservation: bool | None = None  #: LUN
    plugged: bool | None = None
    lun_id: str | None = None  #: LUN
    connections: list[LunConnection] = field(default_factory=list)


@dataclass(slots=True)
class Snapshot(Element):
    """`Snapshot` (oVirt reference 1a.13)."""

    id: str | None = None
    type: str | None = None  #: REGULAR, ACTIVE, STATELESS, PREVIEW or NEXT_RUN
    description: str | None = None
    creation_date: datetime | None = None
    memory: str | None = None  #: six comma-separated GUIDs
    application_list: str | None = None
    vm_configuration: str | None = None  #: base64 of a complete descriptor


@dataclass(slots=True)
class SnapshotsSection(SectionBase):
    """`SnapshotsSection`."""

    snapshots: list[Snapshot] = field(default_factory=list)


@dataclass(slots=True)
class AffinityName(Element):
    """A name in an `AffinityGroup` or `AffinityLabel` element."""

    name: str | None = None


@dataclass(slots=True)
class AffinityGroupsSection(SectionBase):
    """`AffinityGroupsSection`."""

    groups: list[AffinityName] = field(default_factory=list)


@dataclass(slots=True)
class AffinityLabelsSection(SectionBase):
    """`AffinityLabelsSection`."""

    labels: list[AffinityName] = field(default_factory=list)


@dataclass(slots=True)
class UserRoles(Element):
    """`UserRoles` of a user."""

    role_names: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class User(Element):
    """`User`: who has permissions on the entity."""

    user_domain: str | None = None  #: `login@domain`
    roles: UserRoles | None = None


@dataclass(slots=True)
class UserDomainsSection(SectionBase):
    """`UserDomainsSection`."""

    users: list[User] = field(default_factory=list)


@dataclass(slots=True)
class VmExternalDataItem(Element):
    """`VmExternalDataItem`: TPM or NVRAM state in base64."""

    kind: str | None = None  #: tpm or nvram
    content: str | None = None


@dataclass(slots=True)
class VmExternalDataSection(SectionBase):
    """`VmExternalDataSection`."""

    items: list[VmExternalDataItem] = field(default_factory=list)


@dataclass(slots=True)
class NumaNode(Element):
    """`NumaNode`."""

    id: str | None = None
    index: int | None = None
    cpu_ids: str | None = None  #: comma-separated
    host_numa_nodes: str | None = None  #: comma-separated, may be empty
    mem_total: int | None = None  #: MiB
    tune_mode: str | None = None  #: strict, interleave or preferred


@dataclass(slots=True)
class NumaNodeSection(SectionBase):
    """`NumaNodeSection`."""

    nodes: list[NumaNode] = field(default_factory=list)


@dataclass(slots=True)
class OvirtFile(Noted):
    """Attributes of `File` that only the oVirt dialects have (oVirt reference 1a.4)."""

    description: str | None = None
    disk_storage_type: str | None = None
    cinder_volume_type: str | None = None


@dataclass(slots=True)
class NicReference(Element):
    """`Nic` in References of oVirt 3.1 to 4.1."""

    id: str | None = None


@dataclass(slots=True)
class VmInit(Element):
    """`VmInit`: cloud-init or sysprep; its presence alone switches that on (oVirt reference 1a.9).  `authorized_keys`
    and `custom_script` hold real newlines, whichever of the four encodings the file uses."""

    hostname: str | None = None
    domain: str | None = None
    time_zone: str | None = None
    authorized_keys: str | None = None
    regenerate_keys: bool | None = None
    dns_search: str | None = None
    dns_servers: str | None = None
    networks: str | None = None  #: JSON
    win_key: str | None = None
    root_password: str | None = field(default=None, repr=False)  #: in clear text
    custom_script: str | None = None


@dataclass(slots=True)
class VirtioScsiMultiQueues(Element):
    """`VirtioScsiMultiQueuesEnabled` with its attribute `ovf:queues`."""

    enabled: bool | None = None
    queues: int | None = None


@dataclass(slots=True)
class OvirtSystem(Noted):
    """The general data of a VM or template in the oVirt dialects, in the order in which the engine writes it (oVirt
    reference 1a.8).  Absence means what the table there says: the reader does not fill in defaults, `completed()` in
    room descriptor does."""

    description: str | None = None
    comment: str | None = None
    creation_date: datetime | None = None
    export_date: datetime | None = None
    delete_protected: bool | None = None
    sso_method: str | None = None
    is_smartcard_enabled: bool | None = None
    num_of_io_threads: int | None = None
    time_zone: str | None = None
    default_boot_sequence: int | None = None
    initrd_url: str | None = None
    kernel_url: str | None = None
    kernel_params: str | None = None
    generation: int | None = None
    custom_compatibility_version: str | None = None
    cluster_compatibility_version: str | None = None
    vm_type: OvirtVmType | int | None = None
    resume_behavior: str | None = None
    tunnel_migration: bool | None = None
    vnc_keyboard_layout: str | None = None
    min_allocated_mem: int | None = None  #: MiB
    is_stateless: bool | None = None
    is_run_and_pause: bool | None = None
    auto_startup: bool | None = None
    priority: int | None = None
    created_by_user_id: str | None = None
    migration_downtime: int | None = None  #: ms
    vm_init: VmInit | None = None
    migration_support: int | None = None
    dedicated_vm_for_vds: list[str | None] = field(default_factory=list)
    serial_number_policy: int | None = None
    custom_serial_number: str | None = None
    is_boot_menu_enabled: bool | None = None
    is_spice_file_transfer_enabled: bool | None = None
    is_spice_copy_paste_enabled: bool | None = None
    allow_console_reconnect: bool | None = None
    console_disconnect_action: str | None = None
    console_disconnect_action_delay: int | None = None  #: minutes
    is_auto_converge: bool | None = None
    is_migrate_compressed: bool | None = None
    is_migrate_encrypted: bool | None = None
    migration_policy_id: str | None = None
    parallel_migrations: int | None = None
    custom_emulated_machine: str | None = None
    bios_type: OvirtBiosType | int | None = None
    custom_cpu_name: str | None = None
    predefined_properties: str | None = None
    user_defined_properties: str | None = None
    max_memory_size_mb: int | None = None  #: MiB
    lease_domain_id: str | None = None
    multi_queues_enabled: bool | None = None
    virtio_scsi_multi_queues: VirtioScsiMultiQueues | None = None
    use_host_cpu: bool | None = None
    balloon_enabled: bool | None = None
    cpu_pinning_policy: int | None = None
    cluster_name: str | None = None
    template_id: str | None = None
    template_name: str | None = None
    instance_type_id: str | None = None
    image_type_id: str | None = None
    is_initialized: bool | None = None  #: written `IsInitilized`
    origin: OvirtOrigin | int | None = None
    app_list: str | None = None
    quota_id: str | None = None
    default_display_type: OvirtDisplayType | int | None = None
    original_template_id: str | None = None
    original_template_name: str | None = None
    cpu_pinning: str | None = None
    use_latest_version: bool | None = None
    stop_time: datetime | None = None
    boot_time: datetime | None = None
    downtime: int | None = None  #: ms
    engine_xml: str | None = None
    is_disabled: bool | None = None
    template_type: str | None = None
    base_template_id: str | None = None
    template_version_number: int | None = None
    template_version_name: str | None = None
    template_sealed: bool | None = None
    domain: str | None = None
    is_auto_suspend: bool | None = None
