// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What may be added to the standard's elements, and where.

namespace ovfkit::validate::rule {

inline constexpr Rule extension_required_section{
    "extension/required-section",
    Severity::error,
    "a section of an unknown kind has to be understood",
    "DSP0243 1.1.1, 7.3",
    "an importer that does not know the section has to refuse the whole package; ovf:required is true when it is "
    "absent",
    "write ovf:required=\"false\" at the section if the machines can do without it",
    "0.2.0"};

inline constexpr Rule extension_required_element{
    "extension/required-element",
    Severity::error,
    "an element of an unknown kind in a section has to be understood",
    "DSP0243 1.1.1, 7.3",
    "an importer that does not know the element has to treat the whole section as unknown, and so mostly refuses the "
    "package; ovf:required is true when it is absent",
    "write ovf:required=\"false\" at the element if the section can do without it",
    "0.2.0"};

inline constexpr Rule extension_required_by_vendor{
    "extension/required-by-vendor",
    Severity::error,
    "a vendor's extension has to be understood, so that other importers have to refuse the package",
    "DSP0243 1.1.1, 7.3",
    "the vendor's own importer knows it; to all others it is an unknown extension that is required, because "
    "ovf:required is true when it is absent",
    "write ovf:required=\"false\" at the extension, so that the package can go elsewhere",
    "0.2.0"};

inline constexpr Rule extension_not_a_section{
    "extension/not-a-section",
    Severity::error,
    "an element of another namespace stands among the sections and is none",
    "DSP0243 1.1.1, 7.3; DSP8023",
    "only sections can be added to Envelope, VirtualSystem and VirtualSystemCollection; each begins with Info, which "
    "is "
    "what an importer shows when it passes the section over",
    "begin the element with Info, or move it to the end of a section that exists",
    "0.2.0"};

inline constexpr Rule extension_not_last{"extension/not-last",
                                         Severity::error,
                                         "an element of the standard comes after an extension",
                                         "DSP0243 1.1.1, 7.3; DSP8023",
                                         "extensions stand at the end of an element; validators differ about what "
                                         "follows one, and strict readers stop there",
                                         "move the extension behind all elements of the standard",
                                         "0.2.0"};

inline constexpr Rule extension_reserved_namespace{
    "extension/reserved-namespace",
    Severity::error,
    "something that the standard does not have stands in a namespace of the standard",
    "DSP0243 1.1.1, 7.3",
    "a later version can give the name another meaning, and nobody can tell who made it up",
    "give it a namespace of your own",
    "0.2.0"};

inline constexpr Rule extension_conformance_level{
    "extension/conformance-level",
    Severity::note,
    "the descriptor is of conformance level 3: it has extensions that have to be understood",
    "DSP0243 1.1.1, 7.4",
    "only importers that know the extensions can take the package; the definition of each has to be public",
    "publish schemas for the extensions, or write ovf:required=\"false\" at them",
    "0.2.0"};

}  // namespace ovfkit::validate::rule
