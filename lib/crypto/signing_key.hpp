// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/crypto/certificate.hpp>

#include "crypto/openssl.hpp"

namespace ovfkit::crypto {

struct SigningKey::State {
    KeyPtr key;
};

struct SigningKeyAccess {
    /// Never null; lives as long as `key`.
    [[nodiscard]] static EVP_PKEY* key(const SigningKey& key) { return key.state_->key.get(); }
};

}  // namespace ovfkit::crypto
