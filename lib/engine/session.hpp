// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/engine/client.hpp>

namespace ovfkit::engine {

/// What makes sense as an answer, with the address that it came from.
struct Answer {
    std::string url;
    std::string body;
};

/// One engine, and what lets us in.
class Session {
public:
    /// Checks URL and credentials, and exchanges user and password for a token where the engine has a place for that;
    /// one that has none is asked with the password itself.
    [[nodiscard]] static Result<Session> open(const Engine& engine, Diagnostics& diagnostics);

    /// The body of a GET of `path` below the engine's URL. Every other status than 200 is an error, and a finding if it
    /// is the engine that says so.
    [[nodiscard]] Result<Answer> get(std::string_view path, Diagnostics& diagnostics) const;

private:
    Session(std::string url, const Engine& engine) : url_(std::move(url)), engine_(engine) {}

    [[nodiscard]] Result<void> log_in(Diagnostics& diagnostics);
    [[nodiscard]] Result<void> take_token(const net::Reply& reply, const std::string& url, Diagnostics& diagnostics);
    void use(std::string scheme, const std::string& secret);
    [[nodiscard]] Error refuse(const net::Reply& reply, const std::string& url, std::string_view reason,
                               Diagnostics& diagnostics) const;
    [[nodiscard]] std::string without_secrets(std::string_view text) const;

    std::string url_;
    const Engine& engine_;
    std::string authorization_;
    std::vector<std::string> secrets_;  // in every form in which they are sent
};

/// An error that is a finding about the answer of `url` as well.
[[nodiscard]] Error found(Diagnostics& diagnostics, const Rule& rule, ErrorCode code, std::string message,
                          const std::string& url);

/// Whether credentials are a token, or a user with a password, and can stand in a header. Fails with
/// `invalid_argument`; the message holds nothing of them.
[[nodiscard]] Result<void> check(const Credentials& credentials);

}  // namespace ovfkit::engine
