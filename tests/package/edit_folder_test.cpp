// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "io/scratch.hpp"
#include "package/editable.hpp"

namespace ovfkit::package {
namespace {

const Layout members{"vm.ovf", "vm.mf", "vm.cert", "a.img", "b.img"};

TEST(EditFolder, ReplacesTheDescriptorAndItsDigest) {
    for (const bool bare : {false, true}) {
        const Editable files;
        const std::string folder = files.folder(members);
        const std::string path = bare ? folder + "/vm.ovf" : folder;
        const std::string fresh = descriptor_text("new", 1'000);
        const auto report = set_descriptor(path, fresh).value();
        EXPECT_EQ(report.kind, EditKind::files);
        EXPECT_TRUE(report.signature_invalidated);
        EXPECT_FALSE(report.signature_removed);
        EXPECT_EQ(test::contents(files / "vm.ovf"), fresh);
        EXPECT_TRUE(verified(path).has(PackageState::files_verified));
        EXPECT_EQ(files.names(), std::set<std::string>(members.begin(), members.end()));
    }
}

TEST(EditFolder, IsHeldByOneEditorAtATime) {
    const Editable files;
    const std::string folder = files.folder(members);
    {
        auto first = open_editor(folder).value();
        EXPECT_FALSE(open_editor(folder));
        EXPECT_FALSE(open_editor(folder + "/vm.ovf"));
        ASSERT_TRUE(first.set_descriptor(descriptor_text("new")));
    }
    EXPECT_TRUE(set_descriptor(folder, descriptor_text("newer")));
    EXPECT_TRUE(verified(folder).has(PackageState::files_verified));
}

TEST(EditFolder, RemovesTheSignatureWhenAsked) {
    const Editable files;
    const std::string folder = files.folder(members);
    DescriptorChange change;
    change.remove_signature = true;
    EXPECT_TRUE(set_descriptor(folder, descriptor_text("new"), change).value().signature_removed);
    EXPECT_EQ(files.names(), (std::set<std::string>{"a.img", "b.img", "vm.mf", "vm.ovf"}));
    EXPECT_TRUE(verified(folder).has(PackageState::unsigned_));
    EXPECT_TRUE(verified(folder).has(PackageState::files_verified));
}

TEST(EditFolder, IsNotCopied) {
    const Editable files;
    EXPECT_EQ(open_editor(files.folder(members), files / "copy").error().code, ErrorCode::unsupported);
    EXPECT_EQ(open_editor(files / "vm.ovf", files / "copy").error().code, ErrorCode::unsupported);
    EXPECT_EQ(open_editor(files / "none").error().code, ErrorCode::not_found);
}

TEST(EditFolder, NeverVerifiesHalfChanged) {
    const Editable files;
    const std::string folder = files.folder(members);
    for (int i = 0; i < 30; ++i) {
        io::kill_during(
            [&] {
                (void)set_descriptor(folder, descriptor_text("new"));
                (void)set_descriptor(folder, descriptor_text("old"));
            },
            1'000 + i * 700);
        const std::string now = test::contents(files / "vm.ovf");
        ASSERT_TRUE(now == descriptor_text("new") || now == descriptor_text("old"));
        const std::string manifest = test::contents(files / "vm.mf");
        const bool fits = manifest.substr(0, 81) == digest_line("vm.ovf", now);
        ASSERT_EQ(verified(folder).has(PackageState::files_verified), fits);
        ASSERT_EQ(manifest.substr(81), files.files().at("vm.mf").substr(81));
        // The next run can be told to go on.
        DescriptorChange change;
        change.accept_mismatch = true;
        ASSERT_TRUE(set_descriptor(folder, descriptor_text("next"), change));
        ASSERT_TRUE(verified(folder).has(PackageState::files_verified));
        ASSERT_TRUE(set_descriptor(folder, descriptor_text("old")));
        ASSERT_EQ(files.names(), std::set<std::string>(members.begin(), members.end()));
    }
}

}  // namespace
}  // namespace ovfkit::package
