// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <xmlsec/xmlsec.h>

#include <xmlsec/xmldsig.h>

#include <ovfkit/crypto/digest.hpp>

#include "crypto/openssl.hpp"
#include "xml/raw_tree.hpp"

// xmlsec's owners, its start, and the names of what is allowed.

namespace ovfkit::crypto {

/// The identifiers of XML-DSig that are written and read.
namespace dsig {
inline constexpr std::string_view ns = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view exclusive_c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
}  // namespace dsig

struct DestroyXmlKey {
    void operator()(xmlSecKey* key) const { xmlSecKeyDestroy(key); }
};
using XmlKeyPtr = std::unique_ptr<xmlSecKey, DestroyXmlKey>;

struct DestroyDsig {
    void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using DsigPtr = std::unique_ptr<xmlSecDSigCtx, DestroyDsig>;

/// A key for xmlsec that shares `key`, RSA or elliptic curve. Null for another kind.
[[nodiscard]] XmlKeyPtr xml_key(EVP_PKEY* key);

/// A context that processes nothing but the allowed transforms and same-document references. Null when xmlsec cannot be
/// started.
[[nodiscard]] DsigPtr xml_signature_context(XmlKeyPtr key);

/// The identifier of a signature with that kind of key and digest; empty when there is none.
[[nodiscard]] std::string_view signature_method(const EVP_PKEY* key, DigestAlgorithm digest);
/// The identifier of a digest; empty for SHA-1.
[[nodiscard]] std::string_view digest_method(DigestAlgorithm digest);

/// The NID of the digest that an allowed method of signatures is made over; NID_undef for every other text.
[[nodiscard]] int digest_of_signature_method(std::string_view identifier);
/// The NID of an allowed digest; NID_undef for every other text.
[[nodiscard]] int digest_of_digest_method(std::string_view identifier);

}  // namespace ovfkit::crypto
