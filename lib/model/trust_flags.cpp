// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/trust_flags.hpp>

namespace ovfkit::model {
namespace {

template <class... Fields>
std::optional<bool> any_true(const Fields&... fields) {
    const bool there = (fields.has_value() || ...);
    return there ? std::optional<bool>(((fields.has_value() && *fields) || ...)) : std::nullopt;
}

template <class... Fields>
void set_all(std::optional<bool> value, Field<bool>& first, Fields&... others) {
    const bool there = first.has_value() || (others.has_value() || ...);
    const auto set = [&](Field<bool>& field) {
        if (!field.has_value()) return;
        if (value)
            field = *value;
        else
            field.reset();
    };
    set(first);
    (set(others), ...);
    if (!there && value) first = *value;
}

}  // namespace

std::optional<bool> TrustFlags::trusted_host() const { return any_true(TrustedHostFlag, trusted_host_flag); }

std::optional<bool> TrustFlags::trusted_cluster() const {
    return any_true(TrustedService, trusted_cluster_flag, trusted_service);
}

bool TrustFlags::requires_trust() const { return trusted_host().value_or(false) || trusted_cluster().value_or(false); }

void TrustFlags::set_trusted_host(std::optional<bool> value) { set_all(value, TrustedHostFlag, trusted_host_flag); }

void TrustFlags::set_trusted_cluster(std::optional<bool> value) {
    set_all(value, TrustedService, trusted_cluster_flag, trusted_service);
}

bool TrustFlags::any() const { return trusted_host().has_value() || trusted_cluster().has_value(); }

}  // namespace ovfkit::model
