// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What an Item says of its device: words, units, amounts, ids, ranges.

namespace ovfkit::validate::rule {

inline constexpr Rule hardware_subtype_separator{
    "hardware/subtype-separator",
    Severity::warning,
    "alternatives in ResourceSubType are separated by something else than one blank",
    "DSP0243 1.1.1, 8.1",
    "readers that follow the text take the list for a single, unknown kind of device",
    "separate the alternatives by one blank",
    "0.2.0"};

inline constexpr Rule hardware_unknown_unit{"hardware/unknown-unit",
                                            Severity::warning,
                                            "AllocationUnits is no unit of DSP0004",
                                            "DSP0243 1.1.1, 8.3; DSP0004 annex D",
                                            "readers count in a unit of their own, or refuse the device",
                                            "write a unit such as 'byte * 2^20' or 'hertz * 10^6'",
                                            "0.2.0"};

inline constexpr Rule hardware_unit_spelling{
    "hardware/unit-spelling",
    Severity::warning,
    "AllocationUnits is understood, but not written as DSP0004 asks",
    "DSP0243 1.1.1, 8.3; DSP0004 annex D",
    "readers that know only the programmatic form refuse the unit or take it for bytes",
    "write a unit such as 'byte * 2^20' or 'hertz * 10^6'",
    "0.2.0"};

inline constexpr Rule hardware_lost_exponent{
    "hardware/lost-exponent",
    Severity::warning,
    "AllocationUnits seems to have lost the sign in front of an exponent",
    "DSP0243 1.1.1, 8.3; DSP0004 annex D",
    "amounts are counted in a unit that nobody meant, off by orders of magnitude",
    "write '^' between base and exponent, as in 'hertz * 10^6'",
    "0.2.0"};

inline constexpr Rule hardware_wrong_unit{"hardware/wrong-unit",
                                          Severity::warning,
                                          "AllocationUnits counts something else than the device has",
                                          "DSP0243 1.1.1, 8.3; DSP0004 annex D",
                                          "reservations and limits cannot be read as what they should be",
                                          "processors are counted in hertz, as in 'hertz * 10^6'",
                                          "0.2.0"};

inline constexpr Rule hardware_memory_without_unit{"hardware/memory-without-unit",
                                                   Severity::warning,
                                                   "memory has no AllocationUnits",
                                                   "DSP0243 1.1.1, 8.3",
                                                   "VirtualBox refuses it, others count bytes or MiB",
                                                   "add AllocationUnits, such as 'byte * 2^20'",
                                                   "0.2.0"};

inline constexpr Rule hardware_implausible_memory{
    "hardware/implausible-memory",
    Severity::warning,
    "the amount of memory is too small or too large to be meant",
    "own rule: below 1 MiB or above 1 PiB",
    "unit and quantity were mixed up somewhere, and the machine will not start",
    "check VirtualQuantity against AllocationUnits",
    "0.2.0"};

inline constexpr Rule hardware_no_memory{"hardware/no-memory",
                                         Severity::error,
                                         "a machine has zero bytes of memory",
                                         "own rule",
                                         "every importer refuses the machine",
                                         "write the amount into VirtualQuantity",
                                         "0.2.0"};

inline constexpr Rule hardware_no_processors{"hardware/no-processors",
                                             Severity::error,
                                             "a machine has zero processors",
                                             "own rule",
                                             "every importer refuses the machine",
                                             "write the number of virtual CPUs into VirtualQuantity",
                                             "0.2.0"};

inline constexpr Rule hardware_implausible_processors{
    "hardware/implausible-processors",
    Severity::warning,
    "the number of processors is too large to be meant",
    "DSP0243 1.1.1, 8.3; own rule: more than 4096, or a frequency",
    "VirtualQuantity is the number of virtual CPUs, whatever the unit is; no platform can make so many",
    "write the number of virtual CPUs into VirtualQuantity; a frequency belongs into Reservation and Limit",
    "0.2.0"};

inline constexpr Rule hardware_no_quantity{"hardware/no-quantity",
                                           Severity::warning,
                                           "a processor or memory Item has no VirtualQuantity",
                                           "DSP0243 1.1.1, 8.3",
                                           "importers take an amount of their own, or refuse the machine",
                                           "add VirtualQuantity",
                                           "0.2.0"};

inline constexpr Rule hardware_cores_per_socket{"hardware/cores-per-socket",
                                                Severity::error,
                                                "the cores per socket do not divide the number of processors",
                                                "VMware: CoresPerSocket",
                                                "vSphere refuses to make the machine",
                                                "let VirtualQuantity be a multiple of CoresPerSocket",
                                                "0.2.0"};

inline constexpr Rule hardware_reservation_above_limit{
    "hardware/reservation-above-limit",
    Severity::error,
    "Reservation is larger than Limit",
    "DSP0243 1.1.1, 8.3",
    "no platform can give more than it may give, so importers refuse the machine",
    "raise Limit, or lower Reservation",
    "0.2.0"};

inline constexpr Rule hardware_reservation_above_memory{"hardware/reservation-above-memory",
                                                        Severity::warning,
                                                        "more memory is reserved than the machine has",
                                                        "DSP0243 1.1.1, 8.3",
                                                        "vSphere refuses the machine",
                                                        "lower Reservation to VirtualQuantity",
                                                        "0.2.0"};

inline constexpr Rule hardware_bad_mac{"hardware/bad-mac",
                                       Severity::warning,
                                       "the address of a network adapter is no MAC address",
                                       "DSP0243 1.1.1, 8.3",
                                       "importers refuse the adapter, or give it another address without saying so",
                                       "write six pairs of hexadecimal digits with colons between them",
                                       "0.2.0"};

inline constexpr Rule hardware_unusable_mac{"hardware/unusable-mac",
                                            Severity::warning,
                                            "a network adapter has an address that no single adapter can have",
                                            "IEEE 802: group and null addresses",
                                            "platforms refuse the adapter, or its network does not work",
                                            "use an address whose first octet is even, and not all zeros",
                                            "0.2.0"};

inline constexpr Rule hardware_duplicate_mac{"hardware/duplicate-mac",
                                             Severity::warning,
                                             "two network adapters have the same MAC address",
                                             "DSP0243 1.1.1, 8.3",
                                             "they disturb each other as soon as both are on one network",
                                             "give each adapter an address of its own, or none",
                                             "0.2.0"};

inline constexpr Rule hardware_duplicate_instance_id{
    "hardware/duplicate-instance-id",
    Severity::error,
    "two devices of a section have the same InstanceID",
    "DSP0243 1.1.1, 8.3, 8.4 and 9.8; of all kinds of Items in 2.x, as recalled",
    "importers merge the devices into one, drop one, or refuse",
    "number the Items of the section; only variants and range markers of one device share an id",
    "0.2.0"};

inline constexpr Rule hardware_type_conflict{"hardware/type-conflict",
                                             Severity::error,
                                             "variants or range markers of one device have different resource types",
                                             "DSP0243 1.1.1, 8.4 and 9.8",
                                             "merged they make a device that is neither of them",
                                             "let all Items with one InstanceID have the same ResourceType",
                                             "0.2.0"};

inline constexpr Rule hardware_message_id{"hardware/message-id",
                                          Severity::warning,
                                          "msgid of a text of an Item is not OVF's attribute",
                                          "DSP0243 1.1.1, 8.3",
                                          "readers do not find the message, so the text is never translated",
                                          "write the attribute as ovf:msgid",
                                          "0.2.0"};

inline constexpr Rule hardware_bad_bound{"hardware/bad-bound",
                                         Severity::error,
                                         "ovf:bound is none of min, max and normal",
                                         "DSP0243 1.1.1, 8.4",
                                         "readers take the Item for a device, or refuse it",
                                         "write min, max or normal",
                                         "0.2.0"};

inline constexpr Rule hardware_duplicate_range_marker{"hardware/duplicate-range-marker",
                                                      Severity::error,
                                                      "a device has two range markers of one kind",
                                                      "DSP0243 1.1.1, 8.4",
                                                      "it is open which of the limits holds",
                                                      "keep one marker for min and one for max",
                                                      "0.2.0"};

inline constexpr Rule hardware_range_without_device{
    "hardware/range-without-device",
    Severity::error,
    "a range marker has no device that it belongs to",
    "DSP0243 1.1.1, 8.4",
    "readers that do not know ranges make a device of it, others refuse the section",
    "add the Item with the same InstanceID and without ovf:bound",
    "0.2.0"};

inline constexpr Rule hardware_outside_of_range{"hardware/outside-of-range",
                                                Severity::error,
                                                "an amount lies outside of its own range",
                                                "DSP0243 1.1.1, 8.4",
                                                "importers cannot tell the amount from the limit to use",
                                                "choose an amount between the min and the max marker",
                                                "0.2.0"};

inline constexpr Rule hardware_range_of_text{"hardware/range-of-text",
                                             Severity::error,
                                             "a range marker gives a limit to something that is no number",
                                             "DSP0243 1.1.1, 8.4",
                                             "only numbers have a least and a greatest value",
                                             "keep only InstanceID, ResourceType and numbers in the marker",
                                             "0.2.0"};

}  // namespace ovfkit::validate::rule
