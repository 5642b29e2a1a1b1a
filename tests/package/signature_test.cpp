// SPDX-License-Identifier: Apache-2.0
// The verdict on signed packages, signed here and by the openssl command.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/openssl_command.hpp"
#include "package/made_package.hpp"

#include <ovfkit/package/signer.hpp>

namespace ovfkit::package {
namespace {

using crypto::OpensslCommand;
using crypto::SignatureState;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SignedPackage : public testing::Test {
protected:
    void SetUp() override {
        OVFKIT_NEEDS_OPENSSL();
        openssl.certificate("root", {.extensions = OpensslCommand::ca_extensions});
        signer = openssl.certificate("signer", {.issuer = "root", .kind = "rsa:2048"});
        options.time = OpensslCommand::now_of(signer);
        options.anchors = crypto::TrustAnchors().with(openssl.get("root.crt")).value();
    }
    [[nodiscard]] Signer our_signer() const {
        return make_signer(crypto::SigningKey::read(openssl.get("signer.key")).value(), signer).value();
    }
    /// The good package with our certificate file for its manifest.
    [[nodiscard]] MadeFiles signed_package() const {
        MadeFiles files = good_package();
        const std::string cert = make_certificate_file(our_signer(), "vm.mf", files[1].bytes).value();
        files.insert(files.begin() + 2, {"vm.cert", cert});
        return files;
    }

    OpensslCommand openssl;
    std::string signer;
    VerifyOptions options;
};

TEST_F(SignedPackage, IsAcceptedInEveryForm) {
    for (const Way way : all_ways) {
        const Verified got = verify_as(way, signed_package(), options);
        EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-accepted")) << name_of(way);
        EXPECT_THAT(got.rules, ElementsAre()) << name_of(way);
    }
}

TEST_F(SignedPackage, WithoutAnchorsIsRejectedWithAWarningOnly) {
    options.anchors = {};
    const Verified got = verify_as(Way::archive, signed_package(), options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-rejected"));
    EXPECT_TRUE(got.signature->has(SignatureState::valid));
    EXPECT_TRUE(got.signature->has(SignatureState::no_anchors));
    EXPECT_EQ(got.worst, Severity::warning);
    options.require_signature = true;
    EXPECT_EQ(verify_as(Way::archive, signed_package(), options).worst, Severity::error);
}

TEST_F(SignedPackage, OfSomebodyElseIsRejected) {
    options.anchors = crypto::TrustAnchors().with(openssl.certificate("other", {})).value();
    const Verified got = verify_as(Way::archive, signed_package(), options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-rejected"));
    EXPECT_TRUE(got.signature->has(SignatureState::untrusted));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_F(SignedPackage, BeyondTheDatesOfItsCertificateIsRejected) {
    options.time += 20 * 365 * OpensslCommand::day;
    const Verified got = verify_as(Way::archive, signed_package(), options);
    EXPECT_THAT(got.states, Contains("signature-rejected"));
    EXPECT_TRUE(got.signature->has(SignatureState::expired));
}

TEST_F(SignedPackage, WithAnotherManifestIsRejected) {
    MadeFiles files = signed_package();
    file_of(files, "vm.mf").bytes += "\n";
    const Verified got = verify_as(Way::archive, files, options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-rejected"));
    EXPECT_TRUE(got.signature->has(SignatureState::invalid));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_F(SignedPackage, WithAChangedDiskHasAGoodSignatureAndBadFiles) {
    MadeFiles files = signed_package();
    file_of(files, "two.vmdk").bytes[3] = 'x';
    EXPECT_THAT(verify_as(Way::archive, files, options).states, ElementsAre("files-failed", "signature-accepted"));
}

TEST_F(SignedPackage, WithoutAManifestIsRejected) {
    MadeFiles files = signed_package();
    remove_file(files, "vm.mf");
    for (const Way way : all_ways) {
        const Verified got = verify_as(way, files, options);
        EXPECT_THAT(got.states, Contains("signature-rejected")) << name_of(way);
        EXPECT_TRUE(got.found("signature/no-manifest")) << name_of(way);
    }
}

TEST_F(SignedPackage, WithALineForAnotherManifestIsRejected) {
    MadeFiles files = signed_package();
    file_of(files, "vm.cert").bytes = make_certificate_file(our_signer(), "other.mf", files[1].bytes).value();
    const Verified got = verify_as(Way::archive, files, options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-rejected"));
    EXPECT_TRUE(got.found("signature/other-manifest"));
}

TEST_F(SignedPackage, WithARubbishCertificateFileIsRejected) {
    for (const std::string& bytes : {std::string(), std::string("rubbish\n"), std::string(5U << 20U, 'x')}) {
        MadeFiles files = signed_package();
        file_of(files, "vm.cert").bytes = bytes;
        EXPECT_THAT(verify_as(Way::pipe, files, options).states, ElementsAre("files-verified", "signature-rejected"));
    }
}

TEST_F(SignedPackage, WithASecondSignatureInItsFileIsRejected) {
    MadeFiles files = signed_package();
    std::string& cert = file_of(files, "vm.cert").bytes;
    cert = cert.substr(0, cert.find('\n') + 1) + cert;
    const Verified got = verify_as(Way::archive, files, options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "signature-rejected"));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_F(SignedPackage, RequiredAndAbsentIsAnError) {
    options.require_signature = true;
    const Verified got = verify_as(Way::archive, good_package(), options);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_F(SignedPackage, OfTheOpensslCommandIsAccepted) {
    MadeFiles files = good_package();
    std::string hex;
    for (const char c : openssl.sign("signer", "sha512", files[1].bytes)) {
        constexpr char digits[] = "0123456789abcdef";
        hex += digits[static_cast<unsigned char>(c) >> 4U];
        hex += digits[static_cast<unsigned char>(c) & 15U];
    }
    files.push_back({"vm.cert", "SHA512(vm.mf)= " + hex + "\n" + signer});
    EXPECT_THAT(verify_as(Way::archive, files, options).states, ElementsAre("files-verified", "signature-accepted"));
}

TEST_F(SignedPackage, OfCmsIsAccepted) {
    MadeFiles files = good_package();
    openssl.put("signed", files[1].bytes);
    openssl({"cms", "-sign", "-binary", "-in", "signed", "-signer", "signer.crt", "-inkey", "signer.key", "-outform",
             "PEM", "-out", "cms"});
    files.push_back({"vm.cert", signer + openssl.get("cms")});
    EXPECT_THAT(verify_as(Way::archive, files, options).states, ElementsAre("files-verified", "signature-accepted"));
}

TEST_F(SignedPackage, IsNotMadeByASignerThatSignsSomethingElse) {
    Signer lying = our_signer();
    const auto honest = lying.sign;
    lying.sign = [honest](std::string_view bytes) { return honest(std::string(bytes) + "x"); };
    const auto made = make_certificate_file(lying, "vm.mf", "manifest");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_argument);

    Signer mislabelling = our_signer();
    mislabelling.digest = crypto::DigestAlgorithm::sha512;  // its key still signs with SHA-256
    EXPECT_FALSE(make_certificate_file(mislabelling, "vm.mf", "manifest"));

    Signer broken = our_signer();
    broken.sign = [](std::string_view) { return Error{ErrorCode::io, "no card in the reader", {}, {}}; };
    EXPECT_THAT(make_certificate_file(broken, "vm.mf", "manifest").error().message, HasSubstr("no card"));
}

TEST_F(SignedPackage, NeedsTheKeyOfItsCertificate) {
    openssl.key("stranger");
    auto key = crypto::SigningKey::read(openssl.get("stranger.key")).value();
    EXPECT_EQ(make_signer(std::move(key), signer).error().code, ErrorCode::invalid_argument);
    auto own = crypto::SigningKey::read(openssl.get("signer.key")).value();
    EXPECT_EQ(make_signer(std::move(own), "no certificate").error().code, ErrorCode::malformed);
}

}  // namespace
}  // namespace ovfkit::package
