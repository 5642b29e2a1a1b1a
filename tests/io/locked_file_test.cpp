// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/locked_file.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <ovfkit/io/file.hpp>

#include "io/scratch.hpp"
#include "io/undo_record.hpp"

namespace ovfkit::io {
namespace {

using Names = std::set<std::string>;

Result<void> patch(const std::string& path, const std::vector<Patch>& patches) {
    auto file = LockedFile::open(path);
    return file ? (*file)->patch(patches) : file.error();
}

/// A change that was interrupted: `record` is there, and `now` in the file.
void interrupt(const Scratch& scratch, UndoRecord record, const std::string& now) {
    if (record.file_number == 0) record.file_number = status_of(scratch / "file").st_ino;
    put(scratch / "file", now);
    put(scratch / ".ovfkit-undo-file", write_undo_record(record));
}

TEST(LockedFile, ChangesBytesAndNothingElse) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0604), 0);
    ASSERT_EQ(::link((scratch / "file").c_str(), (scratch / "other").c_str()), 0);
    ASSERT_TRUE(patch(scratch / "file", {{1, "12", "ab"}, {5, "5", "5"}, {8, "8", "c"}}));
    EXPECT_EQ(get(scratch / "file"), "0ab34567c9");
    EXPECT_EQ(get(scratch / "other"), "0ab34567c9");
    EXPECT_EQ(mode_of(scratch / "file"), 0604U);
    EXPECT_EQ(scratch.names(), (Names{"file", "other"}));
}

TEST(LockedFile, GrowsAndShrinksAtItsEnd) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    ASSERT_TRUE(patch(scratch / "file", {{0, "0", "x"}, {8, "89", "and more"}}));
    EXPECT_EQ(get(scratch / "file"), "x1234567and more");
    ASSERT_TRUE(patch(scratch / "file", {{8, "and more", "!"}}));
    EXPECT_EQ(get(scratch / "file"), "x1234567!");
    ASSERT_TRUE(patch(scratch / "file", {{9, "", "?"}}));
    EXPECT_EQ(get(scratch / "file"), "x1234567!?");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, RefusesChangesThatMakeNoSense) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    const auto file = LockedFile::open(scratch / "file").value();
    expect_error(file->patch({{1, "1", "22"}}), ErrorCode::invalid_argument);
    expect_error(file->patch({{3, "34", "ab"}, {4, "4", "x"}}), ErrorCode::invalid_argument);
    expect_error(file->patch({{11, "", "x"}}), ErrorCode::invalid_argument);
    expect_error(file->patch({{9, "9a", "xx"}}), ErrorCode::invalid_argument);
    expect_error(file->patch({{UINT64_MAX, "9", "x"}}), ErrorCode::invalid_argument);
    EXPECT_EQ(get(scratch / "file"), "0123456789");
}

TEST(LockedFile, RefusesAFileThatIsNotWhatItWas) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    // The last one changes nothing and is a condition for the others.
    expect_error(patch(scratch / "file", {{1, "1", "a"}, {5, "X", "X"}}), ErrorCode::io);
    EXPECT_EQ(get(scratch / "file"), "0123456789");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, IsHeldByOneAtATime) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    {
        const auto first = LockedFile::open(scratch / "file").value();
        expect_error(LockedFile::open(scratch / "file"), ErrorCode::unsupported);
    }
    EXPECT_TRUE(LockedFile::open(scratch / "file"));
}

TEST(LockedFile, FollowsLinksAndRefusesWhatIsNoFile) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    ASSERT_EQ(::symlink("file", (scratch / "link").c_str()), 0);
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    ASSERT_TRUE(patch(scratch / "link", {{0, "0", "x"}}));
    EXPECT_EQ(get(scratch / "file"), "x123456789");
    expect_error(LockedFile::open(scratch / "fifo"), ErrorCode::unsupported);
    expect_error(LockedFile::open("/dev/null"), ErrorCode::unsupported);
    expect_error(LockedFile::open(scratch.path()), ErrorCode::invalid_argument);
    expect_error(LockedFile::open(scratch / "none"), ErrorCode::not_found);
    expect_error(LockedFile::open(""), ErrorCode::invalid_argument);
    const OrdinaryUser nobody;
    EXPECT_FALSE(LockedFile::open(scratch / "file"));
}

TEST(LockedFile, RestoresWhatAnInterruptedChangeLeft) {
    const Scratch scratch;
    const UndoRecord grown{0, 10, 13, {{2, "23", "ab"}, {8, "89", "five!"}}};
    const UndoRecord shrunk{0, 10, 7, {{2, "23", "ab"}, {6, "6789", "x"}}};
    put(scratch / "file", "");
    for (const auto& [record, now] : std::vector<std::pair<UndoRecord, std::string>>{
             {grown, "0123456789"},                         // nothing yet
             {grown, std::string("0123456789\0\0\0", 13)},  // room was made
             {grown, "01234567five!"},
             {grown, "01a34567five!"},  // torn within a change
             {grown, "01ab4567five!"},  // all of it, but for the end of the record
             {shrunk, "01ab45x789"},
             {shrunk, "01ab45x"}}) {
        interrupt(scratch, record, now);
        EXPECT_TRUE(has_undo_record(scratch / "file"));
        const auto file = LockedFile::open(scratch / "file");
        ASSERT_TRUE(file) << file.error().message;
        EXPECT_TRUE((*file)->was_restored());
        EXPECT_EQ(get(scratch / "file"), "0123456789");
        EXPECT_EQ(scratch.names(), Names{"file"});
        EXPECT_FALSE(has_undo_record(scratch / "file"));
    }
}

TEST(LockedFile, RemovesARecordThatIsNotWhole) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    const std::string whole = write_undo_record({status_of(scratch / "file").st_ino, 10, 10, {{2, "ab", "cd"}}});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        put(scratch / ".ovfkit-undo-file", whole.substr(0, size));
        ASSERT_TRUE(LockedFile::open(scratch / "file")) << size;
        ASSERT_EQ(scratch.names(), Names{"file"}) << size;
    }
    EXPECT_EQ(get(scratch / "file"), "0123456789");
}

TEST(LockedFile, LeavesAloneWhatARecordDoesNotFit) {
    const Scratch scratch;
    put(scratch / "file", "");
    interrupt(scratch, {0, 10, 10, {{2, "23", "ab"}}}, "01XY456789");
    expect_error(LockedFile::open(scratch / "file"), ErrorCode::io);
    EXPECT_EQ(get(scratch / "file"), "01XY456789");
    EXPECT_EQ(scratch.names(), (Names{".ovfkit-undo-file", "file"}));
    // A file that has taken the place of the other one has nothing to do with it.
    interrupt(scratch, {1, 10, 10, {{2, "23", "ab"}}}, "01XY456789");
    EXPECT_TRUE(LockedFile::open(scratch / "file"));
    EXPECT_EQ(get(scratch / "file"), "01XY456789");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, DoesNotBelieveTheRecordOfAStranger) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can be somebody else";
    const Scratch scratch;
    put(scratch / "file", "");
    interrupt(scratch, {0, 10, 10, {{2, "23", "ab"}}}, "01ab456789");
    ASSERT_EQ(::chown((scratch / ".ovfkit-undo-file").c_str(), 65534, 65534), 0);
    expect_error(LockedFile::open(scratch / "file"), ErrorCode::io);
    EXPECT_EQ(get(scratch / "file"), "01ab456789");
}

TEST(LockedFile, DoesNotFollowALinkToARecord) {
    const Scratch scratch;
    put(scratch / "file", "");
    interrupt(scratch, {0, 10, 10, {{2, "23", "ab"}}}, "01ab456789");
    std::filesystem::rename(scratch / ".ovfkit-undo-file", scratch / "elsewhere");
    ASSERT_EQ(::symlink("elsewhere", (scratch / ".ovfkit-undo-file").c_str()), 0);
    EXPECT_FALSE(LockedFile::open(scratch / "file"));
    EXPECT_EQ(get(scratch / "file"), "01ab456789");
}

TEST(LockedFile, LosesItsRecordWhenTheFileIsReplaced) {
    const Scratch scratch;
    put(scratch / "file", "");
    interrupt(scratch, {0, 10, 10, {{2, "23", "ab"}}}, "01ab456789");
    ASSERT_TRUE(replace_file(scratch / "file", "all new"));
    EXPECT_EQ(get(scratch / "file"), "all new");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, RemovesWhatOthersLeftWhenTheyWereKilled) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    const std::string stray = ".ovfkit-999999999-0123456789abcdef";  // of a process that cannot be
    const std::string alive = ".ovfkit-" + std::to_string(::getpid()) + "-0123456789abcdef";
    put(scratch / stray, "half of something");
    put(scratch / alive, "half of something");
    EXPECT_TRUE(LockedFile::open(scratch / "file"));
    EXPECT_EQ(scratch.names(), (Names{alive, "file"}));
}

TEST(LockedFile, NeedsRoomForTheNameOfItsRecord) {
    const Scratch scratch;
    const std::string path = scratch / std::string(250, 'n');
    put(path, "0123456789");
    expect_error(patch(path, {{0, "0", "x"}}), ErrorCode::unsupported);
    EXPECT_EQ(get(path), "0123456789");
}

TEST(LockedFile, PutsTheOldContentBackWhenTheDiskIsFull) {
    const SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    const Scratch& scratch = disk.directory();
    const std::string old(20'000, 'o');
    put(scratch / "file", old);
    // The record fits, the longer file does not.
    expect_error(patch(scratch / "file", {{0, "oo", "nn"}, {20'000, "", std::string(30'000, 'n')}}),
                 ErrorCode::no_space);
    EXPECT_EQ(get(scratch / "file"), old);
    EXPECT_EQ(scratch.names(), Names{"file"});
    // The record does not fit either.
    expect_error(patch(scratch / "file", {{20'000, "", std::string(100'000, 'n')}}), ErrorCode::no_space);
    EXPECT_EQ(get(scratch / "file"), old);
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, PutsTheOldContentBackWhenItMayNotGrow) {
    const Scratch scratch;
    const std::string old(5'000, 'o');
    put(scratch / "file", old);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit most{8'000, 8'000};
        ::setrlimit(RLIMIT_FSIZE, &most);
        const auto done = patch(scratch / "file", {{0, "o", "n"}, {5'000, "", std::string(4'000, 'n')}});
        ::_exit(!done && done.error().code == ErrorCode::no_space ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(get(scratch / "file"), old);
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(LockedFile, IsTheOldOneOrTheNewOneAfterTheNextRunWhenKilled) {
    const Scratch scratch;
    const std::string old(300'000, 'o');
    const std::string fresh(400'000, 'n');
    put(scratch / "file", old);
    int restored = 0;
    for (int i = 0; i < 60; ++i) {
        kill_during(
            [&] {
                (void)patch(scratch / "file", {{0, old, fresh}});
                (void)patch(scratch / "file", {{0, fresh, old}});
            },
            300 + i * 300);
        {
            const auto file = LockedFile::open(scratch / "file");
            ASSERT_TRUE(file) << file.error().message;
            restored += (*file)->was_restored() ? 1 : 0;
        }
        const std::string now = get(scratch / "file");
        ASSERT_TRUE(now == old || now == fresh) << now.size();
        ASSERT_EQ(scratch.names(), Names{"file"});
    }
    EXPECT_GT(restored, 0) << "no kill came at a moment that matters";
}

}  // namespace
}  // namespace ovfkit::io
