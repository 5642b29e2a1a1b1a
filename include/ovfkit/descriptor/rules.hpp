// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::descriptor {

/// The findings of this room, each declared once.
namespace rule {

inline constexpr Rule not_an_envelope{"descriptor/not-an-envelope",
                                      Severity::error,
                                      "the document is no OVF descriptor",
                                      "DSP0243 1.1.1, 6",
                                      "its root element is not Envelope, so there is nothing to import",
                                      "check that this is the .ovf file of the appliance",
                                      "0.1.0"};

inline constexpr Rule not_an_environment{"descriptor/not-an-environment",
                                         Severity::error,
                                         "the document is no OVF environment",
                                         "DSP8027",
                                         "its root element is not Environment, so a guest finds no properties in it",
                                         "check that this is the ovf-env.xml of the guest, not its descriptor",
                                         "0.1.0"};

inline constexpr Rule unknown_namespace{
    "descriptor/unknown-namespace",
    Severity::error,
    "the envelope's namespace belongs to no known version of OVF",
    "DSP0243 1.1.1, 7",
    "the namespace alone tells the version; importers refuse one they do not know",
    "write the namespace of the version, such as http://schemas.dmtf.org/ovf/envelope/1",
    "0.1.0"};

inline constexpr Rule no_entity{"descriptor/no-entity",
                                Severity::error,
                                "the descriptor describes no virtual machine",
                                "DSP0243 1.1.1, 7.2",
                                "an importer has nothing to create",
                                "add a VirtualSystem; export the appliance again if it is cut off",
                                "0.1.0"};

inline constexpr Rule unreadable_value{"descriptor/unreadable-value",
                                       Severity::warning,
                                       "a value is not of the type that belongs there",
                                       "DSP8023 and the dialect's reference",
                                       "an importer refuses it, or takes a default that nobody chose; template markers "
                                       "such as @@CPUS@@ that were never filled in end here",
                                       "write a value of the type that is expected",
                                       "0.1.0"};

inline constexpr Rule duplicate_element{
    "descriptor/duplicate-element",
    Severity::warning,
    "an element that can occur once occurs again",
    "DSP8023",
    "readers disagree about which one counts; the first is used here and the others are kept",
    "remove all but one",
    "0.1.0"};

inline constexpr Rule nested_value{
    "descriptor/nested-value",
    Severity::warning,
    "an element that holds a plain value holds other elements",
    "DSP8023",
    "readers take parts of the text, or nothing; the element is kept as it is and has no value here",
    "write the value as text",
    "0.1.0"};

inline constexpr Rule capacity_out_of_range{
    "disk/capacity-out-of-range",
    Severity::error,
    "the capacity of a disk cannot be computed",
    "DSP0243 1.1.1, 9.1; DSP0004 annex D",
    "capacity times unit is no number of bytes below 2^63, so no disk can be made",
    "write digits in ovf:capacity and a unit such as 'byte * 2^30'",
    "0.1.0"};

inline constexpr Rule memory_out_of_range{"hardware/memory-out-of-range",
                                          Severity::error,
                                          "the size of the memory cannot be computed",
                                          "DSP0243 1.1.1, 8.3; DSP0004 annex D",
                                          "quantity times unit is no number of bytes below 2^63",
                                          "write digits in VirtualQuantity and 'byte * 2^20' in AllocationUnits",
                                          "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::descriptor
