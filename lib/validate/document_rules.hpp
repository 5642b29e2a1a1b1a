// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What the document as a whole, its names, and its machines and collections can have wrong.

namespace ovfkit::validate::rule {

inline constexpr Rule document_namespace_spelling{
    "document/namespace-spelling",
    Severity::warning,
    "a namespace is almost one of the standard's",
    "DSP0243 1.1.1, 5.1 and 7; DSP8023",
    "namespaces are compared letter by letter; importers that go by them overlook everything that stands in this one",
    "write the namespace as the standard has it",
    "0.2.0"};

inline constexpr Rule document_mixed_versions{
    "document/mixed-versions",
    Severity::warning,
    "an element stands in the namespace of another version of OVF than the envelope",
    "DSP0243 1.1.1, 7",
    "the namespace of the envelope tells the version; importers overlook elements that are not in it",
    "write the element in the namespace of the envelope",
    "0.2.0"};

inline constexpr Rule document_version_contradicts{
    "document/version-contradicts",
    Severity::warning,
    "ovf:version says another version than the namespace of the envelope",
    "DSP0243 1.1.1, 7",
    "the namespace alone tells the version, but some importers go by the attribute",
    "take the attribute away, or write the version of the namespace",
    "0.2.0"};

inline constexpr Rule document_unqualified_attribute{
    "document/unqualified-attribute",
    Severity::warning,
    "an attribute of the standard stands without its namespace",
    "DSP8023 (attributeFormDefault)",
    "attributes do not take over the namespace of their element; importers that look for ovf:id do not see id",
    "write the prefix of the OVF namespace in front of the attribute",
    "0.2.0"};

inline constexpr Rule content_abstract_name{
    "content/abstract-name",
    Severity::error,
    "an element has an abstract name and says by xsi:type what it is",
    "DSP0243 1.1.1, 7.2 and 9",
    "this is the form of the draft before the standard; importers look for the element of its own name",
    "write the element of that name instead, such as DiskSection",
    "0.2.0"};

inline constexpr Rule content_duplicate_id{
    "content/duplicate-id",
    Severity::error,
    "two machines or collections have the same id",
    "DSP0243 1.1.1, 7.2; 2.x as recalled: in the whole package",
    "start order, scale-out and the environment of the guests name machines by their ids",
    "give each its own ovf:id",
    "0.2.0"};

inline constexpr Rule content_unusable_id{"content/unusable-id",
                                          Severity::warning,
                                          "the id of a machine or collection is empty or holds control characters",
                                          "DSP0243 1.1.1, 7.2",
                                          "importers make names of folders and virtual machines of it",
                                          "write an id of visible characters",
                                          "0.2.0"};

inline constexpr Rule content_no_name{"content/no-name",
                                      Severity::note,
                                      "a virtual machine has no name",
                                      "DSP0243 1.1.1, 7.2",
                                      "importers name it by its id or by the file",
                                      "add Name behind Info",
                                      "0.2.0"};

inline constexpr Rule content_empty_collection{
    "content/empty-collection",
    Severity::note,
    "a collection holds neither a machine nor another collection",
    "DSP0243 1.1.1, 7.2",
    "there is nothing to create; importers skip it, refuse it, or make an empty folder",
    "add its machines, or take the collection away",
    "0.2.0"};

inline constexpr Rule content_deep_nesting{"content/deep-nesting",
                                           Severity::note,
                                           "collections are nested deeper than importers are known to follow",
                                           "DSP0243 1.1.1, 7.2",
                                           "the standard has no limit, importers do; some make one flat group of it",
                                           "put the machines into fewer levels",
                                           "0.2.0"};

}  // namespace ovfkit::validate::rule
