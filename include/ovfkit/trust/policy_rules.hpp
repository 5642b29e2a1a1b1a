// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::trust::rule {

// Of policy files, tables of cases and inventories. The first group is found when they are read; the second is about
// an import and gives the codes of the reasons of `decide` with a policy. `trust::rules()` has them all.

inline constexpr Rule policy_syntax{"policy/syntax",
                                    Severity::error,
                                    "the text is not TOML",
                                    "TOML 1.0",
                                    "half a policy is none: what cannot be read decides about nothing",
                                    "write it as TOML: keys with values, below headers such as [[rule]]",
                                    "0.1.0"};

inline constexpr Rule policy_too_large{"policy/too-large",
                                       Severity::error,
                                       "there is more in the file than is read",
                                       "",
                                       "who has to understand a policy of that size understands nothing of it any more",
                                       "split it by target, one file for each",
                                       "0.1.0"};

inline constexpr Rule policy_unknown_key{
    "policy/unknown-key",
    Severity::error,
    "a key is none that has a meaning there",
    "",
    "a condition that is spelled wrong would be none, and its rule would fit what it was to leave alone",
    "spell it as the schemas in schemas/policy do, or take it out",
    "0.1.0"};

inline constexpr Rule policy_missing_key{"policy/missing-key",
                                         Severity::error,
                                         "a key that has to be there is not",
                                         "",
                                         "nothing is assumed that would decide about an import",
                                         "add it",
                                         "0.1.0"};

inline constexpr Rule policy_wrong_type{"policy/wrong-type",
                                        Severity::error,
                                        "a value is of a type that means nothing there",
                                        "",
                                        "\"false\" in quotes is a text and no boolean, and guessing is not deciding",
                                        "write the value as the schemas in schemas/policy say",
                                        "0.1.0"};

inline constexpr Rule policy_wrong_value{"policy/wrong-value",
                                         Severity::error,
                                         "a value is none of those that mean something there",
                                         "",
                                         "guessing what was meant is not deciding",
                                         "take one of those that the message names",
                                         "0.1.0"};

inline constexpr Rule policy_repeated_name{"policy/repeated-name",
                                           Severity::error,
                                           "two things of one file have the same name",
                                           "",
                                           "an answer that names a rule, or a question that names a cluster, means one",
                                           "give each a name of its own",
                                           "0.1.0"};

inline constexpr Rule policy_contradiction{"policy/contradiction",
                                           Severity::error,
                                           "two keys of one rule cannot both be meant",
                                           "",
                                           "one of them would be without effect, and whoever wrote it counts on it",
                                           "take one of them out",
                                           "0.1.0"};

inline constexpr Rule policy_unreachable_rule{
    "policy/unreachable-rule",
    Severity::warning,
    "a rule can never decide, because one above it fits everything that it fits",
    "",
    "the first rule that fits decides; what this one was to refuse is perhaps let in",
    "move it up, or take it out",
    "0.1.0"};

inline constexpr Rule policy_no_rule{"policy/no-rule",
                                     Severity::warning,
                                     "the policy has no rule",
                                     "",
                                     "it decides as if there was no policy file, and whoever wrote it expects more",
                                     "add a [[rule]], or [otherwise] with an action for everything",
                                     "0.1.0"};

inline constexpr Rule policy_unsigned_name{
    "policy/unsigned-name",
    Severity::warning,
    "a rule lets something in by a name that anybody can write into a file",
    "",
    "name and id are the file's own word about itself",
    "add signature = \"accepted\" or require-signed-trust = true, so that somebody stands for the name",
    "0.1.0"};

inline constexpr Rule policy_evadable_name{
    "policy/evadable-name",
    Severity::warning,
    "a rule refuses by a name, and what calls itself something else may be let in below",
    "",
    "name and id are the file's own word about itself, and anybody can change them",
    "refuse by cluster, kind, flags or signature, or let the last rule refuse whatever no other one allows",
    "0.1.0"};

inline constexpr Rule policy_decided{"policy/decided",
                                     Severity::note,
                                     "a rule of the policy file decided",
                                     "",
                                     "it is the first one that fits; its name and line say where to look",
                                     "",
                                     "0.1.0"};

inline constexpr Rule policy_acknowledgement_needed{
    "policy/acknowledgement-needed",
    Severity::error,
    "the rule asks for an acknowledgement, and there is none that counts",
    "",
    "somebody has to stand for such an import with a name",
    "let somebody whom the rule names acknowledge it, with a reason",
    "0.1.0"};

inline constexpr Rule policy_not_entitled{"policy/not-entitled",
                                          Severity::warning,
                                          "whoever acknowledges the import is none of those whose word counts",
                                          "",
                                          "the rule says whose word counts, so this one changes nothing",
                                          "ask one of those whom the rule names",
                                          "0.1.0"};

inline constexpr Rule policy_acknowledgement_ignored{"policy/acknowledgement-ignored",
                                                     Severity::note,
                                                     "the rule lets no acknowledgement change what it says",
                                                     "",
                                                     "nobody's word is enough for such an import",
                                                     "",
                                                     "0.1.0"};

inline constexpr Rule policy_signature_needed{
    "policy/signature-needed",
    Severity::error,
    "the rule asks for a signed statement, and there is none that counts",
    "",
    "what the file says about itself is not enough for this rule",
    "let the exporter sign it with 'ovfkit sign --trust', and name whom you trust as an anchor",
    "0.1.0"};

inline constexpr Rule policy_weak_signature{"policy/weak-signature",
                                            Severity::warning,
                                            "the signature is accepted, and too weak for the rule",
                                            "",
                                            "under this rule it counts as one that is not accepted",
                                            "have it signed with the digest and the key that the rule asks for",
                                            "0.1.0"};

inline constexpr Rule policy_weak_manifest{"policy/weak-manifest",
                                           Severity::warning,
                                           "the manifest stands for the descriptor with a digest that does not count",
                                           "",
                                           "under this rule it is as if the package had no manifest",
                                           "make the manifest with a digest that the rule names",
                                           "0.1.0"};

inline constexpr Rule policy_not_understood{"policy/not-understood",
                                            Severity::error,
                                            "a rule holds a value that means nothing, and refuses what reaches it",
                                            "",
                                            "only a program can make such a rule; what it was to refuse is not known",
                                            "mend the program that made it",
                                            "0.1.0"};

inline constexpr Rule policy_not_recorded{
    "policy/not-recorded",
    Severity::error,
    "the decision could not be recorded",
    "",
    "an import of which nobody can find out later who allowed it, and why, is no decision",
    "mend the store, or say unrecorded = \"allow\" in the policy",
    "0.1.0"};

}  // namespace ovfkit::trust::rule
