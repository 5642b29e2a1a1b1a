// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/crypto/certificate.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "crypto/openssl.hpp"

// What the judges of a signature ask of a certificate. Escaped texts, and no failure: what cannot be read is empty.

namespace ovfkit::crypto {

[[nodiscard]] CertificateFacts facts_of(X509* certificate);

/// Seconds since 1970; empty when the certificate holds something else than a time there.
[[nodiscard]] std::optional<std::int64_t> seconds_of(const ASN1_TIME* time);

/// `2026-01-31 12:00:00 UTC`.
[[nodiscard]] std::string date_text(std::int64_t seconds);

/// RSA and DSA below 2048 bits, elliptic curves below 224.
[[nodiscard]] bool is_weak(KeyKind kind, unsigned bits);

[[nodiscard]] KeyKind kind_of(const EVP_PKEY* key);
/// 0 when there is none that can be read.
[[nodiscard]] unsigned bits_of(const EVP_PKEY* key);

/// Such as `RSA 2048` or `EC P-256`.
[[nodiscard]] std::string key_text(const EVP_PKEY* key);

/// Issued by itself, and signed with its own key.
[[nodiscard]] bool is_self_signed(X509* certificate);

/// Of the digest that its issuer signed it with; `NID_undef` where the signature needs none.
[[nodiscard]] int signature_digest(X509* certificate);

/// Whether it says that its key is for other things than signatures (RFC 5280, 4.2.1.3); silence allows everything.
[[nodiscard]] bool forbids_signatures(X509* certificate);

}  // namespace ovfkit::crypto
