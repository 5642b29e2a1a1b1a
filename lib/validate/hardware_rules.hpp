// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What a hardware section is, how its Items refer to things, and where devices are attached.

namespace ovfkit::validate::rule {

inline constexpr Rule hardware_no_section{"hardware/no-section",
                                          Severity::error,
                                          "a virtual system has no VirtualHardwareSection",
                                          "DSP0243 1.1.1, 8.1",
                                          "an importer does not know which machine to make, and most refuse to",
                                          "add a VirtualHardwareSection with a processor, memory and the devices",
                                          "0.2.0"};

inline constexpr Rule hardware_misplaced_section{"hardware/misplaced-section",
                                                 Severity::error,
                                                 "a VirtualHardwareSection stands outside of a virtual system",
                                                 "DSP0243 1.1.1, 8.1",
                                                 "it belongs to no machine, so importers refuse it or pass it over",
                                                 "move it into the VirtualSystem that it describes",
                                                 "0.2.0"};

inline constexpr Rule hardware_duplicate_section_id{"hardware/duplicate-section-id",
                                                    Severity::error,
                                                    "two hardware sections of one virtual system have the same id",
                                                    "DSP0243 1.1.1, 8.1",
                                                    "who chooses a section by its id gets either of them",
                                                    "give each VirtualHardwareSection an ovf:id of its own",
                                                    "0.2.0"};

inline constexpr Rule hardware_ambiguous_sections{
    "hardware/ambiguous-sections",
    Severity::warning,
    "nothing tells which of several hardware sections of a virtual system is meant for a platform",
    "DSP0243 1.1.1, 8.1",
    "the sections are alternatives that an importer tells apart by VirtualSystemType; without one it takes the first, "
    "or refuses",
    "name in each section the types that it is for in vssd:VirtualSystemType, no type twice",
    "0.2.0"};

inline constexpr Rule hardware_transport_separator{
    "hardware/transport-separator",
    Severity::warning,
    "transports are separated by something else than one blank",
    "DSP0243 1.1.1, 8.1 and 11.2",
    "readers that follow the text take the list for a single, unknown transport",
    "separate the transports by one blank",
    "0.2.0"};

inline constexpr Rule hardware_unknown_transport{"hardware/unknown-transport",
                                                 Severity::note,
                                                 "a transport is neither iso nor a URI",
                                                 "DSP0243 1.1.1, 11.2",
                                                 "nobody else knows how the guest is to get its environment",
                                                 "write iso, com.vmware.guestInfo, or the URI of an open specification",
                                                 "0.2.0"};

inline constexpr Rule hardware_iso_transport_without_cd{
    "hardware/iso-transport-without-cd",
    Severity::warning,
    "the environment is to come on a CD, and there is no disconnected CD drive for it",
    "DSP0243 1.1.1, 11.2",
    "the guest never sees the properties that it was configured with",
    "add a CD drive (ResourceType 15) with AutomaticAllocation false",
    "0.2.0"};

inline constexpr Rule hardware_system_type_separator{
    "hardware/system-type-separator",
    Severity::warning,
    "virtual system types are separated by something else than one blank",
    "DSP0243 1.1.1, 8.1",
    "readers that follow the text take the list for a single, unknown type and refuse the machine",
    "separate the types by one blank",
    "0.2.0"};

inline constexpr Rule hardware_blank_instance_id{"hardware/blank-instance-id",
                                                 Severity::error,
                                                 "an Item has an empty InstanceID",
                                                 "DSP0243 1.1.1, 8.3; CIM_ResourceAllocationSettingData",
                                                 "nothing can refer to the device, and it cannot be told from others",
                                                 "number the Items of the section",
                                                 "0.2.0"};

inline constexpr Rule hardware_old_instance_id{
    "hardware/old-instance-id",
    Severity::warning,
    "InstanceID is spelled InstanceId, as drafts of the standard had it",
    "CIM_ResourceAllocationSettingData",
    "readers of the standard find no id, so that controllers and disks do not find each other",
    "write InstanceID",
    "0.2.0"};

inline constexpr Rule hardware_missing_resource_type{"hardware/missing-resource-type",
                                                     Severity::error,
                                                     "an Item has no ResourceType",
                                                     "DSP0243 1.1.1, 9.8; 8.4 for range markers",
                                                     "the importer does not know which kind of device it is",
                                                     "add rasd:ResourceType",
                                                     "0.2.0"};

inline constexpr Rule hardware_reserved_type{
    "hardware/reserved-type",
    Severity::warning,
    "a required device has a ResourceType that CIM does not define",
    "CIM_ResourceAllocationSettingData",
    "importers refuse hardware of a type that they do not know",
    "use type 1 (other) with ResourceSubType, or let the Item have ovf:required=\"false\"",
    "0.2.0"};

inline constexpr Rule hardware_vendor_type{
    "hardware/vendor-type",
    Severity::note,
    "a required device has a ResourceType of a vendor's own range",
    "CIM_ResourceAllocationSettingData",
    "only the products of that vendor know the type; others refuse the machine",
    "let the Item have ovf:required=\"false\" if the machine runs without the device",
    "0.2.0"};

inline constexpr Rule hardware_unknown_required_child{
    "hardware/unknown-required-child",
    Severity::error,
    "an Item has a child that the standard does not know and that must be understood",
    "DSP0243 1.1.1, 8.2",
    "an importer that does not know the element must refuse the device",
    "give the element ovf:required=\"false\"",
    "0.2.0"};

inline constexpr Rule hardware_host_resource_spelling{
    "hardware/host-resource-spelling",
    Severity::error,
    "HostResource names a disk or file of the package in an older spelling",
    "DSP0243 1.1.1, 8.3",
    "readers that follow the text find no backing there; most accept the spelling",
    "write ovf:/disk/ and the id of the Disk, or ovf:/file/ and the id of the File",
    "0.2.0"};

inline constexpr Rule hardware_bad_host_resource{
    "hardware/bad-host-resource",
    Severity::error,
    "HostResource points into the package, but neither at a disk nor at a file",
    "DSP0243 1.1.1, 8.3",
    "importers refuse the device, or make it without its backing",
    "write ovf:/disk/ and the id of the Disk, or ovf:/file/ and the id of the File",
    "0.2.0"};

inline constexpr Rule hardware_unknown_host_resource{
    "hardware/unknown-host-resource",
    Severity::error,
    "HostResource names a disk or file that is not in the package",
    "DSP0243 1.1.1, 8.3",
    "importers refuse the machine",
    "name the id of a Disk of the DiskSection, or of a File of the References",
    "0.2.0"};

inline constexpr Rule hardware_several_backings{"hardware/several-backings",
                                                Severity::error,
                                                "a device has more than one HostResource",
                                                "DSP0243 1.1.1, 8.3",
                                                "importers take the first, the last, or refuse",
                                                "keep one HostResource and make further devices for the others",
                                                "0.2.0"};

inline constexpr Rule hardware_disk_attached_twice{
    "hardware/disk-attached-twice",
    Severity::warning,
    "a disk with content is attached to one machine twice",
    "DSP0243 1.1.1, 9.1",
    "importers make two copies of it, or fail because the disk is in use",
    "attach each Disk once; describe a copy as a Disk of its own",
    "0.2.0"};

inline constexpr Rule hardware_unlisted_network{
    "hardware/unlisted-network",
    Severity::error,
    "a network adapter is connected to a network that the NetworkSection does not list",
    "DSP0243 1.1.1, 8.3 and 9.2",
    "importers cannot offer the network for mapping and refuse the machine",
    "add a Network of that name to the NetworkSection",
    "0.2.0"};

inline constexpr Rule hardware_adapter_without_connection{
    "hardware/adapter-without-connection",
    Severity::warning,
    "a network adapter is connected to no network",
    "DSP0243 1.1.1, 8.3",
    "importers refuse the adapter, or leave it disconnected without saying so",
    "name a Network of the NetworkSection in rasd:Connection",
    "0.2.0"};

inline constexpr Rule hardware_unlisted_port_profile{
    "hardware/unlisted-port-profile",
    Severity::warning,
    "a port uses a network port profile that its network does not list",
    "DSP0243 2.x, 9.2, as recalled",
    "the platform may give the port another profile, or none",
    "name one of the NetworkPortProfileURIs of the network, or list the profile there",
    "0.2.0"};

inline constexpr Rule hardware_unknown_parent{"hardware/unknown-parent",
                                              Severity::error,
                                              "Parent names no device of the section",
                                              "DSP0243 1.1.1, 8.3",
                                              "importers refuse the device because its controller is missing",
                                              "write the InstanceID of the controller, or add the controller",
                                              "0.2.0"};

inline constexpr Rule hardware_parent_cycle{"hardware/parent-cycle",
                                            Severity::error,
                                            "a device is its own parent, directly or through others",
                                            "DSP0243 1.1.1, 8.3",
                                            "no order exists in which the devices could be made",
                                            "let Parent of one of them name a controller, or leave it out",
                                            "0.2.0"};

inline constexpr Rule hardware_parent_not_a_controller{"hardware/parent-not-a-controller",
                                                       Severity::warning,
                                                       "a drive is attached to a device that is no controller",
                                                       "DSP0243 1.1.1, 8.3",
                                                       "importers cannot place the drive and refuse it",
                                                       "write the InstanceID of a controller into Parent",
                                                       "0.2.0"};

inline constexpr Rule hardware_drive_without_parent{
    "hardware/drive-without-parent",
    Severity::warning,
    "a disk drive names no controller",
    "DSP0243 1.1.1, 8.3",
    "VirtualBox refuses it, others choose a controller from which the guest may not boot",
    "write the InstanceID of a controller into Parent",
    "0.2.0"};

inline constexpr Rule hardware_address_in_use{
    "hardware/address-in-use",
    Severity::warning,
    "two devices have the same address on one controller",
    "DSP0243 1.1.1, 8.3",
    "only one of them can be attached there; strict importers refuse the machine, others choose an address",
    "give each device of the controller an AddressOnParent of its own",
    "0.2.0"};

inline constexpr Rule hardware_address_out_of_range{
    "hardware/address-out-of-range",
    Severity::warning,
    "a device has an address that its controller does not have",
    "DSP0243 1.1.1, 8.3; limits of IDE, parallel SCSI and AHCI controllers",
    "importers refuse the device, or put it elsewhere",
    "IDE has the addresses 0 and 1, parallel SCSI 0 to 15 without 7, SATA 0 to 29",
    "0.2.0"};

inline constexpr Rule hardware_controller_full{"hardware/controller-full",
                                               Severity::warning,
                                               "more devices are attached to a controller than it has places",
                                               "DSP0243 1.1.1, 8.3; limits of IDE, parallel SCSI and AHCI controllers",
                                               "importers refuse the devices that do not fit",
                                               "add a further controller",
                                               "0.2.0"};

}  // namespace ovfkit::validate::rule
