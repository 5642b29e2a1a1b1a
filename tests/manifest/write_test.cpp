// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/manifest/manifest.hpp>

#include <random>
#include <string>

#include "manifest/parsed.hpp"

namespace ovfkit::manifest {
namespace {

// Characters that a line is made of come often.
std::string random_name(std::mt19937& random) {
    constexpr std::string_view common = "()= \tab./%";
    std::string name;
    const std::size_t size = 1 + random() % 12;
    while (name.size() < size)
        name += random() % 8 == 0 ? static_cast<char>(random() & 0xFFU) : common[random() % common.size()];
    return name;
}

Entry random_entry(std::mt19937& random) {
    constexpr crypto::DigestAlgorithm algorithms[] = {crypto::DigestAlgorithm::sha1, crypto::DigestAlgorithm::sha256,
                                                      crypto::DigestAlgorithm::sha512};
    const auto algorithm = algorithms[random() % 3];
    const std::string name = random_name(random);
    return {name, std::string(to_string(algorithm)), crypto::digest_hex(algorithm, name), {}};
}

TEST(WrittenManifest, IsTheSpellingOfTheStandard) {
    Manifest manifest;
    manifest.entries = {{"a.ovf", "sha-256", sha256_a, {}}, {"a (1).vmdk", "SHA1", sha1_a, {}}};
    EXPECT_EQ(write(manifest).value(), "SHA256(a.ovf)= " + sha256_a + "\nSHA1(a (1).vmdk)= " + sha1_a + "\n");
    EXPECT_EQ(write({}).value(), "");
}

TEST(WrittenManifest, IsReadAsItWas) {
    std::mt19937 random(11);
    std::size_t written = 0;
    for (int round = 0; round < 3000; ++round) {
        Manifest manifest;
        for (std::size_t i = random() % 5; i > 0; --i) manifest.entries.push_back(random_entry(random));
        const auto bytes = write(manifest);
        if (!bytes) continue;
        ++written;
        const Parsed again = parsed(*bytes);
        EXPECT_TRUE(again.manifest.entries == manifest.entries) << *bytes;
        EXPECT_EQ(again.manifest.unreadable_lines, 0U);
    }
    EXPECT_GT(written, 500U);
}

TEST(WrittenManifest, RefusesWhatItCouldNotSay) {
    const auto refused = [](Entry entry) {
        Manifest manifest;
        manifest.entries.push_back(std::move(entry));
        const auto bytes = write(manifest);
        return !bytes && bytes.error().code == ErrorCode::invalid_argument;
    };
    EXPECT_FALSE(refused({"a", "SHA1", sha1_a, {}}));
    for (const std::string& name : {std::string(), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3),
                                    std::string("a)= b"), std::string("a) =")})
        EXPECT_TRUE(refused({name, "SHA1", sha1_a, {}})) << name;
    EXPECT_TRUE(refused({"a", "MD5", "900150983cd24fb0d6963f7d28e17f72", {}}));
    EXPECT_TRUE(refused({"a", "SHA256", sha1_a, {}}));
    EXPECT_TRUE(refused({"a", "SHA1", sha1_a.substr(1) + "g", {}}));
    EXPECT_TRUE(refused({"a", "SHA1", "", {}}));
}

TEST(WrittenManifest, RefusesToDropWhatWasNotRead) {
    const Parsed all = parsed("SHA1(a)= " + sha1_a + "\nwhat\n");
    EXPECT_FALSE(write(all.manifest));
}

// A damaged manifest is either reported or still says something of every line that it has.
void expect_no_silent_loss(const std::string& bytes) {
    Diagnostics diagnostics;
    const auto manifest = parse(bytes, "a.mf", diagnostics);
    ASSERT_TRUE(manifest);
    if (!diagnostics.empty() || manifest->unreadable_lines != 0) return;
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    EXPECT_EQ(manifest->entries.size(), lines) << bytes;
}

TEST(DamagedManifest, IsNeverSilentlyShorter) {
    const std::string good = "SHA256(a.ovf)= " + sha256_a + "\nSHA1(b (1).vmdk)= " + sha1_a + "\r\nSHA1 (c)=" + sha1_b;
    const std::string strict =
        "SHA256(a.ovf)= " + sha256_a + "\nSHA1(b (1).vmdk)= " + sha1_a + "\nSHA1(c)= " + sha1_b + "\n";
    for (const std::string& bytes : {good, strict}) {
        for (std::size_t at = 0; at <= bytes.size(); ++at) expect_no_silent_loss(bytes.substr(0, at));
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            expect_no_silent_loss(bytes.substr(0, at) + bytes.substr(at + 1));
            for (int value = 0; value < 256; ++value) {
                std::string changed = bytes;
                changed[at] = static_cast<char>(value);
                expect_no_silent_loss(changed);
            }
        }
    }
}

}  // namespace
}  // namespace ovfkit::manifest
