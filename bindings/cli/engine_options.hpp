// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/engine/client.hpp>

namespace ovfkit::cli {

/// How a live engine is reached. No option takes a secret: other users see the arguments of a process.
struct EngineOptions {
    std::string url;          ///< empty: no engine is asked
    std::string authorities;  ///< the path of the PEM file
    std::string credentials;  ///< the path of the file; empty: the environment has them
};

/// `--engine`, `--engine-ca` and `--engine-credentials`. Answers the first, so that others can depend on it. `options`
/// has to outlive the parsing.
CLI::Option* add_engine(CLI::App& verb, EngineOptions& options);

/// The engine that is meant, its authorities and credentials read. Without a file of credentials they are
/// OVFKIT_ENGINE_TOKEN, or OVFKIT_ENGINE_USER and OVFKIT_ENGINE_PASSWORD.
///
/// Fails with `permission` for a file of credentials that anybody but its owner may read or write, with
/// `invalid_argument` or `malformed` for credentials that are none, and as reading does. No message holds a secret.
[[nodiscard]] Result<engine::Engine> read_engine(const EngineOptions& options);

}  // namespace ovfkit::cli
