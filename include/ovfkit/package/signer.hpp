// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>

namespace ovfkit::package {

/// Who signs a manifest, and how. The key may be anywhere: in a file, or in hardware behind a command.
struct Signer {
    std::vector<std::string> certificates;  ///< PEM; the first is the signer's, others may be of its chain
    /// What the bytes are digested with before they are signed.
    crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256;
    /// Answers the signature of bytes with that digest: RSA PKCS #1 v1.5, or DER of ECDSA.
    std::function<Result<std::string>(std::string_view bytes)> sign;
};

/// A signer whose key is elsewhere: `sign` is what `Signer::sign` says. Fails with `malformed` when there is no
/// certificate in the PEM text `certificates`, the signer's own first.
[[nodiscard]] Result<Signer> make_signer(std::function<Result<std::string>(std::string_view bytes)> sign,
                                         std::string_view certificates,
                                         crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256);

/// A signer with its key at hand. `certificates` is a PEM text, the signer's own first. Fails with `malformed` when
/// there is no certificate in it, and with `invalid_argument` when the key does not belong to the first one.
[[nodiscard]] Result<Signer> make_signer(crypto::SigningKey key, std::string_view certificates,
                                         crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256);

/// The PEM blocks of certificates in a text, as they stand there; everything around them is left out.
[[nodiscard]] std::vector<std::string> certificate_blocks(std::string_view pem);

/// The `.cert` file for the manifest `manifest`, which is called `manifest_name` there (DSP0243 1.1.1, 5.1). The
/// signature is verified with the signer's certificate before it is given out, so that a command that signs with
/// another key, or signs something else, is an error (`invalid_argument`) and no broken package. So is a key that no
/// verifier accepts: `crypto::never_accepted_because`.
[[nodiscard]] Result<std::string> make_certificate_file(const Signer& signer, std::string_view manifest_name,
                                                        std::string_view manifest);

}  // namespace ovfkit::package
