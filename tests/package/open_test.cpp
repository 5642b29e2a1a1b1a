// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "io/archive.hpp"
#include "package/made_package.hpp"

namespace ovfkit::package {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

Package open(const std::string& path, Diagnostics& diagnostics) { return Package::open(path, diagnostics).value(); }
Package open(const std::string& path) {
    Diagnostics diagnostics;
    return open(path, diagnostics);
}
std::string all_of(Result<std::unique_ptr<io::Input>> input) {
    return io::read_all(*std::move(input).value(), 100'000'000, "test").value();
}
const model::File& file(const Package& package, std::size_t index) {
    return package.descriptor().envelope().references->files.at(index);
}
std::vector<std::string> names(const Package& package) {
    std::vector<std::string> all;
    for (const Member& member : package.members()) all.push_back(member.name);
    return all;
}

TEST(Open, TellsTheFormByTheBytesAndNeverByTheName) {
    const test::TemporaryFolder scratch;
    const MadeFiles files = good_package();
    EXPECT_EQ(open(put_files(scratch, files)).form(), Form::directory);
    EXPECT_EQ(open(scratch / "package/vm.ovf").form(), Form::bare);
    EXPECT_EQ(open(scratch.put("a.ovf", archive_of(files))).form(), Form::archive);
    EXPECT_EQ(open(scratch.put("b.ova", gzip_of(archive_of(files)))).form(), Form::compressed_archive);
}

TEST(Open, AMemberOfAnArchiveCanBeReadInPlace) {
    const test::TemporaryFolder scratch;
    const MadeFiles files = good_package();
    const std::string archive = archive_of(files);
    const Package package = open(scratch.put("x.ova", archive));
    for (const MadeFile& made : files) {
        const Member* member = package.find(made.name);
        ASSERT_NE(member, nullptr) << made.name;
        ASSERT_TRUE(member->offset);
        EXPECT_EQ(archive.substr(*member->offset, member->size), made.bytes);
    }
}

TEST(Open, AnArchiveInMemoryIsReadInPlaceAndKeptAsLongAsItsPackage) {
    const MadeFiles files = good_package();
    for (const std::string& bytes : {archive_of(files), gzip_of(archive_of(files))}) {
        Diagnostics diagnostics;
        const Package package = Package::open(io::in_memory(bytes), "memory", diagnostics).value();
        EXPECT_EQ(package.name(), "memory");
        EXPECT_EQ(names(package).size(), files.size());
        for (const MadeFile& made : files) EXPECT_EQ(all_of(package.read(*package.find(made.name))), made.bytes);
    }
}

TEST(Open, WhatIsNoArchiveInMemoryIsMalformedAndNothingIsLookedForBesideIt) {
    const test::TemporaryFolder scratch;
    const MadeFiles files = good_package();
    put_files(scratch, files);
    Diagnostics diagnostics;
    const auto opened = Package::open(io::in_memory(files[0].bytes), scratch / "package/vm.ovf", diagnostics);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::malformed);
}

TEST(Open, EveryFormGivesTheSameBytesOfAFile) {
    const test::TemporaryFolder scratch;
    const MadeFiles files = good_package();
    put_files(scratch, files);
    for (const std::string& path :
         {scratch / "package", scratch / "package/vm.ovf", scratch.put("x.ova", archive_of(files)),
          scratch.put("x.gz", gzip_of(archive_of(files)))}) {
        const Package package = open(path);
        EXPECT_EQ(all_of(package.read(file(package, 0))), files[2].bytes) << path;
        EXPECT_EQ(all_of(package.read(file(package, 1))), files[3].bytes) << path;
    }
}

TEST(Open, ADescriptorBehindASymbolicLinkHasTheFilesBesideTheLink) {
    const test::TemporaryFolder scratch;
    put_files(scratch, good_package());
    fs::rename(scratch / "package/vm.ovf", scratch / "elsewhere.ovf");
    fs::create_symlink(scratch / "elsewhere.ovf", scratch / "package/vm.ovf");
    EXPECT_THAT(verify_path(scratch / "package/vm.ovf").states, ElementsAre("files-verified", "unsigned"));
}

TEST(Open, CompressedFilesAreReadAsWhatIsInThem) {
    const test::TemporaryFolder scratch;
    const MadeFile disk{"d.vmdk.gz", gzip_of("the disk")};
    const MadeFiles files{{"vm.ovf", descriptor_of({reference(disk) + " ovf:compression=\"gzip\""})}, disk};
    const Package package = open(scratch.put("x.ova", archive_of(files)));
    EXPECT_EQ(all_of(package.read(file(package, 0))), "the disk");
    EXPECT_EQ(all_of(package.read(*package.find("d.vmdk.gz"))), disk.bytes);
}

TEST(Open, ChunksAreOneStreamAndMayBeCompressedAsAWhole) {
    const test::TemporaryFolder scratch;
    const std::string bytes = gzip_of("the disk");
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"d\" ovf:size=\"" + std::to_string(bytes.size()) +
                                              "\" ovf:chunkSize=\"7\" ovf:compression=\"gzip\""})}};
    for (std::size_t i = 0; i * 7 < bytes.size(); ++i)
        files.push_back({"d.00000000" + std::to_string(i), bytes.substr(i * 7, 7)});
    ASSERT_LT(files.size(), 11U);
    Diagnostics diagnostics;
    const Package package = open(scratch.put("x.ova", archive_of(files)), diagnostics);
    EXPECT_EQ(all_of(package.read(file(package, 0))), "the disk");
    EXPECT_EQ(package.resolve(file(package, 0)).value().size(), files.size() - 1);
    EXPECT_FALSE(diagnostics.worst());
}

TEST(Open, AMissingChunkInTheMiddleIsMissed) {
    const test::TemporaryFolder scratch;
    const MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"d\" ovf:size=\"3\" ovf:chunkSize=\"1\""})},
                          {"d.000000000", "a"},
                          {"d.000000002", "c"}};
    Diagnostics diagnostics;
    (void)open(scratch.put("x.ova", archive_of(files)), diagnostics);
    EXPECT_TRUE(diagnostics.has("package/wrong-size"));
}

TEST(Open, AnUnknownCompressionIsNotGuessed) {
    const test::TemporaryFolder scratch;
    const MadeFile disk{"d", "data"};
    const MadeFiles files{{"vm.ovf", descriptor_of({reference(disk) + " ovf:compression=\"bzip2\""})}, disk};
    const Package package = open(scratch.put("x.ova", archive_of(files)));
    EXPECT_EQ(package.read(file(package, 0)).error().code, ErrorCode::unsupported);
}

// As the engine of oVirt writes it: fillers, disks by their id, no manifest, GNU headers.
TEST(Open, AnOvirtEngineArchiveIsReadWithItsFillers) {
    const test::TemporaryFolder scratch;
    const std::string disk = "9f2a8f6e-7d43-4d3c-9a53-0a6f5f6f1a01";
    const std::string descriptor = descriptor_of({"ovf:href=\"" + disk + "\""});
    const auto gnu = [](const std::string& name, const std::string& data) {
        return io::member({.name = name, .data = data, .magic = io::gnu_magic});
    };
    const std::string archive = gnu("vm.ovf", descriptor) + gnu("pad", std::string(100, '\0')) + gnu(disk, "qcow2") +
                                gnu("pad", std::string(100, '\0'));
    Diagnostics diagnostics;
    const Package package = open(scratch.put("x.ova", io::ended(archive)), diagnostics);
    EXPECT_EQ(all_of(package.read(file(package, 0))), "qcow2");
    EXPECT_FALSE(diagnostics.has("tar/duplicate-name"));
    EXPECT_NE(diagnostics.worst(), Severity::error);
}

TEST(Open, FilesOfMacOsBesideRealOnesAreNoMembers) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    files.insert(files.begin(), {"._vm.ovf", "resource fork"});
    const std::string path = scratch.put("x.ova", archive_of(files));
    EXPECT_THAT(names(open(path)), ElementsAre("vm.ovf", "vm.mf", "one.vmdk", "two.vmdk"));
    EXPECT_THAT(verify_path(path).states, ElementsAre("files-verified", "unsigned"));
}

TEST(Open, NamesWithADotAndASlashAreTheSameFiles) {
    const test::TemporaryFolder scratch;
    std::string archive;
    for (const MadeFile& made : good_package()) archive += io::member({.name = "./" + made.name, .data = made.bytes});
    EXPECT_THAT(verify_path(scratch.put("x.ova", io::ended(archive))).states,
                ElementsAre("files-verified", "unsigned"));
}

TEST(Open, APackageInAFolderOfTheArchiveIsFoundThere) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    for (MadeFile& made : files) made.name = "deep/" + made.name;
    const Verified got = verify_path(scratch.put("x.ova", archive_of(files)));
    EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_EQ(got.state_of("deep/one.vmdk"), "verified");
}

TEST(Open, SeveralDescriptorsAreSaidAndTheFirstCounts) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    files.push_back({"other.ovf", files[0].bytes});
    Diagnostics diagnostics;
    const Package package = open(scratch.put("x.ova", archive_of(files)), diagnostics);
    EXPECT_EQ(package.descriptor_member().name, "vm.ovf");
    EXPECT_TRUE(diagnostics.has("package/several-descriptors"));
}

TEST(Open, ADescriptorThatIsNotFirstIsSaidWithItsByte) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    std::rotate(files.begin(), files.begin() + 2, files.end());
    Diagnostics diagnostics;
    const Package package = open(scratch.put("x.ova", archive_of(files)), diagnostics);
    ASSERT_TRUE(diagnostics.has("package/descriptor-not-first"));
    for (const Diagnostic& finding : diagnostics)
        if (finding.rule == "package/descriptor-not-first") {
            EXPECT_EQ(finding.where.offset, package.descriptor_member().offset);
        }
}

TEST(Open, WhatHoldsNoDescriptorIsNoPackage) {
    const test::TemporaryFolder scratch;
    Diagnostics diagnostics;
    const std::string archive = scratch.put("x.ova", archive_of({{"a.txt", "text"}}));
    EXPECT_EQ(Package::open(archive, diagnostics).error().code, ErrorCode::not_a_descriptor);
    fs::create_directory(scratch / "empty");
    EXPECT_EQ(Package::open(scratch / "empty", diagnostics).error().code, ErrorCode::not_a_descriptor);
    EXPECT_EQ(Package::open(scratch / "nowhere", diagnostics).error().code, ErrorCode::not_found);
}

TEST(Open, AFolderOfTheNameOfADescriptorIsNone) {
    const test::TemporaryFolder scratch;
    fs::create_directories(scratch / "p/vm.ovf");
    Diagnostics diagnostics;
    EXPECT_EQ(Package::open(scratch / "p", diagnostics).error().code, ErrorCode::not_a_descriptor);
}

// Sparse, so that it costs nothing but the name of its size.
TEST(Open, AMemberBeyondEightGibibytesIsPassedOver) {
    const test::TemporaryFolder scratch;
    constexpr std::uint64_t size = (std::uint64_t{9} << 30U) + 5;
    const std::string descriptor = descriptor_of({"ovf:href=\"big\" ovf:size=\"" + std::to_string(size) + "\""});
    const std::string path = scratch.put("x.ova", io::tar_header("big", size).value());
    const std::uint64_t after = 512 + size + io::tar_padding(size);
    fs::resize_file(path, after);
    std::ofstream(path, std::ios::binary | std::ios::app)
        << io::ended(io::member({.name = "vm.ovf", .data = descriptor}));
    Diagnostics diagnostics;
    const Package package = open(path, diagnostics);
    EXPECT_EQ(package.find("big")->size, size);
    EXPECT_EQ(package.descriptor_member().offset, after + 512);
    EXPECT_FALSE(diagnostics.has("package/wrong-size"));
    char last = 'x';
    EXPECT_EQ(package.read(*package.find("big")).value()->skip(size).value(), size);
    EXPECT_EQ(package.read(*package.find("big")).value()->read(&last, 1).value(), 1U);
    EXPECT_EQ(last, '\0');
}

/// An archive of which a disk of zeros comes first; the zeros are never there all at once.
class DiskFirst : public io::Input {
public:
    DiskFirst(std::uint64_t disk, const std::string& descriptor)
        : head_(io::tar_header("disk", disk).value()),
          zeros_(disk + io::tar_padding(disk)),
          tail_(io::ended(io::member({.name = "vm.ovf", .data = descriptor}))) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        if (!head_.empty()) return take(head_, to, size);
        if (zeros_ == 0) return take(tail_, to, size);
        const auto got = static_cast<std::size_t>(std::min<std::uint64_t>(size, zeros_));
        zeros_ -= got;
        return got;  // whatever was in the buffer
    }

private:
    static std::size_t take(std::string& from, char* to, std::size_t size) {
        const std::size_t got = from.copy(to, size);
        from.erase(0, got);
        return got;
    }
    std::string head_;
    std::uint64_t zeros_;
    std::string tail_;
};

TEST(Open, ADescriptorAfterFourGibibytesOfDiskOnAPipeIsFound) {
    constexpr std::uint64_t size = (std::uint64_t{4} << 30U) + 1;
    DiskFirst pipe(size, descriptor_of({"ovf:href=\"disk\" ovf:size=\"" + std::to_string(size) + "\""}));
    Diagnostics diagnostics;
    const Package package = Package::open_stream(pipe, "pipe", diagnostics).value();
    EXPECT_THAT(names(package), ElementsAre("disk", "vm.ovf"));
    EXPECT_TRUE(diagnostics.has("package/descriptor-not-first"));
    EXPECT_FALSE(diagnostics.has("package/wrong-size"));
    const auto gone = package.read(package.members().front());
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::unsupported);
    EXPECT_THAT(gone.error().message, HasSubstr("pipe"));
}

TEST(Open, APipeGivesTheSamePackageAsTheFile) {
    const test::TemporaryFolder scratch;
    for (const bool zipped : {false, true}) {
        const std::string bytes = zipped ? gzip_of(archive_of(good_package())) : archive_of(good_package());
        Diagnostics diagnostics;
        Piped pipe(bytes);
        const Package piped = Package::open_stream(pipe, "pipe", diagnostics).value();
        const Package stored = open(scratch.put("x", bytes));
        EXPECT_EQ(piped.form(), stored.form());
        EXPECT_EQ(names(piped), names(stored));
        EXPECT_EQ(piped.manifest_member()->name, "vm.mf");
        EXPECT_EQ(piped.descriptor().bytes(), stored.descriptor().bytes());
    }
}

TEST(Open, ADescriptorThatIsNotTheManifestsIsAnError) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    files[0].bytes += "<!-- flipped -->";
    put_files(scratch, files);
    const std::string archive = archive_of(files);
    for (const std::string& path : {scratch / "package", scratch / "package/vm.ovf", scratch.put("x.ova", archive),
                                    scratch.put("x.gz", gzip_of(archive))}) {
        Diagnostics diagnostics;
        EXPECT_TRUE(open(path, diagnostics).descriptor_is_disowned()) << path;
        EXPECT_TRUE(diagnostics.has("manifest/digest-mismatch")) << path;
    }
    Diagnostics diagnostics;
    Piped pipe(archive);
    EXPECT_TRUE(Package::open_stream(pipe, "pipe", diagnostics).value().descriptor_is_disowned());
    EXPECT_TRUE(diagnostics.has("manifest/digest-mismatch"));
}

TEST(Open, ADescriptorThatIsNotTheManifestsIsKnownWhereItIsNoFinding) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    files[0].bytes += "<!-- flipped -->";
    const std::string archive = archive_of(files);
    OpenOptions options;
    options.check_descriptor = false;
    Diagnostics diagnostics;
    EXPECT_TRUE(Package::open(scratch.put("x.ova", archive), diagnostics, options).value().descriptor_is_disowned());
    Piped pipe(archive);
    EXPECT_TRUE(Package::open_stream(pipe, "pipe", diagnostics, options).value().descriptor_is_disowned());
    EXPECT_FALSE(diagnostics.has("manifest/digest-mismatch"));
    Piped verified(archive);
    EXPECT_TRUE(verify_stream(verified, "pipe", {}, diagnostics).value().package.descriptor_is_disowned());
}

TEST(Open, SaysWithWhichDigestTheManifestStandsForTheDescriptor) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    const std::string descriptor = file_of(files, "vm.ovf").bytes;
    const auto line = [&](crypto::DigestAlgorithm algorithm) {
        return std::string(crypto::to_string(algorithm)) + "(vm.ovf)= " + crypto::digest_hex(algorithm, descriptor) +
               "\n";
    };
    const auto digest_with = [&](const std::string& manifest) {
        file_of(files, "vm.mf").bytes = manifest;
        const std::string archive = archive_of(files);
        Diagnostics diagnostics;
        Piped pipe(archive);
        const auto piped = Package::open_stream(pipe, "pipe", diagnostics).value().manifest_digest();
        EXPECT_EQ(open(scratch.put("x.ova", archive), diagnostics).manifest_digest(), piped);
        return piped;
    };
    using crypto::DigestAlgorithm;
    EXPECT_EQ(digest_with(line(DigestAlgorithm::sha1)), DigestAlgorithm::sha1);
    EXPECT_EQ(digest_with(line(DigestAlgorithm::sha512) + line(DigestAlgorithm::sha1)), DigestAlgorithm::sha512);
    EXPECT_EQ(digest_with("SHA256(other.vmdk)= " + std::string(64, '0') + "\n"), std::nullopt);
    EXPECT_EQ(digest_with(line(DigestAlgorithm::sha1) + "SHA256(vm.ovf)= " + std::string(64, '0') + "\n"),
              std::nullopt);
}

TEST(Open, ThePackageIsSilentWhenTheManifestAgreesOrSaysNothing) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    Diagnostics diagnostics;
    EXPECT_FALSE(open(scratch.put("x.ova", archive_of(files)), diagnostics).descriptor_is_disowned());
    file_of(files, "vm.mf").bytes = "rubbish";
    (void)open(scratch.put("y.ova", archive_of(files)), diagnostics);
    remove_file(files, "vm.mf");
    (void)open(scratch.put("z.ova", archive_of(files)), diagnostics);
    EXPECT_FALSE(diagnostics.worst());
}

TEST(Open, TheDescriptorsLimitHoldsInsideOfAPackage) {
    const test::TemporaryFolder scratch;
    const std::string archive = archive_of(good_package());
    const std::string path = scratch.put("x.ova", archive);
    OpenOptions options;
    options.limits.max_bytes = 100;
    Diagnostics diagnostics;
    EXPECT_EQ(Package::open(path, diagnostics, options).error().code, ErrorCode::limit_exceeded);
    Piped pipe(archive);
    EXPECT_EQ(Package::open_stream(pipe, "pipe", diagnostics, options).error().code, ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace ovfkit::package
