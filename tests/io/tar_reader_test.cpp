// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/archive.hpp"

namespace ovfkit::io {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

TEST(TarReader, GivesMembersWithTheirPlaces) {
    const std::string archive = ended(member({"vm.ovf", "descriptor"}) + member({"a/disk", std::string(513, 'd')}));
    const ReadArchive got = read_archive(archive);
    EXPECT_FALSE(got.error);
    EXPECT_THAT(got.slugs(), IsEmpty());
    EXPECT_THAT(got.names(), ElementsAre("vm.ovf", "a/disk"));
    EXPECT_THAT(got.data, ElementsAre("descriptor", std::string(513, 'd')));
    const TarMember& disk = got.members[1];
    EXPECT_EQ(disk.type, TarType::file);
    EXPECT_EQ(disk.size, 513U);
    EXPECT_EQ(disk.header_at, 1024U);
    EXPECT_EQ(disk.data_at, 1536U);
    EXPECT_EQ(archive.substr(disk.data_at, disk.size), got.data[1]);
    EXPECT_FALSE(disk.pax || disk.long_name || disk.numeric_size);
}

TEST(TarReader, PassesOverWhatWasNotRead) {
    const std::string archive =
        ended(member({"a", std::string(70'000, 'a')}) + member({"b", "bb"}) + member({"c", ""}));
    Diagnostics findings;
    Trickle input(archive, 1000);
    TarReader reader(input, "x", findings);
    EXPECT_EQ(reader.next().value()->name, "a");
    char some[10];
    EXPECT_EQ(reader.data().read(some, sizeof some).value(), sizeof some);
    EXPECT_EQ(reader.next().value()->name, "b");
    EXPECT_EQ(reader.data().skip(UINT64_MAX).value(), 2U);
    EXPECT_EQ(reader.data().read(some, 1).value(), 0U);
    EXPECT_EQ(reader.next().value()->name, "c");
    EXPECT_FALSE(reader.next().value());
    EXPECT_FALSE(reader.next().value());
    EXPECT_EQ(reader.data().read(some, 1).value(), 0U);
    EXPECT_TRUE(findings.empty());
}

TEST(TarReader, ReadsTheSameFromAPipeInPieces) {
    const std::string archive =
        ended(member({"a", std::string(5000, 'a')}) + pax(pax_record("path", "b")) + member({"x", "b"}));
    const ReadArchive whole = read_archive(archive);
    for (const std::size_t piece : {1U, 7U, 511U, 513U}) {
        Trickle input(archive, piece);
        const ReadArchive got = read_archive(input, {});
        EXPECT_EQ(got.names(), whole.names());
        EXPECT_EQ(got.data, whole.data);
        EXPECT_EQ(got.slugs(), whole.slugs());
    }
}

TEST(TarReader, PutsUstarNamesTogether) {
    const ReadArchive got =
        read_archive(ended(member({"name", "", '0', ustar_magic, "some/folder"}) +
                           member({std::string(100, 'n'), "", '0', ustar_magic, std::string(155, 'p')})));
    EXPECT_THAT(got.names(), ElementsAre("some/folder/name", std::string(155, 'p') + "/" + std::string(100, 'n')));
    EXPECT_THAT(got.slugs(), IsEmpty());
}

TEST(TarReader, TakesNoPrefixFromOldHeaders) {
    // GNU keeps times there.
    const ReadArchive got =
        read_archive(ended(member({"gnu", "", '0', gnu_magic, "14000000000"}) + member({"v7", "", '\0', no_magic})));
    EXPECT_THAT(got.names(), ElementsAre("gnu", "v7"));
    EXPECT_THAT(got.slugs(), ElementsAre("tar/gnu-header", "tar/no-magic"));
    EXPECT_EQ(got.findings.all()[1].where.offset, 512U);
}

TEST(TarReader, TakesOldTypesForFilesAndFolders) {
    const ReadArchive got = read_archive(ended(member({"old", "1", '\0'}) + member({"contiguous", "2", '7'}) +
                                               member({"folder/", "", '0'}) + member({"real/", "", '5'})));
    EXPECT_FALSE(got.error);
    EXPECT_THAT(got.names(), ElementsAre("old", "contiguous", "folder", "real"));
    EXPECT_EQ(got.members[0].type, TarType::file);
    EXPECT_EQ(got.members[1].type, TarType::file);
    EXPECT_EQ(got.members[2].type, TarType::directory);
    EXPECT_EQ(got.members[3].type, TarType::directory);
    EXPECT_THAT(got.slugs(), ElementsAre("tar/directory-member"));
}

TEST(TarReader, LetsPaxRecordsOverrideTheHeader) {
    const std::string name(300, 'n');
    const std::string records = pax_record("mtime", "1.5") + pax_record("path", name) + pax_record("size", "3");
    const std::string archive =
        ended(pax(pax_record("comment", "all"), 'g') + pax(records) + member({"short", "abc"}) + member({"next", ""}));
    const ReadArchive got = read_archive(archive);
    EXPECT_THAT(got.names(), ElementsAre(name, "next"));
    EXPECT_EQ(got.data[0], "abc");
    EXPECT_TRUE(got.members[0].pax);
    EXPECT_FALSE(got.members[1].pax);
    EXPECT_EQ(got.members[0].header_at, 1024U);
    EXPECT_THAT(got.slugs(), ElementsAre("tar/pax-header"));
    EXPECT_EQ(got.findings.all()[0].where.offset, 0U);
}

TEST(TarReader, TakesGnuLongNamesAndLinks) {
    const std::string name(300, 'n');
    const std::string archive = ended(member({"././@LongLink", name + '\0', 'L', gnu_magic}) +
                                      member({"././@LongLink", "target\0"s, 'K', gnu_magic}) +
                                      member({name.substr(0, 100), "", '2', gnu_magic}));
    const ReadArchive got = read_archive(archive);
    ASSERT_THAT(got.names(), ElementsAre(name));
    EXPECT_TRUE(got.members[0].long_name);
    EXPECT_EQ(got.members[0].link, "target");
    EXPECT_EQ(got.members[0].header_at, 0U);
    EXPECT_THAT(got.slugs(), ElementsAre("tar/long-name", "tar/gnu-header", "tar/special-member"));
}

// A size field as it stands, and what it means.
TEST(TarReader, ReadsEveryFormOfASize) {
    const std::string data(8, 'x');
    for (const std::string& size : {"00000000010\0"s, "000000000010"s, "         10\0"s, "        10 \0"s, "10\0"s,
                                    "10 "s, "\x80\0\0\0\0\0\0\0\0\0\0\x08"s, "00000000010 "s}) {
        const ReadArchive got = read_archive(ended(member({"a", data, '0', ustar_magic, {}, {}, size})));
        EXPECT_FALSE(got.error) << size;
        ASSERT_EQ(got.data.size(), 1U);
        EXPECT_EQ(got.data[0], data);
        EXPECT_EQ(got.members[0].numeric_size, size[0] == '\x80');
        EXPECT_EQ(got.findings.has("tar/numeric-size"), size[0] == '\x80');
    }
    EXPECT_FALSE(read_archive(ended(member({"a", "", '0', ustar_magic, {}, {}, std::string(12, '\0')}))).error);
}

TEST(TarReader, RefusesSizesThatAreNone) {
    for (const std::string& size :
         {"            "s, "0000000001x\0"s, "00000000018\0"s, "-0000000010\0"s, "+10\0"s, "0x8\0"s, "0o10\0"s,
          "1_0\0"s, "\0000000000010"s, "1 0\0"s, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s,
          "\x80\0\0\0\x80\0\0\0\0\0\0\0"s, "\x80\0\0\1\0\0\0\0\0\0\0\0"s, "\x81\0\0\0\0\0\0\0\0\0\0\0"s,
          "\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s}) {
        Trickle input(std::string_view{});
        const std::string archive = ended(member({"a", "12345678", '0', ustar_magic, {}, {}, size}));
        Trickle pipe(archive);
        const ReadArchive got = read_archive(pipe, {});
        ASSERT_TRUE(got.error) << printable(size);
        EXPECT_EQ(got.error->code, ErrorCode::malformed);
        EXPECT_EQ(got.error->rule, "tar/bad-size") << printable(size);
        EXPECT_THAT(got.slugs(), ElementsAre("tar/bad-size"));
    }
}

TEST(TarReader, AcceptsSignedChecksums) {
    std::string archive = ended(member({"gr\xC3\xBC\xC3\x9F", "data"}));
    const std::uint32_t sum = tar_sum(std::string_view(archive).substr(0, 512));
    archive.replace(tar_checksum.at, 8, octal(sum - 4 * 256, 6) + "\0 "s);
    EXPECT_FALSE(read_archive(archive).error);
    archive.replace(tar_checksum.at, 8, octal(sum - 3 * 256, 6) + "\0 "s);
    EXPECT_EQ(read_archive(archive).error->rule, "tar/bad-checksum");
}

TEST(TarReader, SaysWhereAHeaderIsDamaged) {
    std::string archive = ended(member({"a", "data"}) + member({"b", "data"}));
    archive[1024 + 3] ^= 1;
    const ReadArchive got = read_archive(archive);
    ASSERT_TRUE(got.error);
    EXPECT_EQ(got.error->code, ErrorCode::malformed);
    EXPECT_EQ(got.error->where.offset, 1024U);
    EXPECT_EQ(got.error->where.source, "test.ova");
    EXPECT_NE(got.error->message.find("1024"), std::string::npos);
    EXPECT_THAT(got.slugs(), ElementsAre("tar/bad-checksum"));
    EXPECT_NE(read_archive("<Envelope/>"s + std::string(600, ' ')).error->message.find("no tar archive"),
              std::string::npos);
}

TEST(TarReader, NotesOtherNumbersThatAreNone) {
    std::string archive = ended(member({"a", "data"}));
    archive.replace(tar_user.at, 8, "nobody\0 "s);
    seal(archive);
    const ReadArchive got = read_archive(archive);
    EXPECT_FALSE(got.error);
    EXPECT_THAT(got.slugs(), ElementsAre("tar/bad-number"));
    EXPECT_EQ(got.findings.all()[0].where.offset, tar_user.at);
}

TEST(TarReader, TakesTheDotSlashOffNames) {
    const ReadArchive got =
        read_archive(ended(member({"./", "", '5'}) + member({"./vm.ovf", "1"}) + member({"././b", "2"})));
    EXPECT_FALSE(got.error);
    EXPECT_THAT(got.names(), ElementsAre(".", "vm.ovf", "b"));
    EXPECT_THAT(got.slugs(), ElementsAre("tar/dot-slash-name", "tar/directory-member"));
}

TEST(TarReader, NotesMembersOfMacOs) {
    const ReadArchive got =
        read_archive(ended(member({"._vm.ovf", "1"}) + member({"a/._b", "2"}) + member({"._/c", "3"})));
    EXPECT_THAT(got.slugs(), ElementsAre("tar/apple-double", "tar/apple-double"));
}

TEST(TarReader, SaysHowTheArchiveEnds) {
    const std::string one = member({"a", "data"});
    EXPECT_THAT(read_archive(one + two_zero_blocks).slugs(), ElementsAre("tar/no-padding"));
    EXPECT_THAT(read_archive(one).slugs(), ElementsAre("tar/no-end"));
    EXPECT_THAT(read_archive("").slugs(), ElementsAre("tar/no-end"));
    EXPECT_THAT(read_archive(one + std::string(512, '\0')).slugs(), ElementsAre("tar/no-end"));
    EXPECT_THAT(read_archive(one + std::string(100, '\0')).slugs(), ElementsAre("tar/no-end"));
    // The data are there, only what fills their block is not.
    const ReadArchive unfilled = read_archive(one.substr(0, 516));
    EXPECT_EQ(unfilled.data[0], "data");
    EXPECT_THAT(unfilled.slugs(), ElementsAre("tar/no-end"));
    EXPECT_THAT(read_archive(ended("")).slugs(), IsEmpty());
}

TEST(TarReader, LooksBehindTheEnd) {
    const std::string one = member({"a", "data"});
    const ReadArchive hidden = read_archive(ended(one) + ended(member({"b", ""})));
    EXPECT_THAT(hidden.names(), ElementsAre("a"));
    EXPECT_THAT(hidden.slugs(), ElementsAre("tar/trailing-data"));
    EXPECT_EQ(hidden.findings.all()[0].where.offset, 10240U);
    const ReadArchive lone = read_archive(one + std::string(512, '\0') + member({"b", ""}));
    EXPECT_THAT(lone.names(), ElementsAre("a"));
    EXPECT_THAT(lone.slugs(), ElementsAre("tar/no-end", "tar/trailing-data"));
}

TEST(TarReader, LetsTheEngineOfOvirtPadItsDisks) {
    const ReadArchive got = read_archive(ended(member({"pad", std::string(2048, '\0')}) + member({"d1", "x"}) +
                                               member({"pad", ""}) + member({"d2", "y"})));
    EXPECT_THAT(got.slugs(), IsEmpty());
    EXPECT_THAT(
        read_archive(ended(member({"pad", std::string(4097, 'x')}) + member({"pad", std::string(4097, 'y')}))).slugs(),
        ElementsAre("tar/duplicate-name"));
}

TEST(TarReader, StopsForGoodAtAFailure) {
    std::string archive = ended(member({"a", "data"}));
    archive[0] ^= 1;
    Diagnostics findings;
    const auto input = stream_bytes(archive);
    TarReader reader(*input, "x", findings);
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.next());
    char c = ' ';
    EXPECT_FALSE(reader.data().read(&c, 1));
    EXPECT_FALSE(reader.data().skip(1));
    EXPECT_EQ(findings.size(), 1U);
}

}  // namespace
}  // namespace ovfkit::io
