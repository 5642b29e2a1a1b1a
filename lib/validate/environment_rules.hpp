// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What is wrong about environment documents.

namespace ovfkit::validate::rule {

inline constexpr Rule duplicate_environment_section{
    "environment/duplicate-section",
    Severity::error,
    "an environment has two sections of a kind that can occur once",
    "DSP0243 1.1.1, 11.1; DSP8027",
    "what runs in the guest reads the first or the last, and misses what stands in the other",
    "bring what the two hold into one",
    "0.2.0"};

inline constexpr Rule duplicate_environment_key{"environment/duplicate-key",
                                                Severity::warning,
                                                "two properties of an environment have the same key",
                                                "DSP0243 1.1.1, 11.1",
                                                "what runs in the guest reads the first or the last",
                                                "keep one of the two",
                                                "0.2.0"};

inline constexpr Rule duplicate_environment_entity{
    "environment/duplicate-entity",
    Severity::warning,
    "an environment names two siblings by the same id",
    "DSP0243 1.1.1, 11.1",
    "there is one Entity for each sibling; what runs in the guest overlooks one of them",
    "give each sibling one Entity",
    "0.2.0"};

}  // namespace ovfkit::validate::rule
