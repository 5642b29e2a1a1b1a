// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What single importers refuse or misread. Each is switched on by the profile of an importer and off in all
// others; a pass cannot know for whom it looks, and reports what it finds.

namespace ovfkit::validate::rule {

inline constexpr Rule target_ovf_2{"target/ovf-2",
                                   Severity::error,
                                   "the descriptor is written in OVF 2.x",
                                   "ovftool, virt-v2v (issue 18), oVirt, XenCenter and Proxmox read OVF 1.x",
                                   "the importer finds no envelope that it knows",
                                   "convert the descriptor to OVF 1.x",
                                   "0.2.0"};

inline constexpr Rule target_draft{"target/draft-0-9",
                                   Severity::error,
                                   "the descriptor is written in the draft before the standard",
                                   "virt-v2v, oVirt and Proxmox read OVF 1.x",
                                   "the importer finds no envelope that it knows",
                                   "convert the descriptor to OVF 1.x",
                                   "0.2.0"};

inline constexpr Rule target_ovirt_form{"target/ovirt-form",
                                        Severity::error,
                                        "the descriptor is written in a form that only the oVirt engine reads",
                                        "oVirt engine: configurations and OVAs",
                                        "other importers do not find the virtual machine, its disks or its devices",
                                        "convert the descriptor to OVF 1.x",
                                        "0.2.0"};

inline constexpr Rule target_item_kind{
    "target/item-kind",
    Severity::error,
    "a device is described by an element that OVF 2.x added",
    "ovftool (BlackArch 1937), virt-v2v (issue 18), oVirt, XenCenter and Proxmox read Item only",
    "the device is refused, or missing after the import",
    "write an Item",
    "0.2.0"};

inline constexpr Rule target_chunked_file{"target/chunked-file",
                                          Severity::error,
                                          "a file is cut into chunks",
                                          "only ovftool puts chunks together",
                                          "the importer looks for a file of the name in ovf:href, which is not there",
                                          "put the file together",
                                          "0.2.0"};

inline constexpr Rule target_compressed_file{"target/compressed-file",
                                             Severity::error,
                                             "a file is compressed",
                                             "vSphere, Proxmox and oVirt take it as it is",
                                             "the disk is refused, or is garbage",
                                             "decompress the file",
                                             "0.2.0"};

inline constexpr Rule target_compression{"target/virt-v2v-compression",
                                         Severity::error,
                                         "a file is compressed by another method than gzip",
                                         "virt-v2v decompresses gzip only",
                                         "virt-v2v stops with an error",
                                         "compress the file by gzip, or not at all",
                                         "0.2.0"};

inline constexpr Rule target_several_systems{"target/several-systems",
                                             Severity::error,
                                             "the descriptor describes more than one virtual machine",
                                             "virt-v2v and oVirt take one; Proxmox takes the first",
                                             "the import stops, or the other machines are missing",
                                             "make a package of each machine",
                                             "0.2.0"};

inline constexpr Rule target_configuration_items{
    "target/configuration-items",
    Severity::warning,
    "devices depend on a deployment configuration, of which the importer knows nothing",
    "virt-v2v counts every Item; VirtualBox, oVirt and Proxmox do not choose either",
    "processors, memory and disks of several configurations get mixed up",
    "write the devices of one configuration only",
    "0.2.0"};

inline constexpr Rule target_empty_disk{"target/empty-disk",
                                        Severity::error,
                                        "a disk is empty: it has no file",
                                        "virt-v2v and oVirt fail on a Disk without ovf:fileRef",
                                        "the import stops with an error",
                                        "take the disk away and make it after the import, or give it a file",
                                        "0.2.0"};

inline constexpr Rule target_qcow2_disk{"target/qcow2-disk",
                                        Severity::error,
                                        "a disk is in the format qcow2",
                                        "ovftool, VirtualBox and XenCenter do not read qcow2",
                                        "the importer refuses the disk",
                                        "convert the disk to a stream-optimized VMDK",
                                        "0.2.0"};

inline constexpr Rule target_vhd_disk{"target/vhd-disk",
                                      Severity::error,
                                      "a disk is in the format VHD or VDI",
                                      "ovftool reads VMDK only",
                                      "the importer refuses the disk",
                                      "convert the disk to a stream-optimized VMDK",
                                      "0.2.0"};

inline constexpr Rule target_efi_ignored{"target/efi-ignored",
                                         Severity::warning,
                                         "the machine boots by EFI, which the importer does not see",
                                         "VirtualBox and XenServer do not read vmw:Config (xen-orchestra 8162)",
                                         "the machine becomes one with BIOS and does not boot",
                                         "switch EFI on after the import",
                                         "0.2.0"};

inline constexpr Rule target_missing_nvram{"target/missing-nvram",
                                           Severity::warning,
                                           "the machine boots by EFI, and its variables are not in the package",
                                           "vSphere and Workstation (packer-plugin-vsphere 95)",
                                           "without the boot entry a guest outside of the default path does not boot",
                                           "export again with the .nvram file",
                                           "0.2.0"};

inline constexpr Rule target_cores_per_socket{"target/cores-per-socket",
                                              Severity::warning,
                                              "the number of cores per socket is lost",
                                              "Proxmox, VirtualBox and XenServer do not read vmw:CoresPerSocket",
                                              "guests that are licensed by sockets see other sockets than before",
                                              "set cores per socket after the import",
                                              "0.2.0"};

inline constexpr Rule target_no_environment{
    "target/no-environment",
    Severity::warning,
    "the guest waits for properties that the importer does not hand on",
    "only VMware's products make an OVF environment; a bare ESXi does not (ansible 50299)",
    "the guest starts without its settings",
    "set up the guest by hand, or give it an ISO with ovf-env.xml",
    "0.2.0"};

inline constexpr Rule target_hardware_family{"target/vmware-hardware-family",
                                             Severity::error,
                                             "the hardware family is none of VMware's",
                                             "ESXi (cyphon 176, dradispro-tracker 297, open-vmdk 81)",
                                             "the import stops: unsupported hardware family",
                                             "write a family such as vmx-10 into vssd:VirtualSystemType",
                                             "0.2.0"};

inline constexpr Rule target_extra_config{
    "target/vmware-extra-config",
    Severity::error,
    "the descriptor brings raw settings of the virtual machine",
    "ovftool and vSphere: vmw:ExtraConfig is refused unless it is allowed (GNS3 gns3-vm 40)",
    "the import stops, and the message names no line",
    "take the setting away, or import with --allowExtraConfig",
    "0.2.0"};

inline constexpr Rule target_virtualbox_memory_unit{"target/virtualbox-memory-unit",
                                                    Severity::error,
                                                    "VirtualBox does not know the unit of the memory",
                                                    "VirtualBox reads MegaBytes, MB and byte * 2^20",
                                                    "VirtualBox refuses the descriptor",
                                                    "write the memory in 'byte * 2^20'",
                                                    "0.2.0"};

inline constexpr Rule target_nvram_item{"target/virtualbox-nvram-item",
                                        Severity::warning,
                                        "a device is of type 32768, by which VirtualBox means its NVRAM",
                                        "VirtualBox before 7 (gusztavvargadr packer 497)",
                                        "older releases refuse the descriptor",
                                        "take the Item away for older releases",
                                        "0.2.0"};

inline constexpr Rule target_machine_medium{
    "target/virtualbox-machine-medium",
    Severity::error,
    "VirtualBox's own settings name a disk that no Disk stands for",
    "VirtualBox: uuid of Image in vbox:Machine against vbox:uuid of Disk (kiwi 1417)",
    "VirtualBox stops because it finds no image for the medium",
    "take vbox:Machine away, or correct the uuid",
    "0.2.0"};

inline constexpr Rule target_proxmox_capacity_unit{"target/proxmox-capacity-unit",
                                                   Severity::warning,
                                                   "Proxmox cannot read the capacity of a disk",
                                                   "Proxmox reads 'byte * b^e', and no capacity without a unit",
                                                   "of an OVA it does not know how much room the disk needs",
                                                   "write ovf:capacityAllocationUnits='byte * 2^30', or another power",
                                                   "0.2.0"};

inline constexpr Rule target_proxmox_file_name{"target/proxmox-file-name",
                                               Severity::error,
                                               "Proxmox refuses the name of a file",
                                               "Proxmox: letters and digits of ASCII and . _ - + =",
                                               "the import stops; blanks, folders and letters with accents are refused",
                                               "rename the file",
                                               "0.2.0"};

inline constexpr Rule target_memory_unit{
    "target/memory-unit",
    Severity::warning,
    "the importer takes the memory for another amount, because it does not read the unit",
    "virt-v2v, oVirt and Proxmox: the quantity counts MiB whatever rasd:AllocationUnits says",
    "the machine gets more or less memory than was meant",
    "write the memory in 'byte * 2^20'",
    "0.2.0"};

inline constexpr Rule target_v2v_namespace{"target/virt-v2v-namespace",
                                           Severity::error,
                                           "the namespace of the envelope is not the one that virt-v2v looks for",
                                           "virt-v2v: http://schemas.dmtf.org/ovf/envelope/1, without a slash",
                                           "virt-v2v finds nothing in the descriptor",
                                           "correct the namespace",
                                           "0.2.0"};

inline constexpr Rule target_proxmox_controller{"target/proxmox-disk-controller",
                                                Severity::error,
                                                "a disk hangs on no controller",
                                                "Proxmox: rasd:Parent names the Item of the controller",
                                                "Proxmox passes the disk over with a warning",
                                                "add rasd:Parent, and the Item of the controller",
                                                "0.2.0"};

inline constexpr Rule target_collection{"target/collection",
                                        Severity::error,
                                        "a virtual machine stands in a collection",
                                        "virt-v2v and Proxmox look for a VirtualSystem directly below the Envelope",
                                        "the importer finds no machine",
                                        "make a package of each machine",
                                        "0.2.0"};

inline constexpr Rule target_xen_limit{"target/xenserver-missing-limit",
                                       Severity::warning,
                                       "the Item of the processors has no Limit",
                                       "XenCenter of 8.2 (xenadmin 2954)",
                                       "the import crashes in that release",
                                       "add rasd:Limit with the number of processors, or use a newer release",
                                       "0.2.0"};

inline constexpr Rule target_xen_system_type{"target/xenserver-missing-system-type",
                                             Severity::warning,
                                             "the hardware does not name its family",
                                             "XenCenter before 8.1 (xenadmin 2532)",
                                             "the import crashes in older releases",
                                             "add vssd:VirtualSystemType",
                                             "0.2.0"};

inline constexpr Rule target_ovirt_nic_item{"target/ovirt-nic-item",
                                            Severity::error,
                                            "a network adapter lacks a name or a model that oVirt asks for",
                                            "oVirt, vdsm: rasd:ElementName and rasd:ResourceSubType",
                                            "vdsm refuses the descriptor",
                                            "add the element",
                                            "0.2.0"};

inline constexpr Rule target_ovirt_no_quantity{"target/ovirt-no-quantity",
                                               Severity::error,
                                               "the size of the memory or the number of processors is missing",
                                               "oVirt, vdsm: rasd:VirtualQuantity (manageiq 18197)",
                                               "vdsm refuses the descriptor: no memory size",
                                               "add the Item with its rasd:VirtualQuantity",
                                               "0.2.0"};

}  // namespace ovfkit::validate::rule
