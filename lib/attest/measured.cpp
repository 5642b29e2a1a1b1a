// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/measured.hpp>

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/text/moment.hpp>

namespace ovfkit::attest {
namespace {

/// Why the time of a measurement is none that counts; empty when it is one.
std::string why_not_now(const std::string& time, std::int64_t now, std::uint32_t max_age) {
    if (time.empty()) return "the server does not say when it was measured";
    const std::string measured = "it was measured at " + ovfkit::quoted(time, 60);
    const auto moment = text::parse_moment(time);
    if (!moment) return measured + ", which is no time that can be read";
    // Both are within the years that can be written, give or take a day, unless the caller's clock is beyond reason.
    if (now > moment->unix_seconds &&
        static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(moment->unix_seconds) > max_age)
        return measured + ", more than " + std::to_string(max_age) + " seconds ago";
    if (moment->unix_seconds > now &&
        static_cast<std::uint64_t>(moment->unix_seconds) - static_cast<std::uint64_t>(now) > max_age)
        return measured + ", which is yet to come";
    return {};
}

}  // namespace

Answers measured_within(Answers answers, std::int64_t now, std::uint32_t max_age) {
    for (HostAnswer& host : answers.hosts) {
        if (!host.trusted()) continue;
        std::string why = why_not_now(host.validated_at, now, max_age);
        if (why.empty()) continue;
        host.level = Level::timeout;
        host.detail = std::move(why);
    }
    return answers;
}

}  // namespace ovfkit::attest
