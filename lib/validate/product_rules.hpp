// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What is wrong about product sections as a whole, and about their places in the document.

namespace ovfkit::validate::rule {

inline constexpr Rule duplicate_product{
    "product/duplicate-section",
    Severity::error,
    "two product sections of one entity have the same class and instance",
    "DSP0243 1.1.1, 9.5",
    "class and instance tell the sections apart, also in the keys that a guest reads; one of the two is overlooked",
    "give each section a class of its own, or another instance where it is a copy",
    "0.2.0"};

inline constexpr Rule colon_in_class{
    "product/colon-in-class",
    Severity::error,
    "the class or the instance of a product section holds a colon",
    "DSP0243 1.1.1, 9.5",
    "the colon stands before the instance in the keys that a guest reads, so they come apart at the wrong place",
    "write the class like a domain name backwards, such as com.example.shop",
    "0.2.0"};

inline constexpr Rule unknown_icon_file{"product/unknown-icon-file",
                                        Severity::error,
                                        "the icon of a product names a file that is not in References",
                                        "DSP0243 1.1.1, 9.5 and 7.1",
                                        "an importer that shows icons refuses the section, or shows none",
                                        "add the File to References, or take the Icon away",
                                        "0.2.0"};

}  // namespace ovfkit::validate::rule
