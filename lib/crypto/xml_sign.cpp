// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/xml_signature.hpp>

#include <limits>

#include "crypto/anchors.hpp"
#include "crypto/pem.hpp"
#include "crypto/signed_element.hpp"
#include "crypto/signing_key.hpp"
#include "crypto/xmlsec.hpp"

namespace ovfkit::crypto {
namespace {

Error no_signing(ErrorCode code, std::string message) { return {code, std::move(message), {}, {}}; }

/// What a signature says, apart from the key; the values are empty until it is made.
struct Writing {
    std::string_view signature_method;
    std::string_view digest_method;
    std::string id;
    std::string digest_value{};
    std::string signature_value{};
    std::vector<std::string> certificates{};  // base64 in lines
};

std::string element_of(const char* name, std::string_view algorithm) {
    return std::string("<ds:") + name + " Algorithm=\"" + std::string(algorithm) + "\"/>";
}

/// Only ASCII. KeyInfo is not part of what is signed, and xmlsec would fill it as it likes: it comes last.
std::string signature_text(const Writing& w) {
    std::string text = "<ds:Signature xmlns:ds=\"" + std::string(dsig::ns) + "\">\n<ds:SignedInfo>\n" +
                       element_of("CanonicalizationMethod", dsig::exclusive_c14n) + "\n" +
                       element_of("SignatureMethod", w.signature_method) + "\n<ds:Reference URI=\"#" + w.id +
                       "\">\n<ds:Transforms>\n" + element_of("Transform", dsig::enveloped) + "\n" +
                       element_of("Transform", dsig::exclusive_c14n) + "\n</ds:Transforms>\n" +
                       element_of("DigestMethod", w.digest_method) + "\n<ds:DigestValue>" + w.digest_value +
                       "</ds:DigestValue>\n</ds:Reference>\n</ds:SignedInfo>\n<ds:SignatureValue>" + w.signature_value +
                       "</ds:SignatureValue>\n";
    if (!w.certificates.empty()) {
        text += "<ds:KeyInfo>\n<ds:X509Data>\n";
        for (const std::string& one : w.certificates)
            text += "<ds:X509Certificate>\n" + one + "</ds:X509Certificate>\n";
        text += "</ds:X509Data>\n</ds:KeyInfo>\n";
    }
    return text + "</ds:Signature>";
}

std::string base64_lines(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    if (size <= 0) return {};
    std::string packed((static_cast<std::size_t>(size) + 2) / 3 * 4 + 1, '\0');
    packed.resize(
        static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(packed.data()), der, size)));
    OPENSSL_free(der);
    constexpr std::size_t width = 64;
    std::string lines;
    for (std::size_t at = 0; at < packed.size(); at += width) lines += packed.substr(at, width) + "\n";
    return lines;
}

Limits no_limits(std::size_t size) {
    Limits limits;
    limits.max_bytes = std::uint64_t{size} * 2 + 65536;
    limits.max_nodes = std::numeric_limits<std::uint32_t>::max();
    return limits;
}

/// The element in two parts, between which a signature goes.
struct Opened {
    std::string_view front;
    std::string_view end_tag;
};

Result<Opened> open_up(std::string_view element) {
    const std::size_t end = element.find_last_not_of(" \t\r\n") + 1;
    const std::size_t tag = element.rfind("</");
    if (tag == std::string_view::npos || element.find('>', tag) + 1 != end)
        return no_signing(ErrorCode::invalid_argument, "the element to sign has no end tag");
    return Opened{element.substr(0, tag), element.substr(tag, end - tag)};
}

/// Lets xmlsec fill in the digest and the value.
Result<void> fill_in(Writing& writing, const Opened& opened, EVP_PKEY* key) {
    const Error failed = no_signing(ErrorCode::unsupported, "the key cannot sign with this digest");
    const std::string text = std::string(opened.front) + signature_text(writing) + std::string(opened.end_tag);
    SignedElement element;
    if (auto objection = element.read(text, no_limits(text.size())); !objection.empty())
        return no_signing(ErrorCode::invalid_argument, std::move(objection));
    const DsigPtr context = xml_signature_context(xml_key(key));
    if (!context || element.signature() == nullptr || xmlSecDSigCtxSign(context.get(), element.signature()) < 0 ||
        context->status != xmlSecDSigStatusSucceeded)
        return failed;
    writing.digest_value = element.value_in_signature("DigestValue");
    writing.signature_value = element.value_in_signature("SignatureValue");
    return {};
}

}  // namespace

Result<std::string> sign_element(std::string_view element, const SigningKey& key, std::string_view certificates,
                                 DigestAlgorithm digest) {
    const ErrorScope errors;
    SignedElement unsigned_element;
    if (auto objection = unsigned_element.read(element, no_limits(element.size())); !objection.empty())
        return no_signing(ErrorCode::invalid_argument, std::move(objection));
    if (unsigned_element.has_signature())
        return no_signing(ErrorCode::invalid_argument, "the element to sign holds a signature already");
    const auto opened = open_up(element);
    if (!opened) return opened.error();

    Writing writing{signature_method(SigningKeyAccess::key(key), digest), digest_method(digest), unsigned_element.id()};
    if (writing.signature_method.empty() || writing.digest_method.empty())
        return no_signing(ErrorCode::invalid_argument, "an XML signature is made over SHA-256 or SHA-512");
    const PemCertificates found = read_certificates(certificates, std::numeric_limits<std::size_t>::max());
    if (found.broken || found.certificates.empty())
        return no_signing(ErrorCode::malformed, "the certificate to sign with cannot be read");
    if (!key.matches(certificates))
        return no_signing(ErrorCode::invalid_argument, "the certificate is not the one of the key");
    if (auto filled = fill_in(writing, *opened, SigningKeyAccess::key(key)); !filled) return filled.error();
    for (const X509Ptr& certificate : found.certificates)
        writing.certificates.push_back(base64_lines(certificate.get()));

    std::string text = std::string(opened->front) + signature_text(writing) + std::string(opened->end_tag);
    const ElementVerdict verdict = verify_element(text, {}, {}, no_limits(text.size()));
    if (!verdict.signature.has(SignatureState::valid))
        return no_signing(ErrorCode::unsupported,
                          "what was signed does not verify" +
                              (verdict.signature.details.empty() ? "" : ": " + verdict.signature.details.front()));
    return text;
}

}  // namespace ovfkit::crypto
