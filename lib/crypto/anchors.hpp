// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/crypto/certificate.hpp>

#include <vector>

#include "crypto/openssl.hpp"

namespace ovfkit::crypto {

/// OpenSSL's store counts its owners and locks itself, so that many threads can look things up in one.
struct AnchorStore {
    StorePtr store{X509_STORE_new()};
    std::vector<X509Ptr> certificates;  // each once

    [[nodiscard]] bool contains(const X509* certificate) const;
    /// Nothing happens for one that is there already. False when memory is out.
    bool add(X509* certificate);
};

struct TrustAnchors::State : AnchorStore {};

struct TrustAnchorsAccess {
    /// Null for none.
    [[nodiscard]] static const AnchorStore* store(const TrustAnchors& anchors) { return anchors.state_.get(); }
};

}  // namespace ovfkit::crypto
