// SPDX-License-Identifier: Apache-2.0
// Chains of certificates, and CMS signatures that carry them.
#include <gtest/gtest.h>
#include <ovfkit/crypto/certificate.hpp>

#include <string>
#include <thread>
#include <vector>

#include "crypto/openssl_command.hpp"

namespace ovfkit::crypto {
namespace {

using enum SignatureState;

const std::string signed_text =
    "SHA256(a.ovf)= 00\r\n\0 "
    "text";

// root -> middle -> signer; the root and the signer are in force for 100 days, the middle for 10.
class CertificateChain : public testing::Test {
protected:
    void SetUp() override {
        OVFKIT_NEEDS_OPENSSL();
        root = openssl.certificate("root", {.days = "100", .extensions = OpensslCommand::ca_extensions});
        middle = openssl.certificate("middle",
                                     {.issuer = "root", .days = "10", .extensions = OpensslCommand::ca_extensions});
        signer = openssl.certificate("signer", {.issuer = "middle", .days = "100"});
        signature.certificates = {signer, middle};
        signature.digest = DigestAlgorithm::sha256;
        signature.signature = openssl.sign("signer", "sha256", signed_text);
        options.time = OpensslCommand::now_of(signer);
    }
    [[nodiscard]] SignatureVerdict verify(const std::string& anchor) const {
        const TrustAnchors anchors = anchor.empty() ? TrustAnchors() : TrustAnchors().with(anchor).value();
        return verify_signature(signed_text, signature, anchors, options);
    }
    static std::vector<std::string> subjects(const SignatureVerdict& verdict) {
        std::vector<std::string> names;
        for (const CertificateFacts& facts : verdict.chain) names.push_back(facts.subject);
        return names;
    }
    // A CMS signature of NAME, with the certificates of FILE inside.
    void sign_cms(const std::string& name, const std::string& certificates, OpensslCommand::Words more = {}) {
        openssl.put("signed", signed_text);
        openssl.put("inside", certificates);
        OpensslCommand::Words words{"cms",    "-sign",       "-binary",  "-in", "signed", "-signer", name + ".crt",
                                    "-inkey", name + ".key", "-outform", "PEM", "-out",   "cms"};
        if (!certificates.empty()) words.insert(words.end(), {"-certfile", "inside"});
        words.insert(words.end(), more.begin(), more.end());
        openssl(words);
        signature.signature.clear();
        signature.cms = openssl.get("cms");
    }

    OpensslCommand openssl;
    std::string root, middle, signer;
    DetachedSignature signature;
    SignatureOptions options;
};

TEST_F(CertificateChain, LeadsToAnAnchorOfAnyDegree) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(verify(root).states, (States{valid, trusted}));
    EXPECT_EQ(subjects(verify(root)), (Names{"CN=signer", "CN=middle", "CN=root"}));
    EXPECT_EQ(verify(middle).states, (States{valid, trusted}));
    EXPECT_EQ(subjects(verify(middle)), (Names{"CN=signer", "CN=middle"}));
    EXPECT_EQ(verify(signer).states, (States{valid, trusted}));
    EXPECT_EQ(subjects(verify(signer)), Names{"CN=signer"});
    for (const std::string& anchor : {root, middle, signer}) EXPECT_TRUE(verify(anchor).accepted);
}

TEST_F(CertificateChain, IsUntrustedWithoutAWay) {
    signature.certificates = {signer};
    EXPECT_EQ(verify(root).states, (States{valid, untrusted}));
    EXPECT_FALSE(verify(root).accepted);
    EXPECT_FALSE(verify(root).details.empty());
    EXPECT_EQ(verify(middle).states, (States{valid, trusted}));
    EXPECT_EQ(verify("").states, (States{valid, no_anchors}));
}

TEST_F(CertificateChain, IsBuiltWithoutAnchorsToo) {
    signature.certificates = {signer, middle, root};
    EXPECT_EQ(verify("").chain.size(), 3U);
    EXPECT_EQ(verify("").states, (States{valid, no_anchors}));
    EXPECT_FALSE(verify("").accepted);
}

TEST_F(CertificateChain, DoesNotBelieveARootThatThePackageBrings) {
    signature.certificates = {signer, middle, root};
    const std::string stranger = openssl.certificate("stranger", {.extensions = OpensslCommand::ca_extensions});
    EXPECT_EQ(verify(stranger).states, (States{valid, untrusted}));
}

TEST_F(CertificateChain, IsExpiredWhenOneOfItIs) {
    options.time += 11 * OpensslCommand::day;
    EXPECT_EQ(verify(root).states, (States{valid, expired, trusted}));
    // An anchor in the middle, too, although OpenSSL does not look at the dates of one.
    EXPECT_EQ(verify(middle).states, (States{valid, expired, trusted}));
    EXPECT_EQ(verify(signer).states, (States{valid, trusted}));
    EXPECT_NE(verify(root).details.front().find("CN=middle"), std::string::npos);
    options.time -= 30 * OpensslCommand::day;
    EXPECT_EQ(verify(root).states, (States{valid, not_yet_valid, trusted}));
    signature.certificates = {signer};
    EXPECT_EQ(verify(root).states, (States{valid, not_yet_valid, untrusted}));
}

TEST_F(CertificateChain, NeedsIssuersThatMayIssue) {
    const std::string plain = openssl.certificate("plain", {.issuer = "root"});
    const std::string below = openssl.certificate("below", {.issuer = "plain"});
    signature.certificates = {below, plain};
    signature.signature = openssl.sign("below", "sha256", signed_text);
    EXPECT_EQ(verify(root).states, (States{valid, untrusted}));
}

TEST_F(CertificateChain, NeedsIssuersThatReallySigned) {
    // Another authority of the same name as the anchor.
    OpensslCommand elsewhere;
    const std::string other = elsewhere.certificate("root", {.extensions = OpensslCommand::ca_extensions});
    const std::string forged = elsewhere.certificate("forged", {.issuer = "root"});
    signature.certificates = {forged};
    signature.signature = elsewhere.sign("forged", "sha256", signed_text);
    EXPECT_EQ(verify(root).states, (States{valid, untrusted}));
    EXPECT_EQ(subjects(verify(root)), std::vector<std::string>{"CN=forged"});
    EXPECT_TRUE(verify(other).accepted);
}

// Whoever pins a signer must not be talked out of it by what the package says of its issuer.
TEST_F(CertificateChain, EndsAtASignerThatIsAnAnchor) {
    OpensslCommand elsewhere;
    const std::string other =
        elsewhere.certificate("middle", {.days = "1", .extensions = OpensslCommand::ca_extensions});
    signature.certificates = {signer, other};
    EXPECT_EQ(verify(signer).states, (States{valid, trusted}));
    EXPECT_EQ(subjects(verify(signer)), std::vector<std::string>{"CN=signer"});
}

TEST_F(CertificateChain, IsWeakWhereItWasSignedWithSha1) {
    const std::string old = openssl.certificate("old", {.issuer = "root", .digest = "sha1"});
    signature.certificates = {old};
    signature.signature = openssl.sign("old", "sha256", signed_text);
    EXPECT_EQ(verify(root).states, (States{valid, weak_digest, trusted}));
    EXPECT_FALSE(verify(root).accepted);
    EXPECT_TRUE(verify(old).accepted) << "an anchor does not rest on its own signature";
}

TEST_F(CertificateChain, IsWeakWhereAKeyIs) {
    const std::string small =
        openssl.certificate("small", {.kind = "rsa:1024", .extensions = OpensslCommand::ca_extensions});
    const std::string below = openssl.certificate("below", {.issuer = "small"});
    signature.certificates = {below};
    signature.signature = openssl.sign("below", "sha256", signed_text);
    EXPECT_EQ(verify(small).states, (States{valid, weak_key, trusted}));
}

TEST_F(CertificateChain, SurvivesALoopAndAFlood) {
    signature.certificates = {signer};
    for (int i = 0; i < 300; ++i) signature.certificates.push_back(i % 2 == 0 ? signer : middle);
    EXPECT_TRUE(verify(root).accepted);
}

TEST_F(CertificateChain, OfCmsIsFoundInsideIt) {
    signature.certificates.clear();
    sign_cms("signer", middle);
    const auto verdict = verify(root);
    EXPECT_EQ(verdict.states, (States{valid, trusted}));
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.digest, DigestAlgorithm::sha256);
    EXPECT_EQ(verdict.chain.size(), 3U);
    EXPECT_EQ(verify_signature("other", signature, TrustAnchors().with(root).value(), options).states,
              (States{invalid, trusted}));
}

TEST_F(CertificateChain, OfCmsServesTheLineOfTheStandardAsWell) {
    const std::string line = signature.signature;
    sign_cms("signer", middle);
    signature.signature = line;
    signature.certificates = {signer};
    EXPECT_TRUE(verify(root).accepted);
}

TEST_F(CertificateChain, OfCmsInEachForm) {
    for (const OpensslCommand::Words& words :
         {OpensslCommand::Words{"-noattr"}, {"-keyid"}, {"-md", "sha512"}, {"-nodetach"}, {"-nocerts"}}) {
        signature.certificates = {signer};
        sign_cms("signer", words.front() == "-nocerts" ? "" : middle, words);
        if (words.front() == "-nocerts") signature.certificates.push_back(middle);
        EXPECT_TRUE(verify(root).accepted) << words.front();
    }
    signature.certificates = {signer, middle};
    sign_cms("signer", "", {"-md", "sha1"});
    EXPECT_EQ(verify(root).states, (States{valid, weak_digest, trusted}));
}

TEST_F(CertificateChain, OfCmsThatEmbedsOtherBytesIsInvalid) {
    sign_cms("signer", middle, {"-nodetach"});
    EXPECT_EQ(verify_signature("other", signature, TrustAnchors().with(root).value(), options).states,
              (States{invalid, trusted}));
}

TEST_F(CertificateChain, OfCmsWithoutItsSignerIsUnreadable) {
    signature.certificates.clear();
    sign_cms("signer", "", {"-nocerts"});
    EXPECT_EQ(verify(root).states, (States{unreadable, untrusted}));
    signature.cms = "-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n";
    EXPECT_EQ(verify(root).states, (States{unreadable, untrusted}));
}

TEST_F(CertificateChain, OfCmsWithTwoSignersIsUnreadable) {
    sign_cms("signer", middle, {"-signer", "root.crt", "-inkey", "root.key"});
    EXPECT_TRUE(verify(root).has(unreadable));
    EXPECT_FALSE(verify(root).accepted);
}

// OpenSSL loses what it read the signed bytes from when it stops at such a digest; the sanitizer would tell.
TEST_F(CertificateChain, OfCmsWithAnUnknownDigestIsInvalidAndLosesNothing) {
    sign_cms("signer", middle, {"-outform", "DER"});
    const std::string sha256_id("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9);
    std::string der = signature.cms;
    // The first is in the list of all digests; the signer names its own further on.
    const std::size_t at = der.find(sha256_id);
    ASSERT_NE(at, std::string::npos);
    der[at + sha256_id.size() - 1] = '\x7d';
    openssl.put("der", der);
    signature.cms = "-----BEGIN CMS-----\n" + openssl({"base64", "-in", "der"}) + "-----END CMS-----\n";
    EXPECT_TRUE(verify(root).has(invalid));
    EXPECT_FALSE(verify(root).accepted);
}

TEST_F(CertificateChain, OfCmsIsTheSameUnderTheNameOfPkcs7) {
    sign_cms("signer", middle);
    for (std::size_t at = signature.cms.find("CMS"); at != std::string::npos; at = signature.cms.find("CMS", at))
        signature.cms.replace(at, 3, "PKCS7");
    EXPECT_TRUE(verify(root).accepted);
}

TEST_F(CertificateChain, MayBeVerifiedByManyThreadsAtOnce) {
    const TrustAnchors anchors = TrustAnchors().with(root).value();
    std::vector<std::thread> threads;
    std::vector<int> accepted(4);
    for (std::size_t t = 0; t < accepted.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i)
                accepted[t] += verify_signature(signed_text, signature, anchors, options).accepted ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(accepted, std::vector<int>(4, 10));
}

}  // namespace
}  // namespace ovfkit::crypto
