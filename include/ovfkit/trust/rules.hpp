// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::trust {

/// The findings of this room, each declared once. The first group is about descriptors and comes from `collect`; the
/// second is about an import and gives the codes of the reasons of `decide`; the third is about signed statements and
/// serves both.
namespace rule {

inline constexpr Rule conflicting_flags{
    "trust/conflicting-flags",
    Severity::warning,
    "two trust flags of one entity disagree",
    "",
    "products read different spellings, so the entity is protected in one and not in the other; here true wins",
    "give every spelling the same value, or keep one of them",
    "0.1.0"};

inline constexpr Rule unknown_flag_value{
    "trust/unknown-flag-value",
    Severity::warning,
    "the text of a trust flag is no boolean",
    "",
    "a product that does not understand the text takes it for false and drops the protection; here it counts as true",
    "write true or false",
    "0.1.0"};

inline constexpr Rule duplicate_flag{"trust/duplicate-flag",
                                     Severity::warning,
                                     "a trust flag stands twice in one element",
                                     "",
                                     "products read the first or the last one; here it is true when one of them is",
                                     "keep one of them",
                                     "0.1.0"};

inline constexpr Rule misplaced_flag{
    "trust/misplaced-flag",
    Severity::warning,
    "a trust flag stands where no product looks for it",
    "oVirt engine: a direct child of Content or VirtualSystem",
    "whoever put it there meant to protect the entity, and every other reader ignores it; here it counts",
    "move it into the VirtualSystem or Content element itself, or into a trust section there",
    "0.1.0"};

inline constexpr Rule flag_engine_ignores{
    "trust/flag-engine-ignores",
    Severity::note,
    "the oVirt engine takes the entity for untrusted although the file says otherwise",
    "oVirt engine: reads TrustedService only, and nothing at all from the VM of an OVA",
    "an import by the engine itself raises no alert about this entity, and reports it as untrusted",
    "write TrustedService beside the other flags; for a VM use the configuration form instead of an OVA",
    "0.1.0"};

inline constexpr Rule untrusted_target{
    "trust/untrusted-target",
    Severity::warning,
    "an entity that requires a trusted cluster would be imported into one that is not",
    "oVirt engine: events 10003 and 10007",
    "it would run on hosts that nobody attests; that is a mistake of the administrator, or it is deliberate",
    "choose a trusted cluster, or acknowledge the import with a name and a reason",
    "0.1.0"};

inline constexpr Rule trusted_target{"trust/trusted-target",
                                     Severity::note,
                                     "an entity that does not require trust would be imported into a trusted cluster",
                                     "oVirt engine: events 10004 and 10008",
                                     "it did not come from a trusted cluster, so what is inside it was never protected",
                                     "",
                                     "0.1.0"};

inline constexpr Rule unknown_cluster{"trust/unknown-cluster",
                                      Severity::warning,
                                      "nothing is known about the trust of the target cluster",
                                      "",
                                      "what cannot be verified is treated as untrusted",
                                      "say whether the cluster is trusted",
                                      "0.1.0"};

inline constexpr Rule acknowledged{
    "trust/acknowledged",
    Severity::note,
    "somebody takes responsibility for an import that would have been warned about or refused",
    "",
    "the name and the reason belong into the audit log",
    "",
    "0.1.0"};

inline constexpr Rule invalid_acknowledgement{"trust/invalid-acknowledgement",
                                              Severity::warning,
                                              "an acknowledgement does not say who gives it, or why",
                                              "",
                                              "nobody answers for it, so it changes nothing",
                                              "give both a name and a reason",
                                              "0.1.0"};

inline constexpr Rule flags_from_cluster{
    "trust/flags-from-cluster",
    Severity::note,
    "the trust flags of an entity change on landing",
    "",
    "the policy takes them from the target cluster; a later export carries the new ones",
    "use the policy that keeps the flags if they shall survive the import",
    "0.1.0"};

inline constexpr Rule unsigned_statement{
    "trust/unsigned",
    Severity::warning,
    "nobody signed what the descriptor says about trust",
    "",
    "whoever can change the file can take a trust flag away, and nobody would notice",
    "let the exporter sign it with 'ovfkit sign --trust'",
    "0.1.0"};

inline constexpr Rule altered_statement{"trust/altered-statement",
                                        Severity::error,
                                        "the descriptor says something else about trust than what was signed",
                                        "",
                                        "a trust flag, an id or an entity was changed after the signature was made",
                                        "get the descriptor from its origin again, or have the change signed",
                                        "0.1.0"};

inline constexpr Rule rejected_signature{
    "trust/rejected-signature",
    Severity::error,
    "the signature over what the descriptor says about trust is not accepted",
    "",
    "it is broken, or of somebody that nobody vouches for, so it proves nothing",
    "name the certificate of the exporter, or of who vouches for it, as a trust anchor",
    "0.1.0"};

inline constexpr Rule disowned_descriptor{
    "trust/disowned-descriptor",
    Severity::warning,
    "the package does not stand for the descriptor: its manifest tells of another one, or there is another one",
    "DSP0243 1.1.1, 5.1",
    "somebody changed it after the package was made, or an importer reads the other one, with other trust flags",
    "get the package from its origin again",
    "0.1.0"};

}  // namespace rule

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::trust
