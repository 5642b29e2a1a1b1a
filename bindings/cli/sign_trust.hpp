// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/crypto/certificate.hpp>

#include "exit_code.hpp"
#include "source.hpp"

namespace ovfkit::cli {

/// How to sign what a descriptor says about trust.
struct TrustSigning {
    SourceOptions source;
    std::string key;          ///< path of a private key in PEM
    std::string certificate;  ///< path of its certificate in PEM, with those of its chain behind it
    std::string passphrase;   ///< of the key; empty if it has none
    std::string output;       ///< path, or `-`; empty: the descriptor itself
};

/// Signs the trust statement of a bare descriptor and writes it whole or not at all. What went wrong was said.
[[nodiscard]] ExitCode sign_trust(const TrustSigning& options);

/// The certificates of all files as anchors; none for no files. Empty when one cannot be read, which was said.
[[nodiscard]] std::optional<crypto::TrustAnchors> read_trust_anchors(const std::vector<std::string>& paths);

}  // namespace ovfkit::cli
