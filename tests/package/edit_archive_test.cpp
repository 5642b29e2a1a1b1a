// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "io/scratch.hpp"
#include "package/editable.hpp"

namespace ovfkit::package {
namespace {

using testing::ElementsAre;

const std::vector<Layout> layouts{{"vm.ovf", "vm.mf", "vm.cert", "a.img", "b.img"},
                                  {"vm.ovf", "a.img", "b.img", "vm.mf", "vm.cert"},
                                  {"vm.ovf", "vm.mf", "a.img", "b.img"},
                                  {"vm.ovf", "a.img", "b.img"},
                                  {"a.img", "vm.ovf", "vm.mf", "b.img", "vm.cert"}};

TEST(EditArchive, ChangesTheDescriptorAndItsDigestAndNothingElse) {
    for (const Layout& layout : layouts)
        for (const char* format : {"USTAR", "GNU", "PAX"})
            for (const std::size_t more : {0U, 40U, 600U, 3'000U})
                for (const bool copy : {false, true}) {
                    const Editable files;
                    const std::string path = files.archive(layout, format);
                    const std::string output = copy ? files / "copy.ova" : "";
                    const std::string& changed = copy ? output : path;
                    const std::string old = test::contents(path);
                    const auto raw = raw_members(path);
                    const std::string fresh = descriptor_text("new", more);
                    const auto report = set_descriptor(path, fresh, {}, output);
                    ASSERT_TRUE(report) << report.error().message;

                    const auto got = extracted(changed);
                    const auto now = raw_members(changed);
                    EXPECT_EQ(listed(changed), layout);
                    for (const std::string& name : layout) {
                        if (name == "vm.ovf")
                            EXPECT_EQ(got.at(name), fresh);
                        else if (name == "vm.mf")
                            EXPECT_EQ(got.at(name), digest_line("vm.ovf", fresh) + files.files().at(name).substr(81));
                        else
                            EXPECT_EQ(now.at(name), raw.at(name)) << name;
                    }
                    const bool has_manifest = got.count("vm.mf") != 0;
                    EXPECT_EQ(verified(changed).has(PackageState::files_verified), has_manifest);
                    EXPECT_EQ(report->manifest_updated, has_manifest);
                    EXPECT_EQ(report->signature_invalidated, got.count("vm.cert") != 0);
                    EXPECT_EQ(test::contents(changed).size() % 10240, 0U);
                    if (copy) {
                        EXPECT_EQ(test::contents(path), old);
                    }
                    EXPECT_EQ(files.names().size(), copy ? 2U : 1U);
                }
}

TEST(EditArchive, KeepsTheHeadersOfWhatChanges) {
    for (const char* format : {"USTAR", "GNU", "PAX"}) {
        const Editable files;
        const std::string path = files.archive(layouts[0], format);
        const auto before = test::run({"tar", "-tvf", path});
        ASSERT_TRUE(set_descriptor(path, descriptor_text("new")));
        EXPECT_EQ(test::run({"tar", "-tvf", path}).output, before.output);  // the size is the same, by chance
        ASSERT_TRUE(set_descriptor(path, descriptor_text("new", 3'000)));
        const auto after = test::run({"tar", "-tvf", path});
        EXPECT_THAT(after.output, testing::HasSubstr("maker"));
        EXPECT_THAT(after.output, testing::HasSubstr("2009-02-13"));
        EXPECT_EQ(after.errors, "");
    }
}

TEST(EditArchive, ChangesInPlaceWhatFitsIntoItsBlocks) {
    const Editable files;
    const std::string path = files.archive(layouts[0]);
    const auto number = io::status_of(path).st_ino;
    const auto size = io::status_of(path).st_size;
    ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
    const auto report = set_descriptor(path, descriptor_text("new", 20)).value();
    EXPECT_EQ(report.kind, EditKind::in_place);
    EXPECT_LE(report.bytes_written, 512U * 6);
    EXPECT_THAT(report.changed, ElementsAre("vm.ovf", "vm.mf"));
    EXPECT_EQ(io::status_of(path).st_ino, number);
    EXPECT_EQ(io::status_of(path).st_size, size);
    EXPECT_EQ(io::mode_of(path), 0640U);
}

TEST(EditArchive, RewritesWhatIsTooLargeToMoveInPlace) {
    Editable files;
    files.put("b.img", std::string(17U << 20U, 'b'));
    files.put_manifest();
    const std::string path = files.archive(layouts[2]);
    ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
    const auto report = set_descriptor(path, descriptor_text("new", 600)).value();
    EXPECT_EQ(report.kind, EditKind::rewritten);
    EXPECT_EQ(report.bytes_written, test::contents(path).size());
    EXPECT_EQ(io::mode_of(path), 0640U);
    EXPECT_TRUE(verified(path).has(PackageState::files_verified));
    // Back again, which still is too large to move.
    EXPECT_EQ(set_descriptor(path, descriptor_text("old")).value().kind, EditKind::rewritten);
    EXPECT_EQ(extracted(path).at("b.img"), files.files().at("b.img"));
    EXPECT_EQ(files.names(), std::set<std::string>{"vm.ova"});
}

TEST(EditArchive, AddsAtTheEndWithoutWritingTheDisksAgain) {
    Editable files;
    files.put("b.img", std::string(17U << 20U, 'b'));
    const std::string path = files.archive({"vm.ovf", "a.img", "b.img"});
    const auto replace = [&](const FileChanges& changes) { return open_editor(path).value().replace(changes).value(); };
    FileChanges changes;
    changes.manifest = "manifest\n";
    changes.certificate = std::string(60'000, 'c');
    const auto report = replace(changes);
    EXPECT_EQ(report.kind, EditKind::in_place);
    EXPECT_LT(report.bytes_written, 80'000U);
    EXPECT_THAT(listed(path), ElementsAre("vm.ovf", "a.img", "b.img", "vm.mf", "vm.cert"));
    EXPECT_EQ(extracted(path).at("vm.cert"), std::string(60'000, 'c'));
    EXPECT_EQ(extracted(path).at("vm.mf"), "manifest\n");
    // One that shrinks there does it in place as well.
    FileChanges less;
    less.certificate = "short";
    EXPECT_EQ(replace(less).kind, EditKind::in_place);
    EXPECT_EQ(extracted(path).at("vm.cert"), "short");
    EXPECT_EQ(test::contents(path).size() % 10240, 0U);
}

TEST(EditArchive, AddsBehindTheDescriptorWhenAllHasToBeWrittenAnyway) {
    Editable files;
    files.put("b.img", std::string(17U << 20U, 'b'));
    const std::string path = files.archive({"vm.ovf", "a.img", "b.img"});
    auto editor = open_editor(path).value();
    FileChanges changes;
    changes.descriptor = descriptor_text("new", 2'000);
    changes.manifest = "manifest\n";
    changes.certificate = "certificate\n";
    EXPECT_EQ(editor.replace(changes).value().kind, EditKind::rewritten);
    EXPECT_THAT(listed(path), ElementsAre("vm.ovf", "vm.mf", "vm.cert", "a.img", "b.img"));
    EXPECT_EQ(extracted(path).at("vm.cert"), "certificate\n");
}

TEST(EditArchive, RemovesASignatureThatIsWorthNothingWhenAsked) {
    for (const Layout& layout : layouts) {
        const Editable files;
        const std::string path = files.archive(layout);
        DescriptorChange change;
        change.remove_signature = true;
        const auto report = set_descriptor(path, descriptor_text("new"), change).value();
        const bool was_signed = std::find(layout.begin(), layout.end(), "vm.cert") != layout.end();
        EXPECT_EQ(report.signature_removed, was_signed);
        EXPECT_EQ(report.signature_invalidated, was_signed);
        Layout left = layout;
        left.erase(std::remove(left.begin(), left.end(), "vm.cert"), left.end());
        EXPECT_EQ(listed(path), left);
        EXPECT_EQ(extracted(path).at("b.img"), files.files().at("b.img"));
    }
}

TEST(EditArchive, KeepsTheAlignmentThatOvirtMadeWithPads) {
    Editable files;
    files.put("pad", std::string(100, '\0'));
    const std::string path = files.archive({"vm.ovf", "pad", "a.img", "b.img"});
    const auto place = [&] {
        Diagnostics ignored;
        return *Package::open(path, ignored).value().find("a.img")->offset % 4096;
    };
    const auto before = place();
    for (const std::size_t more : {600U, 1'200U, 5'000U, 100U}) {
        ASSERT_TRUE(set_descriptor(path, descriptor_text("new", more)));
        EXPECT_EQ(place(), before);
    }
    EXPECT_EQ(extracted(path).at("b.img"), files.files().at("b.img"));
}

TEST(EditArchive, AddsNoPadThatAManifestDoesNotList) {
    Editable files;
    files.put("pad", std::string(100, '\0'));
    const std::string path = files.archive({"vm.ovf", "vm.mf", "a.img", "b.img", "pad"});
    ASSERT_TRUE(set_descriptor(path, descriptor_text("new", 5'000)));
    EXPECT_EQ(listed(path), (Layout{"vm.ovf", "vm.mf", "a.img", "b.img", "pad"}));
}

TEST(EditArchive, ChangesNothingWhenThereIsNothingToChange) {
    const Editable files;
    const std::string path = files.archive(layouts[0]);
    const std::string old = test::contents(path);
    const auto report = set_descriptor(path, descriptor_text("old")).value();
    EXPECT_EQ(report.kind, EditKind::unchanged);
    EXPECT_FALSE(report.signature_invalidated);
    EXPECT_EQ(test::contents(path), old);
}

TEST(EditArchive, ExchangesEveryDigestOfTheDescriptorInItsOwnSpelling) {
    Editable files;
    const std::string old = descriptor_text("old");
    std::string upper = crypto::digest_hex(crypto::DigestAlgorithm::sha512, old);
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    const auto manifest = [&](const std::string& sha1, const std::string& sha512) {
        return "sha1 (vm.ovf) = " + sha1 + "  \r\n\r\n" + digest_line("a.img", files.files().at("a.img")) +
               "SHA512(vm.ovf)=" + sha512 + std::string(10, '\0');
    };
    files.put("vm.mf", manifest(crypto::digest_hex(crypto::DigestAlgorithm::sha1, old), upper));
    const std::string path = files.archive(layouts[0]);
    const std::string fresh = descriptor_text("new");
    ASSERT_TRUE(set_descriptor(path, fresh).value().manifest_updated);
    upper = crypto::digest_hex(crypto::DigestAlgorithm::sha512, fresh);
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(extracted(path).at("vm.mf"), manifest(crypto::digest_hex(crypto::DigestAlgorithm::sha1, fresh), upper));
}

TEST(EditArchive, LeavesAManifestAloneThatDoesNotListTheDescriptor) {
    Editable files;
    files.put("vm.mf", digest_line("a.img", files.files().at("a.img")));
    const std::string path = files.archive(layouts[0]);
    const auto report = set_descriptor(path, descriptor_text("new")).value();
    EXPECT_TRUE(report.descriptor_unlisted);
    EXPECT_FALSE(report.manifest_updated);
    EXPECT_FALSE(report.signature_invalidated);
    EXPECT_EQ(extracted(path).at("vm.mf"), files.files().at("vm.mf"));
}

TEST(EditArchive, RefusesAManifestThatItCannotKeepRight) {
    const std::string right = digest_line("vm.ovf", descriptor_text("old"));
    for (const std::string& manifest :
         {right + "this is no entry\n", right + digest_line("vm.ovf", "another"), digest_line("vm.ovf", "another"),
          right + "SHA3-256(vm.ovf)= 00ff\n", right + "SHA1(vm.ovf)= 00ff\n"}) {
        Editable files;
        files.put("vm.mf", manifest);
        const std::string path = files.archive(layouts[0]);
        const std::string old = test::contents(path);
        const auto report = set_descriptor(path, descriptor_text("new"));
        ASSERT_FALSE(report) << manifest;
        EXPECT_EQ(report.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(test::contents(path), old);
        EXPECT_EQ(files.names(), std::set<std::string>{"vm.ova"});
    }
}

TEST(EditArchive, CorrectsAWrongDigestOnlyWhenAsked) {
    Editable files;
    files.put("vm.mf", digest_line("vm.ovf", "another") + files.files().at("vm.mf").substr(81));
    const std::string path = files.archive(layouts[2]);
    DescriptorChange change;
    change.accept_mismatch = true;
    ASSERT_TRUE(set_descriptor(path, descriptor_text("new"), change));
    EXPECT_TRUE(verified(path).has(PackageState::files_verified));
}

TEST(EditArchive, RefusesWhatItCannotChangeSafely) {
    const Editable files;
    const std::string path = files.archive({"vm.ovf", "vm.mf", "a.img", "b.img", "vm.mf"});
    EXPECT_EQ(set_descriptor(path, descriptor_text("new")).error().code, ErrorCode::unsupported);
    const std::string plain = files.archive(layouts[2]);
    const std::string trailing = test::contents(plain) + "something";
    io::put(plain, trailing);
    EXPECT_TRUE(set_descriptor(plain, descriptor_text("new"))) << "nothing has to move";
    EXPECT_EQ(set_descriptor(plain, descriptor_text("new", 3'000)).error().code, ErrorCode::unsupported);
    EXPECT_EQ(test::contents(plain).substr(trailing.size() - 9), "something");
    ASSERT_EQ(test::run({"gzip", files.archive(layouts[2])}).status, 0);
    EXPECT_EQ(open_editor(files / "vm.ova.gz").error().code, ErrorCode::unsupported);
}

TEST(EditArchive, IsHeldByOneEditorAtATime) {
    const Editable files;
    const std::string path = files.archive(layouts[0]);
    auto first = open_editor(path).value();
    EXPECT_FALSE(open_editor(path));
    EXPECT_TRUE(open_editor(path, files / "copy.ova"));
    ASSERT_TRUE(first.set_descriptor(descriptor_text("new")));
    EXPECT_EQ(first.set_descriptor(descriptor_text("newer")).error().code, ErrorCode::invalid_argument)
        << "an editor is used once";
}

TEST(EditArchive, IsFoundBehindALinkWhichStays) {
    const Editable files;
    const std::string path = files.archive(layouts[2]);
    std::filesystem::rename(path, files / "real.ova");
    std::filesystem::create_symlink("real.ova", path);
    EXPECT_EQ(set_descriptor(path, descriptor_text("new")).value().kind, EditKind::in_place);
    EXPECT_TRUE(set_descriptor(path, descriptor_text("new", 3'000)));
    EXPECT_TRUE(std::filesystem::is_symlink(path));
    EXPECT_EQ(extracted(files / "real.ova").at("vm.ovf"), descriptor_text("new", 3'000));
    EXPECT_EQ(files.names(), (std::set<std::string>{"real.ova", "vm.ova"}));
}

TEST(EditArchive, IsWrittenAnewWhenItsNameLeavesNoRoomForARecord) {
    const Editable files;
    const std::string path = files / (std::string(246, 'n') + ".ova");
    std::filesystem::rename(files.archive(layouts[2]), path);
    EXPECT_EQ(set_descriptor(path, descriptor_text("new")).value().kind, EditKind::rewritten);
    EXPECT_EQ(extracted(path).at("vm.ovf"), descriptor_text("new"));
    EXPECT_EQ(files.names().size(), 1U);
}

TEST(EditArchive, KeepsTheOldOneWhenTheDiskIsFull) {
    const io::SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    const Editable files;
    const std::string old = test::contents(files.archive(layouts[0]));
    const std::string path = disk.directory() / "vm.ova";
    io::put(path, old);
    for (const std::size_t more : {10'000U, 40'000U, 100'000U}) {
        const auto report = set_descriptor(path, descriptor_text("new", more));
        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().code, ErrorCode::no_space) << report.error().message;
        EXPECT_EQ(test::contents(path), old);
        EXPECT_EQ(disk.directory().names(), std::set<std::string>{"vm.ova"});
    }
}

TEST(EditArchive, IsTheOldOneOrTheNewOneWhenKilled) {
    Editable files;
    files.put("b.img", std::string(1U << 20U, 'b'));
    files.put_manifest();
    // In place; with all that follows; and anew, to another file and over the old one.
    for (const std::size_t more : {10U, 3'000U, 17U << 20U}) {
        const std::string path = files.archive(layouts[0]);
        const std::string fresh = descriptor_text("new", more);
        const std::string old = test::contents(path);
        ASSERT_TRUE(set_descriptor(path, fresh));
        const std::string changed = test::contents(path);
        ASSERT_TRUE(set_descriptor(path, descriptor_text("old")));
        ASSERT_EQ(test::contents(path), old) << "there and back again is the same archive";
        for (int i = 0; i < 15; ++i) {
            io::kill_during(
                [&] {
                    (void)set_descriptor(path, fresh);
                    (void)set_descriptor(path, descriptor_text("old"));
                },
                2'000 + i * 1'700);
            ASSERT_TRUE(open_editor(path));
            const std::string now = test::contents(path);
            ASSERT_TRUE(now == old || now == changed);
            ASSERT_EQ(files.names(), std::set<std::string>{"vm.ova"});
        }
    }
}

}  // namespace
}  // namespace ovfkit::package
