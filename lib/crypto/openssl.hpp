// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <ovfkit/crypto/digest.hpp>

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Owners of OpenSSL's objects, and the little that every user of them needs.

namespace ovfkit::crypto {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using TimePtr = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;

/// A stack of certificates that it does not own.
struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// A stack of certificates together with them.
struct FreeOwningStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using OwningStackPtr = std::unique_ptr<STACK_OF(X509), FreeOwningStack>;

/// One more owner of the same certificate.
[[nodiscard]] inline X509Ptr shared(X509* certificate) {
    X509_up_ref(certificate);
    return X509Ptr(certificate);
}

/// Takes what OpenSSL put into the thread's queue of errors out of it again; what the caller had there stays.
class ErrorScope {
public:
    ErrorScope() { ERR_set_mark(); }
    ErrorScope(const ErrorScope&) = delete;
    ErrorScope& operator=(const ErrorScope&) = delete;
    ~ErrorScope() { ERR_pop_to_mark(); }
};

/// Views `bytes`, which must live longer; null when they are more than OpenSSL can take.
[[nodiscard]] inline BioPtr memory_bio(std::string_view bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
    return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

[[nodiscard]] inline const unsigned char* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

[[nodiscard]] const EVP_MD* method(DigestAlgorithm algorithm);

/// Lower-case hex of `size` bytes.
[[nodiscard]] std::string hex_of(const unsigned char* bytes, std::size_t size);

}  // namespace ovfkit::crypto
