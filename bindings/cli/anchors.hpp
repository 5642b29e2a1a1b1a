// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/certificate.hpp>

namespace ovfkit::cli {

/// `--trust-anchor FILE`, as often as one likes.
CLI::Option* add_anchors(CLI::App& verb, std::vector<std::string>& files);

/// The certificates of all those files.
[[nodiscard]] Result<crypto::TrustAnchors> read_anchors(const std::vector<std::string>& files);

}  // namespace ovfkit::cli
