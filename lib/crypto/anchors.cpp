// SPDX-License-Identifier: Apache-2.0
#include "crypto/anchors.hpp"

#include <algorithm>
#include <limits>

#include "crypto/pem.hpp"

namespace ovfkit::crypto {

bool AnchorStore::contains(const X509* certificate) const {
    return std::any_of(certificates.begin(), certificates.end(),
                       [&](const X509Ptr& anchor) { return X509_cmp(anchor.get(), certificate) == 0; });
}

bool AnchorStore::add(X509* certificate) {
    if (contains(certificate)) return true;
    if (!store || X509_STORE_add_cert(store.get(), certificate) != 1) return false;
    certificates.push_back(shared(certificate));
    return true;
}

TrustAnchors::TrustAnchors() = default;
TrustAnchors::TrustAnchors(std::shared_ptr<const State> state) : state_(std::move(state)) {}

std::size_t TrustAnchors::size() const noexcept { return state_ ? state_->certificates.size() : 0; }

Result<TrustAnchors> TrustAnchors::with(std::string_view pem) const {
    const ErrorScope errors;
    const PemCertificates found = read_certificates(pem, std::numeric_limits<std::size_t>::max());
    if (found.broken) return Error{ErrorCode::malformed, "a trust anchor cannot be read", {}, {}};
    if (found.certificates.empty())
        return Error{ErrorCode::malformed, "there is no certificate among the trust anchors", {}, {}};
    auto state = std::make_shared<State>();
    bool added = true;
    if (state_)
        for (const X509Ptr& certificate : state_->certificates) added = added && state->add(certificate.get());
    for (const X509Ptr& certificate : found.certificates) added = added && state->add(certificate.get());
    if (!added) return Error{ErrorCode::malformed, "a trust anchor cannot be used", {}, {}};
    return TrustAnchors(std::move(state));
}

}  // namespace ovfkit::crypto
