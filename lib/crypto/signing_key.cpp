// SPDX-License-Identifier: Apache-2.0
#include <openssl/pem.h>
#include <ovfkit/crypto/certificate.hpp>

#include <algorithm>

#include "crypto/pem.hpp"
#include "crypto/signing_key.hpp"

namespace ovfkit::crypto {
namespace {

struct Passphrase {
    std::string_view text;
    bool asked = false;
};

// Never the default one of OpenSSL, which asks on the terminal.
int give_passphrase(char* buffer, int size, int /*writing*/, void* data) {
    auto* passphrase = static_cast<Passphrase*>(data);
    passphrase->asked = true;
    const std::string_view text = passphrase->text;
    if (text.empty() || size < 0 || text.size() > static_cast<std::size_t>(size)) return -1;
    std::copy(text.begin(), text.end(), buffer);
    return static_cast<int>(text.size());
}

}  // namespace

SigningKey::SigningKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<SigningKey> SigningKey::read(std::string_view pem, std::string_view passphrase) {
    const ErrorScope errors;
    const BioPtr bio = memory_bio(pem);
    Passphrase answer{passphrase};
    KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &answer) : nullptr);
    if (!key && answer.asked)
        return Error{ErrorCode::permission, "the private key does not open with this passphrase", {}, {}};
    if (!key) return Error{ErrorCode::malformed, "there is no private key that can be read", {}, {}};
    const int kind = EVP_PKEY_get_base_id(key.get());
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)
        return Error{ErrorCode::unsupported, "a key to sign with is RSA or elliptic curve", {}, {}};
    return SigningKey(std::make_shared<const State>(State{std::move(key)}));
}

Result<std::string> SigningKey::sign(DigestAlgorithm digest, std::string_view bytes) const {
    const ErrorScope errors;
    const Error failed{ErrorCode::unsupported, "the key cannot sign with this digest", {}, {}};
    const DigestContextPtr context(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, method(digest), nullptr, state_->key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, unsigned_bytes(bytes), bytes.size()) != 1)
        return failed;
    std::string signature(size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSign(context.get(), out, &size, unsigned_bytes(bytes), bytes.size()) != 1) return failed;
    signature.resize(size);
    return signature;
}

bool SigningKey::matches(std::string_view pem) const {
    const ErrorScope errors;
    const PemCertificates found = read_certificates(pem, 1);
    if (found.certificates.empty()) return false;
    const EVP_PKEY* key = X509_get0_pubkey(found.certificates.front().get());
    return key != nullptr && EVP_PKEY_eq(key, state_->key.get()) == 1;
}

}  // namespace ovfkit::crypto
