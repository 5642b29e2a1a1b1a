// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
    std::optional<std::uint32_t> max_age;  ///< of a measurement, in seconds; empty: any

    [[nodiscard]] bool given() const { return !url.empty(); }
};

/// `current`, `legacy` or `either`.
[[nodiscard]] const std::vector<Choice<attest::PollPath>>& poll_paths();

/// `NAME URL`, `NAME-ca FILE`, which need each other, and `NAME-path`, `NAME-timeout` and `NAME-attempts`, where `name`
/// is an option such as `--attestation`, and `NAME-max-age`. Answers the first. `options` has to outlive the parsing.
CLI::Option* add_attestation(CLI::App& verb, AttestationOptions& options, const std::string& name);

/// An option for `max_age`. `options` has to outlive the parsing.
CLI::Option* add_max_age(CLI::App& verb, AttestationOptions& options, const std::string& name);

/// That server, with the certificates of the file read.
[[nodiscard]] Result<attest::Server> attestation_server(const AttestationOptions& options);

/// What the server says at `now`, in seconds since 1970, about hosts that were measured recently enough.
[[nodiscard]] attest::Answers ask(const attest::Server& server, const std::vector<std::string>& hosts,
                                  const AttestationOptions& options, std::int64_t now);

}  // namespace ovfkit::cli
