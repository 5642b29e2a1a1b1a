// SPDX-License-Identifier: Apache-2.0
// Packages of every form, and those that fixtures cannot hold: large, hostile, on a pipe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "package/made_package.hpp"
#include "support/files.hpp"
#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

using package::MadeFile;
using package::MadeFiles;
using testing::Contains;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> slugs_in(const package::Package& opened, const Options& options = {}) {
    Diagnostics found(100'000);
    check(opened, options, found);
    std::vector<std::string> slugs;
    for (const Diagnostic& one : found) slugs.emplace_back(one.rule);
    return slugs;
}

std::vector<std::string> slugs_of_archive(const MadeFiles& files, bool compressed = false) {
    const test::TemporaryFolder folder;
    const std::string bytes = package::archive_of(files);
    const std::string path = folder.put("vm.ova", compressed ? package::gzip_of(bytes) : bytes);
    Diagnostics ignored;
    const auto opened = package::Package::open(path, ignored);
    EXPECT_TRUE(opened);
    return slugs_in(*opened);
}

/// A package as it should be to the letter of OVF 1.x, apart from what its descriptor lacks.
MadeFiles letter_package() {
    MadeFiles files = package::good_package();
    std::string lines;
    for (const MadeFile& file : files)
        if (file.name != "vm.mf") lines += package::manifest_line(file, crypto::DigestAlgorithm::sha1);
    package::file_of(files, "vm.mf").bytes = lines;
    return files;
}

TEST(PackageRules, SayNothingOfAGoodPackageInAnyForm) {
    const MadeFiles files = letter_package();
    const test::TemporaryFolder folder;
    for (const MadeFile& file : files) folder.put(file.name, file.bytes);
    for (const std::string& path : {folder.path(), folder / "vm.ovf"}) {
        Diagnostics ignored;
        const auto opened = package::Package::open(path, ignored);
        ASSERT_TRUE(opened) << path;
        EXPECT_THAT(slugs_in(*opened), IsEmpty()) << path;
    }
    EXPECT_THAT(slugs_of_archive(files), IsEmpty());
    EXPECT_THAT(slugs_of_archive(files, true), UnorderedElementsAre("archive/compressed"));
}

TEST(PackageRules, DoWithoutTheFilesOfAPackageFromAPipe) {
    package::Piped pipe(package::archive_of(letter_package()));
    Diagnostics ignored;
    const auto opened = package::Package::open_stream(pipe, "-", ignored);
    ASSERT_TRUE(opened);
    EXPECT_THAT(slugs_in(*opened), IsEmpty());
}

TEST(PackageRules, FollowTheProfile) {
    MadeFiles files = letter_package();
    files.push_back({"notes.txt", "prices\n"});
    const test::TemporaryFolder folder;
    Diagnostics ignored;
    const auto opened = package::Package::open(folder.put("vm.ova", package::archive_of(files)), ignored);
    ASSERT_TRUE(opened);
    Options options;
    options.profile.set("package/unused-member", Severity::error);
    Diagnostics found;
    check(*opened, options, found);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.all()[0].severity, Severity::error);
    EXPECT_EQ(found.all()[0].where.source, opened->name());
    EXPECT_EQ(found.all()[0].where.offset, opened->find("notes.txt")->offset);
    options.profile.set("package/*", std::nullopt);
    EXPECT_THAT(slugs_in(*opened, options), IsEmpty());
}

TEST(PackageRules, FindTheDescriptorsFilesBelowItsFolder) {
    MadeFiles files = letter_package();
    for (MadeFile& file : files) file.name = "appliance/" + file.name;
    EXPECT_THAT(slugs_of_archive(files), IsEmpty());
    files.push_back({"appliance/vm.sub/vm.mf", "x"});
    EXPECT_THAT(slugs_of_archive(files), UnorderedElementsAre("package/misplaced-manifest"));
}

TEST(PackageRules, TakeChunksAsOneFileInTheOrderOfMembersAndInTheManifest) {
    const MadeFile first{"disk.vmdk.000000000", std::string(100, 'a')};
    const MadeFile second{"disk.vmdk.000000001", std::string(60, 'b')};
    const MadeFile descriptor{
        "vm.ovf", package::descriptor_of({"ovf:href=\"disk.vmdk\" ovf:size=\"160\" ovf:chunkSize=\"100\""})};
    const auto lines = [](const MadeFiles& listed) {
        std::string text;
        for (const MadeFile& file : listed) text += package::manifest_line(file, crypto::DigestAlgorithm::sha1);
        return MadeFile{"vm.mf", text};
    };
    EXPECT_THAT(slugs_of_archive({descriptor, lines({descriptor, first, second}), first, second}), IsEmpty());
    EXPECT_THAT(slugs_of_archive({descriptor, lines({descriptor}), first, second}), IsEmpty())
        << "in 1.x a manifest need not list a file at all";
    EXPECT_THAT(slugs_of_archive({descriptor, lines({descriptor, second}), first, second}),
                UnorderedElementsAre("package/unlisted-chunk"));
}

TEST(PackageRules, LookIntoFewFilesOfACompressedArchive) {
    // Each look would inflate the archive up to the file.
    MadeFiles files;
    std::vector<std::string> references;
    for (int i = 0; i < 500; ++i) {
        files.push_back({"f" + std::to_string(i) + ".gz", "no gzip"});
        references.push_back(package::reference(files.back()) + " ovf:compression=\"gzip\"");
    }
    files.insert(files.begin(), {"vm.ovf", package::descriptor_of(references)});
    const auto plain = slugs_of_archive(files);
    EXPECT_EQ(std::count(plain.begin(), plain.end(), "package/not-gzip"), 500);
    const auto compressed = slugs_of_archive(files, true);
    EXPECT_EQ(std::count(compressed.begin(), compressed.end(), "package/not-gzip"), 64);
}

TEST(PackageRules, TakeManyFilesWithTheSameChunksOnce) {
    MadeFiles files;
    for (int i = 0; i < 2'000; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "disk.vmdk.%09d", i);
        files.push_back({name, "0123456789"});
    }
    std::vector<std::string> references(2'000, "ovf:href=\"disk.vmdk\" ovf:chunkSize=\"10\"");
    files.insert(files.begin(), {"vm.ovf", package::descriptor_of(references)});
    EXPECT_THAT(slugs_of_archive(files), IsEmpty());
}

TEST(PackageRules, DoNotJudgeWhatIsTooLargeToBeRead) {
    const MadeFile texts{"texts.xml", std::string(5U << 20U, 'x')};
    std::string text = package::descriptor_of({package::reference(texts)});
    text.insert(text.find("</Envelope>"), "  <Strings xml:lang=\"de\" ovf:fileRef=\"f0\"/>\n");
    EXPECT_THAT(slugs_of_archive({{"vm.ovf", text}, texts}), IsEmpty());
    const MadeFile small{"texts.xml", std::string(5U << 10U, 'x')};
    std::string other = package::descriptor_of({package::reference(small)});
    other.insert(other.find("</Envelope>"), "  <Strings xml:lang=\"de\" ovf:fileRef=\"f0\"/>\n");
    EXPECT_THAT(slugs_of_archive({{"vm.ovf", other}, small}), Contains("package/broken-bundle"));
}

TEST(PackageRules, TakeEntitiesAndDepthOfABundleForBrokenAndStop) {
    const std::string bomb =
        "<!DOCTYPE Strings [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><Strings xmlns='"
        "http://schemas.dmtf.org/ovf/envelope/1'>&b;</Strings>";
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "<a>";
    for (const std::string& bytes : {bomb, deep}) {
        const MadeFile texts{"texts.xml", bytes};
        std::string text = package::descriptor_of({package::reference(texts)});
        text.insert(text.find("</Envelope>"), "  <Strings xml:lang=\"de\" ovf:fileRef=\"f0\"/>\n");
        const auto slugs = slugs_of_archive({{"vm.ovf", text}, texts});
        EXPECT_LE(slugs.size(), 1U);
    }
}

TEST(PackageRules, FindInThePackageOfTheFixturesWhatItsReadmeSays) {
    // An escaped reference and its plain name in the manifest, and SHA-256 in 1.x.
    Diagnostics ignored;
    const auto opened = package::Package::open(test::fixture("packages/appliance"), ignored);
    ASSERT_TRUE(opened);
    EXPECT_THAT(slugs_in(*opened), UnorderedElementsAre("package/manifest-algorithm", "package/manifest-name"));
}

/// The files that the scripts beside the fixtures make, by their place. No file may be made by two of them.
std::map<std::string, std::string> made_by_scripts() {
    std::map<std::string, std::string> made;
    for (const char* const script : {"rules/make_archives.py", "rules/make_packages_io.py"}) {
        const test::TemporaryFolder folder;
        const auto run = test::run({"/usr/bin/python3", "-B", test::fixture(script), folder.path()});
        EXPECT_EQ(run.status, 0) << run.errors;
        for (const std::string& path : test::files_below(folder.path(), {""})) {
            const std::string place = path.substr(folder.path().size() + 1);
            EXPECT_TRUE(made.emplace(place, test::contents(path)).second) << script << " makes it again: " << place;
        }
    }
    return made;
}

/// The folder of a package that lies unpacked among the fixtures, such as `signature/absent/bad`; else empty.
std::string package_folder_of(const std::string& place) {
    const bool inside = std::count(place.begin(), place.end(), '/') >= 3;
    return inside ? place.substr(0, place.rfind('/')) : std::string();
}

TEST(MadeFixtures, AreWhatTheScriptsMakeByteForByte) {
    const std::string root = test::fixture("rules");
    const auto made = made_by_scripts();
    EXPECT_GT(made.size(), 200U);
    for (const auto& [place, bytes] : made) {
        ASSERT_TRUE(std::filesystem::exists(root + "/" + place)) << place;
        EXPECT_TRUE(test::contents(root + "/" + place) == bytes) << place;
    }
}

TEST(MadeFixtures, AreEveryArchiveAndEveryFileOfTheirPackages) {
    const std::string root = test::fixture("rules");
    const auto made = made_by_scripts();
    std::set<std::string> folders;
    for (const auto& one : made) folders.insert(package_folder_of(one.first));
    for (const std::string& path : test::files_below(root, {""})) {
        const std::string place = path.substr(root.size() + 1);
        const std::string ending = std::filesystem::path(place).extension().string();
        const std::string folder = package_folder_of(place);
        const bool is_archive = folder.empty() && (ending == ".ova" || ending == ".tar" || ending == ".gz");
        if (is_archive || (!folder.empty() && folders.count(folder) != 0)) {
            EXPECT_EQ(made.count(place), 1U) << place;
        }
    }
}

}  // namespace
}  // namespace ovfkit::validate
