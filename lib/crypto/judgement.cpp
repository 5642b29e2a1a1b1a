// SPDX-License-Identifier: Apache-2.0
#include "crypto/judgement.hpp"

#include <openssl/objects.h>
#include <ovfkit/base/diagnostic.hpp>

#include <algorithm>

#include "crypto/certificate.hpp"

namespace ovfkit::crypto {
namespace {

constexpr std::size_t max_details = 100;

bool is_broken_digest(int nid) {
    return nid == NID_md5 || nid == NID_md4 || nid == NID_md2 || nid == NID_md5_sha1 || nid == NID_ripemd160;
}

std::string called(X509* certificate) { return "the certificate " + quoted(facts_of(certificate).subject); }

}  // namespace

void Judgement::add(SignatureState state, std::string detail) {
    states_ |= bit(state);
    if (!detail.empty()) explain(std::move(detail));
}

void Judgement::explain(std::string detail) {
    const bool known = std::find(details_.begin(), details_.end(), detail) != details_.end();
    if (!known && details_.size() < max_details) details_.push_back(std::move(detail));
}

void Judgement::judge_digest(int nid, const std::string& what) {
    const bool broken = is_broken_digest(nid);
    if (!broken && nid != NID_sha1) return;
    worse_than_sha1_ = worse_than_sha1_ || broken;
    const char* name = OBJ_nid2sn(nid);
    add(SignatureState::weak_digest, what + " was made with " + (name != nullptr ? name : "a broken digest"));
}

void Judgement::judge_dates(X509* certificate, std::int64_t time) {
    const auto begin = seconds_of(X509_get0_notBefore(certificate));
    const auto end = seconds_of(X509_get0_notAfter(certificate));
    if (!begin || !end)
        add(SignatureState::unreadable, called(certificate) + " has a date that cannot be read");
    else if (time < *begin)
        add(SignatureState::not_yet_valid, called(certificate) + " is not valid before " + date_text(*begin));
    else if (time > *end)
        add(SignatureState::expired, called(certificate) + " ended on " + date_text(*end));
}

void Judgement::judge_signer(X509* signer, const Chain& chain, const AnchorStore* anchors, std::int64_t time) {
    const auto is_anchor = [&](X509* certificate) { return anchors != nullptr && anchors->contains(certificate); };
    if (forbids_signatures(signer))
        add(SignatureState::wrong_key_usage, called(signer) + " says that its key is not for signatures");
    if (is_self_signed(signer) && !is_anchor(signer))
        add(SignatureState::self_signed, called(signer) + " vouches for itself only");
    for (const X509Ptr& certificate : chain.certificates) {
        judge_dates(certificate.get(), time);
        const EVP_PKEY* key = X509_get0_pubkey(certificate.get());
        if (key != nullptr && is_weak(kind_of(key), bits_of(key)))
            add(SignatureState::weak_key, called(certificate.get()) + " has a weak key: " + key_text(key));
        // What one trusts anyway, or what only vouches for itself, does not rest on the signature in it.
        if (!is_anchor(certificate.get()) && !is_self_signed(certificate.get()))
            judge_digest(signature_digest(certificate.get()), "the signature in " + called(certificate.get()));
    }
    if (anchors == nullptr) return;
    add(chain.trusted ? SignatureState::trusted : SignatureState::untrusted);
    for (const std::string& problem : chain.problems) explain("the chain is not trusted: " + problem);
}

SignatureVerdict Judgement::finish(SignatureVerdict verdict, bool allow_sha1) const {
    constexpr auto last = static_cast<std::uint32_t>(SignatureState::no_anchors);
    for (std::uint32_t i = 0; i <= last; ++i)
        if (const auto state = static_cast<SignatureState>(i); has(state)) verdict.states.push_back(state);
    verdict.details = details_;

    // Said the other way round: only what is known to do no harm may stand beside valid and trusted.
    std::uint32_t harmless =
        bit(SignatureState::valid) | bit(SignatureState::trusted) | bit(SignatureState::mislabelled_algorithm);
    if (allow_sha1 && !worse_than_sha1_) harmless |= bit(SignatureState::weak_digest);
    verdict.accepted = has(SignatureState::valid) && has(SignatureState::trusted) && (states_ & ~harmless) == 0;
    return verdict;
}

}  // namespace ovfkit::crypto
