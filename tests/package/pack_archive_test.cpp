// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "package/packed.hpp"

namespace ovfkit::package {
namespace {

using test::contents;
using testing::ElementsAre;
using testing::HasSubstr;
using Names = std::set<std::string>;

TEST(Pack, WritesDescriptorManifestThenFilesInTheOrderOfReferences) {
    const test::TemporaryFolder scratch;
    const MadeFile first{"z.vmdk", "zzz"};
    const MadeFile second{"a.vmdk", "aa"};
    const std::string source =
        put_files(scratch, {{"vm.ovf", descriptor_of({reference(first), reference(second)})}, first, second});
    const PackRun run = pack_to(source, scratch / "vm.ova");
    ASSERT_TRUE(run.packed) << run.message();
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "z.vmdk", "a.vmdk"));
    const std::string descriptor = std::to_string(contents(source + "/vm.ovf").size());
    EXPECT_THAT(members_in_python(scratch / "vm.ova"),
                ElementsAre("vm.ovf " + descriptor + " 0o644 0 0 0 / True", testing::StartsWith("vm.mf "),
                            "z.vmdk 3 0o644 0 0 0 / True", "a.vmdk 2 0o644 0 0 0 / True"));
}

TEST(Pack, SaysWhereEachMemberStands) {
    const test::TemporaryFolder scratch;
    const PackRun run = pack_to(put_files(scratch, good_package()), scratch / "vm.ova");
    ASSERT_TRUE(run.packed) << run.message();
    const std::string bytes = contents(scratch / "vm.ova");
    EXPECT_EQ(run.packed->bytes, bytes.size());
    const Member& last = run.packed->members.back();
    EXPECT_EQ(bytes.substr(static_cast<std::size_t>(*last.offset), static_cast<std::size_t>(last.size)),
              std::string(1'500, '2'));
}

TEST(Pack, GivesWhatVerifiesInEveryForm) {
    for (const Way way : {Way::directory, Way::bare, Way::archive, Way::compressed}) {
        const test::TemporaryFolder scratch;
        std::string source = put_files(scratch, good_package());
        if (way == Way::bare) source += "/vm.ovf";
        if (way == Way::archive) source = scratch.put("in.ova", archive_of(good_package()));
        if (way == Way::compressed) source = scratch.put("in.ova.gz", gzip_of(archive_of(good_package())));
        const PackRun run = pack_to(source, scratch / "vm.ova");
        ASSERT_TRUE(run.packed) << name_of(way) << run.message();
        const Verified verified = verify_path(scratch / "vm.ova");
        EXPECT_THAT(verified.states, ElementsAre("files-verified", "unsigned")) << name_of(way);
        EXPECT_THAT(verified.rules, ElementsAre("signature/absent")) << name_of(way);
        ASSERT_TRUE(pack_to_folder(source, scratch / "folder").packed) << name_of(way);
        EXPECT_THAT(verify_path(scratch / "folder").states, ElementsAre("files-verified", "unsigned"));
    }
}

TEST(Pack, GivesTheSameBytesToAFileToAPipeAndAgain) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    for (const auto& digest :
         {std::optional(crypto::DigestAlgorithm::sha256), std::optional(crypto::DigestAlgorithm::sha1),
          std::optional(crypto::DigestAlgorithm::sha512), std::optional<crypto::DigestAlgorithm>()})
        for (const auto place : {ManifestPlace::after_descriptor, ManifestPlace::last}) {
            PackOptions options;
            options.digest = digest;
            options.manifest_place = place;
            ASSERT_TRUE(pack_to(source, scratch / "one.ova", options).packed);
            ASSERT_TRUE(pack_to(source, scratch / "two.ova", options).packed);
            KeptOutput pipe;
            ASSERT_TRUE(pack_to_output(source, pipe, options).packed);
            EXPECT_EQ(contents(scratch / "one.ova"), contents(scratch / "two.ova"));
            EXPECT_EQ(contents(scratch / "one.ova"), pipe.bytes);
        }
}

TEST(Pack, OfItsOwnArchiveGivesTheSameArchive) {
    const test::TemporaryFolder scratch;
    ASSERT_TRUE(pack_to(put_files(scratch, good_package()), scratch / "one.ova").packed);
    ASSERT_TRUE(pack_to(scratch / "one.ova", scratch / "two.ova").packed);
    EXPECT_EQ(contents(scratch / "one.ova"), contents(scratch / "two.ova"));
}

TEST(Pack, PutsTheManifestLastWhenAsked) {
    const test::TemporaryFolder scratch;
    PackOptions options;
    options.manifest_place = ManifestPlace::last;
    const PackRun run = pack_to(put_files(scratch, good_package()), scratch / "vm.ova", options);
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "one.vmdk", "two.vmdk", "vm.mf"));
    EXPECT_THAT(verify_path(scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
}

TEST(Pack, MakesNoManifestWhenAsked) {
    const test::TemporaryFolder scratch;
    PackOptions options;
    options.digest.reset();
    const PackRun run = pack_to(put_files(scratch, good_package()), scratch / "vm.ova", options);
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "one.vmdk", "two.vmdk"));
}

TEST(Pack, IsReadByGnuTarAndItsManifestBySha256sum) {
    const test::TemporaryFolder scratch;
    ASSERT_TRUE(pack_to(put_files(scratch, good_package()), scratch / "vm.ova").packed);
    std::filesystem::create_directory(scratch / "out");
    const test::Outcome tar = test::run({"tar", "-xvf", scratch / "vm.ova", "-C", scratch / "out"});
    ASSERT_EQ(tar.status, 0) << tar.errors;
    EXPECT_EQ(tar.output, "vm.ovf\nvm.mf\none.vmdk\ntwo.vmdk\n");
    EXPECT_EQ(tar.errors, "");
    // In the spelling of BSD, which wants blanks where importers want none.
    const std::string sums =
        test::run({"sed", "s/^SHA256(\\(.*\\))= /SHA256 (\\1) = /", "vm.mf"}, scratch / "out").output;
    scratch.put("out/sums", sums);
    const test::Outcome check = test::run({"sha256sum", "--check", "--strict", "sums"}, scratch / "out");
    EXPECT_EQ(check.status, 0) << check.errors;
    EXPECT_EQ(check.output, "vm.ovf: OK\none.vmdk: OK\ntwo.vmdk: OK\n");
}

TEST(Pack, ReadsEveryFileOnceIntoAFileAndTwiceIntoAPipe) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    std::uint64_t done = 0;
    std::optional<std::uint64_t> total;
    PackOptions options;
    options.progress = [&](const Progress& progress) {
        done = progress.done;
        total = progress.total;
        return true;
    };
    ASSERT_TRUE(pack_to(source, scratch / "vm.ova", options).packed);
    EXPECT_EQ(done, 71'500U);
    EXPECT_EQ(total, 71'500U);
    KeptOutput pipe;
    ASSERT_TRUE(pack_to_output(source, pipe, options).packed);
    EXPECT_EQ(done, 143'000U);
    options.manifest_place = ManifestPlace::last;
    ASSERT_TRUE(pack_to_output(source, pipe, options).packed);
    EXPECT_EQ(done, 71'500U);
}

TEST(Pack, TakesAFileThatIsReferencedTwiceOnce) {
    const test::TemporaryFolder scratch;
    const MadeFile disk{"disk", "bytes"};
    const PackRun run = pack_to(
        put_files(scratch, {{"vm.ovf", descriptor_of({reference(disk), reference(disk)})}, disk}), scratch / "vm.ova");
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "disk"));
}

TEST(Pack, DecodesNamesAndLeavesReferencesAlone) {
    const test::TemporaryFolder scratch;
    const std::string descriptor = descriptor_of({"ovf:href=\"tools%20disc.iso\" ovf:size=\"3\""});
    const std::string source = put_files(scratch, {{"vm.ovf", descriptor}, {"tools disc.iso", "iso"}});
    const PackRun run = pack_to(source, scratch / "vm.ova");
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "tools disc.iso"));
    const std::string archive = contents(scratch / "vm.ova");
    EXPECT_THAT(archive, HasSubstr(descriptor));
    EXPECT_THAT(archive, HasSubstr("SHA256(tools disc.iso)= "));
}

// Whoever decodes a reference, as RFC 3986 says, finds the file under that name.
TEST(Pack, WritesFilesWhereTheirReferencesPoint) {
    const test::TemporaryFolder scratch;
    const std::vector<std::pair<std::string, std::string>> named{
        {"plain", "plain"}, {"a%20b", "a b"},       {"a%2520b", "a%20b"},     {"c d", "c d"},
        {"100%25", "100%"}, {"50%", "50%"},         {"m%C3%BC", "m\xC3\xBC"}, {"n\xC3\xBC", "n\xC3\xBC"},
        {"e%2Ff", "e/f"},   {"%61.vmdk", "a.vmdk"}, {"x%2By+z", "x+y+z"}};
    MadeFiles files{{"vm.ovf", ""}};
    std::vector<std::string> references;
    for (const auto& [href, name] : named) {
        references.push_back("ovf:href=\"" + href + "\"");
        files.push_back({name, "bytes of " + name});
    }
    files[0].bytes = descriptor_of(references);
    ASSERT_TRUE(pack_to(put_files(scratch, files), scratch / "vm.ova").packed);
    EXPECT_THAT(verify_path(scratch / "vm.ova").states, testing::Contains("files-verified"));
    const auto read = test::run_python(
        "import sys, tarfile, urllib.parse, xml.etree.ElementTree as tree\n"
        "archive = tarfile.open(sys.argv[1])\n"
        "root = tree.fromstring(archive.extractfile('vm.ovf').read())\n"
        "for file in root.iter('{http://schemas.dmtf.org/ovf/envelope/1}File'):\n"
        "    href = urllib.parse.unquote(file.get('{http://schemas.dmtf.org/ovf/envelope/1}href'))\n"
        "    assert archive.extractfile(href).read().decode() == 'bytes of ' + href, href\n",
        {scratch / "vm.ova"});
    EXPECT_EQ(read.status, 0) << read.errors;
}

TEST(Pack, TakesTheDescriptorOutOfItsFolder) {
    const test::TemporaryFolder scratch;
    const std::string descriptor = descriptor_of({"ovf:href=\"sub/disk\""});
    const std::string source = scratch.put("in.ova", archive_of({{"top/vm.ovf", descriptor}, {"top/sub/disk", "x"}}));
    EXPECT_THAT(pack_to(source, scratch / "vm.ova").names(), ElementsAre("vm.ovf", "vm.mf", "sub/disk"));
}

TEST(Pack, LeavesOutWhatNothingReferencesAndSaysSo) {
    const test::TemporaryFolder scratch;
    MadeFiles files = good_package();
    files.push_back({"notes.txt", "private"});
    const std::string source = put_files(scratch, files);
    PackRun run = pack_to(source, scratch / "vm.ova");
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "one.vmdk", "two.vmdk"));
    ASSERT_EQ(run.findings.size(), 1U);
    EXPECT_EQ(run.findings.all().front().rule, "package/unreferenced-file");
    EXPECT_EQ(run.findings.worst(), Severity::note);

    PackOptions options;
    options.all_files = true;
    EXPECT_EQ(pack_to(source, scratch / "all.ova", options).rule(), "manifest/unlisted-file");
    options.ignore_old_manifest = true;
    run = pack_to(source, scratch / "vm.ova", options);
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "one.vmdk", "two.vmdk", "notes.txt"));
    EXPECT_TRUE(run.findings.empty());
}

TEST(Pack, IntoTheFolderItPacksCanBeRepeated) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    PackOptions options;
    options.all_files = true;
    ASSERT_TRUE(pack_to(source, source + "/vm.ova", options).packed);
    const std::string once = contents(source + "/vm.ova");
    const PackRun again = pack_to(source, source + "/vm.ova", options);
    ASSERT_TRUE(again.packed) << again.message();
    EXPECT_TRUE(again.findings.empty());
    EXPECT_EQ(contents(source + "/vm.ova"), once);
}

TEST(Pack, OntoOneOfItsInputsIsRefused) {
    for (const char* name : {"vm.ovf", "vm.mf", "one.vmdk"}) {
        const test::TemporaryFolder scratch;
        const std::string source = put_files(scratch, good_package());
        const std::string before = contents(source + "/" + name);
        const PackRun run = pack_to(source, source + "/" + name);
        EXPECT_THAT(run.message(), HasSubstr("one of the files that are to be packed")) << name;
        EXPECT_EQ(contents(source + "/" + name), before);
    }
    const test::TemporaryFolder scratch;
    const std::string archive = scratch.put("in.ova", archive_of(good_package()));
    std::filesystem::create_symlink(archive, scratch / "link.ova");
    EXPECT_FALSE(pack_to(archive, scratch / "link.ova").packed);
    EXPECT_EQ(contents(archive), archive_of(good_package()));
}

TEST(Pack, HoldsADescriptorWithNothingElse) {
    const test::TemporaryFolder scratch;
    const std::string source = scratch.put("vm.ovf", descriptor_of({}));
    EXPECT_THAT(pack_to(source, scratch / "vm.ova").names(), ElementsAre("vm.ovf", "vm.mf"));
    EXPECT_THAT(verify_path(scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
}

TEST(Pack, TakesAnEmptyFile) {
    const test::TemporaryFolder scratch;
    const std::string source =
        put_files(scratch, {{"vm.ovf", descriptor_of({"ovf:href=\"e\" ovf:size=\"0\""})}, {"e", ""}});
    EXPECT_THAT(pack_to(source, scratch / "vm.ova").names(), ElementsAre("vm.ovf", "vm.mf", "e"));
    EXPECT_THAT(verify_path(scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
}

TEST(PackDirectory, LeavesNoTraceOfItsMaking) {
    const test::TemporaryFolder scratch;
    ASSERT_TRUE(pack_to_folder(scratch.put("in.ova", archive_of(good_package())), scratch / "out").packed);
    EXPECT_EQ(all_below(scratch.path()),
              (Names{"in.ova", "out", "out/vm.ovf", "out/vm.mf", "out/one.vmdk", "out/two.vmdk"}));
    for (const MadeFile& file : good_package()) EXPECT_EQ(contents(scratch / "out/" + file.name), file.bytes);
}

TEST(PackDirectory, NeverGoesIntoOneThatIsThere) {
    const test::TemporaryFolder scratch;
    const std::string source = scratch.put("in.ova", archive_of(good_package()));
    std::filesystem::create_directory(scratch / "out");
    const PackRun run = pack_to_folder(source, scratch / "out");
    ASSERT_FALSE(run.packed);
    EXPECT_EQ(run.packed.error().code, ErrorCode::already_exists);
    EXPECT_EQ(all_below(scratch.path()), (Names{"in.ova", "out"}));
}

}  // namespace
}  // namespace ovfkit::package
