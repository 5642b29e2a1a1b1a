// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/manifest/certificate_file.hpp>

#include <string>

#include "manifest/parsed.hpp"

namespace ovfkit::manifest {
namespace {

// Blocks are not decoded in this room.
std::string block(const std::string& label, const std::string& content = "MIIBAAAA\nAA==") {
    return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
}

const std::string entry = "SHA256(a.mf)= 00ff10\n";
const std::string certificate = block("CERTIFICATE");

struct ParsedFile {
    Diagnostics diagnostics;
    CertificateFile file;
    Findings findings;
};

ParsedFile parsed_file(std::string_view bytes) {
    ParsedFile all;
    auto file = parse_certificate_file(bytes, "a.cert", all.diagnostics);
    EXPECT_TRUE(file);
    if (file) all.file = std::move(*file);
    all.findings = places(all.diagnostics);
    return all;
}

std::string without_end(const std::string& text) { return text.substr(0, text.size() - 1); }

TEST(CertificateFile, HoldsASignatureAndWhoseItIs) {
    const auto all = parsed_file(entry + certificate);
    EXPECT_TRUE(all.findings.empty());
    EXPECT_EQ(all.file.manifest_name, "a.mf");
    EXPECT_EQ(all.file.algorithm, "SHA256");
    EXPECT_EQ(all.file.signature, std::string("\0\xFF\x10", 3));
    EXPECT_EQ(all.file.signature_at.of(entry), without_end(entry));
    EXPECT_EQ(all.file.certificates, std::vector<std::string>{without_end(certificate)});
    EXPECT_TRUE(all.file.cms.empty());
}

TEST(CertificateFile, IsReadInTheSpellingsOfTools) {
    const std::pair<std::string, Findings> spellings[] = {
        {"SHA256 (a.mf) = 00FF10\n" + certificate, {"certificate/spelling 1:1"}},
        {"sha256(a.mf)= 00ff10\n" + certificate, {"certificate/spelling 1:1"}},
        {"SHA256(a.mf)= 00ff10\r\n" + certificate, {"certificate/spelling 1:1"}},
        {"\xEF\xBB\xBF" + entry + certificate, {"certificate/spelling 1:1"}},
        {entry + "\n\n" + certificate + "\n", {}},
        {entry + without_end(certificate), {}},
        // ovftool fills the file up to 102400 bytes before it signs.
        {entry + certificate + std::string(102400, ' '), {"certificate/padding 6:1"}},
    };
    for (const auto& [bytes, findings] : spellings) {
        const auto all = parsed_file(bytes);
        EXPECT_EQ(all.findings, findings) << bytes;
        EXPECT_EQ(all.file.signature.size(), 3U);
        EXPECT_EQ(all.file.certificates.size(), 1U);
    }
}

TEST(CertificateFile, KeepsBlocksAsTheyStand) {
    std::string crlf;
    for (const char c : certificate) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const auto all = parsed_file(entry + crlf);
    EXPECT_EQ(all.file.certificates, std::vector<std::string>{crlf.substr(0, crlf.size() - 2)});
}

TEST(CertificateFile, MayHoldAChainAndACmsSignature) {
    const auto all = parsed_file(entry + certificate + certificate + certificate + block("PKCS7"));
    EXPECT_EQ(all.findings, Findings{"certificate/further-certificates 6:1"});
    EXPECT_EQ(all.file.certificates.size(), 3U);
    EXPECT_EQ(all.file.cms, without_end(block("PKCS7")));
    EXPECT_EQ(parsed_file(block("CMS")).findings, Findings{"certificate/no-signature-line 1:1"});
}

TEST(CertificateFile, TellsWhatIsMissing) {
    EXPECT_EQ(parsed_file("").findings, (Findings{"certificate/no-signature 1:1", "certificate/no-certificate 1:1"}));
    EXPECT_EQ(parsed_file(certificate).findings, Findings{"certificate/no-signature 1:1"});
    EXPECT_EQ(parsed_file(entry).findings, Findings{"certificate/no-certificate 1:1"});
}

TEST(CertificateFile, TellsWhatIsTwice) {
    const auto twice = parsed_file(entry + "SHA1(b.mf)= 00\n" + certificate);
    EXPECT_EQ(twice.findings, Findings{"certificate/second-signature 2:1"});
    EXPECT_EQ(twice.file.manifest_name, "a.mf");
    EXPECT_EQ(parsed_file(entry + certificate + block("CMS") + block("PKCS7")).findings,
              Findings{"certificate/second-signature 10:1"});
}

TEST(CertificateFile, TellsWhatCannotBeRead) {
    const std::pair<std::string, Findings> files[] = {
        {"SHA256(a.mf)= 00ff1\n" + certificate, {"certificate/unreadable-signature 1:15"}},
        {"SHA256(a.mf)= 00fg\n" + certificate, {"certificate/unreadable-signature 1:18"}},
        {"SHA256(a.mf)= \n" + certificate, {"certificate/unreadable-signature 1:15"}},
        {"MD5(a.mf)= 00\n" + certificate, {"certificate/unknown-algorithm 1:1"}},
        {certificate + entry, {"certificate/late-signature 5:1"}},
        {entry + "Bag Attributes\n" + certificate, {"certificate/stray-text 2:1"}},
        {entry + "-----BEGIN CERTIFICATE-----\nMIIB\n",
         {"certificate/broken-block 2:1", "certificate/no-certificate 1:1"}},
        {entry + "-----BEGIN CERTIFICATE-----\nMI?B\n-----END CERTIFICATE-----\n" + certificate,
         {"certificate/broken-block 3:1"}},
        {entry + "-----BEGIN CERTIFICATE-----\nMIIB\n" + certificate, {"certificate/broken-block 2:1"}},
        {entry + certificate + block("RSA PUBLIC KEY"), {"certificate/unknown-block 6:1"}},
        {entry + certificate + block("RSA PRIVATE KEY"), {"certificate/private-key 6:1"}},
        {entry + certificate + block("ENCRYPTED PRIVATE KEY"), {"certificate/private-key 6:1"}},
    };
    for (const auto& [bytes, findings] : files) EXPECT_EQ(parsed_file(bytes).findings, findings) << bytes;
}

TEST(CertificateFile, HasLimits) {
    const auto refused = [](const std::string& bytes, const CertificateFileLimits& limits) {
        Diagnostics diagnostics;
        const auto file = parse_certificate_file(bytes, "a.cert", diagnostics, limits);
        EXPECT_FALSE(file);
        EXPECT_EQ(file.error().code, ErrorCode::limit_exceeded);
        EXPECT_TRUE(diagnostics.has(file.error().rule));
        return std::string(file.error().rule);
    };
    EXPECT_EQ(refused(entry, {entry.size() - 1, 32}), "certificate/too-large");
    EXPECT_EQ(refused(entry + certificate + certificate, {1000, 1}), "certificate/too-many-certificates");
}

TEST(CertificateFile, TakesTimeThatGrowsWithItsSizeOnly) {
    for (const char* part : {"-----BEGIN CERTIFICATE-----\n", "SHA1(a)= 0\n", "SHA1(a)=\r", "x\n", "-----END X-----\n",
                             "-----BEGIN X-----\n?\n-----END X-----\n"}) {
        std::string bytes;
        while (bytes.size() < (2U << 20U)) bytes += part;
        Diagnostics diagnostics;
        (void)parse_certificate_file(bytes, "a.cert", diagnostics);
        EXPECT_LE(diagnostics.size(), Diagnostics::default_limit);
    }
}

TEST(WrittenCertificateFile, IsReadAsItWas) {
    CertificateFile file;
    file.manifest_name = "a (1).mf";
    file.algorithm = "SHA512";
    for (int i = 0; i < 256; ++i) file.signature += static_cast<char>(i);
    file.certificates = {certificate, without_end(certificate)};
    file.cms = block("CMS");
    const auto all = parsed_file(write_certificate_file(file).value());
    EXPECT_EQ(all.findings, Findings{"certificate/further-certificates 6:1"});
    EXPECT_EQ(all.file.manifest_name, file.manifest_name);
    EXPECT_EQ(all.file.algorithm, file.algorithm);
    EXPECT_EQ(all.file.signature, file.signature);
    EXPECT_EQ(all.file.certificates, (std::vector<std::string>(2, without_end(certificate))));
    EXPECT_EQ(all.file.cms, without_end(file.cms));
}

TEST(WrittenCertificateFile, RefusesWhatItCouldNotSay) {
    CertificateFile good;
    good.manifest_name = "a.mf";
    good.algorithm = "SHA256";
    good.signature = "x";
    good.certificates = {certificate};
    EXPECT_EQ(write_certificate_file(good).value(), "SHA256(a.mf)= 78\n" + certificate);
    const auto refused = [&](auto change) {
        CertificateFile file = good;
        change(file);
        const auto bytes = write_certificate_file(file);
        return !bytes && bytes.error().code == ErrorCode::invalid_argument;
    };
    EXPECT_TRUE(refused([](auto& file) { file.algorithm = "MD5"; }));
    EXPECT_TRUE(refused([](auto& file) { file.manifest_name = "a\nb"; }));
    EXPECT_TRUE(refused([](auto& file) { file.signature.clear(); }));
    EXPECT_TRUE(refused([](auto& file) { file.certificates.clear(); }));
    EXPECT_TRUE(refused([](auto& file) { file.certificates = {"x"}; }));
    EXPECT_TRUE(refused([](auto& file) { file.certificates = {certificate + certificate}; }));
    EXPECT_TRUE(refused([](auto& file) { file.certificates = {certificate + block("PRIVATE KEY")}; }));
    EXPECT_TRUE(refused([](auto& file) { file.certificates = {block("CMS")}; }));
    EXPECT_TRUE(refused([](auto& file) { file.cms = certificate; }));
}

TEST(DamagedCertificateFile, IsNeverSilentlyWithoutASignature) {
    const std::string good = entry + certificate;
    const auto expect_explained = [](const std::string& bytes) {
        const auto all = parsed_file(bytes);
        if (all.file.signature.empty() || all.file.certificates.empty()) {
            EXPECT_EQ(all.diagnostics.worst(), Severity::error) << bytes;
        }
    };
    for (std::size_t at = 0; at < good.size(); ++at) {
        expect_explained(good.substr(0, at));
        for (int value = 0; value < 256; ++value) {
            std::string changed = good;
            changed[at] = static_cast<char>(value);
            expect_explained(changed);
        }
    }
}

}  // namespace
}  // namespace ovfkit::manifest
