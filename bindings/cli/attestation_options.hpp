// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/base/result.hpp>

#include "options.hpp"

namespace ovfkit::cli {

/// An attestation server as options name it.
struct AttestationOptions {
    std::string url;
    std::string authorities;  ///< path of a PEM file
    attest::PollPath path = attest::PollPath::either;
    double seconds = 30;
    unsigned attempts = 3;

    [[nodiscard]] bool given() const { return !url.empty(); }
};

/// `current`, `legacy` or `either`.
[[nodiscard]] const std::vector<Choice<attest::PollPath>>& poll_paths();

/// `NAME URL`, `NAME-ca FILE`, which need each other, and `NAME-path`, `NAME-timeout` and `NAME-attempts`, where `name`
/// is an option such as `--attestation`. Answers the first. `options` has to outlive the parsing.
CLI::Option* add_attestation(CLI::App& verb, AttestationOptions& options, const std::string& name);

/// That server, with the certificates of the file read.
[[nodiscard]] Result<attest::Server> attestation_server(const AttestationOptions& options);

}  // namespace ovfkit::cli
