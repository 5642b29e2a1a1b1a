// SPDX-License-Identifier: Apache-2.0
// Laws that hold whatever bytes an archive has.
#include <gtest/gtest.h>

#include "io/archive.hpp"

namespace ovfkit::io {
namespace {

using namespace std::string_literals;

std::string small_archive() {
    return member({"vm.ovf", "descriptor"}) + pax(pax_record("path", "long/name")) +
           member({"x", std::string(513, 'x')}) + member({"././@LongLink", "another\0"s, 'L', gnu_magic}) +
           member({"y", "data", '0', gnu_magic}) + two_zero_blocks;
}

void expect_sound(const ReadArchive& got, const std::string& archive, const std::string& what) {
    // A reading that ends early says so by a finding, and everything it gave lies within the archive.
    if (got.error) {
        EXPECT_TRUE(got.findings.has(got.error->rule)) << what;
        EXPECT_EQ(got.findings.worst(), Severity::error) << what;
    }
    for (std::size_t i = 0; i < got.data.size(); ++i) {
        const TarMember& one = got.members[i];
        ASSERT_LE(one.data_at + one.size, archive.size()) << what;
        EXPECT_LT(one.header_at, one.data_at) << what;
        EXPECT_EQ(archive.substr(one.data_at, one.size), got.data[i]) << what;
    }
}

void expect_same(const ReadArchive& a, const ReadArchive& b, const std::string& what) {
    EXPECT_EQ(a.names(), b.names()) << what;
    EXPECT_EQ(a.data, b.data) << what;
    EXPECT_EQ(a.error.has_value(), b.error.has_value()) << what;
    EXPECT_EQ(a.slugs(), b.slugs()) << what;
}

TEST(TarLaw, EveryTruncationIsReadOrRefusedWithAFinding) {
    const std::string archive = small_archive();
    const ReadArchive whole = read_archive(archive);
    ASSERT_FALSE(whole.error);
    ASSERT_EQ(whole.members.size(), 3U);
    for (std::size_t size = 0; size < archive.size(); ++size) {
        const std::string cut = archive.substr(0, size);
        const ReadArchive got = read_archive(cut);
        expect_sound(got, cut, std::to_string(size));
        EXPECT_TRUE(got.error || got.findings.has("tar/no-end")) << size;
        Trickle pipe(cut, 512);
        const ReadArchive piped = read_archive(pipe, {});
        expect_sound(piped, cut, std::to_string(size));
        EXPECT_EQ(piped.error.has_value(), got.error.has_value()) << size;
    }
}

TEST(TarLaw, EveryChangedHeaderByteIsReadOrRefusedWithAFinding) {
    const std::string archive = small_archive();
    for (std::size_t block = 0; block < archive.size(); block += 512) {
        for (std::size_t at = block; at < block + 512; ++at) {
            for (const char value : {'\0', ' ', '7', '\xFF', static_cast<char>(archive[at] ^ 1)}) {
                std::string changed = archive;
                changed[at] = value;
                const std::string what = std::to_string(at) + " " + std::to_string(value);
                const ReadArchive damaged = read_archive(changed);
                expect_sound(damaged, changed, what);
                seal(changed, block);
                const ReadArchive sealed = read_archive(changed);
                expect_sound(sealed, changed, what);
            }
        }
    }
}

TEST(TarLaw, AChangedHeaderDoesNotPassForTheOldOne) {
    const std::string archive = small_archive();
    for (const std::size_t block : {0U, 1024U, 2048U, 3584U, 4608U})
        for (std::size_t at = block; at < block + 512; ++at) {
            std::string changed = archive;
            changed[at] = static_cast<char>(changed[at] ^ 0x10);
            // A zero in front of the checksum may be a blank as well, and what stands behind it is nobody's business.
            const std::size_t in_block = at - block;
            if (in_block == tar_checksum.at || in_block == tar_checksum.at + 6 || in_block == tar_checksum.at + 7)
                continue;
            EXPECT_TRUE(read_archive(changed).error) << at;
        }
}

TEST(TarLaw, TheSizeOfThePiecesDoesNotMatter) {
    const std::string archive = ended(small_archive());
    const ReadArchive whole = read_archive(archive);
    for (const std::size_t piece : {1U, 2U, 3U, 100U, 511U, 512U, 513U, 4096U}) {
        Trickle pipe(archive, piece);
        expect_same(read_archive(pipe, {}), whole, std::to_string(piece));
    }
}

}  // namespace
}  // namespace ovfkit::io
