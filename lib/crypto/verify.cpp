// SPDX-License-Identifier: Apache-2.0
#include <openssl/objects.h>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/certificate.hpp>

#include <algorithm>

#include "crypto/certificate.hpp"
#include "crypto/judgement.hpp"
#include "crypto/pem.hpp"

namespace ovfkit::crypto {
namespace {

// More than any chain has; the rest is left out of account.
constexpr std::size_t max_certificates = 100;

// A digest that a signature may have been made with.
struct SigningDigest {
    const EVP_MD* method;
    std::optional<DigestAlgorithm> algorithm;  // empty for MD5, which nobody may ask for
};

// The named one first.
std::vector<SigningDigest> candidates(std::optional<DigestAlgorithm> named) {
    std::vector<SigningDigest> all;
    if (named) all.push_back({method(*named), named});
    for (const auto algorithm : {DigestAlgorithm::sha256, DigestAlgorithm::sha1, DigestAlgorithm::sha512})
        if (algorithm != named) all.push_back({method(algorithm), algorithm});
    all.push_back({EVP_md5(), std::nullopt});
    return all;
}

bool fits(EVP_PKEY* key, const EVP_MD* digest, std::string_view signature, std::string_view bytes) {
    const DigestContextPtr context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(bytes),
                            bytes.size()) == 1;
}

std::optional<DigestAlgorithm> algorithm_of(int nid) {
    switch (nid) {
        case NID_sha1: return DigestAlgorithm::sha1;
        case NID_sha256: return DigestAlgorithm::sha256;
        case NID_sha512: return DigestAlgorithm::sha512;
        default: return std::nullopt;
    }
}

// The signed bytes behind a filter that does nothing: OpenSSL 3.0 copies what it is given in memory, and loses the copy
// when the signature names a digest that it does not know.
BioPtr detached_content(std::string_view bytes) {
    BioPtr memory = memory_bio(bytes);
    BioPtr filter(memory ? BIO_new(BIO_f_null()) : nullptr);
    if (filter) BIO_push(filter.get(), memory.release());
    return filter;
}

class Verification {
public:
    Verification(std::string_view bytes, const DetachedSignature& signature, const AnchorStore* anchors,
                 const SignatureOptions& options)
        : bytes_(bytes), signature_(signature), anchors_(anchors), options_(options) {}

    SignatureVerdict run();

private:
    void read();
    void keep(X509Ptr certificate) {
        if (kept_.size() < max_certificates) kept_.push_back(std::move(certificate));
    }
    void verify_line();
    void verify_cms();
    void unreadable(std::string why) { judgement_.add(SignatureState::unreadable, std::move(why)); }
    [[nodiscard]] StackPtr others() const;

    std::string_view bytes_;
    const DetachedSignature& signature_;
    const AnchorStore* anchors_;
    const SignatureOptions& options_;
    std::vector<X509Ptr> kept_;  // all certificates of the package
    CmsPtr cms_;
    X509Ptr signer_;
    Judgement judgement_;
    SignatureVerdict verdict_;
};

StackPtr Verification::others() const {
    StackPtr stack(sk_X509_new_null());
    for (const X509Ptr& certificate : kept_)
        if (stack) sk_X509_push(stack.get(), certificate.get());
    return stack;
}

void Verification::read() {
    bool first = true;
    for (const std::string& pem : signature_.certificates) {
        PemCertificates found = read_certificates(pem, max_certificates);
        if (first && !found.certificates.empty()) signer_ = shared(found.certificates.front().get());
        if (found.certificates.empty() || found.broken) {
            const char* why =
                first ? "the signer's certificate cannot be read" : "a further certificate cannot be read";
            // Only the signer's own is needed; without another, the chain may end early, which is said then.
            first&& found.certificates.empty() ? unreadable(why) : judgement_.explain(why);
        }
        for (X509Ptr& certificate : found.certificates) keep(std::move(certificate));
        first = false;
    }
    if (signature_.cms.empty()) return;
    cms_ = read_cms(signature_.cms);
    if (!cms_) return;
    // Some tools write the chain into the CMS signature only.
    const OwningStackPtr inside(CMS_get1_certs(cms_.get()));
    for (int i = 0; i < sk_X509_num(inside.get()); ++i) keep(shared(sk_X509_value(inside.get(), i)));
}

void Verification::verify_line() {
    if (!signer_) {
        if (!judgement_.has(SignatureState::unreadable)) unreadable("there is no certificate of the signer");
        return;
    }
    EVP_PKEY* key = X509_get0_pubkey(signer_.get());
    const int kind = key == nullptr ? NID_undef : EVP_PKEY_get_base_id(key);
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)
        return unreadable("the signer's key is of a kind that is not known");
    for (const SigningDigest& digest : candidates(signature_.digest)) {
        if (!fits(key, digest.method, signature_.signature, bytes_)) continue;
        judgement_.add(SignatureState::valid);
        verdict_.digest = digest.algorithm;
        const int nid = EVP_MD_get_type(digest.method);
        judgement_.judge_digest(nid, "the signature");
        if (!signature_.digest || digest.algorithm != signature_.digest)
            judgement_.add(SignatureState::mislabelled_algorithm,
                           std::string("the signature was made with ") + OBJ_nid2sn(nid) +
                               ", although its line names " +
                               (signature_.digest ? std::string(to_string(*signature_.digest)) : "something else"));
        return;
    }
    judgement_.add(SignatureState::invalid, "the signature does not fit the signed bytes and the certificate's key");
}

void Verification::verify_cms() {
    if (!cms_ || OBJ_obj2nid(CMS_get0_type(cms_.get())) != NID_pkcs7_signed)
        return unreadable("the CMS signature cannot be read");
    const StackPtr pool = others();
    CMS_set1_signers_certs(cms_.get(), pool.get(), 0);
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms_.get());
    // With several one would have to say of each what is said of one here; no tool writes that.
    if (sk_CMS_SignerInfo_num(signers) != 1) return unreadable("the CMS signature has not exactly one signer");
    X509* signer = nullptr;
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, 0), nullptr, &signer, &digest, nullptr);
    if (signer == nullptr) {
        signer_ = nullptr;
        return unreadable("the CMS signature is of a certificate that is not there");
    }
    signer_ = shared(signer);
    const BioPtr content = detached_content(bytes_);
    // Its certificate is judged like any other, below; here only whether the signature fits.
    constexpr unsigned flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
    if (!content || CMS_verify(cms_.get(), pool.get(), nullptr, content.get(), nullptr, flags) != 1)
        return judgement_.add(SignatureState::invalid, "the CMS signature does not fit the signed bytes");
    judgement_.add(SignatureState::valid);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, digest);
    verdict_.digest = algorithm_of(OBJ_obj2nid(object));
    judgement_.judge_digest(OBJ_obj2nid(object), "the signature");
}

SignatureVerdict Verification::run() {
    const ErrorScope errors;
    read();
    if (!signature_.signature.empty())
        verify_line();
    else if (!signature_.cms.empty())
        verify_cms();
    else
        unreadable("there is no signature");

    if (signer_) {
        const StackPtr pool = others();
        const Chain chain = build_chain(signer_.get(), pool.get(), anchors_, options_.time);
        judgement_.judge_signer(signer_.get(), chain, anchors_, options_.time);
        for (const X509Ptr& certificate : chain.certificates) verdict_.chain.push_back(facts_of(certificate.get()));
    } else if (anchors_ != nullptr) {
        judgement_.add(SignatureState::untrusted);
    }
    if (anchors_ == nullptr) judgement_.add(SignatureState::no_anchors);
    return judgement_.finish(std::move(verdict_), options_.allow_sha1);
}

}  // namespace

std::string_view to_string(SignatureState state) noexcept {
    switch (state) {
        case SignatureState::valid: return "valid";
        case SignatureState::invalid: return "invalid";
        case SignatureState::unreadable: return "unreadable";
        case SignatureState::weak_digest: return "weak-digest";
        case SignatureState::mislabelled_algorithm: return "mislabelled-algorithm";
        case SignatureState::weak_key: return "weak-key";
        case SignatureState::wrong_key_usage: return "wrong-key-usage";
        case SignatureState::not_yet_valid: return "not-yet-valid";
        case SignatureState::expired: return "expired";
        case SignatureState::self_signed: return "self-signed";
        case SignatureState::untrusted: return "untrusted";
        case SignatureState::trusted: return "trusted";
        case SignatureState::no_anchors: return "no-anchors";
    }
    return "unreadable";
}

std::string never_accepted_because(const SignatureVerdict& verdict) {
    const auto weak = std::find_if(verdict.chain.begin(), verdict.chain.end(), [](const CertificateFacts& facts) {
        return is_weak(facts.key_kind, facts.key_bits);
    });
    if (verdict.has(SignatureState::weak_key) && weak != verdict.chain.end())
        return "the key of " + quoted(weak->subject) + " is weak: " + weak->key;
    if (verdict.has(SignatureState::weak_key)) return "a key in the chain is weak";
    if (verdict.has(SignatureState::wrong_key_usage)) return "the certificate says that its key is not for signatures";
    return {};
}

bool SignatureVerdict::has(SignatureState state) const noexcept {
    return std::find(states.begin(), states.end(), state) != states.end();
}

SignatureVerdict verify_signature(std::string_view bytes, const DetachedSignature& signature,
                                  const TrustAnchors& anchors, const SignatureOptions& options) {
    return Verification(bytes, signature, TrustAnchorsAccess::store(anchors), options).run();
}

}  // namespace ovfkit::crypto
