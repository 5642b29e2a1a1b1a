// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/trust/policy.hpp>

#include "attestation_options.hpp"
#include "engine_options.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {

/// The cluster that an import goes to, and where what is known about it comes from.
struct TargetOptions {
    std::string cluster;    ///< `NAME=trusted` and so on, or a name in the inventory or of the engine
    std::string inventory;  ///< path
    EngineOptions engine;
    AttestationOptions attestation;
    std::vector<std::string> hosts;  ///< of a cluster that comes from neither
};

/// `--cluster`, `--inventory`, `--engine ...`, `--attestation ...` and `--host`. `options` has to outlive the parsing.
void add_target(CLI::App& verb, TargetOptions& options);

/// What is wrong with the options together, in one sentence; empty when nothing is.
[[nodiscard]] std::string misuse_of(const TargetOptions& options);

/// The cluster as its source has it, and as its hosts bear that out when there is an attestation server. Findings about
/// both are written to standard error and count in `worst`. Of the hosts that an engine tells of only those count whose
/// status is `up`: no VM runs on the others. Fails when the cluster cannot be found or asked for.
struct Target {
    trust::Cluster cluster;
    std::string source;  ///< as `trust::AuditRecord::cluster_source`
    ExitCode worst = ExitCode::ok;
};
[[nodiscard]] Result<Target> find_target(const TargetOptions& options, ColorChoice color);

}  // namespace ovfkit::cli
