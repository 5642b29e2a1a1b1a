// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// Sections: where they stand, and what those of OVF 1.x can have wrong. Disks, hardware, products and deployment
// options have rules of their own.

namespace ovfkit::validate::rule {

inline constexpr Rule section_wrong_place{"section/wrong-place",
                                          Severity::error,
                                          "a section stands where sections of its kind have no meaning",
                                          "DSP0243 1.1.1, 9; those of 2.x as recalled",
                                          "the schema lets every section stand everywhere, importers look for each in "
                                          "its own place and overlook it elsewhere",
                                          "move the section to its place",
                                          "0.2.0"};

inline constexpr Rule section_repeated{"section/repeated",
                                       Severity::error,
                                       "a section that can be there once is there again",
                                       "DSP0243 1.1.1, 9",
                                       "importers take the first or the last and overlook the other",
                                       "put everything into one section",
                                       "0.2.0"};

inline constexpr Rule network_duplicate_name{
    "network/duplicate-name",
    Severity::warning,
    "two networks have the same name",
    "DSP0243 1.1.1, 9.2",
    "adapters name their network, so that one of the two is never used, or both become one",
    "give each network its own name",
    "0.2.0"};

inline constexpr Rule network_unused{"network/unused",
                                     Severity::note,
                                     "no adapter and nothing else uses a network",
                                     "DSP0243 1.1.1, 9.2",
                                     "importers ask for a target of each network, of this one for nothing",
                                     "take the network away, or connect an adapter to it",
                                     "0.2.0"};

inline constexpr Rule startup_unknown_entity{
    "startup/unknown-entity",
    Severity::error,
    "an entry of the start order is none of the collection's members",
    "DSP0243 1.1.1, 9.7",
    "importers refuse the order or overlook the entry, and the machine that was meant starts at any time",
    "write the ovf:id of a machine or collection that stands directly in this collection",
    "0.2.0"};

inline constexpr Rule startup_repeated_entity{"startup/repeated-entity",
                                              Severity::warning,
                                              "the start order has two entries for one member",
                                              "DSP0243 1.1.1, 9.7",
                                              "which of the two orders and delays counts is for the importer to choose",
                                              "keep one entry for each member",
                                              "0.2.0"};

inline constexpr Rule startup_start_action{"startup/start-action",
                                           Severity::error,
                                           "a start action is none that the standard knows",
                                           "DSP0243 1.1.1, 9.7",
                                           "importers refuse the word, or start the machine as if nothing was said",
                                           "write powerOn or none",
                                           "0.2.0"};

inline constexpr Rule startup_stop_action{
    "startup/stop-action",
    Severity::error,
    "a stop action is none that the standard knows",
    "DSP0243 1.1.1, 9.7",
    "importers refuse the word, or cut the power where the guest should shut down",
    "write powerOff, guestShutdown or none",
    "0.2.0"};

inline constexpr Rule startup_vendor_stop_action{"startup/vendor-stop-action",
                                                 Severity::error,
                                                 "a stop action is one that only VMware knows",
                                                 "DSP0243 1.1.1, 9.7",
                                                 "VMware suspends the machine; others refuse the word or cut the power",
                                                 "write powerOff, guestShutdown or none",
                                                 "0.2.0"};

inline constexpr Rule startup_collection_settings{
    "startup/collection-settings",
    Severity::note,
    "the start order gives a collection what only machines can have",
    "DSP0243 1.1.1, 9.7",
    "of a collection only id and order count; delays and actions belong to the machines inside",
    "write delays and actions into the start order of the inner collection",
    "0.2.0"};

inline constexpr Rule os_unknown_number{
    "os/unknown-number",
    Severity::warning,
    "the number of the operating system is none that CIM has",
    "DSP0243 1.1.1, 9.9; CIM_OperatingSystem.OSType",
    "importers take an unknown guest for 'other', and choose devices that it may not know",
    "write the number of CIM, or 102 or 101 with a Description when there is none",
    "0.2.0"};

inline constexpr Rule os_disputed_number{
    "os/disputed-number",
    Severity::note,
    "the number of the operating system means different systems to different importers, and nothing else names it",
    "CIM_OperatingSystem.OSType above 111",
    "VMware, VirtualBox and CIM number the versions of Windows since 2011 differently",
    "add a Description, or the vendor's own name of the guest",
    "0.2.0"};

inline constexpr Rule os_description_contradicts{
    "os/description-contradicts",
    Severity::warning,
    "the description of the operating system is of another family than its number",
    "DSP0243 1.1.1, 9.9; CIM_OperatingSystem.OSType",
    "importers go by the number, people by the description, and the guest gets devices of the wrong system",
    "write the number of the system that is described",
    "0.2.0"};

inline constexpr Rule os_no_section{"os/no-section",
                                    Severity::note,
                                    "a machine does not say its operating system",
                                    "DSP0243 1.1.1, 9.9",
                                    "importers take it for 'other' and choose devices of long ago",
                                    "add an OperatingSystemSection",
                                    "0.2.0"};

inline constexpr Rule install_no_delay{"install/no-delay",
                                       Severity::warning,
                                       "an InstallSection does not say how long the first boot may take",
                                       "DSP8023 1.1.1 and 2.0.1; DSP0243 1.1.1, 9.10 calls it optional",
                                       "the schemas of 1.1.1 and 2.0.1 ask for the attribute, those before do not",
                                       "write ovf:initialBootStopDelay=\"0\", which waits without a limit",
                                       "0.2.0"};

inline constexpr Rule annotation_empty{"annotation/empty",
                                       Severity::note,
                                       "an annotation is empty",
                                       "DSP0243 1.1.1, 9.4",
                                       "it becomes an empty note of the machine",
                                       "write the note, or take the section away",
                                       "0.2.0"};

inline constexpr Rule eula_empty{"eula/empty",
                                 Severity::warning,
                                 "the text of a licence is empty",
                                 "DSP0243 1.1.1, 9.6",
                                 "importers ask people to accept it, and show nothing",
                                 "write the licence, or take the section away",
                                 "0.2.0"};

}  // namespace ovfkit::validate::rule
