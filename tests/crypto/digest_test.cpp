// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/crypto/digest.hpp>

#include <cstdio>
#include <random>

namespace ovfkit::crypto {
namespace {

// FIPS 180-4 examples.
TEST(Digest, AgreesWithTheStandardsExamples) {
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha256, "abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha512, "abc"),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha1, ""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha256, ""),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(digest_hex(DigestAlgorithm::sha1, std::string(1'000'000, 'a')),
              "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

// What the coreutils command says of bytes on its standard input; empty when it is not there.
std::string command_digest(const char* command, const std::string& bytes) {
    char name[] = "/tmp/ovfkit-digest-XXXXXX";
    const int file = mkstemp(name);
    if (file < 0) return {};
    FILE* const out = fdopen(file, "wb");
    std::fwrite(bytes.data(), 1, bytes.size(), out);
    std::fclose(out);
    FILE* const pipe = popen((std::string(command) + " < " + name + " 2>/dev/null").c_str(), "r");
    char digest[129] = {};
    const int read = std::fscanf(pipe, "%128s", digest);
    pclose(pipe);
    std::remove(name);
    return read == 1 ? digest : "";
}

TEST(Digest, AgreesWithCoreutils) {
    std::mt19937 random(1);
    std::string bytes;
    for (int i = 0; i < 100'003; ++i) bytes += static_cast<char>(random() & 0xFFU);
    const std::pair<DigestAlgorithm, const char*> commands[] = {{DigestAlgorithm::sha1, "sha1sum"},
                                                                {DigestAlgorithm::sha256, "sha256sum"},
                                                                {DigestAlgorithm::sha512, "sha512sum"}};
    for (const auto& [algorithm, command] : commands) {
        const std::string expected = command_digest(command, bytes);
        if (expected.empty()) GTEST_SKIP() << "no " << command;
        EXPECT_EQ(digest_hex(algorithm, bytes), expected);
    }
}

TEST(Digest, IsTheSameHoweverTheBytesCome) {
    std::mt19937 random(2);
    std::string bytes;
    for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(random() & 0xFFU);
    for (const auto algorithm : {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
        Digest digest(algorithm);
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = random() % 200;
            digest.update(std::string_view(bytes).substr(at, size));
            at += size;
        }
        EXPECT_EQ(digest.hex(), digest_hex(algorithm, bytes));
        EXPECT_EQ(digest.hex().size(), 2 * digest_size(algorithm));
    }
}

TEST(Digest, GoesOnAfterItWasAsked) {
    Digest digest(DigestAlgorithm::sha256);
    digest.update("a");
    EXPECT_EQ(digest.hex(), digest_hex(DigestAlgorithm::sha256, "a"));
    Digest moved = std::move(digest);
    moved.update("bc");
    EXPECT_EQ(moved.hex(), digest_hex(DigestAlgorithm::sha256, "abc"));
}

TEST(DigestAlgorithm, HasTheWordOfManifests) {
    for (const auto algorithm : {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512})
        EXPECT_EQ(digest_algorithm(to_string(algorithm)), algorithm);
    EXPECT_EQ(to_string(DigestAlgorithm::sha256), "SHA256");
    for (const char* word : {"", "sha256", "SHA-256", "SHA224", "MD5", "SHA1 "}) EXPECT_FALSE(digest_algorithm(word));
}

}  // namespace
}  // namespace ovfkit::crypto
