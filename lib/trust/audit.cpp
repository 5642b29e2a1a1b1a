// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/audit.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "base/ascii.hpp"

namespace ovfkit::trust {
namespace {

using namespace std::chrono;

Error refused(std::string message) {
    Error error;
    error.code = ErrorCode::invalid_argument;
    error.message = std::move(message);
    return error;
}

Result<std::string> rfc3339(std::int64_t unix_seconds) {
    const auto first = sys_days{year{0} / 1 / 1}.time_since_epoch();
    const auto behind = sys_days{year{10000} / 1 / 1}.time_since_epoch();
    if (unix_seconds < seconds(first).count() || unix_seconds >= seconds(behind).count())
        return refused("the time is outside of the years 0 to 9999");
    const sys_seconds moment{seconds{unix_seconds}};
    const auto midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const hh_mm_ss clock{moment - midnight};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return std::string(text);
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
    auto time = rfc3339(subject.unix_seconds);
    if (!time) return time.error();
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
