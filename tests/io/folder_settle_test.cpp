// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include <ovfkit/io/folder.hpp>

#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

using Names = std::set<std::string>;

void put_into(Folder& folder, const std::string& name) {
    auto file = folder.create_file(name).value();
    ASSERT_TRUE(file->write("bytes"));
    ASSERT_TRUE(folder.finish_file(*file));
}

TEST(FolderSettle, ShowsTheFolderUnderItsNameOnlyWhenItIsWhole) {
    const Scratch scratch;
    auto folder = Folder::prepare(scratch / "out").value();
    put_into(folder, "a/b");
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
    ASSERT_EQ(scratch.names().size(), 1U);
    EXPECT_EQ(scratch.names().begin()->substr(0, 8), ".ovfkit-");
    ASSERT_TRUE(folder.settle());
    EXPECT_EQ(scratch.names(), Names{"out"});
    EXPECT_EQ(get(scratch / "out/a/b"), "bytes");
    EXPECT_FALSE(folder.settle());
}

TEST(FolderSettle, IsRefusedWhenSomethingCameThereMeanwhile) {
    for (const bool is_folder : {true, false}) {
        const Scratch scratch;
        auto folder = Folder::prepare(scratch / "out").value();
        put_into(folder, "a");
        if (is_folder)
            std::filesystem::create_directory(scratch / "out");
        else
            put(scratch / "out", "theirs");
        const auto settled = folder.settle();
        ASSERT_FALSE(settled);
        EXPECT_EQ(settled.error().code, ErrorCode::already_exists);
        folder.discard();
        EXPECT_EQ(scratch.names(), Names{"out"});
    }
}

TEST(FolderSettle, IsUndoneByDiscard) {
    const Scratch scratch;
    auto folder = Folder::prepare(scratch / "out/").value();
    put_into(folder, "a/b");
    ASSERT_TRUE(folder.settle());
    folder.discard();
    EXPECT_EQ(scratch.names(), Names{});
}

TEST(FolderPrepare, RefusesWhatIsThere) {
    const Scratch scratch;
    put(scratch / "file", "x");
    std::filesystem::create_symlink("nowhere", scratch / "link");
    for (const char* name : {"file", "link", "."})
        EXPECT_EQ(Folder::prepare(scratch / name).error().code, ErrorCode::already_exists) << name;
    EXPECT_EQ(Folder::prepare(scratch / "no/where").error().code, ErrorCode::not_found);
    EXPECT_EQ(scratch.names(), (Names{"file", "link"}));
}

TEST(FolderPrepare, RemovesWhatAKilledProcessLeftAndNothingThatIsInUse) {
    const Scratch scratch;
    auto in_use = Folder::prepare(scratch / "other").value();
    const std::string used = *scratch.names().begin();
    const pid_t child = ::fork();
    if (child == 0) {
        auto folder = Folder::prepare(scratch / "out").value();
        auto file = folder.create_file("a/b/c").value();
        (void)file->write("x");
        std::filesystem::create_symlink("/etc", scratch / "link");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(scratch.names().size(), 3U);
    std::filesystem::create_directory(scratch / ".ovfkit-theirs");
    auto next = Folder::prepare(scratch / "out").value();
    ASSERT_TRUE(next.settle());
    EXPECT_EQ(scratch.names(), (Names{"out", "link", ".ovfkit-theirs", used}));
    ASSERT_TRUE(in_use.settle());
}

TEST(FolderPrepare, DoesNotFollowLinksWhileItCleansUp) {
    const Scratch scratch;
    const Scratch elsewhere;
    put(elsewhere / "precious", "x");
    const pid_t child = ::fork();
    if (child == 0) {
        auto folder = Folder::prepare(scratch / "out").value();
        for (const auto& entry : std::filesystem::directory_iterator(scratch.path()))
            std::filesystem::create_symlink(elsewhere.path(), entry.path() / "link");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(scratch.names().size(), 1U);
    ASSERT_TRUE(Folder::prepare(scratch / "out").value().settle());
    EXPECT_EQ(scratch.names(), Names{"out"});
    EXPECT_EQ(get(elsewhere / "precious"), "x");
}

}  // namespace
}  // namespace ovfkit::io
