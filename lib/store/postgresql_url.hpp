// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/store/store.hpp>

namespace ovfkit::store {

/// A database of PostgreSQL, as a URL names it.
struct PostgresqlUrl {
    /// The same URL with everything in it that libpq would else take from the environment or from files in the home of
    /// the user; all of its parts are percent-encoded, so that it holds no blank, quote or equal sign of a value.
    std::string complete;
    std::string name;                  ///< for messages, in quotes: without user and password
    std::vector<std::string> secrets;  ///< what no message may hold
};

/// Fails with `invalid_argument` for a text that libpq does not understand and for one that leaves out the host, the
/// user or the database. Nobody waits longer for the server than the options have patience, unless the URL says so.
[[nodiscard]] Result<PostgresqlUrl> complete_url(const std::string& url, const Store::Options& options);

}  // namespace ovfkit::store
