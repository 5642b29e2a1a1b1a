// SPDX-License-Identifier: Apache-2.0
// Packages of every form, and those that fixtures cannot hold: large, hostile, on a pipe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "package/made_package.hpp"
#include "support/files.hpp"
#include "validate/validated.hpp"

namespace ovfkit::validate {
namespace {

using package::MadeFile;
using package::MadeFiles;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
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
    // A disk that only stands for one, an escaped reference and its plain name in the manifest, SHA-256 in 1.x.
    Diagnostics ignored;
    const auto opened = package::Package::open(test::fixture("packages/appliance"), ignored);
    ASSERT_TRUE(opened);
    EXPECT_THAT(slugs_in(*opened),
                UnorderedElementsAre("package/manifest-algorithm", "package/manifest-name", "disk/format-mismatch"));
}

TEST(Archives, AreMadeByTheScriptByteForByte) {
    const test::TemporaryFolder folder;
    const auto made = test::run({"/usr/bin/python3", "-B", test::fixture("rules/make_archives.py"), folder.path()});
    ASSERT_EQ(made.status, 0) << made.errors;
    const std::vector<std::string> endings{".ova", ".tar", ".gz"};
    std::map<std::string, std::string> wanted;
    const auto collect = [&](const std::string& root, std::map<std::string, std::string>& into) {
        for (const std::string& path : test::files_below(root, endings))
            if (path.find(".vmdk") == std::string::npos) into[path.substr(root.size() + 1)] = test::contents(path);
    };
    std::map<std::string, std::string> committed;
    collect(folder.path(), wanted);
    collect(test::fixture("rules"), committed);
    EXPECT_THAT(wanted, Not(IsEmpty()));
    for (const auto& [name, bytes] : wanted) EXPECT_TRUE(committed[name] == bytes) << name;
    for (const auto& [name, bytes] : committed) EXPECT_EQ(wanted.count(name), 1U) << name;
}

}  // namespace
}  // namespace ovfkit::validate
