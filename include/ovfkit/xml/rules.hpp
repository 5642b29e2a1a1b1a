// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

/// XML, read without ever following a document's wishes. Of this room only the rules are public.
namespace ovfkit::xml {

/// The findings of this room, each declared once.
namespace rule {

inline constexpr Rule not_well_formed{"xml/not-well-formed",
                                      Severity::error,
                                      "the document is not well-formed XML",
                                      "XML 1.0 section 2.1",
                                      "no XML parser reads it any further, so nothing behind this place is known",
                                      "mend the markup at this place; export the appliance again if it is cut off",
                                      "0.1.0"};

inline constexpr Rule doctype{
    "xml/doctype",
    Severity::error,
    "the document has a document type declaration",
    "DSP0243 1.1.1, 6; OWASP XML external entity prevention",
    "a DTD can pull in files and blow up in memory; no OVF producer writes one, and the oVirt "
    "engine refuses such a file",
    "remove the <!DOCTYPE ...> declaration and write out the entities it defines",
    "0.1.0"};

inline constexpr Rule undeclared_prefix{
    "xml/undeclared-prefix",
    Severity::warning,
    "a namespace prefix is used that is bound to nothing",
    "Namespaces in XML 1.0, section 5",
    "a namespace-aware reader refuses the document or ignores what carries the prefix",
    "declare the prefix on the root element, or remove it",
    "0.1.0"};

inline constexpr Rule namespace_error{"xml/namespace-error",
                                      Severity::warning,
                                      "a namespace declaration is not right",
                                      "Namespaces in XML 1.0, section 2",
                                      "readers disagree about what the names mean that depend on it",
                                      "write the namespace URI of the specification, and each attribute once",
                                      "0.1.0"};

inline constexpr Rule unknown_version{"xml/unknown-version",
                                      Severity::warning,
                                      "the document says that it is of a version of XML other than 1.0",
                                      "XML 1.0 section 2.8",
                                      "it is read as 1.0 here; other readers refuse it",
                                      "write version=\"1.0\" in the XML declaration",
                                      "0.1.0"};

inline constexpr Rule too_deep{"xml/too-deep",
                               Severity::error,
                               "elements are nested deeper than the limit",
                               "",
                               "no descriptor nests deeply; the limit bounds what a hostile file can cost",
                               "raise the limit on depth if the file is what it should be",
                               "0.1.0"};

inline constexpr Rule too_many_attributes{"xml/too-many-attributes",
                                          Severity::error,
                                          "an element has more attributes than the limit",
                                          "",
                                          "no descriptor has so many; checking them for duplicates takes the square of "
                                          "their number",
                                          "raise the limit on attributes if the file is what it should be",
                                          "0.1.0"};

inline constexpr Rule too_many_nodes{"xml/too-many-nodes",
                                     Severity::error,
                                     "the document has more elements than the limit",
                                     "",
                                     "the limit bounds the memory that a hostile file can cost",
                                     "raise the limit on nodes if the file is what it should be",
                                     "0.1.0"};

inline constexpr Rule too_many_namespaces{"xml/too-many-namespaces",
                                          Severity::error,
                                          "more namespaces are declared than the limit",
                                          "",
                                          "every name is looked up among the namespaces in scope; the limit bounds "
                                          "what a hostile file can cost",
                                          "raise the limit on namespaces if the file is what it should be",
                                          "0.1.0"};

inline constexpr Rule namespace_too_long{"xml/namespace-too-long",
                                         Severity::error,
                                         "a namespace is longer than the limit",
                                         "",
                                         "everything that stands in a namespace carries it; the limit bounds the "
                                         "memory that a hostile file can cost",
                                         "raise the limit on namespace bytes if the file is what it should be",
                                         "0.1.0"};

inline constexpr Rule attribute_too_long{"xml/attribute-too-long",
                                         Severity::error,
                                         "an attribute value is longer than the limit",
                                         "",
                                         "the limit bounds the memory that a hostile file can cost",
                                         "raise the limit on attribute bytes if the file is what it should be",
                                         "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::xml
