// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/net/https.hpp>

namespace ovfkit::net {

/// A request that was looked at, in the form in which it is sent.
struct Checked {
    const Request& request;
    std::string origin;                ///< for messages
    std::vector<std::string> headers;  ///< lines
};

/// What came of sending a request once.
struct Attempt {
    Reply reply;                                       ///< whole, if there is no error
    std::optional<std::chrono::milliseconds> pause{};  ///< for which the server asked before the next attempt
    std::optional<Error> error{};
    bool again = false;  ///< whether it may well go better the next time
};

/// Sends a request once, on a connection of its own.
[[nodiscard]] Attempt attempt(const Checked& checked, const HttpsOptions& options);

}  // namespace ovfkit::net
