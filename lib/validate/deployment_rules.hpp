// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// Deployment configurations and the lists that name them.

namespace ovfkit::validate::rule {

inline constexpr Rule deployment_misplaced_section{"deployment/misplaced-section",
                                                   Severity::error,
                                                   "a DeploymentOptionSection stands outside of the Envelope",
                                                   "DSP0243 1.1.1, 9 and 9.8",
                                                   "importers do not find the configurations",
                                                   "move it up, directly below Envelope",
                                                   "0.2.0"};

inline constexpr Rule deployment_second_section{
    "deployment/second-section",
    Severity::error,
    "there is more than one DeploymentOptionSection",
    "DSP0243 1.1.1, 9 and 9.8",
    "importers look at one of them, and the configurations of the other are unknown",
    "bring all configurations into one section",
    "0.2.0"};

inline constexpr Rule deployment_duplicate_id{"deployment/duplicate-id",
                                              Severity::error,
                                              "two configurations have the same id",
                                              "DSP0243 1.1.1, 9.8",
                                              "choosing one of them chooses both, or either",
                                              "give each Configuration an ovf:id of its own",
                                              "0.2.0"};

inline constexpr Rule deployment_unusable_id{
    "deployment/unusable-id",
    Severity::warning,
    "the id of a configuration is empty or holds white space",
    "DSP0243 1.1.1, 9.8",
    "ids are listed with blanks between them, so nothing can refer to this one",
    "choose an ovf:id without blanks",
    "0.2.0"};

inline constexpr Rule deployment_several_defaults{"deployment/several-defaults",
                                                  Severity::error,
                                                  "more than one configuration is the default",
                                                  "DSP0243 1.1.1, 9.8",
                                                  "importers take either of them when nobody chooses",
                                                  "keep ovf:default=\"true\" on one Configuration",
                                                  "0.2.0"};

inline constexpr Rule deployment_unknown_configuration{
    "deployment/unknown-configuration",
    Severity::error,
    "something is said to hold in a configuration that is not defined",
    "DSP0243 1.1.1, 9.8",
    "importers refuse it, or it never comes to be",
    "name a Configuration of the DeploymentOptionSection",
    "0.2.0"};

inline constexpr Rule deployment_configuration_separator{
    "deployment/configuration-separator",
    Severity::warning,
    "ids of configurations are separated by something else than one blank",
    "DSP0243 1.1.1, 9.8",
    "readers that follow the text take the list for a single, unknown id",
    "separate the ids by one blank",
    "0.2.0"};

}  // namespace ovfkit::validate::rule
