// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <ovfkit/attest/answer.hpp>

namespace ovfkit::attest {

/// `answers` without the trust in hosts that were measured too long ago.
///
/// A server answers with the last measurement it has, and says when that was (`vtime`). `poll` takes a measurement of
/// any age, as the oVirt engine does (oVirt reference 2.5): how often a host is measured is the server's business,
/// which a bound chosen here would only guess at. Whoever knows it demands it with this.
///
/// A host stays `trusted` when its time can be read (RFC 3339) and is no more than `max_age` seconds before `now`, in
/// seconds since 1970, and no more than that behind it, because two clocks differ. Else it becomes `timeout`, and
/// `detail` says why. Answers that are not `trusted` stay as they are, and none becomes it. A pure function.
[[nodiscard]] Answers measured_within(Answers answers, std::int64_t now, std::uint32_t max_age);

}  // namespace ovfkit::attest
