// SPDX-License-Identifier: Apache-2.0
// An archive inside gzip: what stands behind it, and how often it is decompressed.
#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/package/build.hpp>

#include "package/made_package.hpp"
#include "package/store.hpp"

namespace ovfkit::package {
namespace {

/// The error of opening `bytes` as a file and as a pipe, or the rules of what was found; both have to be the same.
std::string opened(const std::string& bytes) {
    const auto words = [](const auto& package, const Diagnostics& found) {
        if (!package) return "error: " + std::string(to_string(package.error().code));
        std::string rules;
        for (const Diagnostic& one : found) rules += std::string(one.rule) + " ";
        return rules;
    };
    const test::TemporaryFolder scratch;
    Diagnostics of_file;
    const auto file = Package::open(scratch.put("x.ova.gz", bytes), of_file);
    Diagnostics of_pipe;
    Piped input(bytes);
    const auto pipe = Package::open_stream(input, "pipe", of_pipe);
    EXPECT_EQ(words(file, of_file), words(pipe, of_pipe));
    return words(file, of_file);
}

TEST(Compressed, WhatStandsBehindTheArchiveIsCheckedToTheEnd) {
    const std::string archive = archive_of(good_package());
    const std::string good = gzip_of(archive);
    EXPECT_EQ(opened(good), "");
    EXPECT_EQ(opened(good + std::string(1000, '\0')), "") << "a tape is filled with zeros";
    EXPECT_EQ(opened(good + "garbage"), "error: malformed");
    EXPECT_EQ(opened(gzip_of(archive + "more") + "garbage"), "error: malformed");
    EXPECT_EQ(opened(gzip_of(archive + "more")), "tar/trailing-data ");
    std::string broken = gzip_of(archive + std::string(300'000, 'x') + "more");
    broken[broken.size() - 8] = static_cast<char>(broken[broken.size() - 8] ^ 1);  // its checksum
    EXPECT_EQ(opened(broken), "error: malformed");
    EXPECT_EQ(opened(broken.substr(0, broken.size() - 4)), "error: malformed") << "cut off behind the archive";
}

TEST(Compressed, SeveralStreamsBehindEachOtherAreWarnedOf) {
    const std::string archive = archive_of(good_package());
    EXPECT_EQ(opened(gzip_of(archive) + gzip_of("")), "package/several-gzip-members ");
    EXPECT_EQ(opened(gzip_of(archive.substr(0, 5000)) + gzip_of(archive.substr(5000))),
              "package/several-gzip-members ");
    EXPECT_EQ(opened(gzip_of(archive) + gzip_of(archive)), "tar/trailing-data package/several-gzip-members ");
}

/// Bytes that count how many of them are read.
class Counting : public io::RandomAccess {
public:
    explicit Counting(std::string bytes) : bytes_(io::in_memory(std::move(bytes))) {}
    [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_->size(); }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const override {
        auto got = bytes_->read_at(offset, to, size);
        if (got) count += *got;
        return got;
    }
    mutable std::atomic<std::uint64_t> count{0};

private:
    std::shared_ptr<const io::RandomAccess> bytes_;
};

std::string all_of(io::Input& input) {
    std::string bytes;
    char piece[4096];
    for (auto got = input.read(piece, sizeof piece); got.value() != 0; got = input.read(piece, sizeof piece))
        bytes.append(piece, *got);
    return bytes;
}

/// Bytes that gzip makes no smaller.
std::string noise(std::size_t size, unsigned seed) {
    std::string bytes;
    std::uint32_t state = seed;
    while (bytes.size() < size) {
        state = state * 1664525U + 1013904223U;
        bytes += static_cast<char>(state >> 24U);
    }
    return bytes;
}

TEST(Compressed, MembersInTheirOrderAreDecompressedOnce) {
    MadeFiles files{{"vm.ovf", descriptor_of({})}};
    for (unsigned i = 0; i < 20; ++i) files.push_back({"disk" + std::to_string(i), noise(200'000, i)});
    const auto bytes = std::make_shared<Counting>(gzip_of(archive_of(files)));
    Diagnostics diagnostics;
    const auto store = open_compressed_archive(bytes, "x", diagnostics, {});
    ASSERT_TRUE(store);
    const std::uint64_t listed = bytes->count;
    for (const Member& member : (*store)->members()) {
        const auto input = (*store)->read(member);
        ASSERT_TRUE(input);
        EXPECT_EQ(all_of(**input), file_of(files, member.name).bytes);
    }
    EXPECT_LE(bytes->count - listed, bytes->size());
    // Half read, out of order, and two at once, it is the same.
    const Member& last = (*store)->members().back();
    const Member& first = (*store)->members()[1];
    for (const Member* member : {&last, &first, &last}) {
        const auto half = (*store)->read(*member);
        char piece[100];
        ASSERT_TRUE(half);
        ASSERT_TRUE((*half)->read(piece, sizeof piece));
        const auto other = (*store)->read(first);
        ASSERT_TRUE(other);
        EXPECT_EQ(all_of(**other), file_of(files, first.name).bytes);
    }
}

}  // namespace
}  // namespace ovfkit::package
