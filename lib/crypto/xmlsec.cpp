// SPDX-License-Identifier: Apache-2.0
#include "crypto/xmlsec.hpp"

#include <array>

#include <openssl/objects.h>
#include <xmlsec/errors.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>

namespace ovfkit::crypto {
namespace {

struct Method {
    std::string_view identifier;
    int key;  // EVP_PKEY_NONE: a digest
    int digest;
    std::optional<DigestAlgorithm> algorithm;
};

constexpr std::array<Method, 9> methods{{
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", EVP_PKEY_RSA, NID_sha256, DigestAlgorithm::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", EVP_PKEY_RSA, NID_sha384, std::nullopt},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", EVP_PKEY_RSA, NID_sha512, DigestAlgorithm::sha512},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", EVP_PKEY_EC, NID_sha256, DigestAlgorithm::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", EVP_PKEY_EC, NID_sha384, std::nullopt},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", EVP_PKEY_EC, NID_sha512, DigestAlgorithm::sha512},
    {"http://www.w3.org/2001/04/xmlenc#sha256", EVP_PKEY_NONE, NID_sha256, DigestAlgorithm::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", EVP_PKEY_NONE, NID_sha384, std::nullopt},
    {"http://www.w3.org/2001/04/xmlenc#sha512", EVP_PKEY_NONE, NID_sha512, DigestAlgorithm::sha512},
}};

std::string_view identifier_of(int key, DigestAlgorithm digest) {
    for (const Method& m : methods)
        if (m.key == key && m.algorithm == digest) return m.identifier;
    return {};
}

void say_nothing(const char*, int, const char*, const char*, const char*, int, const char*) {}

// xmlsec has no way to ask whether it was started; a list that is filled says so. It must be silent before it is asked.
bool start() {
    const ErrorScope errors;
    xmlSecErrorsSetCallback(say_nothing);
    if (xmlSecPtrListGetSize(xmlSecTransformIdsGet()) != 0) return true;
    if (xmlSecInit() < 0 || xmlSecOpenSSLInit() < 0) return false;
    xmlSecErrorsSetCallback(say_nothing);  // the other one set its own
    return true;
}

bool started() {
    static const bool done = start();
    return done;
}

bool allow(xmlSecDSigCtx* context) {
    for (const xmlSecTransformId id :
         {xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId, xmlSecOpenSSLTransformSha256Id,
          xmlSecOpenSSLTransformSha384Id, xmlSecOpenSSLTransformSha512Id})
        if (xmlSecDSigCtxEnableReferenceTransform(context, id) < 0) return false;
    for (const xmlSecTransformId id :
         {xmlSecTransformExclC14NId, xmlSecOpenSSLTransformRsaSha256Id, xmlSecOpenSSLTransformRsaSha384Id,
          xmlSecOpenSSLTransformRsaSha512Id, xmlSecOpenSSLTransformEcdsaSha256Id, xmlSecOpenSSLTransformEcdsaSha384Id,
          xmlSecOpenSSLTransformEcdsaSha512Id})
        if (xmlSecDSigCtxEnableSignatureTransform(context, id) < 0) return false;
    return true;
}

}  // namespace

XmlKeyPtr xml_key(EVP_PKEY* key) {
    const int kind = key == nullptr ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
    if (!started() || (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)) return nullptr;
    XmlKeyPtr made(xmlSecKeyCreate());
    if (!made) return nullptr;
    EVP_PKEY_up_ref(key);
    KeyPtr shared_key(key);
    xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(shared_key.get());
    if (data == nullptr) return nullptr;
    (void)shared_key.release();
    if (xmlSecKeySetValue(made.get(), data) < 0) {
        xmlSecKeyDataDestroy(data);
        return nullptr;
    }
    return made;
}

DsigPtr xml_signature_context(XmlKeyPtr key) {
    if (!started() || !key) return nullptr;
    DsigPtr context(xmlSecDSigCtxCreate(nullptr));
    if (!context || !allow(context.get())) return nullptr;
    context->signKey = key.release();
    context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
    context->transformCtx.enabledUris = xmlSecTransformUriTypeNone;
    // With a key at hand KeyInfo is not looked at; were it looked at, nothing in it would be taken.
    context->keyInfoReadCtx.retrievalMethodCtx.enabledUris = xmlSecTransformUriTypeNone;
    context->flags = XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
    return context;
}

std::string_view signature_method(const EVP_PKEY* key, DigestAlgorithm digest) {
    return identifier_of(EVP_PKEY_get_base_id(key), digest);
}

std::string_view digest_method(DigestAlgorithm digest) { return identifier_of(EVP_PKEY_NONE, digest); }

int digest_of_signature_method(std::string_view identifier) {
    for (const Method& m : methods)
        if (m.key != EVP_PKEY_NONE && m.identifier == identifier) return m.digest;
    return NID_undef;
}

int digest_of_digest_method(std::string_view identifier) {
    for (const Method& m : methods)
        if (m.key == EVP_PKEY_NONE && m.identifier == identifier) return m.digest;
    return NID_undef;
}

}  // namespace ovfkit::crypto
