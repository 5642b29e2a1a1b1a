// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/folder.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::set<std::string>;
using namespace std::string_literals;

void make(Folder& folder, const std::string& name, const std::string& bytes) {
    const auto file = folder.create_file(name);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_TRUE((*file)->write(bytes));
    ASSERT_TRUE(folder.finish_file(**file));
}

std::string content(const Folder& folder, const std::string& name) {
    const auto file = folder.file(name).value();
    return read_all(*stream_range(file, 0, file->size()), 1'000'000, name).value();
}

TEST(Folder, GivesTheFilesInIt) {
    const Scratch scratch;
    std::filesystem::create_directories(scratch / "a/b");
    put(scratch / "vm.ovf", "descriptor");
    put(scratch / "a/b/disk", "data");
    const Folder folder = Folder::open(scratch.path()).value();
    EXPECT_EQ(content(folder, "vm.ovf"), "descriptor");
    EXPECT_EQ(content(folder, "a/b/disk"), "data");
    expect_error(folder.file("none"), ErrorCode::not_found);
    expect_error(folder.file("a/none"), ErrorCode::not_found);
    expect_error(folder.file("vm.ovf/x"), ErrorCode::unsupported);
    expect_error(folder.file("a"), ErrorCode::invalid_argument);
}

TEST(Folder, StaysTheSameWhateverIsRenamed) {
    const Scratch scratch;
    ASSERT_EQ(::mkdir((scratch / "one").c_str(), 0755), 0);
    ASSERT_EQ(::mkdir((scratch / "two").c_str(), 0755), 0);
    put(scratch / "one/file", "1");
    put(scratch / "two/file", "2");
    const Folder folder = Folder::open(scratch / "one").value();
    std::filesystem::rename(scratch / "one", scratch / "away");
    std::filesystem::rename(scratch / "two", scratch / "one");
    EXPECT_EQ(content(folder, "file"), "1");
}

TEST(Folder, LeavesItselfByNoName) {
    const Scratch scratch;
    ASSERT_EQ(::mkdir((scratch / "in").c_str(), 0755), 0);
    put(scratch / "out", "secret");
    Folder folder = Folder::open(scratch / "in").value();
    for (const std::string& name :
         {""s, "."s, ".."s, "../out"s, "a/../../out"s, "/etc/passwd"s, "a//b"s, "./a"s, "a/"s, "a\0b"s}) {
        expect_error(folder.file(name), ErrorCode::invalid_argument);
        expect_error(folder.create_file(name), ErrorCode::invalid_argument);
    }
    for (const std::string& name : {"a\\b"s, "C:x"s, "nul"s, "a\nb"s})
        expect_error(folder.create_file(name), ErrorCode::invalid_argument);
    EXPECT_EQ(scratch.names(), (Names{"in", "out"}));
    EXPECT_THAT(folder.contents(10).value().files, IsEmpty());
}

TEST(Folder, FollowsNoLink) {
    const Scratch scratch;
    std::filesystem::create_directories(scratch / "in");
    std::filesystem::create_directories(scratch / "out");
    put(scratch / "out/file", "secret");
    put(scratch / "in/real", "real");
    ASSERT_EQ(::symlink("../out/file", (scratch / "in/link").c_str()), 0);
    ASSERT_EQ(::symlink("../out", (scratch / "in/folder").c_str()), 0);
    ASSERT_EQ(::symlink("real", (scratch / "in/inner").c_str()), 0);
    ASSERT_EQ(::symlink("../out/fresh", (scratch / "in/dangling").c_str()), 0);
    Folder folder = Folder::open(scratch / "in").value();
    for (const char* name : {"link", "folder/file", "inner", "dangling"})
        expect_error(folder.file(name), ErrorCode::unsupported);
    expect_error(folder.create_file("folder/new"), ErrorCode::unsupported);
    expect_error(folder.create_file("dangling"), ErrorCode::already_exists);
    expect_error(folder.create_file("link"), ErrorCode::already_exists);
    EXPECT_EQ(get(scratch / "out/file"), "secret");
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/new"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/fresh"));
    EXPECT_THAT(folder.contents(10).value().files, ElementsAre("real"));
    // The way to the folder itself is the caller's own.
    ASSERT_EQ(::symlink("in", (scratch / "way").c_str()), 0);
    EXPECT_EQ(content(Folder::open(scratch / "way").value(), "real"), "real");
}

TEST(Folder, WaitsForNoPipe) {
    const Scratch scratch;
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    Folder folder = Folder::open(scratch.path()).value();
    expect_error(folder.file("fifo"), ErrorCode::unsupported);
    expect_error(folder.create_file("fifo"), ErrorCode::already_exists);
    EXPECT_THAT(folder.contents(10).value().files, IsEmpty());
}

TEST(Folder, MakesFilesAndTheFoldersOnTheWay) {
    const Scratch scratch;
    Folder folder = Folder::create(scratch / "new").value();
    make(folder, "vm.ovf", "descriptor");
    make(folder, "a/b/disk1", "1");
    make(folder, "a/b/disk2", "2");
    EXPECT_EQ(get(scratch / "new/a/b/disk1"), "1");
    EXPECT_EQ(content(folder, "a/b/disk2"), "2");
    EXPECT_THAT(folder.contents(10).value().files, ElementsAre("a/b/disk1", "a/b/disk2", "vm.ovf"));
    expect_error(folder.create_file("vm.ovf"), ErrorCode::already_exists);
    expect_error(folder.create_file("a/b"), ErrorCode::already_exists);
    expect_error(folder.create_file("vm.ovf/x"), ErrorCode::unsupported);
    EXPECT_EQ(get(scratch / "new/vm.ovf"), "descriptor");
}

TEST(Folder, IsMadeWhereNothingIs) {
    const Scratch scratch;
    put(scratch / "file", "");
    for (const char* name : {"file", "", "."}) expect_error(Folder::create(scratch / name), ErrorCode::already_exists);
    expect_error(Folder::create("/"), ErrorCode::already_exists);
    expect_error(Folder::create(""), ErrorCode::invalid_argument);
    expect_error(Folder::create(scratch / "no/such"), ErrorCode::not_found);
    expect_error(Folder::open(scratch / "no"), ErrorCode::not_found);
    expect_error(Folder::open(scratch / "file"), ErrorCode::invalid_argument);
    ASSERT_EQ(::symlink("elsewhere", (scratch / "link").c_str()), 0);
    expect_error(Folder::create(scratch / "link"), ErrorCode::already_exists);
    EXPECT_TRUE(Folder::create(scratch / "slashes//"));
}

TEST(Folder, TakesAwayAFileThatWasNotFinished) {
    const Scratch scratch;
    std::unique_ptr<Output> left;
    {
        Folder folder = Folder::create(scratch / "new").value();
        ASSERT_TRUE(folder.create_file("a").value()->write("half"));
        EXPECT_THAT(folder.contents(10).value().files, IsEmpty());
        make(folder, "a", "whole");
        left = folder.create_file("b").value();
    }
    EXPECT_TRUE(left->write("x"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "new/b"));
    left.reset();
    EXPECT_FALSE(std::filesystem::exists(scratch / "new/b"));
    EXPECT_EQ(get(scratch / "new/a"), "whole");
}

TEST(Folder, TakesNothingAfterAFileIsFinished) {
    const Scratch scratch;
    Folder folder = Folder::open(scratch.path()).value();
    const auto file = folder.create_file("a").value();
    ASSERT_TRUE(folder.finish_file(*file));
    expect_error(file->write("x"), ErrorCode::invalid_argument);
    expect_error(folder.finish_file(*file), ErrorCode::invalid_argument);
    expect_error(folder.finish_file(*write_to_descriptor(1, "x")), ErrorCode::invalid_argument);
}

TEST(Folder, IsDiscardedWithAllThatItMade) {
    const Scratch scratch;
    Folder folder = Folder::create(scratch / "new").value();
    make(folder, "a/b/c", "1");
    make(folder, "d", "2");
    folder.discard();
    EXPECT_EQ(scratch.names(), Names{});
    folder.discard();
}

TEST(Folder, DiscardsNothingOfOthers) {
    const Scratch scratch;
    ASSERT_EQ(::mkdir((scratch / "old").c_str(), 0755), 0);
    put(scratch / "old/theirs", "1");
    Folder folder = Folder::open(scratch.path()).value();
    make(folder, "old/mine", "1");
    make(folder, "fresh/mine", "2");
    make(folder, "swapped", "3");
    make(folder, "gone", "4");
    put(scratch / "fresh/theirs", "5");
    ASSERT_EQ(::unlink((scratch / "gone").c_str()), 0);
    put(scratch / "other", "6");
    std::filesystem::rename(scratch / "other", scratch / "swapped");
    folder.discard();
    EXPECT_EQ(scratch.names(), (Names{"old", "fresh", "swapped"}));
    EXPECT_EQ(get(scratch / "swapped"), "6");
    EXPECT_THAT(folder.contents(10).value().files, ElementsAre("fresh/theirs", "old/theirs", "swapped"));
}

TEST(Folder, ListsNoMoreThanTheLimit) {
    const Scratch scratch;
    for (const char* name : {"a", "b", "c"}) put(scratch / name, "");
    const Folder folder = Folder::open(scratch.path()).value();
    EXPECT_THAT(folder.contents(3).value().files, ElementsAre("a", "b", "c"));
    expect_error(folder.contents(2), ErrorCode::limit_exceeded);
    for (const char* name : {"d1", "d2", "d3", "d4"}) std::filesystem::create_directory(scratch / name);
    expect_error(folder.contents(3), ErrorCode::limit_exceeded);
    EXPECT_EQ(folder.contents(4).value().files.size(), 3U);
}

TEST(Folder, SaysThatTheDiskIsFullAndLeavesNothing) {
    const SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    Folder folder = Folder::create(disk.directory() / "new").value();
    {
        const auto file = folder.create_file("a/disk").value();
        Result<void> written;
        for (int i = 0; i < 30 && written; ++i) written = file->write(std::string(10'000, 'x'));
        expect_error(written, ErrorCode::no_space);
        expect_error(folder.finish_file(*file), ErrorCode::invalid_argument);
    }
    folder.discard();
    EXPECT_EQ(disk.directory().names(), Names{});
}

TEST(Folder, TellsFilesFromOthersAndLeavesOutWhatAKilledProcessLeft) {
    const Scratch scratch;
    std::ofstream(scratch / "a") << "x";
    std::ofstream(scratch / ".ovfkit-1-0123456789abcdef") << "x";
    std::filesystem::create_directory(scratch / "f");
    std::filesystem::create_symlink("a", scratch / "f/link");
    const auto contents = Folder::open(scratch.path()).value().contents(10).value();
    EXPECT_EQ(contents.files, std::vector<std::string>{"a"});
    EXPECT_EQ(contents.others, std::vector<std::string>{"f/link"});
}

TEST(Folder, IsLockedByOneAtATime) {
    const Scratch scratch;
    {
        Folder first = Folder::open(scratch.path()).value();
        ASSERT_TRUE(first.lock());
        EXPECT_EQ(Folder::open(scratch.path()).value().lock().error().code, ErrorCode::unsupported);
    }
    EXPECT_TRUE(Folder::open(scratch.path()).value().lock());
}

}  // namespace
}  // namespace ovfkit::io
