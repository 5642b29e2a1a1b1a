// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/net/https.hpp>

namespace ovfkit::attest {

/// Which of the two paths a server has its PollHosts under.
enum class PollPath : std::uint8_t {
    current,  ///< `AttestationService/resources/PollHosts`, OpenAttestation 1.5 and newer
    legacy,   ///< `OpenAttestationWebServices/V1.0/PollHosts`
    either,   ///< the current one, and after a 404 the legacy one
};

/// `current`, `legacy` or `either`.
[[nodiscard]] std::string_view to_string(PollPath path) noexcept;

/// An attestation server.
struct Server {
    std::string url;  ///< `https://HOST:8443`, with a path in front of the service's own if it has one
    /// Where it has its service.
    PollPath path = PollPath::either;
    /// Whom the connection believes, and how long it may take.
    net::HttpsOptions https;
};

/// The body of a PollHosts request: `{"hosts": [...]}`, the names as JSON strings whatever is in them. Names that are
/// not UTF-8 are refused with `invalid_argument`, and so are empty ones.
[[nodiscard]] Result<std::string> poll_request(const std::vector<std::string>& hosts);

/// What a PollHosts reply says about each of `hosts`, in that order.
///
/// Fail-closed, host by host: one that the reply does not name is `no_answer`; one that is named twice with different
/// levels has the lesser one, never `trusted`; an entry without a level, or with one that is no string, is
/// `unrecognized`. An entry that cannot be read does not stop the others. A reply that is no JSON object, or has no
/// array `hosts`, answers about nobody. What is odd is reported into `diagnostics` (`attest/...`), with the place in
/// the reply where that is known. Depth and size are bounded; linear time.
[[nodiscard]] std::vector<HostAnswer> parse_poll_reply(std::string_view json, const std::vector<std::string>& hosts,
                                                       Diagnostics& diagnostics);

/// Asks `server` about `hosts` in one request: POST, `application/json` both ways. Never throws and never fails as a
/// whole: whatever goes wrong, each host has an answer that is not `trusted`. Names that JSON cannot hold are answered
/// with `no_answer` and not sent. An empty list of hosts asks nobody.
[[nodiscard]] Answers poll(const Server& server, const std::vector<std::string>& hosts);

/// `poll` with a copy of `server`, as the cache and the rest of this room take it.
[[nodiscard]] Ask asking(Server server);

}  // namespace ovfkit::attest
