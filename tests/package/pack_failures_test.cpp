// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "io/archive.hpp"
#include "io/scratch.hpp"
#include "package/packed.hpp"
#include "package/sink.hpp"

namespace ovfkit::package {
namespace {

using test::contents;
using testing::HasSubstr;
using Names = std::set<std::string>;

/// Output that ends after some bytes.
class Full : public io::Output {
public:
    explicit Full(std::size_t room) : room_(room) {}
    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        if (bytes.size() > room_) return Error{ErrorCode::no_space, "full", {}, {}};
        room_ -= bytes.size();
        return {};
    }

private:
    std::size_t room_;
};

TEST(PackFailure, OfAMissingFileWritesNothingAndLeavesTheOldArchive) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    remove_file(files, "two.vmdk");
    const std::string source = put_files(scratch, files);
    scratch.put("vm.ova", "old");
    const Names before = all_below(scratch.path());
    const PackRun run = pack_to(source, scratch / "vm.ova");
    EXPECT_EQ(run.rule(), "package/missing-file");
    EXPECT_EQ(contents(scratch / "vm.ova"), "old");
    EXPECT_EQ(pack_to_folder(source, scratch / "out").rule(), "package/missing-file");
    EXPECT_EQ(all_below(scratch.path()), before);
}

TEST(PackFailure, OfAReferenceThatLeavesThePackage) {
    const test::TemporaryFolder scratch;
    scratch.put("secret", "secret");
    const std::string source = put_files(scratch, {{"vm.ovf", descriptor_of({"ovf:href=\"../secret\""})}});
    EXPECT_EQ(pack_to(source, scratch / "vm.ova").rule(), "package/unsafe-reference");
}

// Otherwise a new manifest, and soon a signature, would vouch for what somebody did to the file.
TEST(PackFailure, OfAFileThatIsNotWhatTheManifestOfTheSourceSays) {
    for (const std::string name : {"vm.ovf", "one.vmdk", "two.vmdk"}) {
        MadeFiles files = good_package();
        std::string& bytes = file_of(files, name).bytes;
        bytes[bytes.size() - 2] ^= 1;
        if (name == "vm.ovf") bytes = files[0].bytes = good_package()[0].bytes + " ";
        const test::TemporaryFolder scratch;
        const std::string source = put_files(scratch, files);
        KeptOutput pipe;
        for (const PackOptions& options : {PackOptions(), [] {
                                               PackOptions cut;
                                               cut.chunk_size = 999;
                                               return cut;
                                           }()}) {
            EXPECT_EQ(pack_to(source, scratch / "vm.ova", options).rule(), "manifest/digest-mismatch") << name;
            EXPECT_EQ(pack_to_folder(source, scratch / "out", options).rule(), "manifest/digest-mismatch") << name;
            EXPECT_EQ(pack_to_output(source, pipe, options).rule(), "manifest/digest-mismatch") << name;
        }
        EXPECT_EQ(pipe.bytes, "") << name;
        EXPECT_FALSE(std::filesystem::exists(scratch / "vm.ova"));
        EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
        PackOptions anew;
        anew.ignore_old_manifest = true;
        EXPECT_EQ(pack_to(source, scratch / "vm.ova", anew).rule(), "") << name;
        EXPECT_THAT(verify_path(scratch / "vm.ova").states, testing::ElementsAre("files-verified", "unsigned"));
    }
}

TEST(PackFailure, OfNothingWhenTheSourcesManifestAgreesByAnotherDigest) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes = manifest_line(files[0], crypto::DigestAlgorithm::sha1) +
                                    manifest_line(files[2], crypto::DigestAlgorithm::sha512) +
                                    manifest_line(files[3], crypto::DigestAlgorithm::sha1);
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, files);
    EXPECT_EQ(pack_to(source, scratch / "vm.ova").message(), "");
    EXPECT_THAT(verify_path(scratch / "vm.ova").states, testing::ElementsAre("files-verified", "unsigned"));
    file_of(files, "vm.mf").bytes = "rubbish\n";
    const std::string archive = scratch.put("in.ova", archive_of(files));
    EXPECT_NE(pack_to(archive, scratch / "new.ova").message(), "");
}

TEST(PackFailure, OfAManifestOfTheSourceThatListsLessOrMore) {
    const auto packed_with = [](const std::string& manifest) {
        MadeFiles files = good_package();
        file_of(files, "vm.mf").bytes = manifest;
        const test::TemporaryFolder scratch;
        return pack_to(put_files(scratch, files), scratch / "vm.ova").rule();
    };
    const MadeFiles files = good_package();
    EXPECT_EQ(packed_with(manifest_of({files[0], files[2], files[3]})), "");
    EXPECT_EQ(packed_with(manifest_of({files[0], files[2]})), "manifest/unlisted-file");
    EXPECT_EQ(packed_with(manifest_of({files[2], files[3]})), "manifest/unlisted-file");
    EXPECT_EQ(packed_with(manifest_of({files[0], files[2], files[3], {"gone", "x"}})), "manifest/missing-file");
    EXPECT_EQ(packed_with(manifest_of({files[0], files[2]}) + "SHA3(two.vmdk)= ab\n"), "manifest/unverifiable-file");
}

TEST(PackFailure, OfAnArchiveThatOthersReadInAnotherWay) {
    for (const MadeFile& more : {MadeFile{"one.vmdk", "another"}, MadeFile{"vm.ovf", "<other/>"},
                                 MadeFile{"zz.ovf", good_package()[0].bytes}, MadeFile{"vm.MF", ""}}) {
        MadeFiles files = good_package();
        std::string archive;
        for (const MadeFile& made : files) archive += io::member({.name = made.name, .data = made.bytes});
        archive += io::member({.name = more.name, .data = more.bytes});
        const test::TemporaryFolder scratch;
        EXPECT_NE(pack_to(scratch.put("in.ova", io::ended(archive)), scratch / "vm.ova").message(), "") << more.name;
        EXPECT_FALSE(std::filesystem::exists(scratch / "vm.ova")) << more.name;
    }
}

TEST(PackFailure, OfNamesThatClash) {
    const std::vector<std::pair<std::string, std::string>> pairs = {{"disk", "DISK"}, {"a", "a/b"},   {"a/b", "A/c"},
                                                                    {"vm.ovf", "x"},  {"vm.mf", "x"}, {"VM.mf", "x"}};
    for (const auto& [one, two] : pairs) {
        const test::TemporaryFolder scratch;
        const std::string archive = scratch.put(
            "in.ova", archive_of({{"vm.ovf", descriptor_of({"ovf:href=\"" + one + "\"", "ovf:href=\"" + two + "\""})},
                                  {one == "vm.ovf" ? "other" : one, "1"},
                                  {two, "2"}}));
        PackOptions options;
        options.ignore_old_manifest = true;  // a disk that is called like it is not read as one
        EXPECT_EQ(pack_to(archive, scratch / "vm.ova", options).rule(), "package/name-clash") << one << " " << two;
        EXPECT_EQ(pack_to_folder(archive, scratch / "out", options).rule(), "package/name-clash") << one << " " << two;
        EXPECT_EQ(all_below(scratch.path()), Names{"in.ova"});
    }
}

TEST(PackFailure, OfANameThatNoArchiveHoldsIsNoneForADirectory) {
    const test::TemporaryFolder scratch;
    const std::string name(101, 'n');
    const std::string source =
        put_files(scratch, {{"vm.ovf", descriptor_of({"ovf:href=\"" + name + "\""})}, {name, "x"}});
    EXPECT_THAT(pack_to(source, scratch / "vm.ova").message(), HasSubstr("too long"));
    EXPECT_TRUE(pack_to_folder(source, scratch / "out").packed);
}

TEST(PackFailure, OfAFullOutputIsNoArchive) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    KeptOutput whole;
    ASSERT_TRUE(pack_to_output(source, whole).packed);
    for (const std::size_t room : {std::size_t{0}, std::size_t{600}, std::size_t{3000}, whole.bytes.size() - 1}) {
        Full full(room);
        const PackRun run = pack_to_output(source, full);
        ASSERT_FALSE(run.packed);
        EXPECT_EQ(run.packed.error().code, ErrorCode::no_space);
    }
}

TEST(PackFailure, OfAFullDiskLeavesTheOldArchiveAndNothingElse) {
    const io::SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "no file system may be mounted here";
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    io::put(disk.directory() / "vm.ova", "old");
    const PackRun run = pack_to(source, disk.directory() / "vm.ova");
    ASSERT_FALSE(run.packed);
    EXPECT_EQ(run.packed.error().code, ErrorCode::no_space);
    EXPECT_EQ(io::get(disk.directory() / "vm.ova"), "old");
    EXPECT_EQ(pack_to_folder(source, disk.directory() / "out").packed.error().code, ErrorCode::no_space);
    EXPECT_EQ(disk.directory().names(), Names{"vm.ova"});
}

TEST(PackFailure, OfACancelledWorkLeavesNothing) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    PackOptions options;
    options.progress = [](const Progress& progress) { return progress.what != "two.vmdk"; };
    const Names before = all_below(scratch.path());
    EXPECT_EQ(pack_to(source, scratch / "vm.ova", options).packed.error().code, ErrorCode::cancelled);
    EXPECT_EQ(pack_to_folder(source, scratch / "out", options).packed.error().code, ErrorCode::cancelled);
    EXPECT_EQ(all_below(scratch.path()), before);
}

/// Does something to a file of the package when that file was read for the first time.
PackRun pack_while(const std::string& source, io::Output& output, const std::function<void()>& change) {
    PackOptions options;
    bool done = false;
    options.progress = [&](const Progress& progress) {
        if (!done && progress.what == "two.vmdk") change();
        done = done || progress.what == "two.vmdk";
        return true;
    };
    return pack_to_output(source, output, options);
}

TEST(PackFailure, OfAFileThatChangesWhileItIsRead) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    const std::string disk = source + "/two.vmdk";
    for (const std::string& later : {std::string(1'500, '3'), std::string(1'499, '2'), std::string(1'501, '2')}) {
        std::ofstream(disk, std::ios::binary) << std::string(1'500, '2');
        KeptOutput pipe;
        const PackRun run = pack_while(source, pipe, [&] { std::ofstream(disk, std::ios::binary) << later; });
        EXPECT_THAT(run.message(), HasSubstr("changed while it was read")) << later.size();
        ASSERT_FALSE(run.packed);
        EXPECT_EQ(run.packed.error().code, ErrorCode::io);
    }
}

TEST(PackFailure, OfAFileThatGrewSinceItWasOpened) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    Diagnostics findings;
    const auto package = Package::open(source, findings).value();
    std::ofstream(source + "/two.vmdk", std::ios::app) << "more";
    EXPECT_FALSE(pack_archive(package, scratch / "vm.ova", {}, findings));
    EXPECT_FALSE(pack_directory(package, scratch / "out", {}, findings));
    EXPECT_EQ(all_below(scratch.path()).count("vm.ova"), 0U);
    EXPECT_EQ(all_below(scratch.path()).count("out"), 0U);
}

TEST(PackFailure, OfAFileInTheWay) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    scratch.put("vm.ova", "old");
    PackOptions options;
    options.replace_existing = false;
    EXPECT_EQ(pack_to(source, scratch / "vm.ova", options).packed.error().code, ErrorCode::already_exists);
    EXPECT_EQ(contents(scratch / "vm.ova"), "old");
}

TEST(PackKilled, LeavesTheOldArchiveOrTheNewOneAndTheNextRunCleansUp) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    const std::string target = scratch / "to";
    std::filesystem::create_directory(target);
    std::ofstream(target + "/vm.ova") << "old";
    KeptOutput whole;
    ASSERT_TRUE(pack_to_output(source, whole).packed);
    for (int delay = 500; delay < 30'000; delay += 1'500) {
        int number = 0;
        io::kill_during(
            [&] {
                (void)pack_to(source, target + "/vm.ova");
                (void)pack_to_folder(source, target + "/out" + std::to_string(number++));
            },
            delay);
        const std::string now = contents(target + "/vm.ova");
        EXPECT_TRUE(now == "old" || now == whole.bytes);
        for (const std::string& name : all_below(target))
            if (name.substr(0, 3) == "out" && name.find('/') == std::string::npos) {
                EXPECT_EQ(all_below(target + "/" + name).size(), 4U) << name;
                std::filesystem::remove_all(target + "/" + name);
            }
    }
    (void)pack_to(source, target + "/vm.ova");
    ASSERT_TRUE(pack_to_folder(source, target + "/last").packed);
    EXPECT_EQ(all_below(target),
              (Names{"vm.ova", "last", "last/vm.ovf", "last/vm.mf", "last/one.vmdk", "last/two.vmdk"}));
}

/// Counts what comes, and keeps what is no data of a disk.
class Counted : public io::Output {
public:
    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        if (bytes.size() == 512) headers += bytes;
        return {};
    }
    std::string headers;
};

TEST(PackLarge, GetsASizeOfGnuFromEightGibibytesOn) {
    const test::TemporaryFolder scratch;
    const std::string disk = scratch.put("disk", "");
    constexpr off_t size = off_t{8} << 30;
    ASSERT_EQ(::truncate(disk.c_str(), size), 0);  // sparse
    const std::string source = scratch.put("vm.ovf", descriptor_of({"ovf:href=\"disk\" ovf:size=\"8589934592\""}));
    Counted output;
    PackOptions options;
    options.manifest_place = ManifestPlace::last;
    // What was written until then shows the header; hashing 8 GiB would show nothing more.
    options.progress = [](const Progress&) { return false; };
    const PackRun run = pack_to_output(source, output, options);
    EXPECT_EQ(run.packed.error().code, ErrorCode::cancelled);
    const std::string size_field = output.headers.substr(output.headers.size() - 512 + 124, 12);
    EXPECT_EQ(size_field, std::string("\x80\0\0\0\0\0\0\x02\0\0\0\0", 12));

    // Chunks keep it in ustar.
    options.chunk_size = std::uint64_t{2} << 30U;
    Counted chunked;
    (void)pack_to_output(source, chunked, options);
    EXPECT_EQ(chunked.headers.substr(chunked.headers.size() - 512 + 124, 12), std::string("20000000000\0", 12));
}

}  // namespace
}  // namespace ovfkit::package
