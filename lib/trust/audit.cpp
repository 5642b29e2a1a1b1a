// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/audit.hpp>

#include <algorithm>
#include <utility>

#include <ovfkit/text/moment.hpp>

#include "base/ascii.hpp"

namespace ovfkit::trust {
namespace {

Error refused(std::string message) {
    Error error;
    error.code = ErrorCode::invalid_argument;
    error.message = std::move(message);
    return error;
}

/// The digest in lower case; empty when it is none.
std::string sha256_digits(std::string digest) {
    constexpr std::size_t digits = 64;
    if (digest.size() != digits) return {};
    for (char& c : digest) {
        c = lower(c);
        const bool hexadecimal = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (!hexadecimal) return {};
    }
    return digest;
}

}  // namespace

Result<AuditRecord> make_audit_record(AuditSubject subject, Decision decision) {
    auto time = text::print_moment(subject.unix_seconds);
    if (!time) return refused("the time is outside of the years 0 to 9999");
    AuditRecord record;
    record.time = *std::move(time);
    record.file = std::move(subject.file);
    record.sha256 = sha256_digits(std::move(subject.sha256));
    if (record.sha256.empty()) return refused("the digest is not one of SHA-256");
    if (!subject.policy_sha256.empty()) {
        record.policy_sha256 = sha256_digits(std::move(subject.policy_sha256));
        if (record.policy_sha256.empty()) return refused("the digest of the policy is not one of SHA-256");
    }
    record.cluster_source = std::move(subject.cluster_source);
    record.decision = std::move(decision);
    return record;
}

}  // namespace ovfkit::trust
