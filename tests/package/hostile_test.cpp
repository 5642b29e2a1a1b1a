// SPDX-License-Identifier: Apache-2.0
// What a stranger can put into a package: each has a finding, costs little, and is never taken for verified.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "io/archive.hpp"
#include "package/made_package.hpp"
#include "package/member_names.hpp"

namespace ovfkit::package {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

/// The good package with `more` behind its members, as file and as pipe; never verified, and both say `rule`.
void expect_refused(const std::string& more, const std::string& rule, bool zipped = false) {
    std::string archive;
    for (const MadeFile& made : good_package()) archive += io::member({.name = made.name, .data = made.bytes});
    archive = io::ended(archive + more);
    if (zipped) archive = gzip_of(archive);
    const test::TemporaryFolder scratch;
    for (const Verified& got : {verify_path(scratch.put("x.ova", archive)), verify_stream_of(archive)}) {
        EXPECT_TRUE(got.found(rule)) << rule << ": " << testing::PrintToString(got.rules);
        EXPECT_EQ(got.worst, Severity::error) << rule;
        EXPECT_THAT(got.states, Not(Contains("files-verified"))) << rule;
    }
}

std::string evil(const std::string& name) { return io::member({.name = name, .data = "evil"}); }

TEST(Hostile, NamesThatLeaveThePackageAreUnsafe) {
    for (const std::string name : {"/etc/passwd", "../up", "a/../../up", "..", "C:\\windows", "c:x", "a\\b", "a//b",
                                   "CON", "lpt1.txt", "end.", "blank ", "line\nfeed", "\xff\xfe"}) {
        SCOPED_TRACE(name);
        expect_refused(evil(name), "tar/unsafe-name");
    }
    const std::string records = io::pax(io::pax_record("path", std::string("nul\0name", 8)));
    expect_refused(records + evil("x"), "tar/unsafe-name");
}

TEST(Hostile, LinksAndDevicesAreNoMembers) {
    for (const char type : {'1', '2', '3', '4', '6'}) {
        SCOPED_TRACE(type);
        expect_refused(io::member({.name = "link", .type = type, .link = "/etc/passwd"}), "tar/special-member");
    }
}

TEST(Hostile, ALinkOfTheNameOfADiskDoesNotStandForIt) {
    std::string archive;
    const MadeFiles files = good_package();
    for (const MadeFile& made : files)
        archive += made.name == "one.vmdk" ? io::member({.name = "one.vmdk", .type = '2', .link = "/dev/sda"})
                                           : io::member({.name = made.name, .data = made.bytes});
    const Verified got = verify_stream_of(io::ended(archive));
    EXPECT_EQ(got.state_of("one.vmdk"), "refused");
    EXPECT_THAT(got.states, Not(Contains("files-verified")));
}

TEST(Hostile, ASymbolicLinkInADirectoryIsNotFollowed) {
    const test::TemporaryFolder scratch;
    const MadeFiles files = good_package();
    put_files(scratch, files);
    fs::rename(scratch / "package/one.vmdk", scratch / "outside.vmdk");
    fs::create_symlink(scratch / "outside.vmdk", scratch / "package/one.vmdk");
    for (const std::string& path : {scratch / "package", scratch / "package/vm.ovf"}) {
        const Verified got = verify_path(path);
        EXPECT_EQ(got.state_of("one.vmdk"), path == scratch / "package" ? "refused" : "missing");
        EXPECT_THAT(got.states, Not(Contains("files-verified"))) << path;
    }
}

TEST(Hostile, APipeInADirectoryIsNotWaitedFor) {
    const test::TemporaryFolder scratch;
    put_files(scratch, good_package());
    fs::remove(scratch / "package/one.vmdk");
    ASSERT_EQ(::mkfifo((scratch / "package/one.vmdk").c_str(), 0600), 0);
    EXPECT_EQ(verify_path(scratch / "package").state_of("one.vmdk"), "refused");
    EXPECT_EQ(verify_path(scratch / "package/vm.ovf").state_of("one.vmdk"), "missing");
}

TEST(Hostile, MembersOfOneNameAreAmbiguous) {
    expect_refused(io::member({.name = "one.vmdk", .data = std::string(70'000, '1')}), "tar/duplicate-name");
    expect_refused(io::member({.name = "vm.ovf", .data = "<other/>"}), "tar/duplicate-name");
    expect_refused(io::member({.name = "vm.mf", .data = ""}), "tar/duplicate-name");
}

TEST(Hostile, RivalsOfDescriptorAndManifestMakeItUncertainWhatCounts) {
    for (const std::string name : {"zz.ovf", "vm.MF"}) {
        MadeFiles files = good_package();
        files.push_back({name, files[name == "zz.ovf" ? 0 : 1].bytes});
        for (const Way way : all_ways) {
            if (way == Way::bare) continue;
            const Verified got = verify_as(way, files);
            EXPECT_THAT(got.states, Contains("files-failed")) << name_of(way) << " " << name;
            EXPECT_EQ(got.worst, Severity::error) << name_of(way) << " " << name;
        }
    }
}

TEST(Hostile, APackageThatOthersReadInAnotherWayDoesNotStandForItsDescriptor) {
    const std::string good = good_package()[0].bytes;
    const auto disowned = [](const std::string& archive) {
        Diagnostics diagnostics;
        Piped pipe(archive);
        const test::TemporaryFolder scratch;
        const bool stored = Package::open(scratch.put("x.ova", archive), diagnostics).value().descriptor_is_disowned();
        EXPECT_EQ(Package::open_stream(pipe, "pipe", diagnostics).value().descriptor_is_disowned(), stored);
        return stored;
    };
    const auto with = [&](const io::Raw& more) {
        return io::ended(io::member({.name = "vm.ovf", .data = good}) + io::member(more));
    };
    EXPECT_FALSE(disowned(with({.name = "disk", .data = "x"})));
    EXPECT_FALSE(disowned(with({.name = "deeper/zz.ovf", .data = good})));
    EXPECT_TRUE(disowned(with({.name = "vm.ovf", .data = good + " "})));
    EXPECT_TRUE(disowned(with({.name = "zz.ovf", .data = good})));
    EXPECT_TRUE(disowned(with({.name = "aa.ovf", .type = '2', .link = "x"})));
}

TEST(Hostile, ALinkInADirectoryThatNobodyNamesIsRefusedAsInAnArchive) {
    const test::TemporaryFolder scratch;
    put_files(scratch, good_package());
    fs::create_symlink("/etc/passwd", scratch / "package/extra");
    const Verified got = verify_path(scratch / "package");
    EXPECT_EQ(got.state_of("extra"), "refused");
    EXPECT_THAT(got.states, Contains("files-failed"));
}

TEST(Hostile, AWrongDigestOfTheManifestTheCertificateOrAWholeOfChunksIsNotPassedOver) {
    for (const std::string line : {"SHA256(vm.mf)= ", "SHA256(vm.cert)= ", "SHA256(d)= "}) {
        MadeFiles files = good_package();
        files.push_back({"vm.cert", "no certificate"});
        files.push_back({"d.000000000", "a"});
        file_of(files, "vm.mf").bytes =
            manifest_of({files[0], files[2], files[3], files[5]}) + line + std::string(64, '0') + "\n";
        for (const Way way : all_ways) {
            if (way == Way::bare) continue;
            EXPECT_THAT(verify_as(way, files).states, Not(Contains("files-verified"))) << name_of(way) << " " << line;
        }
    }
}

// Each takes a second or less when it is linear, and minutes when it is not.
TEST(Hostile, ManyReferencesToOneFileOfManyChunksAreLookedAtOnce) {
    constexpr int many = 3000;
    std::vector<std::string> references;
    std::string archive;
    for (int i = 0; i < many; ++i) {
        references.emplace_back("ovf:href=\"d\" ovf:chunkSize=\"1\"");
        char name[16];
        std::snprintf(name, sizeof name, "d.%09d", i);
        archive += io::header({.name = name});
    }
    archive = io::ended(io::member({.name = "vm.ovf", .data = descriptor_of(references)}) + archive);
    EXPECT_THAT(verify_stream_of(archive).states, Contains("no-manifest"));
}

TEST(Hostile, ManyCertificatesCostNoMoreThanManyFiles) {
    std::string archive = io::member({.name = "vm.ovf", .data = good_package()[0].bytes});
    for (int i = 0; i < 20'000; ++i) archive += io::header({.name = "c" + std::to_string(i) + ".cert"});
    EXPECT_THAT(verify_stream_of(io::ended(archive)).states, Contains("no-manifest"));
}

TEST(Hostile, AMemberThatClaimsMoreThanTheArchiveHasIsCutOff) {
    expect_refused(io::header({.name = "big", .size = "77777777777"}), "tar/truncated");
}

TEST(Hostile, EndlessZeroBlocksEnd) {
    MadeFiles files = good_package();
    std::string archive = archive_of(files);
    archive.resize(archive.size() + (66U << 20U), '\0');
    EXPECT_TRUE(verify_stream_of(archive).found("tar/endless-padding"));
}

TEST(Hostile, ABombInsideGzipIsStopped) {
    // 300 MiB of zeros that came from a few hundred bytes of gzip members: more than any deflate stream gives.
    std::string bomb = gzip_of(archive_of(good_package()).substr(0, 512));
    OpenOptions small;
    small.limits.max_bytes = 1U << 20U;
    const std::string descriptor = std::string(2U << 20U, ' ');
    const std::string zipped = gzip_of(archive_of({{"vm.ovf", descriptor}}));
    EXPECT_LT(zipped.size(), 10'000U);
    Diagnostics diagnostics;
    Piped pipe(zipped);
    EXPECT_EQ(Package::open_stream(pipe, "bomb", diagnostics, small).error().code, ErrorCode::limit_exceeded);
    Piped cut(bomb);
    EXPECT_FALSE(Package::open_stream(cut, "bomb", diagnostics, small));
}

TEST(Hostile, AManifestOfAMillionLinesIsRefusedWithoutReadingThemAll) {
    MadeFiles files = good_package();
    std::string& manifest = file_of(files, "vm.mf").bytes;
    const std::string line = "SHA256(x)= " + std::string(64, '0') + "\n";
    std::string many;
    for (int i = 0; i < 150'000; ++i) many += line;
    manifest += many;
    for (const Way way : {Way::archive, Way::pipe}) {
        const Verified got = verify_as(way, files);
        EXPECT_THAT(got.states, Contains("manifest-unreadable"));
        EXPECT_EQ(got.worst, Severity::error);
    }
}

TEST(Hostile, AHrefIsNoPattern) {
    MadeFiles files = good_package();
    files[0].bytes = descriptor_of({"ovf:href=\"*.vmdk\"", "ovf:href=\"tw?.vmdk\"", "ovf:href=\"[ot]*\""});
    file_of(files, "vm.mf").bytes = manifest_of({files[0], files[2], files[3]});
    for (const Way way : all_ways) {
        const Verified got = verify_as(way, files);
        EXPECT_EQ(got.state_of("*.vmdk"), "missing") << name_of(way);
        EXPECT_EQ(got.state_of("tw?.vmdk"), "missing") << name_of(way);
        EXPECT_TRUE(got.found("package/missing-file")) << name_of(way);
    }
}

TEST(Hostile, AHrefOfADeeperFolderIsNotTheFileOfThatBaseName) {
    MadeFiles files = good_package();
    files[0].bytes = descriptor_of({"ovf:href=\"other/one.vmdk\"", reference(files[3])});
    file_of(files, "vm.mf").bytes = manifest_of({files[0], files[2], files[3]});
    EXPECT_EQ(verify_as(Way::archive, files).state_of("other/one.vmdk"), "missing");
}

TEST(Hostile, TextOfThePackageCannotMoveACursor) {
    const std::string name = "evil\x1b[2J.vmdk";
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += "SHA256(" + name + ")= " + std::string(64, '0') + "\n";
    Diagnostics diagnostics;
    Piped pipe(archive_of(files));
    const auto got = verify_stream(pipe, "pipe\x1b[0m", {}, diagnostics);
    ASSERT_TRUE(got);
    for (const Diagnostic& finding : diagnostics) {
        EXPECT_EQ(printable(finding.message, 10'000), finding.message);
    }
}

TEST(Hostile, FormatDirectivesAreText) {
    const MadeFile disk{"%s%n%p.vmdk", "data"};
    MadeFiles files{{"vm.ovf", descriptor_of({reference(disk), "ovf:href=\"%n%s.iso\""})}, {"vm.mf", ""}, disk};
    files[1].bytes = manifest_of({files[0], disk});
    for (const Way way : all_ways) {
        const Verified got = verify_as(way, files);
        EXPECT_EQ(got.state_of("%s%n%p.vmdk"), "verified") << name_of(way);
        EXPECT_EQ(got.state_of("%n%s.iso"), "missing") << name_of(way);
    }
}

TEST(Hostile, NamesThatLookLikeOptionsAreNames) {
    const MadeFile disk{"--checkpoint-action=exec=sh", "data"};
    MadeFiles files{{"vm.ovf", descriptor_of({reference(disk)})}, {"vm.mf", ""}, disk};
    files[1].bytes = manifest_of({files[0], disk});
    for (const Way way : all_ways) EXPECT_EQ(verify_as(way, files).state_of(disk.name), "verified") << name_of(way);
}

TEST(Hostile, ADescriptorWithADocumentTypeIsNoneInAPackageEither) {
    const std::string evil =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + descriptor_of({"ovf:href=\"&e;\""});
    for (const Way way : all_ways) {
        const Verified got = verify_as(way, {{"vm.ovf", evil}});
        ASSERT_TRUE(got.error) << name_of(way);
        EXPECT_EQ(got.error->code, ErrorCode::malformed) << name_of(way);
    }
}

TEST(Hostile, InputsAreNotAltered) {
    const test::TemporaryFolder scratch;
    const std::string path = put_files(scratch, good_package()) + "/one.vmdk";
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
    const auto before = fs::last_write_time(path);
    (void)verify_path(scratch / "package");
    struct stat after {};
    ASSERT_EQ(::stat(path.c_str(), &after), 0);
    EXPECT_EQ(after.st_mode & 07777U, 0600U);
    EXPECT_EQ(fs::last_write_time(path), before);
}

/// Zeros without an end, as from /dev/zero.
class Zeros : public io::Input {
public:
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        std::fill_n(to, size, '\0');
        return size;
    }
};

TEST(Hostile, AnEndlessSourceEnds) {
    Zeros zeros;
    Diagnostics diagnostics;
    EXPECT_FALSE(verify_stream(zeros, "zeros", {}, diagnostics));
    EXPECT_FALSE(Package::open_stream(zeros, "zeros", diagnostics));
}

TEST(Hostile, EveryTruncationEndsAndNoneIsVerified) {
    MadeFiles files = good_package();
    file_of(files, "one.vmdk").bytes.resize(600);
    files[0].bytes = descriptor_of({reference(files[2]), reference(files[3])});
    file_of(files, "vm.mf").bytes = manifest_of({files[0], files[2], files[3]});
    const std::string archive = archive_of(files);
    std::size_t whole = 0;
    for (const MadeFile& made : files) whole += 512 + made.bytes.size() + io::tar_padding(made.bytes.size());
    whole -= io::tar_padding(files.back().bytes.size());
    for (std::size_t size = 0; size < archive.size(); size += 97) {
        const Verified got = verify_stream_of(archive.substr(0, size));
        const bool verified = std::find(got.states.begin(), got.states.end(), "files-verified") != got.states.end();
        EXPECT_TRUE(!verified || size >= whole) << size;
    }
}

TEST(Hostile, EveryChangedByteOfAFileOrTheManifestIsFound) {
    const std::string archive = archive_of(good_package());
    for (std::size_t at = 0; at < archive.size(); at += 211) {
        std::string changed = archive;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        const Verified got = verify_stream_of(changed);
        const bool verified = std::find(got.states.begin(), got.states.end(), "files-verified") != got.states.end();
        // Fields of headers that say nothing of the bytes (owner, time) are sealed by the checksum; padding is
        // nobody's.
        if (verified) {
            EXPECT_EQ(archive[at], '\0') << at;
        }
    }
}

TEST(MemberNames, KeepNoMoreFoldersThanAPackageHas) {
    const auto nested = [](int folders) {
        std::string name;
        for (int i = 0; i < folders; ++i) name += "f/";
        return name + "disk";
    };
    MemberNames names;
    EXPECT_TRUE(names.add(nested(16)));
    const auto refused = names.add(nested(17));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "");
    EXPECT_TRUE(names.add(nested(3)));
    EXPECT_EQ(names.add(nested(3) + "/DISK").error().rule, "package/name-clash") << "a file is a folder there";
}

}  // namespace
}  // namespace ovfkit::package
