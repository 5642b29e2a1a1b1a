// SPDX-License-Identifier: Apache-2.0
// Signatures that the openssl command made, and certificates of every kind that can be wrong.
#include <gtest/gtest.h>
#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/certificate.hpp>

#include <string>

#include "crypto/openssl_command.hpp"

namespace ovfkit::crypto {
namespace {

using enum SignatureState;

const std::string signed_manifest = "SHA256(a.ovf)= 00\n   ";

class Signature : public testing::Test {
protected:
    void SetUp() override { OVFKIT_NEEDS_OPENSSL(); }

    // A self-signed certificate `signer` that is its own anchor, so that only what a test changes is left to say.
    DetachedSignature signed_by(const OpensslCommand::Certificate& wanted, const std::string& digest = "sha256") {
        DetachedSignature signature;
        signature.certificates = {openssl.certificate("signer", wanted)};
        signature.digest = DigestAlgorithm::sha256;
        signature.signature = openssl.sign("signer", digest, signed_manifest);
        options.time = OpensslCommand::now_of(signature.certificates.front());
        anchors = TrustAnchors().with(signature.certificates.front()).value();
        return signature;
    }
    [[nodiscard]] SignatureVerdict verify(const DetachedSignature& signature) const {
        return verify_signature(signed_manifest, signature, anchors, options);
    }

    OpensslCommand openssl;
    TrustAnchors anchors;
    SignatureOptions options;
};

TEST_F(Signature, OfRsaIsAccepted) {
    const auto verdict = verify(signed_by({.kind = "rsa:2048"}));
    EXPECT_EQ(verdict.states, (States{valid, trusted}));
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.digest, DigestAlgorithm::sha256);
    ASSERT_EQ(verdict.chain.size(), 1U);
    EXPECT_EQ(verdict.chain[0].subject, "CN=signer");
    EXPECT_TRUE(verdict.details.empty());
}

TEST_F(Signature, OfAnEllipticCurveIsAccepted) {
    const auto verdict = verify(signed_by({}));
    EXPECT_EQ(verdict.states, (States{valid, trusted}));
    EXPECT_TRUE(verdict.accepted);
}

TEST_F(Signature, DoesNotFitOtherBytes) {
    DetachedSignature signature = signed_by({.kind = "rsa:2048"});
    // The padding of a manifest is signed, too.
    const auto stripped = verify_signature("SHA256(a.ovf)= 00\n", signature, anchors, options);
    EXPECT_EQ(stripped.states, (States{invalid, trusted}));
    EXPECT_FALSE(stripped.accepted);
    for (std::size_t at = 0; at < signature.signature.size(); at += 37) {
        DetachedSignature changed = signature;
        changed.signature[at] = static_cast<char>(changed.signature[at] ^ 1);
        EXPECT_EQ(verify(changed).states, (States{invalid, trusted}));
    }
    for (const std::size_t size : {1U, 100U, 255U}) {
        DetachedSignature cut = signature;
        cut.signature.resize(size);
        EXPECT_EQ(verify(cut).states, (States{invalid, trusted}));
    }
}

TEST_F(Signature, IsToldApartFromTheDigestThatItsLineNames) {
    DetachedSignature signature = signed_by({.kind = "rsa:2048"});
    for (const auto named : {std::optional(DigestAlgorithm::sha1), std::optional(DigestAlgorithm::sha512),
                             std::optional<DigestAlgorithm>()}) {
        signature.digest = named;
        const auto verdict = verify(signature);
        EXPECT_EQ(verdict.states, (States{valid, mislabelled_algorithm, trusted}));
        EXPECT_EQ(verdict.digest, DigestAlgorithm::sha256);
        EXPECT_TRUE(verdict.accepted);
    }
}

TEST_F(Signature, OverSha1IsAcceptedOnRequestOnly) {
    DetachedSignature signature = signed_by({.kind = "rsa:2048"}, "sha1");
    signature.digest = DigestAlgorithm::sha1;
    EXPECT_EQ(verify(signature).states, (States{valid, weak_digest, trusted}));
    EXPECT_FALSE(verify(signature).accepted);
    options.allow_sha1 = true;
    EXPECT_EQ(verify(signature).states, (States{valid, weak_digest, trusted}));
    EXPECT_TRUE(verify(signature).accepted);
    EXPECT_EQ(verify(signature).digest, DigestAlgorithm::sha1);
}

TEST_F(Signature, OverMd5IsNeverAccepted) {
    const DetachedSignature signature = signed_by({.kind = "rsa:2048"}, "md5");
    options.allow_sha1 = true;
    const auto verdict = verify(signature);
    EXPECT_EQ(verdict.states, (States{valid, weak_digest, mislabelled_algorithm, trusted}));
    EXPECT_FALSE(verdict.accepted);
    EXPECT_FALSE(verdict.digest);
}

TEST_F(Signature, OfAWeakKeyIsNotAccepted) {
    const auto rsa = verify(signed_by({.kind = "rsa:1024"}));
    EXPECT_EQ(rsa.states, (States{valid, weak_key, trusted}));
    EXPECT_FALSE(rsa.accepted);
    const auto curve = verify(signed_by({.kind = "ec:prime192v1"}));
    EXPECT_EQ(curve.states, (States{valid, weak_key, trusted}));
    EXPECT_FALSE(curve.accepted);
}

TEST_F(Signature, OfAKeyForOtherPurposesIsNotAccepted) {
    const auto other = verify(signed_by({.extensions = "keyUsage=critical,keyEncipherment"}));
    EXPECT_EQ(other.states, (States{valid, wrong_key_usage, trusted}));
    EXPECT_FALSE(other.accepted);
    for (const char* usage : {"digitalSignature", "nonRepudiation"})
        EXPECT_TRUE(verify(signed_by({.extensions = std::string("keyUsage=critical,") + usage})).accepted) << usage;
}

TEST_F(Signature, OfACertificateForServersOnlyIsNotAccepted) {
    const auto judged = [&](const std::string& purposes) {
        return verify(signed_by({.extensions = "extendedKeyUsage=" + purposes}));
    };
    EXPECT_EQ(judged("serverAuth,clientAuth").states, (States{valid, wrong_key_usage, trusted}));
    EXPECT_EQ(judged("critical,timeStamping").states, (States{valid, wrong_key_usage, trusted}));
    for (const char* purposes : {"codeSigning", "emailProtection", "serverAuth,codeSigning", "anyExtendedKeyUsage",
                                 "1.3.6.1.5.5.7.3.36"})  // the signing of documents, which OpenSSL has no name for
        EXPECT_TRUE(judged(purposes).accepted) << purposes;
}

TEST_F(Signature, IsJudgedAtTheTimeThatTheCallerGives) {
    const DetachedSignature signature = signed_by({.days = "10"});
    const auto facts = certificate_facts(signature.certificates.front()).value();
    const std::pair<std::int64_t, States> expected[] = {{facts.not_before - 1, {valid, not_yet_valid, trusted}},
                                                        {facts.not_before, {valid, trusted}},
                                                        {facts.not_after, {valid, trusted}},
                                                        {facts.not_after + 1, {valid, expired, trusted}},
                                                        {INT64_MIN, {valid, not_yet_valid, trusted}},
                                                        {INT64_MAX, {valid, expired, trusted}}};
    for (const auto& [time, states] : expected) {
        options.time = time;
        EXPECT_EQ(verify(signature).states, states) << time;
        EXPECT_EQ(verify(signature).accepted, states.size() == 2) << time;
    }
}

TEST_F(Signature, OfACertificateThatVouchesForItselfIsNotTrusted) {
    const DetachedSignature signature = signed_by({.days = "10"});
    anchors = TrustAnchors().with(openssl.certificate("other", {})).value();
    EXPECT_EQ(verify(signature).states, (States{valid, self_signed, untrusted}));
    EXPECT_FALSE(verify(signature).accepted);
    options.time += 11 * OpensslCommand::day;
    EXPECT_EQ(verify(signature).states, (States{valid, expired, self_signed, untrusted}));
    anchors = TrustAnchors();
    EXPECT_EQ(verify(signature).states, (States{valid, expired, self_signed, no_anchors}));
    EXPECT_FALSE(verify(signature).accepted);
}

TEST_F(Signature, OfAnUnknownKindOfKeyIsUnreadable) {
    DetachedSignature signature;
    signature.certificates = {openssl.certificate("signer", {.kind = "ed25519"})};
    signature.signature = "x";
    options.time = OpensslCommand::now_of(signature.certificates.front());
    EXPECT_EQ(verify(signature).states, (States{unreadable, self_signed, no_anchors}));
}

TEST_F(Signature, WithoutAllItsPartsIsUnreadable) {
    DetachedSignature whole = signed_by({});
    DetachedSignature signature = whole;
    signature.certificates.clear();
    EXPECT_EQ(verify(signature).states, (States{unreadable, untrusted}));
    signature.certificates = {"nothing"};
    EXPECT_EQ(verify(signature).states, (States{unreadable, untrusted}));
    signature = whole;
    signature.signature.clear();
    EXPECT_EQ(verify(signature).states, (States{unreadable, trusted}));
    EXPECT_FALSE(verify(signature).accepted);
    EXPECT_EQ(verify({}).states, (States{unreadable, untrusted}));
}

// OpenSSL's readers of PEM ask for the passphrase of such a block on the terminal.
TEST_F(Signature, NeverAsksForAPassphrase) {
    DetachedSignature signature = signed_by({});
    std::string& pem = signature.certificates.front();
    pem.insert(pem.find('\n') + 1,
               "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n");
    EXPECT_EQ(verify(signature).states, (States{unreadable, untrusted}));
    EXPECT_FALSE(TrustAnchors().with(pem));
}

TEST_F(Signature, SurvivesEveryDamageOfItsCertificate) {
    const DetachedSignature signature = signed_by({.days = "10"});
    const std::string& pem = signature.certificates.front();
    for (std::size_t at = 0; at < pem.size(); at += 3) {
        DetachedSignature cut = signature;
        cut.certificates = {pem.substr(0, at)};
        EXPECT_FALSE(verify(cut).accepted);
        DetachedSignature changed = signature;
        changed.certificates.front()[at] = static_cast<char>(changed.certificates.front()[at] ^ 2);
        const auto verdict = verify(changed);
        for (const std::string& detail : verdict.details) EXPECT_EQ(printable(detail, 10000), detail);
    }
}

}  // namespace
}  // namespace ovfkit::crypto
