// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What the schemas say. The clauses are those of the schemas DSP8023; their text in each case is the schema itself.

namespace ovfkit::validate::rule {

inline constexpr Rule unexpected_element{
    "schema/unexpected-element",
    Severity::error,
    "an element stands where the schema has no place for it",
    "DSP8023; DSP0243 1.1.1, 7",
    "strict importers refuse the document, others pass the element over together with what it means",
    "move it to its place, or take it away",
    "0.2.0"};

inline constexpr Rule missing_element{"schema/missing-element",
                                      Severity::error,
                                      "an element ends without a child that the schema asks for",
                                      "DSP8023",
                                      "importers rely on it being there",
                                      "add the element that is named",
                                      "0.2.0"};

inline constexpr Rule missing_attribute{"schema/missing-attribute",
                                        Severity::error,
                                        "an element lacks an attribute that the schema asks for",
                                        "DSP8023",
                                        "importers look the element up by it, or have no value to fall back on",
                                        "add the attribute, with its prefix",
                                        "0.2.0"};

inline constexpr Rule unexpected_attribute{"schema/unexpected-attribute",
                                           Severity::error,
                                           "an element has an attribute for which the schema has no place",
                                           "DSP8023",
                                           "strict importers refuse the document",
                                           "take the attribute away, or give it a namespace of its own",
                                           "0.2.0"};

inline constexpr Rule bad_value{"schema/bad-value",
                                Severity::error,
                                "a value is not of the type that the schema gives it",
                                "DSP8023",
                                "importers refuse it, or read another value than was meant",
                                "write a value of the type that is named",
                                "0.2.0"};

inline constexpr Rule unexpected_text{"schema/unexpected-text",
                                      Severity::error,
                                      "an element holds text where there is room for elements only, or the reverse",
                                      "DSP8023",
                                      "it is lost when the descriptor is read",
                                      "take it away, or make a comment of it",
                                      "0.2.0"};

inline constexpr Rule bad_type{"schema/bad-type",
                               Severity::error,
                               "an abstract element, or xsi:type or xsi:nil, asks for what cannot be had here",
                               "DSP8023; DSP0243 1.1.1, 9",
                               "importers that follow the schema refuse the document",
                               "use the element of the kind that is meant",
                               "0.2.0"};

inline constexpr Rule foreign_section{
    "schema/foreign-section",
    Severity::warning,
    "a section of another namespace stands where the published schema has room for none",
    "DSP8023; DSP0243 1.1.1, 7.3",
    "the text of the standard allows it, but a validator with the published schema alone refuses the document",
    "give validators the schema of that section, or take it away",
    "0.2.0"};

inline constexpr Rule unnamed_item{"schema/unnamed-item",
                                   Severity::error,
                                   "an Item or System has no ElementName",
                                   "DSP8023; CIM_ResourceAllocationSettingData",
                                   "importers have no name to show; those that follow the schema refuse the document",
                                   "add an ElementName in front of InstanceID",
                                   "0.2.0"};

inline constexpr Rule item_order{
    "schema/item-order",
    Severity::warning,
    "a child of an Item, a System or a hardware section stands out of the order of the schema, or a second time",
    "DSP8023; CIM_ResourceAllocationSettingData",
    "readers that go by name do not mind; a reader made from the schema stops there",
    "bring the children into alphabetical order",
    "0.2.0"};

inline constexpr Rule profile_uri{"schema/profile-uri",
                                  Severity::warning,
                                  "a NetworkPortProfileURI is no URI",
                                  "DSP8023 2.0.1",
                                  "nobody can look the profile up",
                                  "write an absolute URI",
                                  "0.2.0"};

}  // namespace ovfkit::validate::rule
