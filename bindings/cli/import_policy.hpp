// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {

/// How an import is judged: by words, or by a policy file.
struct PolicyOptions {
    trust::ImportPolicy words;
    std::string file;                                       ///< empty: by the words
    std::optional<trust::ImportPolicy::Landing> landing{};  ///< when it was given
};

/// `--policy`, `--landing` and `--require-signed-trust`. `options` has to outlive the parsing.
void add_import_policy(CLI::App& verb, PolicyOptions& options);

/// What is wrong with the options together, in one sentence; empty when nothing is.
[[nodiscard]] std::string misuse_of(const PolicyOptions& options);

/// A policy that was read; `file` is empty when the words decide.
struct ImportPolicy {
    trust::ImportPolicy words;
    std::optional<trust::Policy> file;
    std::string sha256{};  ///< of the file

    /// Whether it matters who signed.
    [[nodiscard]] bool asks_for_signatures() const;
    [[nodiscard]] trust::Decision decide(const trust::Evidence& evidence, const trust::Cluster& cluster,
                                         const std::optional<trust::Acknowledgement>& acknowledgement) const;
};

/// Reads the file, if there is one, and writes findings about it to standard error. Empty when it cannot be used, which
/// was said.
[[nodiscard]] std::optional<ImportPolicy> read_import_policy(const PolicyOptions& options, ColorChoice color);

}  // namespace ovfkit::cli
