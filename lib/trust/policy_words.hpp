// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include <ovfkit/trust/policy_file.hpp>

#include "trust/toml_keys.hpp"

// The words of policies and of their cases.

namespace ovfkit::trust {

inline constexpr Word<Action> action_words[] = {
    {"allow", Action::allow}, {"warn", Action::warn}, {"refuse", Action::refuse}};
inline constexpr Word<Outcome> outcome_words[] = {
    {"allow", Outcome::allow}, {"warn", Outcome::warn}, {"refuse", Outcome::refuse}};
inline constexpr Word<Cluster::Trust> cluster_words[] = {{"trusted", Cluster::Trust::trusted},
                                                         {"untrusted", Cluster::Trust::untrusted},
                                                         {"unknown", Cluster::Trust::unknown}};
inline constexpr Word<model::EntityKind> kind_words[] = {{"vm", model::EntityKind::vm},
                                                         {"template", model::EntityKind::template_}};
inline constexpr Word<FlagState> flag_words[] = {
    {"absent", FlagState::absent}, {"false", FlagState::false_}, {"true", FlagState::true_}};
inline constexpr Word<SignedTrust> signature_words[] = {{"absent", SignedTrust::absent},
                                                        {"altered", SignedTrust::altered},
                                                        {"rejected", SignedTrust::rejected},
                                                        {"accepted", SignedTrust::accepted}};
inline constexpr Word<Acknowledging> acknowledging_words[] = {
    {"accepted", Acknowledging::accepted}, {"required", Acknowledging::required}, {"ignored", Acknowledging::ignored}};
inline constexpr Word<crypto::DigestAlgorithm> digest_words[] = {{"sha1", crypto::DigestAlgorithm::sha1},
                                                                 {"sha256", crypto::DigestAlgorithm::sha256},
                                                                 {"sha512", crypto::DigestAlgorithm::sha512}};
inline constexpr Word<ImportPolicy::Landing> landing_words[] = {{"keep", ImportPolicy::Landing::keep},
                                                                {"from-cluster", ImportPolicy::Landing::from_cluster},
                                                                {"cluster", ImportPolicy::Landing::from_cluster}};
inline constexpr Word<Policy::Unrecorded> unrecorded_words[] = {{"refuse", Policy::Unrecorded::refuse},
                                                                {"allow", Policy::Unrecorded::allow}};
inline constexpr Word<Policy::Record> record_words[] = {{"required", Policy::Record::required},
                                                        {"optional", Policy::Record::optional}};

/// The version of these files that is read.
inline constexpr std::int64_t file_version = 1;

/// Bits of keys that make sense: fewer never count, more nobody has.
inline constexpr std::int64_t least_rsa_bits = 2048;
inline constexpr std::int64_t most_rsa_bits = 16384;
inline constexpr std::int64_t least_ec_bits = 224;
inline constexpr std::int64_t most_ec_bits = 571;

/// Hands findings about a file over, in the order of their places.
inline void deliver(const Diagnostics& found, Diagnostics& diagnostics) {
    if (found.dropped() != 0) return diagnostics.append(found);  // those that are counted only have no place
    std::vector<Diagnostic> sorted = found.all();
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.where.span.begin < b.where.span.begin; });
    for (Diagnostic& one : sorted) diagnostics.add(std::move(one));
}

/// What a file that has findings is: no policy.
[[nodiscard]] inline Error unusable_file(const Diagnostics& found, std::string_view what, const std::string& source) {
    Error error;
    error.code = ErrorCode::malformed;
    error.message = std::string(what) + " cannot be used";
    error.where.source = source;
    for (const Diagnostic& one : found) {
        if (one.severity != Severity::error) continue;
        error.message += ": " + one.message;
        error.where = one.where;
        error.rule = one.rule;
        break;
    }
    return error;
}

}  // namespace ovfkit::trust
