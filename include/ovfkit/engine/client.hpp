// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/engine/resource.hpp>
#include <ovfkit/net/https.hpp>

/// A live oVirt engine: which cluster is trusted, and the XML of its REST interface as far as trust goes.
namespace ovfkit::engine {

/// Who asks. A token, or a user with a password, never both.
struct Credentials {
    std::string token;     ///< an OAuth access token of the engine's single sign-on
    std::string user;      ///< with its profile: `admin@internal`
    std::string password;  ///< exchanged for a token at `sso/oauth/token` before the first question
};

/// The credentials of a file: lines `token = ...`, or `user = ...` and `password = ...`, blank lines and `#` comments.
/// Everything behind the first blank after `=` counts, to the end of the line. `source` names the file in errors, which
/// never hold what is in it.
[[nodiscard]] Result<Credentials> parse_credentials(std::string_view text, const std::string& source);

/// A live engine.
struct Engine {
    std::string url;  ///< `https://engine.example/ovirt-engine`; `/api` behind it may be there or not
    /// Who asks.
    Credentials credentials;
    /// Whom the connection believes, and how long it may take.
    net::HttpsOptions https;
};

/// The cluster of exactly that name (letter by letter). Reads `api/clusters`, version 4 of the API.
///
/// Fails with `not_found` when there is none, `invalid_argument` when several have that name and are not equally
/// trusted (else the first is taken), and for credentials that are none, `permission` when the engine refuses them,
/// `malformed` or `not_a_descriptor` when the answer is not what an engine says, `io` when it has a fault, and as
/// `net::send` does. What is odd about the named cluster, or the answer as a whole, is reported into `diagnostics`, and
/// so is why the engine gave no cluster: such an error names the rule. No failure is an answer: whoever asks decides
/// what an unknown cluster means.
[[nodiscard]] Result<ClusterResource> find_cluster(const Engine& engine, std::string_view name,
                                                   Diagnostics& diagnostics);

/// The hosts of the cluster with that id, in the engine's order. Reads `api/hosts`. An id that no host names has none.
/// Fails and reports as `find_cluster` does, and with `invalid_argument` for an empty id.
[[nodiscard]] Result<std::vector<HostResource>> hosts_of(const Engine& engine, std::string_view cluster_id,
                                                         Diagnostics& diagnostics);

}  // namespace ovfkit::engine
