// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/base/result.hpp>

/// One request over HTTPS, and a whole reply or the reason why there is none.
namespace ovfkit::net {

/// Whom a connection believes, how long it may take, and how much it may bring.
///
/// Nothing else has a say: no proxy, no credentials and no certificate store is taken from the environment or from the
/// system's configuration.
struct HttpsOptions {
    /// PEM certificates of the authorities, or of the server itself, that count; no others do. Required.
    std::string authorities;
    /// Until the connection stands, for one attempt.
    std::chrono::milliseconds connect_timeout{5'000};
    /// For one attempt, from the name lookup to the last byte.
    std::chrono::milliseconds timeout{30'000};
    /// Bytes that a reply's body may have, after any decoding; more is `limit_exceeded`, and no more is read.
    std::uint64_t max_reply = 16U << 20U;
    /// How often a request is sent at most. Repeated is what may well go better the next time: a connection that is
    /// refused or breaks, a timeout, and the statuses 429, 502, 503 and 504. Never a certificate that does not verify.
    unsigned attempts = 3;
    /// Before the second attempt; twice as long before each further one, but never longer than `max_backoff`. A
    /// `Retry-After` of the server in seconds counts instead, up to `max_backoff`.
    std::chrono::milliseconds backoff{200};
    /// The longest wait between two attempts.
    std::chrono::milliseconds max_backoff{5'000};
    /// Sleeps for the time given; the thread's own sleep when empty.
    std::function<void(std::chrono::milliseconds)> wait;
    /// Asked at least about ten times a second, and before each attempt. False ends the request with
    /// `ErrorCode::cancelled`.
    std::function<bool()> go_on;
};

/// One request. Names of headers that are no tokens, values with control characters in them, and headers that say how
/// the message itself is sent (`Host`, `Content-Length`, `Connection` and such) are refused as `invalid_argument`.
struct Request {
    /// What is done with the resource.
    enum class Method : std::uint8_t { get, post };

    /// `get` sends no body.
    Method method = Method::get;
    std::string url;  ///< absolute, `https` only, in ASCII, without a user in it
    /// Names and values, sent as they are.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;  ///< of a `post`
};

/// What a server answered, whatever the status.
struct Reply {
    int status = 0;            ///< as HTTP has it, such as 200
    std::string content_type;  ///< as sent; empty when there is none
    std::string body;          ///< the bytes as sent, any transfer coding undone
    unsigned attempts = 1;     ///< how often it was asked
};

/// Sends `request`, and again as `options` say, over TLS 1.2 or newer, with the chain and the name of the server's
/// certificate verified. Redirections are not followed: they are replies like any other.
///
/// Fails with `invalid_argument` for an URL or options that make no sense, `permission` when the server cannot be
/// believed (certificate, name, protocol), `limit_exceeded` for a reply that is too large, `cancelled`, and `io` for
/// everything else that keeps a whole reply away: no such host, refused, broken off, shorter than announced, too slow.
/// A reply of which a part is missing is never returned, nor one that does not say where it ends (neither
/// `Content-Length` nor `chunked`). Messages hold the host, but neither header values nor the path, which may be
/// secrets.
///
/// May be called from many threads at once; blocks.
[[nodiscard]] Result<Reply> send(const Request& request, const HttpsOptions& options);

/// `base` with `path` behind it and exactly one `/` between them: `https://host/ovirt-engine` and `api/clusters`.
/// Fails with `invalid_argument` when `base` is no absolute `https` URL, or has a user, a query or a fragment.
[[nodiscard]] Result<std::string> join_url(std::string_view base, std::string_view path);

/// `text` with everything but unreserved characters percent-encoded (RFC 3986, 2.3).
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace ovfkit::net
