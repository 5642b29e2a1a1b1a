// SPDX-License-Identifier: Apache-2.0
// Signatures of one XML element: what is made, what is believed, and what an attacker could want to be believed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ovfkit/crypto/xml_signature.hpp>

#include <string>
#include <thread>
#include <vector>

#include "crypto/openssl_command.hpp"

namespace ovfkit::crypto {
namespace {

using enum SignatureState;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string statement =
    "<t:Statement xmlns:t=\"urn:example:t\" Id=\"statement\">\n<t:Flag name=\"a &amp; &#xE9;\" "
    "value=\"false\"></t:Flag>\n"
    "</t:Statement>";
// What exclusive canonical XML makes of it.
const std::string canonical =
    "<t:Statement xmlns:t=\"urn:example:t\" Id=\"statement\">\n<t:Flag name=\"a &amp; \xC3\xA9\" "
    "value=\"false\"></t:Flag>\n"
    "</t:Statement>";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const std::size_t begin = text.find(before) + before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}

class XmlSignature : public testing::Test {
protected:
    void SetUp() override {
        OVFKIT_NEEDS_OPENSSL();
        certificate = openssl.certificate("signer", {.kind = "rsa:2048"});
        key = openssl.get("signer.key");
        options.time = OpensslCommand::now_of(certificate);
        signed_text = sign(statement);
    }
    [[nodiscard]] Result<std::string> try_sign(const std::string& element) const {
        return sign_element(element, SigningKey::read(key).value(), certificate);
    }
    [[nodiscard]] std::string sign(const std::string& element) const { return try_sign(element).value(); }
    [[nodiscard]] ElementVerdict verify(const std::string& text) const {
        return verify_element(text, TrustAnchors().with(certificate).value(), options);
    }
    void expect_refused(const std::string& text, const std::string& why) const {
        const ElementVerdict verdict = verify(text);
        EXPECT_TRUE(verdict.signature.has(unreadable)) << text;
        EXPECT_FALSE(verdict.signature.has(valid));
        EXPECT_FALSE(verdict.signature.accepted);
        EXPECT_THAT(verdict.content, IsEmpty());
        ASSERT_FALSE(verdict.signature.details.empty());
        EXPECT_THAT(verdict.signature.details.front(), HasSubstr(why));
    }

    OpensslCommand openssl;
    std::string certificate;
    std::string key;
    std::string signed_text;
    SignatureOptions options;
};

TEST_F(XmlSignature, OfATrustedKeyIsAcceptedWithTheBytesThatWereSigned) {
    const ElementVerdict verdict = verify(signed_text);
    EXPECT_TRUE(verdict.signature.accepted) << testing::PrintToString(verdict.signature.details);
    EXPECT_EQ(verdict.signature.states, (States{valid, trusted}));
    EXPECT_EQ(verdict.signature.digest, DigestAlgorithm::sha256);
    ASSERT_EQ(verdict.signature.chain.size(), 1U);
    EXPECT_EQ(verdict.signature.chain.front().subject, "CN=signer");
    EXPECT_EQ(verdict.content, canonical);
}

TEST_F(XmlSignature, IsMadeWithEveryKindOfKeyAndDigestThatIsAllowed) {
    for (const char* kind : {"rsa:2048", "rsa:3072", "ec:prime256v1", "ec:secp384r1", "ec:secp521r1"})
        for (const DigestAlgorithm digest : {DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
            SCOPED_TRACE(kind);
            certificate = openssl.certificate("other", {.kind = kind});
            const auto text =
                sign_element(statement, SigningKey::read(openssl.get("other.key")).value(), certificate, digest);
            ASSERT_TRUE(text) << text.error().message;
            options.time = OpensslCommand::now_of(certificate);
            const ElementVerdict verdict = verify(*text);
            EXPECT_TRUE(verdict.signature.accepted);
            EXPECT_EQ(verdict.signature.digest, digest);
            EXPECT_EQ(verdict.content, canonical);
        }
}

TEST_F(XmlSignature, LeavesTheElementAsItIs) {
    EXPECT_EQ(signed_text.substr(0, statement.rfind("</")), statement.substr(0, statement.rfind("</")));
    for (const char c : signed_text) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST_F(XmlSignature, DoesNotFitAfterAnyChangeOfTheElement) {
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"value=\"false\"", "value=\"true\""},
                                                          {"<t:Flag", "<t:More></t:More><t:Flag"},
                                                          {">\n<t:Flag", "><t:Flag"}}) {
        const ElementVerdict verdict = verify(replaced(signed_text, from, to));
        EXPECT_TRUE(verdict.signature.has(invalid)) << from;
        EXPECT_FALSE(verdict.signature.accepted);
        EXPECT_THAT(verdict.content, IsEmpty());
    }
}

TEST_F(XmlSignature, FitsAfterWhatDoesNotChangeTheCanonicalForm) {
    EXPECT_TRUE(verify(replaced(signed_text, "></t:Flag>", "/>")).signature.accepted);
    EXPECT_TRUE(verify(replaced(signed_text, "value=\"false\"", "value = 'false' ")).signature.accepted);
}

TEST_F(XmlSignature, EveryChangedByteOfItIsNoticed) {
    const std::size_t begin = signed_text.find("<ds:SignedInfo>");
    const std::size_t end = signed_text.find("</ds:SignatureValue>");
    for (std::size_t at = begin; at < end; at += 3) {
        std::string changed = signed_text;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(verify(changed).signature.accepted) << at;
    }
}

TEST_F(XmlSignature, OfAnUnknownKeyIsValidAndUntrusted) {
    const std::string other = openssl.certificate("other", {});
    const ElementVerdict verdict = verify_element(signed_text, TrustAnchors().with(other).value(), options);
    EXPECT_EQ(verdict.signature.states, (States{valid, self_signed, untrusted}));
    EXPECT_FALSE(verdict.signature.accepted);
    EXPECT_TRUE(verify_element(signed_text, {}, options).signature.has(no_anchors));
}

TEST_F(XmlSignature, IsJudgedWithTheChainItBrings) {
    const std::string root = openssl.certificate("root", {.extensions = OpensslCommand::ca_extensions});
    const std::string middle =
        openssl.certificate("middle", {.issuer = "root", .extensions = OpensslCommand::ca_extensions});
    const std::string leaf = openssl.certificate("leaf", {.issuer = "middle"});
    const auto leaf_key = SigningKey::read(openssl.get("leaf.key")).value();
    const TrustAnchors anchors = TrustAnchors().with(root).value();
    options.time = OpensslCommand::now_of(leaf);
    EXPECT_TRUE(
        verify_element(sign_element(statement, leaf_key, leaf + middle).value(), anchors, options).signature.accepted);
    EXPECT_TRUE(
        verify_element(sign_element(statement, leaf_key, leaf).value(), anchors, options).signature.has(untrusted));
    options.time += 4000 * OpensslCommand::day;
    EXPECT_TRUE(verify_element(sign_element(statement, leaf_key, leaf + middle).value(), anchors, options)
                    .signature.has(expired));
}

TEST_F(XmlSignature, IsNotMadeOverWhatCouldNotBeVerified) {
    const std::string end = "</e>";
    for (const std::string element :
         {"<e/>", "<e Id='a'/>", "<e></e>", "<e Id=''></e>", "<e Id='1a'></e>", "<e Id=\"a'b\"></e>",
          "<e Id='a'><f Id='a'/></e>", "<e Id='a'><f id='b'/></e>", "<e Id='a'><f xml:id='b'/></e>",
          "<e Id='a'><!-- --></e>", "<e Id='a'><?a?></e>", "<e Id='a'><![CDATA[x]]></e>", "<e Id='a'></e><e></e>",
          "<!DOCTYPE e><e Id='a'></e>", "<e Id='a'>&x;</e>", "<p:e Id='a'></p:e>", "", "text",
          "<e Id='a'></e> <!-- -->"}) {
        const auto made = try_sign(element);
        EXPECT_FALSE(made) << element;
    }
    EXPECT_EQ(try_sign(signed_text).error().message, "the element to sign holds a signature already");
}

TEST_F(XmlSignature, IsNotMadeWithAnotherCertificateOrDigest) {
    const auto own = SigningKey::read(key).value();
    const std::string other = openssl.certificate("other", {});
    EXPECT_EQ(sign_element(statement, own, other).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(sign_element(statement, own, "").error().code, ErrorCode::malformed);
    EXPECT_EQ(sign_element(statement, own, certificate, DigestAlgorithm::sha1).error().code,
              ErrorCode::invalid_argument);
}

// Signature wrapping: what is verified is something else than what is looked at.
TEST_F(XmlSignature, CannotBeWrapped) {
    const std::string forged = replaced(statement, "false", "true");
    const std::string signature = between(signed_text, "</t:Flag>\n", "</t:Statement>");
    expect_refused(replaced(forged, "</t:Statement>", statement + signature + "</t:Statement>"), "a second Id");
    expect_refused(replaced(forged, "</t:Statement>", signature + "<t:Flag></t:Flag></t:Statement>"), "no signature");
    expect_refused("<t:Outer xmlns:t=\"urn:example:t\" Id=\"outer\">" + signed_text + "</t:Outer>", "a second Id");
    expect_refused("<t:Outer xmlns:t=\"urn:example:t\">" + signed_text + "</t:Outer>", "Id");
    expect_refused(replaced(signed_text, "</ds:Signature>", "<ds:Object>" + forged + "</ds:Object></ds:Signature>"),
                   "a second Id");
    expect_refused(replaced(signed_text, "</ds:Signature>", "<ds:Object></ds:Object></ds:Signature>"), "exactly");
    expect_refused(replaced(signed_text, "</t:Statement>", signature + "</t:Statement>"), "more than one signature");
    expect_refused(replaced(signed_text, "\n<ds:SignedInfo>", "<ds:Signature></ds:Signature><ds:SignedInfo>"),
                   "more than one signature");
    expect_refused(replaced(signed_text, "<ds:Signature ",
                            "<ds:Manifest xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
                            "<ds:Signature "),
                   "more than one signature");
}

TEST_F(XmlSignature, RefersToItsElementAndNothingElse) {
    for (const char* uri : {"", "#", "#other", "statement", "#xpointer(/)", "#xpointer(id('statement'))",
                            "file:///etc/passwd", "http://127.0.0.1/x"})
        expect_refused(replaced(signed_text, "URI=\"#statement\"", std::string("URI=\"") + uri + "\""),
                       "refers to something else");
    expect_refused(replaced(signed_text, " URI=\"#statement\"", ""), "refers to something else");
    expect_refused(replaced(signed_text, "URI=\"#statement\"", "Type=\"x\" URI=\"#statement\""),
                   "refers to something else");
    const std::string reference =
        "<ds:Reference " + between(signed_text, "<ds:Reference ", "</ds:Reference>") + "</ds:Reference>";
    expect_refused(replaced(signed_text, reference, ""), "exactly one Reference");
    expect_refused(replaced(signed_text, reference, reference + reference), "exactly one Reference");
}

TEST_F(XmlSignature, UsesNoTransformsButItsTwo) {
    const std::string enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
    for (const char* transform :
         {"", "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>",
          "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()</ds:XPath>"
          "</ds:Transform>",
          "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"/>",
          "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/>"}) {
        expect_refused(replaced(signed_text, enveloped, transform), "transforms that are not allowed");
        expect_refused(replaced(signed_text, enveloped, enveloped + transform + "<x/>"),
                       "transforms that are not allowed");
    }
    const std::string c14n = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    expect_refused(
        replaced(signed_text, c14n,
                 "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><i:InclusiveNamespaces "
                 "xmlns:i=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"t\"/></ds:Transform>"),
        "transforms that are not allowed");
    expect_refused(replaced(signed_text, c14n, c14n + c14n), "transforms that are not allowed");
}

TEST_F(XmlSignature, UsesNoMethodsThatAreWeakOrOfAnotherKind) {
    const std::string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    // With HMAC the public key would be the secret.
    for (const char* other :
         {"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
          "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
          "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2001/04/xmlenc#sha256", "", "none"})
        expect_refused(replaced(signed_text, method, other), "a method that is not allowed");
    for (const char* other : {"http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5",
                              "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"})
        expect_refused(replaced(signed_text, "http://www.w3.org/2001/04/xmlenc#sha256", other),
                       "a digest that is not allowed");
    expect_refused(replaced(signed_text, method + "\"/>",
                            method + "\"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>"),
                   "a method that is not allowed");
    expect_refused(replaced(signed_text, "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"",
                            "CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\""),
                   "exclusive canonical XML");
    // A method for another kind of key than that of the certificate.
    const ElementVerdict verdict =
        verify(replaced(signed_text, method, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"));
    EXPECT_FALSE(verdict.signature.has(valid));
}

TEST_F(XmlSignature, TakesItsKeyFromCertificatesOnly) {
    const std::string data = "<ds:X509Data>";
    for (const char* key_info :
         {"<ds:KeyValue><ds:RSAKeyValue></ds:RSAKeyValue></ds:KeyValue>", "<ds:KeyName>signer</ds:KeyName>",
          "<ds:RetrievalMethod URI=\"http://127.0.0.1/key\"/>"})
        expect_refused(replaced(signed_text, data, key_info + data), "certificates and nothing else");
    expect_refused(replaced(signed_text, data, data + "<ds:X509SubjectName>CN=signer</ds:X509SubjectName>"),
                   "certificates and nothing else");
    const std::string one = "<ds:X509Certificate>" +
                            between(signed_text, "<ds:X509Certificate>", "</ds:X509Certificate>") +
                            "</ds:X509Certificate>";
    expect_refused(replaced(signed_text, one, ""), "certificates and nothing else");
    std::string many;
    for (int i = 0; i < 20; ++i) many += one;
    expect_refused(replaced(signed_text, one, many), "too many certificates");
    const std::string key_info =
        "<ds:KeyInfo>" + between(signed_text, "<ds:KeyInfo>", "</ds:KeyInfo>") + "</ds:KeyInfo>";
    expect_refused(replaced(signed_text, key_info, ""), "exactly");
}

TEST_F(XmlSignature, IsUnreadableOrInvalidWhenItsBase64IsBroken) {
    const std::string value = between(signed_text, "<ds:SignatureValue>", "</ds:SignatureValue>");
    for (const std::string& broken : {std::string(), value.substr(0, 10), value.substr(0, value.size() - 2),
                                      value + value, std::string("!!!!"), std::string(100000, 'A')})
        EXPECT_FALSE(verify(replaced(signed_text, value, broken)).signature.has(valid)) << broken.size();
    const std::string body = between(signed_text, "<ds:X509Certificate>", "</ds:X509Certificate>");
    for (const std::string& broken : {std::string(), body.substr(0, 100), body.substr(0, 101), "AAAA" + body,
                                      std::string("===="), std::string(200000, 'A')})
        expect_refused(replaced(signed_text, body, broken), "certificate");
}

TEST_F(XmlSignature, IsNotReadOutOfHostileDocuments) {
    expect_refused("<!DOCTYPE x [<!ENTITY e 'true'>]>" + signed_text, "on its own");
    expect_refused(signed_text.substr(0, signed_text.size() / 2), "on its own");
    expect_refused("", "on its own");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<t:a>";
    for (int i = 0; i < 100; ++i) deep += "</t:a>";
    expect_refused(replaced(signed_text, "<t:Flag", deep + "<t:Flag"), "on its own");
    std::string namespaces;
    for (int i = 0; i < 100; ++i) namespaces += " xmlns:n" + std::to_string(i) + "=\"urn:n" + std::to_string(i) + "\"";
    expect_refused(replaced(signed_text, "<t:Flag", "<t:Flag" + namespaces), "on its own");
    Limits limits;
    limits.max_bytes = 100;
    EXPECT_TRUE(verify_element(signed_text, {}, options, limits).signature.has(unreadable));
}

TEST_F(XmlSignature, IsMadeAndVerifiedOverALargeElement) {
    std::string large = "<e Id='large'>\n";
    for (int i = 0; i < 20000; ++i) large += "<f name='" + std::to_string(i) + "'/>\n";
    large += "</e>";
    const std::string text = sign(large);
    EXPECT_TRUE(verify(text).signature.accepted);
    EXPECT_FALSE(verify(replaced(text, "'777'", "'778'")).signature.accepted);
}

TEST_F(XmlSignature, IsTheSameFromManyThreads) {
    std::vector<std::thread> threads;
    std::vector<int> accepted(4);
    for (int& count : accepted)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) count += verify(sign(statement)).signature.accepted ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(accepted, testing::Each(20));
}

TEST_F(XmlSignature, IsVerifiedByTheXmlsecCommand) {
    if (!test::has_program("xmlsec1")) GTEST_SKIP() << "no xmlsec1 command";
    const auto command = [&](const std::string& text) {
        openssl.put("signed.xml", text);
        return test::run({"xmlsec1", "--verify", "--trusted-pem", "signer.crt", "--id-attr:Id",
                          "urn:example:t:Statement", "signed.xml"},
                         openssl.folder().path())
            .status;
    };
    EXPECT_EQ(command(signed_text), 0);
    EXPECT_EQ(command("<around xmlns:u=\"urn:example:u\">" + signed_text + "</around>"), 0);
    EXPECT_NE(command(replaced(signed_text, "\"false\"", "\"true\"")), 0);
}

TEST_F(XmlSignature, OfTheXmlsecCommandIsAccepted) {
    if (!test::has_program("xmlsec1")) GTEST_SKIP() << "no xmlsec1 command";
    std::string empty = signed_text;
    for (const char* name : {"DigestValue", "SignatureValue"})
        empty = replaced(empty, between(empty, std::string("<ds:") + name + ">", std::string("</ds:") + name), "");
    openssl.put("template.xml", empty);
    const auto outcome = test::run({"xmlsec1", "--sign", "--privkey-pem", "signer.key,signer.crt", "--id-attr:Id",
                                    "urn:example:t:Statement", "--output", "theirs.xml", "template.xml"},
                                   openssl.folder().path());
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    const std::string theirs = openssl.get("theirs.xml");
    const std::size_t root = theirs.find("<t:Statement");
    ASSERT_NE(root, std::string::npos);
    const ElementVerdict verdict = verify(theirs.substr(root, theirs.rfind('>') + 1 - root));
    EXPECT_TRUE(verdict.signature.accepted) << testing::PrintToString(verdict.signature.details) << theirs;
    EXPECT_EQ(verdict.content, canonical);
}

}  // namespace
}  // namespace ovfkit::crypto
