// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// The sections that came with OVF 2.x.

namespace ovfkit::validate::rule {

inline constexpr Rule environment_unknown_file{"environment/unknown-file",
                                               Severity::error,
                                               "a file for the guest's environment is not among the references",
                                               "DSP0243 2.x, 9.11, as recalled",
                                               "the guest does not get the file",
                                               "write the ovf:id of a File of References",
                                               "0.2.0"};

inline constexpr Rule environment_unsafe_path{
    "environment/unsafe-path",
    Severity::error,
    "the path of a file for the guest's environment leaves its medium",
    "DSP0243 2.x, 9.11, as recalled",
    "paths are relative to a folder of the medium; importers refuse others, or write where they should not",
    "write a relative path without '..'",
    "0.2.0"};

inline constexpr Rule environment_duplicate_path{"environment/duplicate-path",
                                                 Severity::error,
                                                 "two files for the guest's environment have the same path",
                                                 "DSP0243 2.x, 9.11, as recalled",
                                                 "one of them replaces the other on the medium",
                                                 "give each file its own path",
                                                 "0.2.0"};

inline constexpr Rule boot_unknown_device{
    "boot/unknown-device",
    Severity::error,
    "a source to boot from is no device of the machine",
    "DSP0243 2.x, 9.12, as recalled",
    "importers overlook the source, and the machine boots from something else or not at all",
    "write the InstanceID of a device into the InstanceID of the source",
    "0.2.0"};

inline constexpr Rule scale_out_unknown_entity{
    "scale-out/unknown-entity",
    Severity::error,
    "what shall be multiplied is none of the collection's members",
    "DSP0243 2.x, 9.14, as recalled",
    "there is nothing that an importer could make copies of",
    "write the ovf:id of a machine or collection that stands directly in this collection",
    "0.2.0"};

inline constexpr Rule scale_out_repeated_entity{"scale-out/repeated-entity",
                                                Severity::error,
                                                "two sections multiply the same member of a collection",
                                                "DSP0243 2.x, 9.14, as recalled",
                                                "which number of copies counts is for the importer to choose",
                                                "keep one ScaleOutSection for each member",
                                                "0.2.0"};

inline constexpr Rule scale_out_range{"scale-out/range",
                                      Severity::error,
                                      "the number of copies is not between its minimum and its maximum",
                                      "DSP0243 2.x, 9.14, as recalled",
                                      "importers refuse the section, or make another number of copies",
                                      "write numbers with minimum <= default <= maximum; minimum is 1 when absent",
                                      "0.2.0"};

inline constexpr Rule scale_out_repeated_configuration{
    "scale-out/repeated-configuration",
    Severity::error,
    "the number of copies is given twice for one configuration",
    "DSP0243 2.x, 9.14, as recalled",
    "which of the two counts is for the importer to choose",
    "keep one InstanceCount for each configuration, and one without for all others",
    "0.2.0"};

inline constexpr Rule placement_duplicate_group{"placement/duplicate-group",
                                                Severity::error,
                                                "two placement groups have the same id",
                                                "DSP0243 2.x, 9.15, as recalled",
                                                "machines name their group by its id",
                                                "give each group its own ovf:id",
                                                "0.2.0"};

inline constexpr Rule placement_unknown_policy{
    "placement/unknown-policy",
    Severity::warning,
    "the policy of a placement group is none that the standard defines",
    "DSP0243 2.x, 9.15, as recalled",
    "importers overlook a policy that they do not know",
    "write affinity or availability, if need be with a scope: affinity-site, availability-host",
    "0.2.0"};

inline constexpr Rule placement_unknown_group{"placement/unknown-group",
                                              Severity::error,
                                              "a placement group is named that is not there",
                                              "DSP0243 2.x, 9.15, as recalled",
                                              "the machine is placed as if nothing was said",
                                              "write the ovf:id of a PlacementGroupSection",
                                              "0.2.0"};

inline constexpr Rule encryption_key_without_references{
    "encryption/key-without-references",
    Severity::error,
    "a key does not say what it encrypts",
    "DSP0243 2.x, 9.16, as recalled; XML Encryption 1.1, 3.6",
    "an importer cannot know what to decrypt with it",
    "add a ReferenceList with a DataReference for each thing that is encrypted",
    "0.2.0"};

inline constexpr Rule encryption_unresolved_reference{"encryption/unresolved-reference",
                                                      Severity::error,
                                                      "a key names something encrypted that is not there",
                                                      "DSP0243 2.x, 9.16, as recalled",
                                                      "what was encrypted stays so, or is taken for something else",
                                                      "write '#' and the Id of an EncryptedData, or the href of a File",
                                                      "0.2.0"};

}  // namespace ovfkit::validate::rule
