// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/crypto/certificate.hpp>

#include <cstdint>
#include <string>

#include "crypto/chain.hpp"

namespace ovfkit::crypto {

/// Gathers states and details, and says in the end whether a signature is accepted.
class Judgement {
public:
    void add(SignatureState state, std::string detail = {});
    void explain(std::string detail);
    [[nodiscard]] bool has(SignatureState state) const { return (states_ & bit(state)) != 0; }

    /// `nid` is the digest that something was signed with; `what` says what, as the begin of a sentence.
    void judge_digest(int nid, const std::string& what);
    /// What is to be said of the signer's certificate and of those that vouch for it.
    void judge_signer(X509* signer, const Chain& chain, const AnchorStore* anchors, std::int64_t time);

    [[nodiscard]] SignatureVerdict finish(SignatureVerdict verdict, bool allow_sha1) const;

private:
    static constexpr std::uint32_t bit(SignatureState state) { return 1U << static_cast<std::uint32_t>(state); }
    void judge_dates(X509* certificate, std::int64_t time);

    std::uint32_t states_ = 0;
    bool worse_than_sha1_ = false;
    std::vector<std::string> details_;
};

}  // namespace ovfkit::crypto
