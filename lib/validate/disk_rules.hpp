// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// Disks as the descriptor tells of them, and against the first bytes of their files.

namespace ovfkit::validate::rule {

inline constexpr Rule disk_section_place{"disk/section-place",
                                         Severity::error,
                                         "a DiskSection stands inside a virtual system, or is a second one",
                                         "DSP0243 1.1.1, 9 and 9.1",
                                         "importers look at one DiskSection below Envelope and miss these disks",
                                         "move its disks into one DiskSection below Envelope",
                                         "0.2.0"};

inline constexpr Rule disk_duplicate_id{"disk/duplicate-id",
                                        Severity::error,
                                        "two disks have the same id",
                                        "DSP0243 1.1.1, 9.1; shared disks: DSP0243 2.x, 9.13, as recalled",
                                        "a device that names the id gets either disk",
                                        "give each disk an id of its own",
                                        "0.2.0"};

inline constexpr Rule disk_blank_capacity{"disk/blank-capacity",
                                          Severity::error,
                                          "the capacity of a disk is blank",
                                          "DSP0243 1.1.1, 9.1",
                                          "no disk can be made without its size",
                                          "write the capacity in digits",
                                          "0.2.0"};

inline constexpr Rule disk_capacity_property{
    "disk/capacity-property",
    Severity::error,
    "the capacity of a disk is left to a property that cannot give it",
    "DSP0243 1.1.1, 9.1",
    "a property can size empty disks only, has to exist, and has to be a whole number",
    "write digits, or declare an integer property of that key in a ProductSection",
    "0.2.0"};

inline constexpr Rule disk_unit{"disk/unit",
                                Severity::error,
                                "the unit of a capacity is not spelled as DSP0004 does",
                                "DSP0243 1.1.1, 9.1; DSP0004 annex D",
                                "importers that know only the spelling of the standard take the number for bytes, or "
                                "refuse the disk",
                                "write a unit such as 'byte * 2^30'",
                                "0.2.0"};

inline constexpr Rule disk_unknown_file{"disk/unknown-file",
                                        Severity::error,
                                        "a disk names a file that is not referenced",
                                        "DSP0243 1.1.1, 9.1",
                                        "an importer fails, or makes an empty disk",
                                        "add the File to References, or correct ovf:fileRef",
                                        "0.2.0"};

inline constexpr Rule disk_no_format{"disk/no-format",
                                     Severity::error,
                                     "a disk with a file does not say its format",
                                     "DSP0243 1.1.1, 9.1",
                                     "importers refuse it or guess, most of them VMDK",
                                     "add ovf:format with the URI of the format",
                                     "0.2.0"};

inline constexpr Rule disk_shared_file{"disk/shared-file",
                                       Severity::error,
                                       "two disks are made of the same file",
                                       "DSP0243 1.1.1, 9.1",
                                       "importers refuse the second one; each Disk is a file of its own",
                                       "let both devices name one Disk, of which each gets a copy",
                                       "0.2.0"};

inline constexpr Rule disk_file_order{"disk/file-order",
                                      Severity::warning,
                                      "disks stand in another order than their files",
                                      "DSP0243 1.1.1, 9.1",
                                      "a reader of an archive on a pipe meets the files in the order of References",
                                      "bring DiskSection and References into the same order",
                                      "0.2.0"};

inline constexpr Rule disk_populated_size{"disk/populated-size",
                                          Severity::error,
                                          "a disk is said to hold more than its capacity",
                                          "DSP0243 1.1.1, 9.1",
                                          "one of the two numbers is wrong; importers reserve room by either",
                                          "correct ovf:capacity and its unit, or ovf:populatedSize, which counts bytes",
                                          "0.2.0"};

inline constexpr Rule disk_unknown_parent{"disk/unknown-parent",
                                          Severity::error,
                                          "a disk builds on a disk that is not there, or on itself",
                                          "DSP0243 1.1.1, 9.1",
                                          "what the disk does not hold itself is lost",
                                          "add the parent to the section, or correct ovf:parentRef",
                                          "0.2.0"};

inline constexpr Rule disk_parent_order{"disk/parent-order",
                                        Severity::error,
                                        "a disk comes before the disk that it builds on",
                                        "DSP0243 1.1.1, 9.1",
                                        "an importer that makes disks in their order has no parent yet; disks that "
                                        "build on each other can never be made",
                                        "move the parent before its children",
                                        "0.2.0"};

inline constexpr Rule disk_zero_capacity{"disk/zero-capacity",
                                         Severity::warning,
                                         "the capacity of a disk is 0",
                                         "DSP0243 1.1.1, 9.1",
                                         "importers make a disk of no size, or refuse it",
                                         "write the size that the guest sees",
                                         "0.2.0"};

inline constexpr Rule disk_odd_capacity{"disk/odd-capacity",
                                        Severity::warning,
                                        "the capacity of a disk is no multiple of 512 bytes",
                                        "",
                                        "disks consist of sectors; importers round up, round down or refuse",
                                        "write the size that the guest sees, or correct its unit",
                                        "0.2.0"};

inline constexpr Rule disk_unused{"disk/unused",
                                  Severity::note,
                                  "no device and no disk uses a disk",
                                  "DSP0243 1.1.1, 8.3 and 9.1",
                                  "no machine gets it; perhaps a HostResource names another one",
                                  "let an Item name it as ovf:/disk/ID, or take it out",
                                  "0.2.0"};

inline constexpr Rule disk_format_uri{"disk/format-uri",
                                      Severity::warning,
                                      "the format of a disk is no URI",
                                      "DSP0243 1.1.1, 5.2",
                                      "importers compare it with the URIs they know, and refuse what is none of them",
                                      "write the URI of the format, such as "
                                      "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized",
                                      "0.2.0"};

// The files of disks.

inline constexpr Rule disk_format_mismatch{"disk/format-mismatch",
                                           Severity::error,
                                           "the file of a disk is of another format than the descriptor says",
                                           "DSP0243 1.1.1, 5.2 and 9.1",
                                           "an importer that trusts the descriptor makes a disk of garbage, or refuses "
                                           "it",
                                           "correct ovf:format, or convert the file",
                                           "0.2.0"};

inline constexpr Rule disk_capacity_too_small{"disk/capacity-too-small",
                                              Severity::error,
                                              "the capacity of a disk is less than its file holds",
                                              "DSP0243 1.1.1, 9.1",
                                              "an importer cuts the end of the disk off, or refuses it",
                                              "write the capacity that the file states",
                                              "0.2.0"};

inline constexpr Rule disk_not_stream_optimized{
    "disk/not-stream-optimized",
    Severity::warning,
    "a VMDK that should be stream-optimized is not",
    "",
    "vSphere reads disks of packages as streams and refuses any other kind of VMDK",
    "convert it, as qemu-img convert -O vmdk -o subformat=streamOptimized does",
    "0.2.0"};

inline constexpr Rule disk_needs_parent{"disk/needs-parent",
                                        Severity::error,
                                        "the file of a disk builds on another file, and the disk has no parent",
                                        "DSP0243 1.1.1, 9.1",
                                        "it holds the changes of a snapshot only; without its parent the disk is "
                                        "unusable",
                                        "merge the snapshots before the export, or add the parent and ovf:parentRef",
                                        "0.2.0"};

}  // namespace ovfkit::validate::rule
