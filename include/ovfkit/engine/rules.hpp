// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::engine {

/// The findings of this room, each declared once. The first group is about the XML of the REST API, the second about an
/// engine that was asked.
namespace rule {

inline constexpr Rule not_a_resource{
    "engine/not-a-resource",
    Severity::error,
    "the document is no VM, template, cluster or host of the REST API, and no list of them",
    "oVirt REST API, version 4",
    "nothing in it can be taken for a resource, so nothing is known about its trust",
    "give the XML that the engine answers for vms, templates, clusters or hosts",
    "0.1.0"};

inline constexpr Rule unreadable_flag{
    "engine/unreadable-flag",
    Severity::warning,
    "the text of a trust flag is no boolean",
    "oVirt REST API, version 4: trusted_service is a boolean",
    "an engine refuses it or takes it for false; here a VM then asks for trust, and a cluster gives none",
    "write true or false",
    "0.1.0"};

inline constexpr Rule conflicting_flags{
    "engine/conflicting-flags",
    Severity::warning,
    "two trust flags of one resource disagree",
    "",
    "readers that know one spelling, or the first or last element, act differently; here a VM then asks for trust, and "
    "a cluster gives none",
    "give both the same value, or keep one of them",
    "0.1.0"};

inline constexpr Rule misplaced_flag{
    "engine/misplaced-flag",
    Severity::warning,
    "a trust flag stands where it does not count",
    "oVirt REST API, version 4: trusted_service is an element of a cluster",
    "whoever put it there meant to protect something, and no reader looks there",
    "write trusted_host_flag directly into vm or template, and trusted_service directly into cluster",
    "0.1.0"};

inline constexpr Rule repeated_value{
    "engine/repeated-value",
    Severity::warning,
    "an element stands twice in a resource that can have it once",
    "oVirt REST API, version 4",
    "readers take the first or the last one and so mean different resources; here the first counts",
    "keep one of them",
    "0.1.0"};

inline constexpr Rule unknown_cluster{"engine/unknown-cluster",
                                      Severity::error,
                                      "the engine has no cluster of that name",
                                      "",
                                      "nothing is known about the trust of a cluster that is not there",
                                      "write the name as the engine lists it, letter by letter; a user who may not see "
                                      "a cluster does not find it either",
                                      "0.1.0"};

inline constexpr Rule ambiguous_cluster{"engine/ambiguous-cluster",
                                        Severity::error,
                                        "the engine has several clusters of that name",
                                        "",
                                        "which of them is meant cannot be known, and they need not be equally trusted",
                                        "give the clusters different names",
                                        "0.1.0"};

inline constexpr Rule unreadable_answer{"engine/unreadable-answer",
                                        Severity::error,
                                        "what answered is not the REST API of an engine, or it has a fault",
                                        "oVirt REST API, version 4",
                                        "without an answer nothing is known about any cluster",
                                        "check the URL, which ends in /ovirt-engine, and the log of the engine",
                                        "0.1.0"};

inline constexpr Rule refused_credentials{"engine/refused-credentials",
                                          Severity::error,
                                          "the engine does not let this user or token in",
                                          "oVirt REST API, version 4: authentication",
                                          "without an answer nothing is known about any cluster",
                                          "check user (with its profile, such as admin@internal), password or token; "
                                          "a token ends after a time without use",
                                          "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::engine
