// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "crypto/openssl_command.hpp"

namespace ovfkit::trust {

inline descriptor::Descriptor parsed(const std::string& bytes) {
    Diagnostics diagnostics;
    return descriptor::Descriptor::parse(bytes, diagnostics).value();
}

/// One key for all tests; making one takes longer than using it.
struct Signer {
    crypto::OpensslCommand openssl;
    std::string certificate = openssl.certificate("exporter", {});
    crypto::SigningKey key = crypto::SigningKey::read(openssl.get("exporter.key")).value();
    crypto::TrustAnchors anchors = crypto::TrustAnchors().with(certificate).value();
    crypto::SignatureOptions options{crypto::OpensslCommand::now_of(certificate), false};

    [[nodiscard]] std::string sign(const std::string& bytes) const {
        return sign_trust(parsed(bytes), key, certificate).value();
    }
    [[nodiscard]] TrustSignature verify(const std::string& bytes) const {
        return verify_trust(parsed(bytes), anchors, options);
    }
    [[nodiscard]] SignedTrust state(const std::string& bytes) const { return verify(bytes).state; }
};

}  // namespace ovfkit::trust
