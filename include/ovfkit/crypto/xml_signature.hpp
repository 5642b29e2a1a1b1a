// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>

namespace ovfkit::crypto {

// Enveloped XML signatures (XML-DSig) over one element that carries an attribute `Id`, in one narrow form: the
// `ds:Signature` is the last child of the signed element and has exactly one Reference, `#` and that Id, through the
// enveloped-signature transform and exclusive canonicalization 1.0 without comments; RSA PKCS #1 v1.5 or ECDSA over
// SHA-256, SHA-384 or SHA-512; and a KeyInfo with nothing but X.509 certificates, the signer's first. Nothing else is
// read: no other transform, no external reference, no HMAC, no bare key. Any conforming verifier takes what is written.
//
// xmlsec is started at the first use and never shut down. That is once in a process and safe from many threads, and it
// turns off what xmlsec prints by itself, for the whole process; the program must not call xmlSecInit afterwards.

/// `element`, a well-formed element in UTF-8 on its own, with a signature of all of it as its last child.
///
/// `certificates` is PEM: first the one of `key`, then those of its chain. `digest` is SHA-256 or SHA-512. The result
/// is verified before it is returned. Fails with `invalid_argument` when the element has no usable `Id` (a letter or
/// `_`, then letters, digits, `-`, `_` and `.`, and on no second element), an end tag of its own is missing, or it
/// holds a comment, an instruction, a CDATA section or a signature already; when the certificate is not of the key;
/// `malformed` when a certificate cannot be read; `unsupported` when the key cannot sign so.
[[nodiscard]] Result<std::string> sign_element(std::string_view element, const SigningKey& key,
                                               std::string_view certificates,
                                               DigestAlgorithm digest = DigestAlgorithm::sha256);

/// What is to be said about the signature of an element, and what exactly was signed.
struct ElementVerdict {
    SignatureVerdict signature;  ///< its digest is the shorter one of the two that such a signature is made with
    /// The bytes that were digested, without the signature: exclusive canonical XML. Empty unless the signature is
    /// `valid`. Whoever believes a signature has to look at these and not at the document.
    std::string content;
};

/// Verifies what `sign_element` makes, with the chain of the certificate up to one of `anchors`. Under the same rules
/// as `verify_signature`: never fails, what has another form is `unreadable`, with the reason among the details; SHA-1
/// is never accepted for the signature itself. `limits` bound the element. May be called from many threads.
[[nodiscard]] ElementVerdict verify_element(std::string_view element, const TrustAnchors& anchors,
                                            const SignatureOptions& options, const Limits& limits = {});

}  // namespace ovfkit::crypto
