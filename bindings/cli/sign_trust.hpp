// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>

#include "exit_code.hpp"
#include "source.hpp"

namespace ovfkit::cli {

/// How to sign what a descriptor says about trust.
struct TrustSigning {
    SourceOptions source;
    crypto::SigningKey key;
    std::string certificates;  ///< PEM: that of the key, with those of its chain behind it
    crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256;
    std::string output;      ///< path, or `-`; empty: where the descriptor lies
    bool no_verify = false;  ///< of a package: the manifest may be wrong about the descriptor already
};

/// Signs the trust statement of a descriptor, by itself or in a package whose manifest is kept right, and writes it
/// whole or not at all. What went wrong was said.
[[nodiscard]] ExitCode sign_trust(const TrustSigning& options);

}  // namespace ovfkit::cli
