// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/xml_signature.hpp>

#include "crypto/anchors.hpp"
#include "crypto/certificate.hpp"
#include "crypto/judgement.hpp"
#include "crypto/signed_element.hpp"
#include "crypto/xmlsec.hpp"

namespace ovfkit::crypto {
namespace {

std::optional<DigestAlgorithm> xml_digest(int nid) {
    if (nid == NID_sha256) return DigestAlgorithm::sha256;
    if (nid == NID_sha512) return DigestAlgorithm::sha512;
    return std::nullopt;
}

/// The bytes that xmlsec digested for the only reference; empty when there is not exactly one that fits.
std::string digested(xmlSecDSigCtx* context) {
    if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return {};
    auto* reference = static_cast<xmlSecDSigReferenceCtx*>(xmlSecPtrListGetItem(&context->signedInfoReferences, 0));
    if (reference == nullptr || reference->status != xmlSecDSigStatusSucceeded) return {};
    const xmlSecBuffer* buffer = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (buffer == nullptr || buffer->data == nullptr) return {};
    return {reinterpret_cast<const char*>(buffer->data), buffer->size};
}

/// A signature is made with two: of the element, and of what holds that digest. It is as strong as the shorter one.
std::optional<DigestAlgorithm> digest_of(const SignedElement& element) {
    const int of_method = digest_of_signature_method(element.signature_method());
    const int of_reference = digest_of_digest_method(element.digest_method());
    const auto size = [](int nid) { return EVP_MD_get_size(EVP_get_digestbynid(nid)); };
    return xml_digest(size(of_reference) < size(of_method) ? of_reference : of_method);
}

/// Whether the signature fits, apart from whose it is.
void verify_value(const SignedElement& element, Judgement& judgement, ElementVerdict& verdict) {
    EVP_PKEY* key = X509_get0_pubkey(element.certificates().front().get());
    const DsigPtr context = xml_signature_context(xml_key(key));
    if (!context) return judgement.add(SignatureState::unreadable, "the certificate has a key of another kind");
    const bool done = xmlSecDSigCtxVerify(context.get(), element.signature()) >= 0;
    if (!done) return judgement.add(SignatureState::unreadable, "the signature cannot be computed with its key");
    std::string content = digested(context.get());
    if (context->status != xmlSecDSigStatusSucceeded || content.empty())
        return judgement.add(SignatureState::invalid, "the signature does not fit the element and the key");
    judgement.add(SignatureState::valid);
    verdict.content = std::move(content);
    verdict.signature.digest = digest_of(element);
}

}  // namespace

ElementVerdict verify_element(std::string_view text, const TrustAnchors& anchors, const SignatureOptions& options,
                              const Limits& limits) {
    const ErrorScope errors;
    const AnchorStore* store = TrustAnchorsAccess::store(anchors);
    ElementVerdict verdict;
    Judgement judgement;
    SignedElement element;
    Objection objection = element.read(text, limits);
    if (objection.empty()) objection = element.read_signature();
    if (objection.empty()) {
        verify_value(element, judgement, verdict);
        const StackPtr others(sk_X509_new_null());
        for (const X509Ptr& certificate : element.certificates())
            if (others) sk_X509_push(others.get(), certificate.get());
        X509* signer = element.certificates().front().get();
        const Chain chain = build_chain(signer, others.get(), store, options.time);
        judgement.judge_signer(signer, chain, store, options.time);
        for (const X509Ptr& certificate : chain.certificates)
            verdict.signature.chain.push_back(facts_of(certificate.get()));
    } else {
        judgement.add(SignatureState::unreadable, std::move(objection));
        if (store != nullptr) judgement.add(SignatureState::untrusted);
    }
    if (store == nullptr) judgement.add(SignatureState::no_anchors);
    verdict.signature = judgement.finish(std::move(verdict.signature), options.allow_sha1);
    return verdict;
}

}  // namespace ovfkit::crypto
