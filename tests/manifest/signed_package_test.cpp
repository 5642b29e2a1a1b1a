// SPDX-License-Identifier: Apache-2.0
// A manifest and its certificate file together, in the ways that tools sign.
#include <gtest/gtest.h>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/manifest/manifest.hpp>

#include <string>

#include "crypto/openssl_command.hpp"
#include "manifest/parsed.hpp"

namespace ovfkit::manifest {
namespace {

using crypto::OpensslCommand;
using crypto::SignatureState;
using crypto::States;

std::string hex(const std::string& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 0xFU];
    }
    return text;
}

crypto::SignatureVerdict judge(const std::string& manifest, const std::string& certificate_file, bool allow_sha1,
                               Diagnostics& diagnostics) {
    const auto file = parse_certificate_file(certificate_file, "a.cert", diagnostics).value();
    Entry line;
    line.algorithm = file.algorithm;
    crypto::SignatureOptions options;
    options.time = OpensslCommand::now_of(file.certificates.front());
    options.allow_sha1 = allow_sha1;
    const auto anchors = crypto::TrustAnchors().with(file.certificates.front()).value();
    return crypto::verify_signature(manifest, {line.known_algorithm(), file.signature, file.certificates, file.cms},
                                    anchors, options);
}

const std::string padded_manifest = "SHA256(a.ovf)= " + sha256_a + "\n" + std::string(300, ' ');

// A SHA256 manifest with filling, which is signed, under a SHA1 signature, in a certificate file of 102400 bytes.
TEST(SignedPackage, AsOvftoolWritesIt) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    const std::string certificate = openssl.certificate("signer", {.kind = "rsa:2048"});
    std::string file = "SHA1(a.mf)= " + hex(openssl.sign("signer", "sha1", padded_manifest)) + "\n" + certificate;
    while (file.size() < 102399) file += ' ';
    file += '\n';
    Diagnostics diagnostics;
    const auto verdict = judge(padded_manifest, file, true, diagnostics);
    EXPECT_EQ(verdict.states, (States{SignatureState::valid, SignatureState::weak_digest, SignatureState::trusted}));
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(diagnostics.worst(), Severity::note);
    const std::string stripped = padded_manifest.substr(0, padded_manifest.find('\n') + 1);
    EXPECT_TRUE(judge(stripped, file, true, diagnostics).has(SignatureState::invalid));
}

TEST(SignedPackage, AsItIsSignedHere) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    CertificateFile file;
    file.certificates = {openssl.certificate("signer", {.kind = "rsa:2048"})};
    file.algorithm = "SHA256";
    file.manifest_name = "a.mf";
    const auto key = crypto::SigningKey::read(openssl.get("signer.key")).value();
    ASSERT_TRUE(key.matches(file.certificates.front()));
    file.signature = key.sign(crypto::DigestAlgorithm::sha256, padded_manifest).value();
    const std::string written = write_certificate_file(file).value();
    Diagnostics diagnostics;
    EXPECT_TRUE(judge(padded_manifest, written, false, diagnostics).accepted);
    EXPECT_TRUE(diagnostics.empty());

    // As somebody would check it by hand.
    openssl.put("a.cert", written);
    openssl.put("a.mf", padded_manifest);
    openssl.put("signature", file.signature);
    const std::string key_of_certificate = openssl({"x509", "-in", "a.cert", "-pubkey", "-noout"});
    openssl.put("signer.pub", key_of_certificate);
    openssl({"dgst", "-sha256", "-verify", "signer.pub", "-signature", "signature", "a.mf"});
}

}  // namespace
}  // namespace ovfkit::manifest
