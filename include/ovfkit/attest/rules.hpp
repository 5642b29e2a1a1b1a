// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::attest {

/// The findings of this room, each declared once. The first group is about a cluster and its hosts, the second about
/// what an attestation server replied.
namespace rule {

inline constexpr Rule trusted_in_name_only{
    "attest/trusted-in-name-only",
    Severity::warning,
    "a cluster calls itself trusted and none of its hosts is",
    "oVirt engine: hosts of a trusted cluster are up only if attested",
    "what must run on a trusted host would land where there is none; it counts as a cluster that is not trusted",
    "let the attestation server measure the hosts, or choose another cluster",
    "0.1.0"};

inline constexpr Rule unanswered{"attest/unanswered",
                                 Severity::warning,
                                 "nobody could say whether a cluster has a trusted host",
                                 "",
                                 "what could not be checked is not believed; the cluster counts as unknown",
                                 "look at the attestation server and at how it is reached",
                                 "0.1.0"};

inline constexpr Rule no_server{"attest/no-server",
                                Severity::error,
                                "a cluster is to be trusted, and there is no attestation server",
                                "oVirt engine: CLUSTER_CANNOT_SET_TRUSTED_ATTESTATION_SERVER_NOT_CONFIGURED",
                                "nobody could say which of its hosts can be trusted, so none of them would work",
                                "name the attestation server first",
                                "0.1.0"};

inline constexpr Rule malformed_reply{"attest/malformed-reply",
                                      Severity::error,
                                      "the reply of an attestation server is not what the protocol says",
                                      "Open Attestation, PollHosts",
                                      "nothing in it can be believed, so that no host counts as trusted",
                                      "look at the address of the server and at its log",
                                      "0.1.0"};

inline constexpr Rule malformed_entry{
    "attest/malformed-entry",
    Severity::warning,
    "what an attestation server says about one host cannot be read, or can be read in two ways",
    "Open Attestation, PollHosts",
    "the host does not count as trusted; the others are not affected",
    "look at what the server sends, and at its log",
    "0.1.0"};

inline constexpr Rule missing_host{"attest/missing-host",
                                   Severity::warning,
                                   "an attestation server says nothing about a host that it was asked about",
                                   "Open Attestation, PollHosts",
                                   "silence is no trust: the host does not count as trusted",
                                   "register the host with the attestation server under the name that is asked for",
                                   "0.1.0"};

inline constexpr Rule unasked_host{"attest/unasked-host",
                                   Severity::note,
                                   "an attestation server speaks of a host that it was not asked about",
                                   "Open Attestation, PollHosts",
                                   "it is left out; a host that is missing may be known there by another name",
                                   "register the hosts under the names that are asked for",
                                   "0.1.0"};

inline constexpr Rule unknown_level{"attest/unknown-level",
                                    Severity::warning,
                                    "an attestation server gives a host a level that is none of the protocol",
                                    "Open Attestation, PollHosts",
                                    "only the word trusted means trust, so that the host does not count as trusted",
                                    "ask again when the server has finished, or look at its version",
                                    "0.1.0"};

inline constexpr Rule conflicting_answers{"attest/conflicting-answers",
                                          Severity::warning,
                                          "an attestation server says two different things about one host",
                                          "Open Attestation, PollHosts",
                                          "the lesser level counts, because products read the first or the last one",
                                          "look for a host that is registered twice",
                                          "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::attest
