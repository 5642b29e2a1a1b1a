// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/digest.hpp>

#include <new>
#include <utility>

#include "crypto/openssl.hpp"

namespace ovfkit::crypto {

const EVP_MD* method(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::sha1: return EVP_sha1();
        case DigestAlgorithm::sha256: return EVP_sha256();
        case DigestAlgorithm::sha512: return EVP_sha512();
    }
    return EVP_sha256();
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * size);
    for (std::size_t i = 0; i < size; ++i) {
        hex += digits[bytes[i] >> 4U];
        hex += digits[bytes[i] & 0xFU];
    }
    return hex;
}

std::string_view to_string(DigestAlgorithm algorithm) noexcept {
    switch (algorithm) {
        case DigestAlgorithm::sha1: return "SHA1";
        case DigestAlgorithm::sha256: return "SHA256";
        case DigestAlgorithm::sha512: return "SHA512";
    }
    return "SHA256";
}

std::optional<DigestAlgorithm> digest_algorithm(std::string_view word) noexcept {
    for (const auto algorithm : {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512})
        if (word == to_string(algorithm)) return algorithm;
    return std::nullopt;
}

std::size_t digest_size(DigestAlgorithm algorithm) noexcept {
    switch (algorithm) {
        case DigestAlgorithm::sha1: return 20;
        case DigestAlgorithm::sha256: return 32;
        case DigestAlgorithm::sha512: return 64;
    }
    return 32;
}

namespace {

/// Only a policy of the system makes a digest that is not there. What cannot be computed for want of memory must not
/// look like that: whoever compares digests would go on without.
void need(bool done) {
    if (!done) throw std::bad_alloc();
}

/// Begins a digest; false when a policy forbids it.
bool begin(EVP_MD_CTX* context, DigestAlgorithm algorithm) {
    const ErrorScope scope;
    if (EVP_DigestInit_ex(context, method(algorithm), nullptr) == 1) return true;
    // What the queue of errors holds depends on where it failed. An algorithm that is there was not forbidden.
    EVP_MD* allowed = EVP_MD_fetch(nullptr, EVP_MD_get0_name(method(algorithm)), nullptr);
    const bool is_there = allowed != nullptr;
    EVP_MD_free(allowed);
    const int reason = ERR_GET_REASON(ERR_peek_last_error());
    need(!is_there && (reason == ERR_R_UNSUPPORTED || reason == ERR_R_FETCH_FAILED));
    return false;
}

}  // namespace

struct Digest::State {
    DigestContextPtr context{EVP_MD_CTX_new()};
    bool works = false;  // false when a policy forbids the algorithm
};

Digest::Digest(DigestAlgorithm algorithm) : state_(std::make_unique<State>()) {
    need(state_->context != nullptr);
    state_->works = begin(state_->context.get(), algorithm);
}

Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::update(std::string_view bytes) {
    if (state_->works) need(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Digest::hex() const {
    // Finishing ends a context, so a copy is finished and this one can go on.
    if (!state_->works) return {};
    const DigestContextPtr copy(EVP_MD_CTX_new());
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    need(copy && EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) == 1 &&
         EVP_DigestFinal_ex(copy.get(), digest, &size) == 1);
    return hex_of(digest, size);
}

std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes) {
    Digest digest(algorithm);
    digest.update(bytes);
    return digest.hex();
}

}  // namespace ovfkit::crypto
