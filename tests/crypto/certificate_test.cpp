// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <ovfkit/crypto/certificate.hpp>

#include <set>
#include <string>

#include "crypto/openssl_command.hpp"

namespace ovfkit::crypto {
namespace {

TEST(CertificateFacts, AreWhatTheOpensslCommandSays) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    struct Kind {
        const char* words;
        const char* key;
        KeyKind kind;
        unsigned bits;
    };
    const Kind kinds[] = {
        {"rsa:2048", "RSA 2048", KeyKind::rsa, 2048},    {"rsa-pss:3072", "RSA-PSS 3072", KeyKind::rsa, 3072},
        {"ec:prime256v1", "EC P-256", KeyKind::ec, 256}, {"ec:secp384r1", "EC P-384", KeyKind::ec, 384},
        {"ed25519", "ED25519", KeyKind::ec, 256},        {"ed448", "ED448", KeyKind::ec, 456}};
    for (const auto& [kind, key, key_kind, bits] : kinds) {
        SCOPED_TRACE(kind);
        const std::string pem = openssl.certificate("one", {.kind = kind, .days = "10"});
        const auto facts = certificate_facts(pem);
        ASSERT_TRUE(facts) << facts.error().message;
        const auto said = [&](const char* option, const char* format = "-noout") {
            const std::string line =
                openssl({"x509", "-in", "one.crt", "-noout", option, format, "-nameopt", "RFC2253"});
            return line.substr(line.find('=') + 1, line.size() - line.find('=') - 2);
        };
        EXPECT_EQ(facts->subject, said("-subject"));
        EXPECT_EQ(facts->issuer, said("-issuer"));
        EXPECT_EQ(facts->serial, "1234abcd");
        EXPECT_EQ(facts->key, key);
        EXPECT_EQ(facts->key_kind, key_kind);
        EXPECT_EQ(facts->key_bits, bits);
        EXPECT_TRUE(facts->self_signed);
        EXPECT_EQ(facts->not_after - facts->not_before, 10 * OpensslCommand::day);
        std::string print = openssl({"x509", "-in", "one.crt", "-noout", "-fingerprint", "-sha256"});
        std::string hex;
        for (const char c : print.substr(print.find('=') + 1))
            if (std::isxdigit(c) != 0) hex += static_cast<char>(std::tolower(c));
        EXPECT_EQ(facts->sha256, hex);
    }
}

TEST(CertificateFacts, AreEscaped) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    openssl.key("odd");
    openssl({"req", "-x509", "-utf8", "-key", "odd.key", "-out", "odd.crt", "-subj",
             "/CN=\xC3\xA9\x1B[2J\xE2\x80\xAE"
             "a"});
    const auto facts = certificate_facts(openssl.get("odd.crt")).value();
    EXPECT_NE(facts.subject.find("\xC3\xA9"), std::string::npos) << facts.subject;
    EXPECT_EQ(facts.subject.find('\x1B'), std::string::npos) << facts.subject;
    EXPECT_EQ(facts.subject.find("\xE2\x80\xAE"), std::string::npos) << facts.subject;
}

TEST(CertificateFacts, NeedACertificate) {
    for (const char* text :
         {"", "nothing", "-----BEGIN CERTIFICATE-----\n", "-----BEGIN X-----\nAAAA\n-----END X-----\n",
          "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
        const auto facts = certificate_facts(text);
        ASSERT_FALSE(facts) << text;
        EXPECT_EQ(facts.error().code, ErrorCode::malformed);
    }
    EXPECT_EQ(ERR_peek_error(), 0U) << "the thread's queue of errors is left as it was";
}

TEST(TrustAnchors, AreCountedOnce) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    const std::string one = openssl.certificate("one", {});
    const std::string two = openssl.certificate("two", {});
    EXPECT_EQ(TrustAnchors().size(), 0U);
    const TrustAnchors first = TrustAnchors().with("text in front\n" + one + two).value();
    EXPECT_EQ(first.size(), 2U);
    EXPECT_EQ(first.with(one).value().size(), 2U);
    const TrustAnchors third = first.with(openssl.certificate("three", {})).value();
    EXPECT_EQ(third.size(), 3U);
    EXPECT_EQ(first.size(), 2U);
}

TEST(TrustAnchors, RefuseWhatIsNoneOrBroken) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    const std::string one = openssl.certificate("one", {});
    for (const std::string& text : {std::string(), openssl.get("one.key"), one + one.substr(0, one.size() / 2)}) {
        const auto anchors = TrustAnchors().with(text);
        ASSERT_FALSE(anchors);
        EXPECT_EQ(anchors.error().code, ErrorCode::malformed);
    }
}

TEST(SigningKey, MakesSignaturesThatTheOpensslCommandVerifies) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    for (const char* kind : {"rsa:2048", "ec:prime256v1"}) {
        const auto key = SigningKey::read(openssl.key("one", kind));
        ASSERT_TRUE(key);
        openssl({"pkey", "-in", "one.key", "-pubout", "-out", "one.pub"});
        for (const char* digest : {"sha1", "sha256", "sha512"}) {
            const auto algorithm = digest == std::string("sha1")     ? DigestAlgorithm::sha1
                                   : digest == std::string("sha256") ? DigestAlgorithm::sha256
                                                                     : DigestAlgorithm::sha512;
            openssl.put("signed", "the bytes");
            openssl.put("signature", key->sign(algorithm, "the bytes").value());
            openssl({"dgst", std::string("-") + digest, "-verify", "one.pub", "-signature", "signature", "signed"});
            openssl.put("signed", "the byte");
            EXPECT_FALSE(openssl.succeeds(
                {"dgst", std::string("-") + digest, "-verify", "one.pub", "-signature", "signature", "signed"}));
        }
    }
}

TEST(SigningKey, IsReadInEachForm) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    openssl.key("one", "rsa:2048");
    openssl({"rsa", "-in", "one.key", "-traditional", "-out", "old.key"});
    openssl({"rsa", "-in", "one.key", "-traditional", "-aes256", "-passout", "pass:secret", "-out", "oldlocked.key"});
    openssl({"pkcs8", "-topk8", "-in", "one.key", "-v2", "aes256", "-passout", "pass:secret", "-out", "locked.key"});
    openssl({"ecparam", "-name", "prime256v1", "-genkey", "-out", "curve.key"});
    EXPECT_TRUE(SigningKey::read(openssl.get("old.key")));
    EXPECT_TRUE(SigningKey::read(openssl.get("curve.key"))) << "with EC PARAMETERS in front";
    for (const char* name : {"locked.key", "oldlocked.key"}) {
        EXPECT_TRUE(SigningKey::read(openssl.get(name), "secret"));
        for (const std::string& wrong : {std::string(), std::string("other"), std::string(5000, 'x')}) {
            const auto key = SigningKey::read(openssl.get(name), wrong);
            ASSERT_FALSE(key);
            EXPECT_EQ(key.error().code, ErrorCode::permission);
        }
    }
    const std::string certificate = openssl.certificate("two", {});
    EXPECT_TRUE(SigningKey::read(certificate + openssl.get("two.key"))) << "with a certificate in front";
}

TEST(SigningKey, RefusesWhatItCannotSignWith) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    const auto code = [](const std::string& pem) { return SigningKey::read(pem).error().code; };
    EXPECT_EQ(code(openssl.key("edwards", "ed25519")), ErrorCode::unsupported);
    EXPECT_EQ(code(""), ErrorCode::malformed);
    EXPECT_EQ(code(openssl.certificate("one", {})), ErrorCode::malformed);
    const std::string key = openssl.get("one.key");
    EXPECT_EQ(code(key.substr(0, key.size() / 2)), ErrorCode::malformed);
    EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, KnowsItsCertificate) {
    OVFKIT_NEEDS_OPENSSL();
    const OpensslCommand openssl;
    const std::string one = openssl.certificate("one", {});
    const std::string two = openssl.certificate("two", {});
    const auto key = SigningKey::read(openssl.get("one.key")).value();
    EXPECT_TRUE(key.matches(one));
    EXPECT_TRUE(key.matches(one + two));
    EXPECT_FALSE(key.matches(two));
    EXPECT_FALSE(key.matches(""));
}

TEST(SignatureState, HasAWordEach) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(SignatureState::no_anchors); ++i)
        words.insert(to_string(static_cast<SignatureState>(i)));
    EXPECT_EQ(words.size(), 13U);
    EXPECT_EQ(to_string(SignatureState::not_yet_valid), "not-yet-valid");
}

}  // namespace
}  // namespace ovfkit::crypto
