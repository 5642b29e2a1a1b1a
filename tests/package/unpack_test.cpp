// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <filesystem>

#include "io/archive.hpp"
#include "io/scratch.hpp"
#include "package/packed.hpp"

namespace ovfkit::package {
namespace {

using test::contents;
using testing::ElementsAre;
using testing::HasSubstr;
using Names = std::set<std::string>;

struct UnpackRun {
    std::optional<Error> error;
    std::vector<std::string> states;
    Diagnostics findings;

    [[nodiscard]] std::string rule() const { return error ? std::string(error->rule) : ""; }
};

UnpackRun summary_of(Result<Unpacked> unpacked, Diagnostics findings) {
    UnpackRun run;
    run.findings = std::move(findings);
    if (!unpacked) run.error = unpacked.error();
    if (unpacked)
        for (const PackageState state : unpacked->verification.states) run.states.emplace_back(to_string(state));
    return run;
}

UnpackRun unpack_path(const std::string& source, const std::string& path, const UnpackOptions& options = {}) {
    Diagnostics opening;
    Diagnostics findings;
    const auto package = Package::open(source, opening);
    auto unpacked = package ? unpack(*package, path, options, findings) : Result<Unpacked>(package.error());
    return summary_of(std::move(unpacked), std::move(findings));
}

UnpackRun unpack_bytes(std::string bytes, const std::string& path, const UnpackOptions& options = {}) {
    Diagnostics findings;
    Piped pipe(std::move(bytes));
    auto unpacked = unpack_stream(pipe, "pipe", path, options, findings);
    return summary_of(std::move(unpacked), std::move(findings));
}

/// Unpacks the files as a package that comes in that way, into `to`. The first file is the descriptor.
UnpackRun unpack_as(Way way, const MadeFiles& files, const std::string& to, const UnpackOptions& options = {}) {
    const test::TemporaryFolder scratch;
    switch (way) {
        case Way::directory: return unpack_path(put_files(scratch, files), to, options);
        case Way::bare: return unpack_path(put_files(scratch, files) + "/" + files.front().name, to, options);
        case Way::archive: return unpack_path(scratch.put("x.ova", archive_of(files)), to, options);
        case Way::compressed: return unpack_path(scratch.put("x.ova.gz", gzip_of(archive_of(files))), to, options);
        case Way::pipe: return unpack_bytes(archive_of(files), to, options);
        case Way::compressed_pipe: break;
    }
    return unpack_bytes(gzip_of(archive_of(files)), to, options);
}

class Unpack : public testing::TestWithParam<Way> {};

TEST_P(Unpack, WritesEveryFileOfAGoodPackage) {
    const test::TemporaryFolder target;
    const UnpackRun run = unpack_as(GetParam(), good_package(), target / "out");
    ASSERT_FALSE(run.error) << run.error->message;
    EXPECT_THAT(run.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_EQ(all_below(target.path()), (Names{"out", "out/vm.ovf", "out/vm.mf", "out/one.vmdk", "out/two.vmdk"}));
    for (const MadeFile& file : good_package()) EXPECT_EQ(contents(target / ("out/" + file.name)), file.bytes);
}

TEST_P(Unpack, LeavesNothingOfAPackageThatIsNotWhatItsManifestSays) {
    MadeFiles files = good_package();
    file_of(files, "two.vmdk").bytes[7] = '3';
    const test::TemporaryFolder target;
    const UnpackRun run = unpack_as(GetParam(), files, target / "out");
    EXPECT_EQ(run.rule(), "manifest/digest-mismatch");
    EXPECT_EQ(run.error->code, ErrorCode::malformed);
    EXPECT_TRUE(run.findings.has("manifest/digest-mismatch"));
    EXPECT_EQ(all_below(target.path()), Names{});
}

TEST_P(Unpack, WritesSuchAPackageWhenNobodyInsists) {
    MadeFiles files = good_package();
    file_of(files, "two.vmdk").bytes[7] = '3';
    const test::TemporaryFolder target;
    UnpackOptions options;
    options.insist = false;
    const UnpackRun run = unpack_as(GetParam(), files, target / "out", options);
    ASSERT_FALSE(run.error);
    EXPECT_TRUE(run.findings.has("manifest/digest-mismatch"));
    EXPECT_EQ(contents(target / "out/two.vmdk"), file_of(files, "two.vmdk").bytes);
}

TEST_P(Unpack, LeavesNothingOfAPackageThatLacksAFile) {
    MadeFiles files = good_package();
    remove_file(files, "two.vmdk");
    const test::TemporaryFolder target;
    EXPECT_EQ(unpack_as(GetParam(), files, target / "out").rule(), "manifest/missing-file");
    EXPECT_EQ(all_below(target.path()), Names{});
}

TEST_P(Unpack, TakesSha1OnlyWhenAllowed) {
    MadeFiles files = good_package();
    std::string manifest;
    for (const char* name : {"vm.ovf", "one.vmdk", "two.vmdk"})
        manifest += manifest_line(file_of(files, name), crypto::DigestAlgorithm::sha1);
    file_of(files, "vm.mf").bytes = manifest;
    const test::TemporaryFolder target;
    EXPECT_EQ(unpack_as(GetParam(), files, target / "out").rule(), "manifest/weak-digest");
    EXPECT_EQ(all_below(target.path()), Names{});
    UnpackOptions options;
    options.verify.allow_sha1 = true;
    EXPECT_FALSE(unpack_as(GetParam(), files, target / "out", options).error);
}

TEST_P(Unpack, WritesAPackageWithoutAManifestAndSaysThatNothingWasVerified) {
    MadeFiles files = good_package();
    remove_file(files, "vm.mf");
    const test::TemporaryFolder target;
    const UnpackRun run = unpack_as(GetParam(), files, target / "out");
    ASSERT_FALSE(run.error);
    EXPECT_TRUE(run.findings.has("manifest/absent"));
    EXPECT_EQ(all_below(target / "out"), (Names{"vm.ovf", "one.vmdk", "two.vmdk"}));
}

TEST_P(Unpack, NeverGoesIntoADirectoryThatIsThere) {
    const test::TemporaryFolder target;
    std::filesystem::create_directory(target / "out");
    EXPECT_EQ(unpack_as(GetParam(), good_package(), target / "out").error->code, ErrorCode::already_exists);
    target.put("file", "x");
    EXPECT_EQ(unpack_as(GetParam(), good_package(), target / "file").error->code, ErrorCode::already_exists);
    std::filesystem::create_symlink("nowhere", target / "link");
    EXPECT_EQ(unpack_as(GetParam(), good_package(), target / "link").error->code, ErrorCode::already_exists);
    EXPECT_EQ(unpack_as(GetParam(), good_package(), target / "no/where").error->code, ErrorCode::not_found);
    EXPECT_EQ(all_below(target.path()), (Names{"out", "file", "link"}));
}

TEST_P(Unpack, LeavesNothingWhenItIsCancelled) {
    const test::TemporaryFolder target;
    UnpackOptions options;
    options.verify.progress = [](const Progress& progress) { return progress.what != "two.vmdk"; };
    EXPECT_EQ(unpack_as(GetParam(), good_package(), target / "out", options).error->code, ErrorCode::cancelled);
    EXPECT_EQ(all_below(target.path()), Names{});
}

TEST_P(Unpack, LeavesNothingOnAFullDisk) {
    const io::SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "no file system may be mounted here";
    EXPECT_EQ(unpack_as(GetParam(), good_package(), disk.directory() / "out").error->code, ErrorCode::no_space);
    EXPECT_EQ(disk.directory().names(), Names{});
}

INSTANTIATE_TEST_SUITE_P(Ways, Unpack, testing::ValuesIn(all_ways), [](const auto& one) { return name_of(one.param); });

/// An archive that no writer of ours would make, from a file and from a pipe.
std::vector<UnpackRun> unpack_raw(const std::string& members, const test::TemporaryFolder& target,
                                  const UnpackOptions& options = {}) {
    const test::TemporaryFolder scratch;
    const std::string archive = io::ended(io::member({"vm.ovf", descriptor_of({})}) + members);
    std::vector<UnpackRun> runs;
    runs.push_back(unpack_path(scratch.put("x.ova", archive), target / "one", options));
    runs.push_back(unpack_bytes(archive, target / "two", options));
    return runs;
}

TEST(UnpackHostile, NamesLeaveNothing) {
    for (const char* name : {"../out", "/etc/out", "a/../../out", "a\\b", "c:out", "a\nb", "nul", "a//b", "\xff"}) {
        const test::TemporaryFolder target;
        for (const UnpackRun& run : unpack_raw(io::member({name, "x"}), target)) {
            ASSERT_TRUE(run.error) << name;
            EXPECT_EQ(run.error->code, ErrorCode::invalid_argument) << name;
        }
        EXPECT_EQ(all_below(target.path()), Names{}) << name;
        EXPECT_FALSE(std::filesystem::exists(target / "../out"));
    }
}

TEST(UnpackHostile, ClashesLeaveNothing) {
    const std::vector<std::vector<std::string>> clashes = {{"a", "a"},   {"a", "A"},     {"a", "a/b"},
                                                           {"a/b", "a"}, {"a/b", "A/c"}, {"VM.OVF"}};
    for (const auto& names : clashes) {
        const test::TemporaryFolder target;
        std::string members;
        for (const std::string& name : names) members += io::member({name, "x"});
        for (const UnpackRun& run : unpack_raw(members, target)) {
            ASSERT_TRUE(run.error) << names[0];
            EXPECT_EQ(run.error->code, ErrorCode::invalid_argument) << names[0];
        }
        EXPECT_EQ(all_below(target.path()), Names{});
    }
}

TEST(UnpackHostile, ASecondFileOfOneNameLeavesNothing) {
    const test::TemporaryFolder target;
    for (const UnpackRun& run : unpack_raw(io::member({"a", "1"}) + io::member({"a", "2"}), target)) {
        ASSERT_TRUE(run.error);
        EXPECT_EQ(run.error->code, ErrorCode::invalid_argument);
    }
    EXPECT_EQ(all_below(target.path()), Names{});
}

TEST(UnpackHostile, LinksAndDevicesAreNoFiles) {
    for (const char type : {'1', '2', '3', '4', '6'}) {
        const test::TemporaryFolder target;
        io::Raw raw{"evil", "", type};
        raw.link = "/etc/passwd";
        const std::string members = io::member(raw) + io::member({"evil/x", "x"});
        for (const UnpackRun& run : unpack_raw(members, target)) EXPECT_TRUE(run.error) << type;
        EXPECT_EQ(all_below(target.path()), Names{});
        UnpackOptions options;
        options.insist = false;
        for (const UnpackRun& run : unpack_raw(members, target, options))
            EXPECT_FALSE(run.error) << type << run.error->message;
        EXPECT_EQ(all_below(target.path()), (Names{"one", "one/vm.ovf", "one/evil", "one/evil/x", "two", "two/vm.ovf",
                                                   "two/evil", "two/evil/x"}));
        EXPECT_TRUE(std::filesystem::is_directory(std::filesystem::symlink_status(target / "one/evil")));
    }
}

TEST(UnpackHostile, AnArchiveThatIsCutOffLeavesNothing) {
    const std::string archive = archive_of(good_package());
    for (const std::size_t size : {std::size_t{600}, std::size_t{30'000}, std::size_t{72'500}})
        for (const bool compressed : {false, true}) {
            const test::TemporaryFolder target;
            const std::string cut = archive.substr(0, size);
            EXPECT_TRUE(unpack_bytes(compressed ? gzip_of(cut) : cut, target / "out").error) << size;
            EXPECT_EQ(all_below(target.path()), Names{});
        }
}

TEST(UnpackHostile, AFileThatShrankSinceItWasOpenedLeavesNothing) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    Diagnostics findings;
    const auto package = Package::open(source, findings).value();
    std::filesystem::resize_file(source + "/two.vmdk", 7);
    const auto unpacked = unpack(package, scratch / "out", {}, findings);
    ASSERT_FALSE(unpacked);
    EXPECT_THAT(unpacked.error().message, HasSubstr("changed while it was read"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(UnpackAndPack, GiveTheSameArchiveAgain) {
    const test::TemporaryFolder scratch;
    ASSERT_TRUE(pack_to(put_files(scratch, good_package()), scratch / "one.ova").packed);
    ASSERT_FALSE(unpack_path(scratch / "one.ova", scratch / "out").error);
    ASSERT_TRUE(pack_to(scratch / "out", scratch / "two.ova").packed);
    EXPECT_EQ(contents(scratch / "one.ova"), contents(scratch / "two.ova"));
}

TEST(UnpackAndPack, OfAnotherToolsArchive) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    const test::Outcome tar = test::run(
        {"tar", "--format=gnu", "-C", source, "-cf", scratch / "gnu.ova", "vm.ovf", "vm.mf", "one.vmdk", "two.vmdk"});
    ASSERT_EQ(tar.status, 0) << tar.errors;
    EXPECT_FALSE(unpack_path(scratch / "gnu.ova", scratch / "out").error);
    EXPECT_EQ(test::run({"diff", "-r", source, scratch / "out"}).status, 0);
}

TEST(UnpackKilled, LeavesAWholeDirectoryOrNoneAndTheNextRunCleansUp) {
    const test::TemporaryFolder scratch;
    const std::string source = scratch.put("in.ova", archive_of(good_package()));
    const std::string target = scratch / "to";
    std::filesystem::create_directory(target);
    for (int delay = 500; delay < 20'000; delay += 1'300) {
        int number = 0;
        io::kill_during([&] { (void)unpack_path(source, target + "/out" + std::to_string(number++)); }, delay);
        for (const auto& entry : std::filesystem::directory_iterator(target)) {
            const std::string name = entry.path().filename();
            if (name.substr(0, 3) != "out") continue;
            EXPECT_EQ(all_below(entry.path()).size(), 4U) << name;
            std::filesystem::remove_all(entry.path());
        }
    }
    ASSERT_FALSE(unpack_path(source, target + "/last").error);
    EXPECT_EQ(all_below(target), (Names{"last", "last/vm.ovf", "last/vm.mf", "last/one.vmdk", "last/two.vmdk"}));
}

}  // namespace
}  // namespace ovfkit::package
