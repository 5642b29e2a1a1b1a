// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What the oVirt engine refuses, misreads or loses of its own two forms: configurations (export domains, OVF
// stores, snapshots) and the descriptors of its OVAs. Nothing that a release of the engine writes itself is more
// than a note.

namespace ovfkit::validate::rule {

inline constexpr Rule ovirt_missing_section{
    "ovirt/missing-section",
    Severity::error,
    "a section is missing without which the oVirt engine does not read the entity",
    "oVirt engine, 3.1 to 4.5",
    "the operating system section of a configuration holds the entity's id; the reader of an OVA asks for all three",
    "add the section that is named",
    "0.2.0"};

inline constexpr Rule ovirt_bad_entity_id{
    "ovirt/bad-entity-id",
    Severity::error,
    "the id of the entity is missing, or is no GUID",
    "oVirt engine, configuration form: the id stands on the operating system section",
    "the engine refuses the whole file",
    "write the GUID of the VM or template into ovf:id of the operating system section",
    "0.2.0"};

inline constexpr Rule ovirt_no_template_id{
    "ovirt/no-template-id",
    Severity::error,
    "the entity has no TemplateId",
    "oVirt engine: template test of export domains",
    "the engine compares it with the entity's id to tell templates from VMs, and fails when it is not there",
    "add TemplateId; 00000000-0000-0000-0000-000000000000 is the blank template",
    "0.2.0"};

inline constexpr Rule ovirt_no_name{"ovirt/no-name",
                                    Severity::warning,
                                    "the entity has no name",
                                    "oVirt engine, configuration form",
                                    "it is imported with an empty name, and messages about it say [Empty Name]",
                                    "add a Name",
                                    "0.2.0"};

inline constexpr Rule ovirt_section_without_type{"ovirt/section-without-type",
                                                 Severity::error,
                                                 "a Section of the entity does not say what it is",
                                                 "oVirt engine, configuration form",
                                                 "the engine refuses the whole file over one Section without xsi:type",
                                                 "add xsi:type, such as ovf:OperatingSystemSection_Type",
                                                 "0.2.0"};

inline constexpr Rule ovirt_unknown_section_type{
    "ovirt/unknown-section-type",
    Severity::warning,
    "the type of a Section is none that the oVirt engine knows",
    "oVirt engine, configuration form: the text of xsi:type is compared as it stands",
    "the engine passes the section over, with everything in it",
    "write one of the engine's types, with the prefix ovf",
    "0.2.0"};

inline constexpr Rule ovirt_literal_prefix{
    "ovirt/literal-prefix",
    Severity::error,
    "an attribute has another prefix than the oVirt engine looks for",
    "oVirt engine: attributes are read by their literal names",
    "the engine does not see the attribute, whatever namespace its prefix stands for",
    "use the prefixes ovf, xsi and ovirt literally",
    "0.2.0"};

inline constexpr Rule ovirt_prefix_not_on_root{
    "ovirt/prefix-not-on-root",
    Severity::warning,
    "a prefix that the oVirt engine needs is not declared on the root element",
    "oVirt engine: prefixes are taken from the root",
    "the engine does not find what stands under the prefix",
    "move the declaration to the Envelope",
    "0.2.0"};

inline constexpr Rule ovirt_namespace_slash{"ovirt/namespace-slash",
                                            Severity::note,
                                            "the namespace of a configuration lacks the slash at its end",
                                            "oVirt engine; written so by 4.2.0 to 4.2.2.4 only",
                                            "vdsm and engines before 4.2 do not find the envelope",
                                            "write http://schemas.dmtf.org/ovf/envelope/1/",
                                            "0.2.0"};

inline constexpr Rule ovirt_default_namespace{
    "ovirt/default-namespace",
    Severity::error,
    "the oVirt engine deletes more than the default namespace when it reads this OVA",
    "oVirt engine, OVA reader: 'xmlns=' is cut out of the text up to the next blank or dash",
    "what remains is not well-formed, or lacks what stood behind",
    "put a blank and another attribute behind the default namespace, as the engine does; no '-' in its URI",
    "0.2.0"};

inline constexpr Rule ovirt_glued_attributes{
    "ovirt/glued-attributes",
    Severity::error,
    "only a line break parts two attributes",
    "oVirt engine, OVA reader: line breaks are deleted before parsing",
    "without it the two run together, and the text is not well-formed any more",
    "put a blank between the attributes",
    "0.2.0"};

inline constexpr Rule ovirt_line_break_lost{"ovirt/line-break-lost",
                                            Severity::note,
                                            "a text has a line break that the oVirt engine deletes",
                                            "oVirt engine, OVA reader: line breaks are deleted before parsing",
                                            "the words on both sides run together",
                                            "write the line break as &#10;",
                                            "0.2.0"};

inline constexpr Rule ovirt_double_colon{"ovirt/double-colon",
                                         Severity::note,
                                         "the text holds '::', at which the oVirt engine parts descriptors",
                                         "oVirt engine: query of a folder of OVAs",
                                         "when a folder is listed, the descriptor is torn in two there",
                                         "import the OVA by its own path",
                                         "0.2.0"};

inline constexpr Rule ovirt_no_ovirt_namespace{
    "ovirt/no-ovirt-namespace",
    Severity::warning,
    "the OVA does not declare the namespace by which the oVirt engine knows its own",
    "oVirt engine: the text of an own OVA holds 'xmlns:ovirt'",
    "the engine takes the OVA for one of VMware, has virt-v2v convert it, and makes no template of it",
    "declare xmlns:ovirt='http://www.ovirt.org/ovf' on the Envelope",
    "0.2.0"};

inline constexpr Rule ovirt_impossible_date{
    "ovirt/impossible-date",
    Severity::warning,
    "a date names a month, day or time that does not exist",
    "oVirt engine: dates are read leniently",
    "the engine takes it for another date; a 13th month is January of the next year",
    "write yyyy/MM/dd HH:mm:ss in UTC",
    "0.2.0"};

inline constexpr Rule ovirt_refused_value{"ovirt/refused-value",
                                          Severity::error,
                                          "a value is none of the words or numbers that the oVirt engine knows",
                                          "oVirt engine: unknown words of these enumerations raise an error",
                                          "the engine refuses the whole file",
                                          "write one of the values that are named",
                                          "0.2.0"};

inline constexpr Rule ovirt_unknown_value{"ovirt/unknown-value",
                                          Severity::warning,
                                          "a number or word stands for nothing that the oVirt engine knows",
                                          "oVirt engine: enumerations of the general data",
                                          "the engine goes on without a value, or with its default",
                                          "write one of the values that are named",
                                          "0.2.0"};

inline constexpr Rule ovirt_incomplete_file{
    "ovirt/incomplete-file",
    Severity::error,
    "a File lacks an attribute that the oVirt engine asks for",
    "oVirt engine, configuration form: ovf:id, ovf:href and, of images, ovf:description",
    "the engine refuses the whole file",
    "add the attribute; an empty description will do",
    "0.2.0"};

inline constexpr Rule ovirt_not_a_guid{
    "ovirt/not-a-guid",
    Severity::warning,
    "an id is no GUID",
    "oVirt engine, configuration form",
    "the engine's ids are GUIDs; it cannot find the disk, image or snapshot by another text",
    "write the id as 8-4-4-4-12 hexadecimal digits",
    "0.2.0"};

inline constexpr Rule ovirt_fresh_id{"ovirt/fresh-id",
                                     Severity::note,
                                     "an id of an OVA is no GUID, so the oVirt engine gives another one",
                                     "oVirt engine, OVA reader",
                                     "nothing that knows the old id finds the VM or disk after the import",
                                     "write the id as 8-4-4-4-12 hexadecimal digits",
                                     "0.2.0"};

inline constexpr Rule ovirt_unknown_image{
    "ovirt/unknown-image",
    Severity::warning,
    "a disk names an image for which there is no File",
    "oVirt engine, configuration form: images are looked up by the ovf:id of their File",
    "the engine passes the disk over in silence, and the VM comes without it",
    "add the File, or correct the id",
    "0.2.0"};

inline constexpr Rule ovirt_image_without_disk{
    "ovirt/image-without-disk",
    Severity::warning,
    "an image has a File but no Disk",
    "oVirt engine, configuration form: size, format and interface stand on the Disk",
    "the engine makes a disk of size 0 of it",
    "add the Disk, with the image's id as its ovf:diskId",
    "0.2.0"};

inline constexpr Rule ovirt_disk_without_size{
    "ovirt/disk-without-size",
    Severity::warning,
    "an image has no size in GiB",
    "oVirt engine, configuration form; before 2023-11 a missing size was refused",
    "the engine takes the size for 0",
    "write the virtual size, rounded up to GiB, as ovf:size",
    "0.2.0"};

inline constexpr Rule ovirt_size_contradicts{
    "ovirt/size-contradicts",
    Severity::warning,
    "two sizes of a disk contradict each other",
    "oVirt engine, configuration form: sizes in GiB, rounded up since 4.3.5.3 and down before",
    "which of them counts depends on who reads",
    "correct ovf:size",
    "0.2.0"};

inline constexpr Rule ovirt_incomplete_disk{
    "ovirt/incomplete-disk",
    Severity::error,
    "a Disk of an OVA lacks an attribute that the oVirt engine asks for",
    "oVirt engine, OVA reader: ovf:diskId, ovf:fileRef and ovf:capacity",
    "the engine refuses the whole file; it cannot read disks without a file at all",
    "add the attribute; make an empty disk after the import",
    "0.2.0"};

inline constexpr Rule ovirt_disk_without_file{"ovirt/disk-without-file",
                                              Severity::error,
                                              "the file of a Disk is not among the references",
                                              "oVirt engine, OVA reader",
                                              "the engine refuses the whole file",
                                              "add the File, or correct ovf:fileRef",
                                              "0.2.0"};

inline constexpr Rule ovirt_capacity_unit{"ovirt/capacity-unit",
                                          Severity::error,
                                          "the unit of a capacity is one that the oVirt engine cannot read",
                                          "oVirt engine, OVA reader: 'byte' and factors '* n' or '* b^e'",
                                          "the engine refuses the whole file",
                                          "write 'byte * 2^30'",
                                          "0.2.0"};

inline constexpr Rule ovirt_two_active_images{
    "ovirt/two-active-images",
    Severity::warning,
    "two images of one disk belong to the same snapshot",
    "oVirt engine, configuration form; rhbz 1734409",
    "each snapshot has one image of a disk; the disk appears twice after the import",
    "correct ovf:vm_snapshot_id of one of them",
    "0.2.0"};

inline constexpr Rule ovirt_incomplete_disk_item{
    "ovirt/incomplete-disk-item",
    Severity::error,
    "the Item of a disk lacks an element that the oVirt engine asks for",
    "oVirt engine, configuration form: HostResource and Parent, which may be empty",
    "the engine refuses the whole file",
    "add the element",
    "0.2.0"};

inline constexpr Rule ovirt_missing_device_type{"ovirt/missing-device-type",
                                                Severity::error,
                                                "an Item of ResourceType 0 has no Type",
                                                "oVirt engine; rhbz 1550123",
                                                "the engine refuses the whole file",
                                                "add the Type element, such as rng, balloon or controller",
                                                "0.2.0"};

inline constexpr Rule ovirt_missing_resource_type{"ovirt/missing-resource-type",
                                                  Severity::error,
                                                  "an Item has no ResourceType",
                                                  "oVirt engine",
                                                  "the engine refuses the whole file over one such Item",
                                                  "add rasd:ResourceType",
                                                  "0.2.0"};

inline constexpr Rule ovirt_video_without_quantity{
    "ovirt/video-without-quantity",
    Severity::error,
    "the Item of a graphics adapter does not say for how many monitors it is",
    "oVirt engine: rasd:VirtualQuantity of ResourceType 20 or 32768",
    "the engine refuses the whole file",
    "add rasd:VirtualQuantity, most often 1",
    "0.2.0"};

inline constexpr Rule ovirt_nic_without_connection{"ovirt/nic-without-connection",
                                                   Severity::error,
                                                   "the Item of a network adapter has no Connection",
                                                   "oVirt engine: the element is asked for, and may be empty",
                                                   "the engine refuses the whole file",
                                                   "add rasd:Connection; an empty one means no network",
                                                   "0.2.0"};

inline constexpr Rule ovirt_ignored_device{
    "ovirt/ignored-device",
    Severity::warning,
    "an Item is of a type that the oVirt engine passes over",
    "oVirt engine: ResourceType 0, 3, 4, 10, 15, 17, 23 and those of monitors and graphics",
    "the device is missing after the import",
    "use a type that the engine knows; in an OVA 32768 is a monitor and 24 graphics",
    "0.2.0"};

inline constexpr Rule ovirt_nic_model{"ovirt/nic-model",
                                      Severity::warning,
                                      "the model of a network adapter is none that the oVirt engine knows",
                                      "oVirt engine: rasd:ResourceSubType",
                                      "the adapter becomes VirtIO, for which the guest may have no driver",
                                      "write the number of a model: 1 rtl8139, 2 e1000, 3 VirtIO, 6 e1000e",
                                      "0.2.0"};

inline constexpr Rule ovirt_memory_unit{
    "ovirt/memory-unit",
    Severity::warning,
    "the oVirt engine takes the memory for another amount, because it does not read the unit",
    "oVirt engine: the quantity counts MiB whatever rasd:AllocationUnits says",
    "the VM gets more or less memory than was meant",
    "write the memory in MiB, and MegaBytes as its unit",
    "0.2.0"};

inline constexpr Rule ovirt_cpu_contradicts{
    "ovirt/cpu-contradicts",
    Severity::warning,
    "the number of processors contradicts sockets, cores and threads",
    "oVirt engine: rasd:num_of_sockets, cpu_per_socket and threads_per_cpu count, VirtualQuantity does not",
    "other importers give the VM another number of processors than the engine does",
    "write the product as rasd:VirtualQuantity",
    "0.2.0"};

inline constexpr Rule ovirt_active_snapshot{"ovirt/active-snapshot",
                                            Severity::warning,
                                            "not exactly one snapshot of the VM is the active one",
                                            "oVirt engine, configuration form",
                                            "the disks that the VM runs on are those of the snapshot of type ACTIVE",
                                            "give one snapshot the type ACTIVE",
                                            "0.2.0"};

inline constexpr Rule ovirt_unknown_snapshot{"ovirt/unknown-snapshot",
                                             Severity::warning,
                                             "an image belongs to a snapshot that the file does not have",
                                             "oVirt engine, configuration form",
                                             "the engine takes the image for one that the VM runs on",
                                             "add the snapshot, or correct ovf:vm_snapshot_id",
                                             "0.2.0"};

inline constexpr Rule ovirt_incomplete_snapshot{"ovirt/incomplete-snapshot",
                                                Severity::error,
                                                "a snapshot lacks an element that the oVirt engine asks for",
                                                "oVirt engine, configuration form: Type, Description and CreationDate",
                                                "the engine refuses the whole file",
                                                "add the element",
                                                "0.2.0"};

inline constexpr Rule ovirt_snapshot_memory{
    "ovirt/snapshot-memory",
    Severity::warning,
    "the memory of a snapshot is not named by six ids",
    "oVirt engine, configuration form: six GUIDs, parted by commas; the third and fifth are disks",
    "the engine finds neither the memory nor the disk that holds it",
    "write the six ids, or leave Memory out",
    "0.2.0"};

inline constexpr Rule ovirt_incomplete_numa_node{"ovirt/incomplete-numa-node",
                                                 Severity::error,
                                                 "a NUMA node lacks an element that the oVirt engine asks for",
                                                 "oVirt engine: Index and MemTotal",
                                                 "the engine refuses the whole file",
                                                 "add the element",
                                                 "0.2.0"};

inline constexpr Rule ovirt_login_cut{
    "ovirt/login-cut",
    Severity::note,
    "the login of a user holds '@', at which the oVirt engine cuts it",
    "oVirt engine, configuration form: the text is parted at '@' and two parts are kept",
    "the permission goes to nobody, or to somebody else",
    "give the permission by hand after the import",
    "0.2.0"};

inline constexpr Rule ovirt_kind_contradicts{
    "ovirt/kind-contradicts",
    Severity::warning,
    "whether the entity is a template is said in two ways that contradict each other",
    "oVirt engine: OVF stores go by TemplateType, export domains by TemplateId",
    "it is a template from one storage domain and a VM from another",
    "make TemplateId of a template its own id, letter for letter",
    "0.2.0"};

inline constexpr Rule ovirt_compatibility_version{"ovirt/compatibility-version",
                                                  Severity::warning,
                                                  "a compatibility version is no version of a cluster",
                                                  "oVirt engine",
                                                  "the engine cannot tell which features the VM may use",
                                                  "write two numbers, such as 4.7",
                                                  "0.2.0"};

inline constexpr Rule ovirt_unknown_os{
    "ovirt/unknown-os",
    Severity::note,
    "the operating system is not in the oVirt engine's table",
    "oVirt engine: name in configurations, ovirt:id or CIM number in OVAs; sites can add to the table",
    "the engine takes it for 'other', and its architecture and devices with it",
    "use one of the engine's names, or choose the system after the import",
    "0.2.0"};

inline constexpr Rule ovirt_clear_password{"ovirt/clear-password",
                                           Severity::note,
                                           "the file holds a password in clear text",
                                           "oVirt engine: ovf:rootPassword of VmInit",
                                           "everybody who can read the file can log in",
                                           "take it away before the file is passed on",
                                           "0.2.0"};

inline constexpr Rule ovirt_external_origin{
    "ovirt/external-origin",
    Severity::note,
    "the oVirt engine passes the entity over when it reads a store of configurations",
    "oVirt engine: Origin 4 is a VM that the engine found running",
    "it does not appear among the VMs that can be imported",
    "write another Origin, such as 3",
    "0.2.0"};

}  // namespace ovfkit::validate::rule
