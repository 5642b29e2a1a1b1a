// SPDX-License-Identifier: Apache-2.0
#include "trust/strength.hpp"

#include <algorithm>

namespace ovfkit::trust {
namespace {

bool is_listed(const Strength& wanted, crypto::DigestAlgorithm digest) {
    return std::find(wanted.digests.begin(), wanted.digests.end(), digest) != wanted.digests.end();
}

bool is_short(std::optional<unsigned> bits, unsigned wanted) { return bits && *bits < wanted; }

std::string short_key(const char* kind, unsigned bits, unsigned wanted) {
    return std::string("a key in its chain is ") + kind + " with " + std::to_string(bits) + " bits, and " +
           std::to_string(wanted) + " are wanted";
}

}  // namespace

std::string weakness(const std::optional<SignatureStrength>& strength, const Strength& wanted) {
    const Strength least;
    const bool more_bits = wanted.rsa_bits > least.rsa_bits || wanted.ec_bits > least.ec_bits;
    if (!strength) return wanted.digests.empty() && !more_bits ? "" : "nobody looked at what it is made of";
    if (!wanted.digests.empty()) {
        if (!strength->digest) return "it is made with a digest that is none of those that count";
        if (!is_listed(wanted, *strength->digest))
            return "it is made with " + std::string(to_string(*strength->digest)) +
                   ", which is none of those that count";
        if (strength->weak_digest && !is_listed(wanted, crypto::DigestAlgorithm::sha1))
            return "a certificate in its chain is signed with a digest that does not count";
    }
    if (is_short(strength->rsa_bits, wanted.rsa_bits)) return short_key("RSA", *strength->rsa_bits, wanted.rsa_bits);
    if (is_short(strength->ec_bits, wanted.ec_bits))
        return short_key("on an elliptic curve", *strength->ec_bits, wanted.ec_bits);
    if (strength->other_key && more_bits) return "nobody knows how strong a key in its chain is";
    return {};
}

SignedTrust state_under(const Evidence& evidence, const Strength& wanted) {
    const SignedTrust state = evidence.signed_trust.value_or(SignedTrust::absent);
    switch (state) {
        case SignedTrust::absent:
        case SignedTrust::altered: return state;
        case SignedTrust::accepted:
            if (weakness(evidence.signature_strength, wanted).empty()) return state;
            break;
        case SignedTrust::rejected: break;
    }
    return SignedTrust::rejected;
}

bool has_weak_manifest(const Evidence& evidence, const Strength& wanted) {
    return evidence.manifest_digest && !wanted.digests.empty() && !is_listed(wanted, *evidence.manifest_digest);
}

}  // namespace ovfkit::trust
