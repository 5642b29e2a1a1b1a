// SPDX-License-Identifier: Apache-2.0
// What coreutils and the openssl command write is read, and they agree with what is written here.
#include <gtest/gtest.h>
#include <ovfkit/manifest/manifest.hpp>

#include <string>

#include "manifest/parsed.hpp"
#include "support/command.hpp"

namespace ovfkit::manifest {
namespace {

Manifest manifest_of(const test::TemporaryFolder& folder, crypto::DigestAlgorithm algorithm) {
    Manifest manifest;
    for (const std::string name : {"a.ovf", "b (1).vmdk", "c=)"}) {
        folder.put(name, "content of " + name);
        manifest.entries.push_back(
            {name, std::string(to_string(algorithm)), crypto::digest_hex(algorithm, "content of " + name), {}});
    }
    return manifest;
}

constexpr std::pair<crypto::DigestAlgorithm, const char*> commands[] = {{crypto::DigestAlgorithm::sha1, "sha1sum"},
                                                                        {crypto::DigestAlgorithm::sha256, "sha256sum"},
                                                                        {crypto::DigestAlgorithm::sha512, "sha512sum"}};

TEST(Manifest, OfCoreutilsIsReadWithItsOddities) {
    for (const auto& [algorithm, command] : commands) {
        if (!test::has_program(command)) GTEST_SKIP() << "no " << command;
        const test::TemporaryFolder folder;
        const Manifest manifest = manifest_of(folder, algorithm);
        const auto outcome = test::run({command, "--tag", "a.ovf", "b (1).vmdk", "c=)"}, folder.path());
        ASSERT_EQ(outcome.status, 0) << outcome.errors;
        const Parsed all = parsed(outcome.output);
        EXPECT_TRUE(all.manifest.entries == manifest.entries) << outcome.output;
        EXPECT_EQ(all.diagnostics.count(Severity::error), 0U);
        EXPECT_TRUE(all.diagnostics.has("manifest/blank-before-parenthesis"));
        EXPECT_TRUE(all.diagnostics.has("manifest/blank-before-equals"));
        EXPECT_EQ(all.findings.size(), 2U);
    }
}

// Coreutils want the blanks that importers refuse.
std::string tagged(std::string text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        std::string row = text.substr(begin, end - begin + 1);
        row.insert(row.rfind('='), " ");
        row.insert(row.find('('), " ");
        out += row;
        begin = end + 1;
    }
    return out;
}

TEST(WrittenManifest, IsCheckedByCoreutils) {
    for (const auto& [algorithm, command] : commands) {
        if (!test::has_program(command)) GTEST_SKIP() << "no " << command;
        const test::TemporaryFolder folder;
        folder.put("checked", tagged(write(manifest_of(folder, algorithm)).value()));
        const auto outcome = test::run({command, "--strict", "-c", "checked"}, folder.path());
        EXPECT_EQ(outcome.status, 0) << outcome.output << outcome.errors;
        folder.put("a.ovf", "other content");
        EXPECT_EQ(test::run({command, "--strict", "-c", "checked"}, folder.path()).status, 1);
    }
}

TEST(Manifest, OfTheOpensslCommandIsRead) {
    if (!test::has_program("openssl")) GTEST_SKIP() << "no openssl command";
    const test::TemporaryFolder folder;
    const Manifest manifest = manifest_of(folder, crypto::DigestAlgorithm::sha256);
    const auto outcome = test::run({"openssl", "dgst", "-sha256", "a.ovf", "b (1).vmdk", "c=)"}, folder.path());
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    const Parsed all = parsed(outcome.output);
    ASSERT_EQ(all.manifest.entries.size(), manifest.entries.size());
    for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
        EXPECT_EQ(all.manifest.entries[i].name, manifest.entries[i].name);
        EXPECT_EQ(all.manifest.entries[i].digest, manifest.entries[i].digest);
        EXPECT_EQ(all.manifest.entries[i].known_algorithm(), crypto::DigestAlgorithm::sha256);
    }
    // OpenSSL 3 says SHA2-256; earlier ones write what the standard wants.
    EXPECT_LE(all.findings.size(), 1U);
}

}  // namespace
}  // namespace ovfkit::manifest
